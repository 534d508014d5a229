"""What somebody wrote into a variable, held against what can stand there: said by its name, never by a traceback."""

import base64
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from ruqsat.running import CannotRun

WHOLE: Mapping[str, tuple[int, int, int]] = {
    "RUQSAT_WEB_PORT": (1, 65535, 8000),
    "RUQSAT_SANDBOX_PORT": (1, 65535, 8100),
    "RUQSAT_DATABASE_POOL": (0, 500, 6),
}
"""Whole numbers of the instance: the least, the most, and what holds where nothing is said."""

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def whole(name: str, said: str) -> int:
    """
    The whole number that is *said* of the variable *name*; what holds otherwise where nothing is.

    :raises CannotRun: if it is none, or not within the bounds.
    """
    least, most, otherwise = WHOLE[name]
    text = said.strip()
    if not text:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
        raise CannotRun(f"{name} is no whole number from {least} to {most}. Leave it out for {otherwise}.")
    return int(text)


def log_level(name: str, said: str) -> str:
    """
    From which level on the log keeps lines; INFO where nothing is said.

    :raises CannotRun: if there is no such level.
    """
    level = said.strip().upper() or "INFO"
    if level not in LOG_LEVELS:
        raise CannotRun(f"{name} is none of {', '.join(LOG_LEVELS)}. Leave it out for INFO.")
    return level


def is_wait(said: str, *, most: float) -> bool:
    """Whether it is a number of seconds above 0, and not more than *most*."""
    try:
        return 0 < float(said) <= most
    except ValueError:
        return False


def why_no_secret(said: str, *, shown: bool) -> str:
    """
    What a secret holds that it cannot be used with; empty where nothing is wrong. It never says the secret itself.

    *shown* is one that goes into a header of HTTP, which takes no other letters than those of ASCII.
    """
    if any(unicodedata.category(letter) in _UNSEEN for letter in said):
        return "holds a line break, or another letter that nobody sees: perhaps more was copied than the secret"
    if shown and not said.isascii():
        return "holds letters that no header of HTTP may have: it is not as its operator gave it"
    return ""


def usable(name: str, said: str) -> str:
    """
    The secret that is *said* of *name*.

    :raises CannotRun: if it holds what no secret does.
    """
    if why := why_no_secret(said, shown=False):
        raise CannotRun(f"{name} {why}.")
    return said


def secret(name: str, *, file: str, environ: Mapping[str, str]) -> str:
    """
    A secret of the instance, from the variable *name*, or from the file that the variable *file* names.

    :raises CannotRun: if the file cannot be read, or it holds what no secret does.
    """
    said, path = environ.get(name, "").strip(), environ.get(file, "")
    if said or not path:
        return usable(name, said)
    try:
        return usable(file, Path(path).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise CannotRun(f"{file}: {path} cannot be read ({reason}). Correct the path, or the file.") from error


def key_bytes(name: str, said: str) -> bytes:
    """
    The bytes of a key that is written in base64.

    :raises CannotRun: if it is not.
    """
    try:
        return base64.b64decode(said, validate=True)
    except ValueError as error:
        raise CannotRun(
            f"{name}, or its file in the folder of keys, is no base64. Put the key back as it was."
        ) from error


def json_object(name: str, said: str) -> dict[str, object]:
    """
    The JSON object that is *said* of the variable *name*.

    :raises CannotRun: if it is none.
    """
    try:
        value = json.loads(said)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise CannotRun(f'{name} is no JSON object, such as {{"name": "value"}}. Correct it in the environment.')
    return value
