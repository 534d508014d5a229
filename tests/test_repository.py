"""What no other tool looks at: the repository itself."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ruqsat"
TEMPLATES = SOURCE / "web" / "templates"
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "405.html", "500.html"}  # Django asks for these


def python_files() -> Iterator[Path]:
    for folder in ("src", "tests", "scripts"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.django_db
def test_no_model_is_without_its_migration() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())
    assert "No changes detected" in said.getvalue()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_no_lock_file_names_a_registry(name: str) -> None:
    addresses = re.findall(
        r".*(?:--index-url|--find-links|\"resolved\"|\bhttps?://\S*registry|pypi\.org).*", (ROOT / name).read_text()
    )
    assert addresses == []


def test_every_template_is_used() -> None:
    sources = [path.read_text() for path in (*SOURCE.rglob("*.py"), *TEMPLATES.rglob("*.html"))]
    names = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert sorted(name for name in names - FOUND_BY_NAME if not any(name in source for source in sources)) == []


def test_the_law_needs_the_standard_library_only() -> None:
    foreign = set()
    for path in (SOURCE / "law").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            foreign |= {(path.name, name) for name in names if not allowed_in_law(name)}
    assert foreign == set()


def allowed_in_law(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names or name.startswith("ruqsat.law")


def test_every_lint_exception_says_why() -> None:
    bare = re.compile(
        r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)[\s\W]*(?P<why>.*)"
    )
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in python_files()
        if re.search(r"#\s*(?:noqa|type:\s*ignore)", path.read_text())  # every file in words takes its time
        for line, text in comments(path)
        if (said := bare.match(text)) and len(said["why"]) < 5
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|raise Not" + r"ImplementedError|xfail|pytest\.skip|mark\.skip)\b")
    found = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path != Path(__file__) and left.search(path.read_text())
    ]
    assert found == []


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "base",
        "manager",
        "managers",
        "handler",
        "handlers",
        "services",
    }
    assert [path for path in python_files() if path.stem in drawers] == []


def test_what_is_built_is_not_committed() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    built = re.compile(r"(?:\.mo|\.pyc|\.ttf|\.woff2)$|^(?:var|node_modules|\.venv)/|/static/built/")
    assert [name for name in names if built.search(name)] == []
