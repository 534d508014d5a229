"""A whole instance as people start it: ``ruqsat run`` in a folder of its own, on free ports."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from ruqsat.gateways.tls import context

READY = "Stop with Ctrl-C"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def plain_environment() -> dict[str, str]:
    """This process's environment without what it says of an instance."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("RUQSAT_", "DATABASE_"))}


def processes_of(var: Path) -> dict[int, str]:
    """Every living process that has *var* (or the folder its database lies in) in its command or environment."""
    pointer = var / "postgres" / "where"
    words = [os.fsencode(var), *([pointer.read_bytes().strip()] if pointer.exists() else [])]
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if folder.name != str(os.getpid()) and any(word in command or word in environment for word in words):
            found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def parent_of(pid: int) -> int:
    """The process that started it; 0 once it has ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def answers(url: str) -> bool:
    """Whether a page is there and says that all is well. Asked again and again, it loads no authorities anew."""
    try:
        return httpx.get(url, trust_env=False, timeout=10, verify=context()).is_success
    except httpx.HTTPError:
        return False


def left_after(var: Path, *, seconds: float) -> dict[int, str]:
    """The processes of *var* that are still there when they have had *seconds* to end."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(var)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


@dataclass(kw_only=True)
class RunningInstance:
    """One instance; ``start`` comes back when it says that it is ready."""

    var: Path
    web_port: int = field(default_factory=free_port)
    sandbox_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=plain_environment)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def said(self) -> str:
        """All it has said so far."""
        return (self.var / "said.txt").read_text()

    @property
    def command(self) -> list[str]:
        ports = ["--web-port", str(self.web_port), "--sandbox-port", str(self.sandbox_port)]
        return [sys.executable, "-m", "ruqsat.cli", "run", "--var", str(self.var), *ports]

    def parts(self, words: str) -> list[int]:
        """Its processes with *words* in their command that are no child of another such one."""
        found = [pid for pid, command in processes_of(self.var).items() if words in command]
        return [pid for pid in found if parent_of(pid) not in found]

    def is_ready(self) -> bool:
        """Whether it says that all that it needs is there."""
        return answers(f"{self.url}/readyz")

    def start(self, *, through: tuple[str, ...] = (), seconds: float = 120) -> None:
        """Start it, as a child of the command *through* if given; come back when it is ready."""
        with (self.var / "said.txt").open("wb") as said:
            self.process = subprocess.Popen(
                [*through, *self.command], env=self.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        deadline = time.monotonic() + seconds
        while READY not in self.said:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise AssertionError(f"The instance did not start:\n{self.said}{self.logs()}")
            time.sleep(0.05)

    def end(self, by: signal.Signals, *, seconds: float = 30) -> int:
        """Send *by* to the process that was started, and wait for it."""
        assert self.process is not None
        self.process.send_signal(by)
        return self.process.wait(seconds)

    def logs(self) -> str:
        """The end of every log, for the message of a failure."""
        return "".join(f"\n--- {path.name}\n{path.read_text()[-3000:]}" for path in (self.var / "logs").glob("*.log"))


def new_var() -> Path:
    """A folder that the database's own user can pass through, as /var or a home is."""
    var = Path(tempfile.mkdtemp(prefix="ruqsat-instance-"))
    var.chmod(0o755)
    return var


def copied_var(prepared: Path) -> Path:
    """
    A folder of one's own, as a first start left *prepared*: a start in it costs a third.

    Owners are kept, as the database's is another user. Where that one lies elsewhere, the first start is made again.
    """
    var = new_var()
    if not (prepared / "postgres" / "where").exists():
        subprocess.run(["cp", "-a", f"{prepared}/.", str(var)], check=True)
    return var


def remove_var(var: Path) -> None:
    """The folder, and that of its database if it lies elsewhere."""
    pointer = var / "postgres" / "where"
    if pointer.exists():
        shutil.rmtree(pointer.read_text().strip())
    shutil.rmtree(var)


def chromium() -> str:
    """The browser for the tests: RUQSAT_CHROMIUM, or Debian's."""
    found = os.environ.get("RUQSAT_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not found:
        raise AssertionError(
            "There is no Chromium: install it (Debian: apt install chromium-headless-shell) or put its path into "
            "RUQSAT_CHROMIUM."
        )
    return found
