"""
The tests of the law, run in a process forked for one run: watched once, to see which lines each test runs; then with a
fault planted in one module, on the tests that run its line.

The parent has imported everything but the law and its tests, so that a run costs their import and no more. Neither
Django nor a database is there: the law needs none.
"""

import os
import pickle
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NoReturn

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE, LAW, TESTS = "ruqsat.law", ROOT / "src/ruqsat/law", ROOT / "tests/law"
_PLAIN = ("-q", "--noconftest", "-c", os.devnull, f"--rootdir={ROOT}", "--import-mode=importlib", "-m", "not long")
_LEFT_OUT = ("django", "playwright", "base_url", "xdist", "cacheprovider")
PYTEST = (*_PLAIN, *(word for plugin in _LEFT_OUT for word in ("-p", f"no:{plugin}")))

_OFTEN = 300
"""After so many calls of a function in one test it is no longer looked at which lines they run."""

_LONG = 100_000
"""After so many calls of anything the rest of a test is not looked at."""

PASSED, FAILED, NOT_COLLECTED = 0, 1, 2


@dataclass(kw_only=True)
class Watched:
    """What one test did: how long it took, in seconds, whether it passed, and the lines of each file it ran."""

    seconds: float = 0.0
    passed: bool = True
    lines: Mapping[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def ready() -> None:
    """Import what every run needs, and make drawn examples the same in each; nothing of the law is imported."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    for module in ("hypothesis.stateful", "numpy", "holidays", "_pytest.assertion.rewrite"):
        __import__(module)
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("faults", database=None, derandomize=True, phases=phases, deadline=None)
    hypothesis.settings.load_profile("faults")
    if PACKAGE in sys.modules:
        raise RuntimeError("the law is imported already: no fault could be planted in it")


# --- which lines each test runs -------------------------------------------------------------------------------------


class _Watcher:
    """A plugin of pytest; what is run while modules are imported goes under the empty name."""

    def __init__(self) -> None:
        self.tests: dict[str, Watched] = {"": Watched()}
        self.now = self.tests[""].lines
        self.calls: Counter[CodeType] = Counter()
        self.left = -1

    def trace(self, frame: FrameType, _event: str, _arg: Any) -> Callable[..., Any] | None:
        name = frame.f_code.co_filename
        self.calls[frame.f_code] += 1
        self.left -= 1
        if not self.left:
            sys.settrace(None)
        if self.calls[frame.f_code] > _OFTEN or not name.startswith(str(LAW)):
            return None
        lines = self.now[name]
        lines.add(frame.f_lineno)

        def line(frame: FrameType, _event: str, _arg: Any) -> Callable[..., Any]:
            lines.add(frame.f_lineno)
            return line

        return line

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        watched = self.tests[item.nodeid] = Watched()
        self.now = watched.lines
        self.calls.clear()
        self.left = _LONG
        sys.settrace(self.trace)
        started = time.perf_counter()
        try:
            return (yield)
        finally:
            watched.seconds = time.perf_counter() - started

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.tests[report.nodeid].passed &= not report.failed


def watch() -> dict[str, Watched]:
    """Every test of the law by its id, and under the empty id what importing them runs."""
    into, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(into)
        _quiet()
        watcher = _Watcher()
        sys.settrace(watcher.trace)
        pytest.main([*PYTEST, str(TESTS)], plugins=[watcher])
        sys.settrace(None)
        for watched in watcher.tests.values():
            watched.lines = dict(watched.lines)
        with os.fdopen(out, "wb") as pipe:
            pickle.dump(watcher.tests, pipe)
        os._exit(0)
    os.close(out)
    with os.fdopen(into, "rb") as pipe:
        found: dict[str, Watched] = pickle.load(pipe)  # noqa: S301 - written by our own child
    os.waitpid(pid, 0)
    return found


# --- with a fault planted -------------------------------------------------------------------------------------------


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """The module with its fault."""
        return self.code if fullname == self.name else super().get_code(fullname)


class _Finder(MetaPathFinder):
    """Finds one module, with the code that was compiled for it."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, name: str, _path: object = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        return spec_from_file_location(name, self.path, loader=_Loader(name, str(self.path), self.code))


class _Chosen:
    """A plugin of pytest: only these tests, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self.place), key=lambda i: self.place[i.nodeid])


def fork_with(code: CodeType, path: Path, tests: Collection[str], *, seconds: int) -> int:
    """
    Start the *tests* with *code* in the place of the module at *path*; the process's id.

    It ends with the status of pytest, which stops at the first failure, or by a signal after *seconds*.
    """
    pid = os.fork()
    if pid == 0:
        _run_with(code, path, list(tests), seconds=seconds)
    return pid


def _run_with(code: CodeType, path: Path, tests: Sequence[str], *, seconds: int) -> NoReturn:
    status = 70
    try:
        signal.alarm(seconds)
        _quiet()
        sys.meta_path.insert(0, _Finder(f"{PACKAGE}.{path.stem}", path, code))
        files = dict.fromkeys(str(ROOT / test.partition("::")[0]) for test in tests)
        status = int(pytest.main([*PYTEST, "-x", "--tb=no", *files], plugins=[_Chosen(tests)]))
    finally:
        os._exit(status)


def _quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
