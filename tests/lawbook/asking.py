"""Asking ``ruqsat law`` as people and programs do, in this process."""

import contextlib
import io
import json
from dataclasses import dataclass
from typing import Any

from ruqsat import cli


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def ask(*arguments: str) -> Said:
    """Run ``ruqsat law`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main(["law", *arguments])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return Said(status=status, out=out.getvalue(), err=err.getvalue())


def answer(*arguments: str) -> Any:
    """What a command that succeeds answers a program."""
    said = ask(*arguments, "--json")
    assert (said.status, said.err) == (0, "")
    return json.loads(said.out)


def refusal(*arguments: str) -> str:
    """The one sentence of a question without an answer, asked with ``--json`` and without; exit status 2."""
    said, for_programs = ask(*arguments), ask(*arguments, "--json")
    assert (said.status, said.out) == (2, "")
    assert said == for_programs
    assert said.err.count("\n") == 1
    return said.err.rstrip("\n")
