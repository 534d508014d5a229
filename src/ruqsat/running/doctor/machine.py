"""This machine and the instance's folder: nothing here needs Django."""

import base64
import binascii
import os
import platform
import pwd
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from ruqsat.running.doctor.findings import Round, Said, good, note, wrong

GROUP = "This machine"
OLDEST_PYTHON = (3, 11)
LEAST_FREE, LITTLE_FREE = 10**9, 5 * 10**9  # bytes
GIGABYTE = 10**9
KEYS = {"secret.key": "RUQSAT_SECRET_KEY", "instance.key": "RUQSAT_INSTANCE_KEY"}


def look(round_: Round, var: Path) -> None:
    """Python, folder, disk, keys."""
    round_.tries(GROUP, "Python and system", python)
    round_.tries(GROUP, "folder", lambda: folder(var))
    round_.tries(GROUP, "free disk", lambda: free_disk(var))
    round_.tries(GROUP, "keys", lambda: keys(var))


def python() -> Said:
    """The oldest Python served is 3.11, and the system is Linux."""
    text = f"Python {platform.python_version()}, {platform.system()} {platform.release()}, as {_user(os.geteuid())}"
    if sys.version_info < OLDEST_PYTHON or platform.system() != "Linux":
        return wrong(text, "Run on Linux with Python 3.11 or newer.")
    return good(text)


def folder(var: Path) -> Said:
    """Whoever runs the instance can write in its folder, and nobody else."""
    if not var.is_dir():
        return wrong(f"{var} is not there", "Start the instance with “ruqsat run”, or name its folder with --var.")
    shut = [each for each in (var, *_folders(var)) if not _may_write(each)]
    if shut:
        owner = _user(shut[0].stat().st_uid)
        todo = f"Give it back to who runs the instance (it belongs to {owner}): chown, chmod u+rwx."
        return wrong(f"{shut[0]} cannot be written", todo)
    open_to_all = [each for each in (var, *_folders(var)) if each.stat().st_mode & stat.S_IWOTH]
    if open_to_all:
        return wrong(f"anybody on this machine can write in {open_to_all[0]}", f"chmod o-w {open_to_all[0]}")
    return good(f"{var} can be written")


def free_disk(var: Path) -> Said:
    """There is room for documents and the database."""
    there = next(each for each in (var, *var.parents) if each.exists())
    free = shutil.disk_usage(there).free
    text = f"{free / GIGABYTE:.1f} GB free at {there}"
    if free < LEAST_FREE:
        return wrong(text, "Make room: below that, filing stops.")
    return note(text, "Make room soon.") if free < LITTLE_FREE else good(text)


def keys(var: Path) -> Said:
    """The instance's keys are there, are keys, and are read by nobody else."""
    given = [variable for variable in KEYS.values() if os.environ.get(variable)]
    for name, variable in KEYS.items():
        if problem := "" if variable in given else _wrong_with_key(var / "keys" / name):
            return wrong(problem, "The first start makes it. Where one was, restore that very key from the backup.")
    for path in _secrets(var):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return wrong(f"{path} can be read by others", f"chmod 600 {path}; who may have read it?")
    if problem := _no_instance_key(var):
        return wrong(problem, "It must be 32 bytes in base64: restore it from the backup.")
    where = f", {' and '.join(given)} from the environment" if given else ""
    return good(f"there, read by their owner only{where}")


def _wrong_with_key(path: Path) -> str:
    if not path.is_file():
        return f"{path} is missing"
    return "" if path.stat().st_size else f"{path} is empty"


def _no_instance_key(var: Path) -> str:
    text = os.environ.get(KEYS["instance.key"]) or (var / "keys" / "instance.key").read_text()
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        return "the instance's key is not base64"
    return "" if len(raw) == 32 else f"the instance's key has {len(raw)} bytes"


def _secrets(var: Path) -> Iterator[Path]:
    for folder_ in ("keys", "seals"):
        yield from sorted((var / folder_).glob("*.key"))
    if (var / "running.json").exists():
        yield var / "running.json"  # the database's passwords stand in it


def _folders(var: Path) -> Iterator[Path]:
    for name in ("keys", "files", "logs", "trust", "seals", "anchors"):
        if (var / name).is_dir():
            yield var / name


def _may_write(path: Path) -> bool:
    """What the mode says of the owner counts too: root may write anywhere, and the instance need not run as root."""
    return os.access(path, os.W_OK | os.X_OK) and bool(path.stat().st_mode & stat.S_IWUSR)


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
