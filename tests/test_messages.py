"""The script of the sentences: two people who run it at once lose nothing."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.broken.processes import wait_until

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "messages.py"
CODE = 'from ruqsat.law.saying import say\n\nTOLD = say("The hot water works.")\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree that says one sentence, with the script in it."""
    locale = tmp_path / "src" / "ruqsat" / "web" / "locale"
    for language in ("kk", "ru"):
        (locale / language / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "src" / "ruqsat" / "said.py").write_text(CODE)
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts")
    assert run(tmp_path, "update").wait() == 0
    return tmp_path


def run(tree: Path, what: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(tree / "scripts" / "messages.py"), what])


def po(tree: Path) -> Path:
    return tree / "src" / "ruqsat" / "web" / "locale" / "ru" / "LC_MESSAGES" / "django.po"


def translate(tree: Path) -> None:
    """As somebody's editor does it, or another run of the script."""
    text = po(tree).read_text()
    po(tree).write_text(text.replace('works."\nmsgstr ""', 'works."\nmsgstr "Горячая вода есть."'))


@contextmanager
def somebody_else_at_it(tree: Path) -> Iterator[None]:
    folder = os.open(tree / "src" / "ruqsat" / "web" / "locale", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def waits_for_a_lock(process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "it waited for nobody"
    waiting = (line.split() for line in Path("/proc/locks").read_text().splitlines() if "->" in line)
    return any(str(process.pid) in words for words in waiting)


@pytest.mark.parametrize("what", ["update", "compile"])
def test_it_waits_for_another_run_and_reads_what_that_one_wrote(tree: Path, what: str) -> None:
    with somebody_else_at_it(tree):
        process = run(tree, what)
        wait_until(lambda: waits_for_a_lock(process), "its waiting")
        translate(tree)
    assert process.wait() == 0
    assert "Горячая вода есть." in po(tree).read_text()
    assert run(tree, "compile").wait() == 0
    assert "Горячая вода есть.".encode() in po(tree).with_suffix(".mo").read_bytes()


def test_who_reads_meanwhile_has_the_whole_file(tree: Path) -> None:
    """What is written takes the place of what was there in one step."""
    (tree / "src" / "ruqsat" / "more.py").write_text(CODE.replace("hot water", "autoclave"))
    with po(tree).open() as reader:
        assert run(tree, "update").wait() == 0
        read = reader.read()
    assert ("hot water" in read, "autoclave" in read) == (True, False)
    assert "autoclave" in po(tree).read_text()
    assert {path.name for path in po(tree).parent.iterdir()} == {"django.po"}
