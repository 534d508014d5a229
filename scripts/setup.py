"""
Make a clone ready to run: virtual environment, locked packages, the ``ruqsat`` command, assets, compiled messages.

    python3 scripts/setup.py           to run
    python3 scripts/setup.py --tests   to test as well: more packages, a browser, and a hardware module in software
    python3 scripts/setup.py --oldest  only the oldest PostgreSQL served, which `make test-long` runs on too

Each step is done again only when what it is made from has changed. Run by the system's own Python: this file keeps to
what Python 3.7 reads, so that an old one can be told what is missing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)
BROWSERS = ("chromium-headless-shell", "chromium")
OLDEST_POSTGRESQL = 15
CLUSTERS = "/etc/postgresql-common/createcluster.conf"


class CannotSetUp(Exception):
    """One sentence: what is missing and what to do."""


def main(arguments: list[str]) -> int:
    """Do what is not done yet."""
    tests = "--tests" in arguments
    try:
        if "--oldest" in arguments:
            find_oldest_postgresql()
            return 0
        check_python()
        make_venv()
        install("requirements-dev.txt" if tests else "requirements.txt")
        install_ruqsat()
        run("building the pages' style sheet and fonts", [PYTHON, "scripts/build_assets.py"])
        run("compiling the translations", [PYTHON, "scripts/messages.py", "compile"])
        # five processes start from these files; where Python may not write beside them, each would compile them anew
        run("compiling the sources", [PYTHON, "-m", "compileall", "-q", "src"])
        if tests:
            find_browser()
            find_hardware_module()
    except CannotSetUp as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def check_python() -> None:
    """Python 3.11 or newer."""
    if sys.version_info < OLDEST:
        here, oldest = (".".join(str(number) for number in version[:2]) for version in (sys.version_info, OLDEST))
        raise CannotSetUp(
            f"This is Python {here}; Ruqsat needs {oldest} or newer: install it and name it: make PYTHON=python3.12"
        )


def make_venv() -> None:
    """The virtual environment; one whose Python is gone or too old is made again."""
    wanted = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
    if os.path.exists(PYTHON) and subprocess.call([PYTHON, "-c", wanted]) == 0:  # noqa: S603 - our own words
        return
    say("Making the virtual environment .venv")
    for maker in (
        [sys.executable, "-m", "venv"],
        [sys.executable, "-m", "virtualenv"],
        ["virtualenv", "-p", sys.executable],
    ):
        shutil.rmtree(VENV, ignore_errors=True)
        if (os.path.isabs(maker[0]) or shutil.which(maker[0])) and quiet([*maker, VENV]):
            return
    shutil.rmtree(VENV, ignore_errors=True)
    raise CannotSetUp(
        "This Python can make no virtual environment: install its venv module (Debian: apt install python3-venv) "
        "or virtualenv, and start again."
    )


def install(lock: str) -> None:
    """The packages that *lock* names, by their hashes. The lock for tests holds all that the other one does."""
    stamp = os.path.join(VENV, "installed")
    state = digest(["requirements.txt", "requirements-dev.txt"])
    done = read(stamp).split()
    if done[:1] == [state] and lock in done[1:]:
        return
    say(f"Installing the packages of {lock}")
    pip("install", "--require-hashes", "--no-compile", "-r", lock)
    # pip would compile with one core only; what cannot be compiled is no Python of this version, and is not imported
    quiet([PYTHON, "-m", "compileall", "-q", "-j", "0", os.path.join(VENV, "lib")])
    write(stamp, " ".join([state, "requirements.txt", lock]))


def install_ruqsat() -> None:
    """The ``ruqsat`` command, running from this tree."""
    stamp = os.path.join(VENV, "installed-ruqsat")
    state = digest(["pyproject.toml", "requirements.in"])
    if read(stamp) == state and os.path.exists(os.path.join(VENV, "bin", "ruqsat")):
        return
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
    write(stamp, state)


def find_browser() -> None:
    """Chromium for the tests in a browser: RUQSAT_CHROMIUM, one that is installed, or Debian's package."""
    chosen = os.environ.get("RUQSAT_CHROMIUM")
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise CannotSetUp(f"RUQSAT_CHROMIUM is {chosen}, but that is no program: correct it or unset it.")
        return
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium for the tests in a browser")
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        quiet(["apt-get", "update"], environment)
        for name in BROWSERS:
            if quiet(["apt-get", "install", "-y", "--no-install-recommends", name], environment) and shutil.which(name):
                return
    raise CannotSetUp(
        "The tests need Chromium and there is none: install it (Debian: apt install chromium-headless-shell) or put "
        "its path into RUQSAT_CHROMIUM."
    )


