"""``ruqsat --env-file FILE``: a command has the variables that the service has from systemd's ``EnvironmentFile=``."""

import re
import stat
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from pathlib import Path

from ruqsat.running import CannotRun

OPTION = "--env-file"
HELP = "a file of variables, NAME=VALUE on each line, as systemd's EnvironmentFile= reads it; they come before others"
_LINE = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)=(?P<value>.*)")
_QUOTED = re.compile(r"""'(?P<plain>[^']*)'|"(?P<double>[^"\\]*)\"""")


def take(arguments: Sequence[str], environ: MutableMapping[str, str]) -> list[str]:
    """
    Put what the file named in *arguments* says into *environ*, and give the arguments without it.

    It comes before anything else: where an instance is, and its ports, are defaults of other options.

    :raises CannotRun: if the file cannot be read, or says something that systemd would read otherwise; if two are
        named, or the option is cut short: what one believes to have said would not be so.
    """
    left = list(arguments)
    before = left[: left.index("--")] if "--" in left else left
    named = [index for index, each in enumerate(before) if _is_named(each)]
    if not named:
        return left
    if len(named) > 1:
        raise CannotRun(f"{OPTION} is said more than once: put all variables into one file.")
    (index,) = named
    _, equals, path = before[index].partition("=")
    if not equals and index + 1 == len(before):
        raise CannotRun(f"{OPTION} names no file.")
    environ.update(_taken(Path(path if equals else before[index + 1])))
    return left[:index] + left[index + (1 if equals else 2) :]


def _is_named(argument: str) -> bool:
    """
    :raises CannotRun: if it is cut short.
    """
    name = argument.partition("=")[0]
    if name.startswith("--env") and name != OPTION and OPTION.startswith(name):
        raise CannotRun(f"{name} is no option of ruqsat: write {OPTION} FILE.")
    return name == OPTION


def _taken(path: Path) -> dict[str, str]:
    said = read(path)
    if path.stat().st_mode & stat.S_IRWXO:
        print(
            f"warning: everybody on this machine can read {path}, and it may hold secrets: chmod o= {path}",
            file=sys.stderr,
        )
    return said


def read(path: Path) -> dict[str, str]:
    """
    The variables in the file.

    :raises CannotRun: if it cannot be read, or a line is none that systemd would read in the same way.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise CannotRun(f"{OPTION}: {path} cannot be read ({reason}).") from error
    return dict(_variables(lines, path))


def _variables(lines: Sequence[str], path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        found = _LINE.fullmatch(text)
        if found is None:
            raise CannotRun(f"{OPTION}: line {number} of {path} is not NAME=VALUE.")
        value = _value(found["value"].strip())
        if value is None:
            raise CannotRun(
                f"{OPTION}: line {number} of {path} ({found['name']}) has a backslash, or a quotation mark that is not"
                " closed at its end. Put the whole value between ' and '."
            )
        yield found["name"], value


def _value(said: str) -> str | None:
    """What is said, without the marks around it; ``None`` where systemd might read something else."""
    if said[:1] in {"'", '"'}:
        quoted = _QUOTED.fullmatch(said)
        return None if quoted is None else quoted["plain"] or quoted["double"] or ""
    return None if "\\" in said else said