def find_oldest_postgresql() -> None:
    """The programs of the oldest PostgreSQL served: in PG_BIN_OLDEST, or where Debian's package puts them."""
    chosen = os.environ.get("PG_BIN_OLDEST")
    folder = chosen or f"/usr/lib/postgresql/{OLDEST_POSTGRESQL}/bin"
    server = os.path.join(folder, "postgres")
    if not os.path.exists(server) and not chosen and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing PostgreSQL {OLDEST_POSTGRESQL} for the tests on the oldest one")
        install_postgresql()
    if not os.path.exists(server):
        raise CannotSetUp(
            f"The long tests run on PostgreSQL {OLDEST_POSTGRESQL} too, and it is not in {folder}: install it "
            f"(Debian 12: apt install postgresql-{OLDEST_POSTGRESQL}) or put the folder of its programs into "
            "PG_BIN_OLDEST."
        )
    version = subprocess.run([server, "--version"], stdout=subprocess.PIPE, check=False).stdout.decode().strip()  # noqa: S603 - what was asked for
    if f" {OLDEST_POSTGRESQL}." not in version:
        raise CannotSetUp(
            f"The long tests run on PostgreSQL {OLDEST_POSTGRESQL} too, but {server} is {version or 'no such program'}"
            ": correct PG_BIN_OLDEST or unset it."
        )


def install_postgresql() -> None:
    """Debian's package. It would make a cluster and start it: told not to, where nothing is said of that yet."""
    if not os.path.exists(CLUSTERS):
        os.makedirs(os.path.dirname(CLUSTERS), exist_ok=True)
        write(CLUSTERS, "create_main_cluster = false\n")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", UCF_FORCE_CONFFOLD="1")
    quiet(["apt-get", "update"], environment)
    kept = ["-o", "Dpkg::Options::=--force-confold"]
    quiet(
        ["apt-get", "install", "-y", "--no-install-recommends", *kept, f"postgresql-{OLDEST_POSTGRESQL}"], environment
    )


def find_hardware_module() -> None:
    """SoftHSM for the tests of keys in a hardware module: Debian's package where it may be had, else a notice."""
    if shutil.which("softhsm2-util"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing SoftHSM for the tests of keys in a hardware module")
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        quiet(["apt-get", "update"], environment)
        if quiet(["apt-get", "install", "-y", "--no-install-recommends", "softhsm2"], environment):
            return
    say("Without SoftHSM (Debian: apt install softhsm2) the tests of keys in a hardware module are left out.")


def pip(*arguments: str) -> None:
    run("installing packages", [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments])


def run(what: str, command: list[str]) -> None:
    if subprocess.call(command, cwd=ROOT) != 0:  # noqa: S603 - our own words
        raise CannotSetUp(f"The set-up stopped while {what}: what went wrong is said above.")


def quiet(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Whether *command* succeeds; what it says is not shown."""
    with open(os.devnull, "w") as nothing:
        status = subprocess.call(command, cwd=ROOT, env=environment, stdout=nothing, stderr=nothing)  # noqa: S603 - our own words
    return status == 0


def digest(names: list[str]) -> str:
    """SHA-256 over the files *names*."""
    state = hashlib.sha256()
    for name in names:
        state.update(read(os.path.join(ROOT, name)).encode())
    return state.hexdigest()


def read(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
