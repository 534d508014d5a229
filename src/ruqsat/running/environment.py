"""
The environment of an instance's processes.

A running instance writes it to ``var/running.json`` (mode 0600), so that a command in another terminal finds it.
"""

import json
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruqsat.running import CannotRun, keys
from ruqsat.running.values import json_object


@dataclass(frozen=True, kw_only=True)
class Instance:
    """What was asked for: a folder and two ports on the loopback address."""

    var: Path
    web_port: int
    sandbox_port: int
    sandboxed: frozenset[str]  # the outside systems that are the sandbox, by name

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def logs(self) -> Path:
        return self.var / "logs"

    @property
    def lock(self) -> Path:
        return self.var / "instance.lock"


def mobile_signing(said: str, *, pki: Mapping[str, str], sandbox: str) -> dict[str, str]:
    """The links that open eGov mobile: a JSON object of names and templates, or the sandbox's phone."""
    if said:
        return {name: str(link) for name, link in json_object("RUQSAT_MOBILE_SIGNING", said).items()}
    return {"eGov mobile": f"{sandbox}/mobile/?link={{address}}"} if pki["kind"] == "sandbox" else {}


def tax_bodies(said: str, *, payments: Mapping[str, str]) -> dict[str, str]:
    """Tax authorities' codes (KNO) by region: a JSON object; where payments are the sandbox's, invented ones."""
    if said:
        return {str(region): str(code) for region, code in json_object("RUQSAT_TAX_BODIES", said).items()}
    return {f"{region:02d}": f"99{region:02d}" for region in range(10, 80)} if payments["kind"] == "sandbox" else {}


OPERATOR_OF_THE_SANDBOX = "850311499776"
"""One of its people, who works for the Committee."""


def operators(said: str, *, gateways: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """
    The IINs of those who look after the system: listed with commas, or in a file of the name said after ``@``.

    Where every outside system is the sandbox and nobody is named, it is one of the sandbox's people.

    :raises CannotRun: if something named is no IIN, or the file cannot be read.
    """
    try:
        text = Path(said[1:]).read_text() if said.startswith("@") else said
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"RUQSAT_OPERATORS names a file that cannot be read: {said[1:]}.") from error
    named = frozenset(re.split(r"[\s,]+", text.strip())) - {""}
    for each in named:
        if not re.fullmatch(r"\d{12}", each):
            raise CannotRun("RUQSAT_OPERATORS holds something that is no IIN of twelve digits.")
    sandboxed = all(gateway["kind"] == "sandbox" for gateway in gateways.values())
    return named or (frozenset({OPERATOR_OF_THE_SANDBOX}) if sandboxed else frozenset())


def environment(instance: Instance, *, app_url: str, owner_url: str) -> dict[str, str]:
    """This process's environment with what *instance* decides; what a person has set stays."""
    decided = {
        "RUQSAT_VAR": str(instance.var),
        "RUQSAT_WEB_PORT": str(instance.web_port),
        "RUQSAT_SANDBOX_PORT": str(instance.sandbox_port),
        "RUQSAT_SANDBOX_URL": instance.sandbox_url,
        "DATABASE_URL": app_url,
        "DATABASE_OWNER_URL": owner_url,
        "DJANGO_SETTINGS_MODULE": "ruqsat.settings",
        "PYTHONUNBUFFERED": "1",
    }
    offered = {"RUQSAT_PUBLIC_URL": instance.web_url}
    if "pki" in instance.sandboxed:
        offered["RUQSAT_SIGNING_PROGRAM_URL"] = f"ws://127.0.0.1:{instance.sandbox_port}/ncalayer"
    return offered | dict(os.environ) | decided


def check_ports(instance: Instance) -> None:
    """
    :raises CannotRun: when another program listens on one of its ports.
    """
    _check_port(instance.web_port, option="--web-port")
    if instance.sandboxed:
        _check_port(instance.sandbox_port, option="--sandbox-port")


def _check_port(port: int, *, option: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error.strerror}): stop the program that has it, or choose another "
                f"port with {option}."
            ) from error


def publish(instance: Instance, said: dict[str, str]) -> None:
    """Let other commands find the running instance."""
    ours = {name: value for name, value in said.items() if name.startswith(("RUQSAT_", "DATABASE_"))}
    keys.write(instance.var / "running.json", json.dumps(ours, indent=1))


def withdraw(instance: Instance) -> None:
    """The instance is not running any more."""
    (instance.var / "running.json").unlink(missing_ok=True)


def adopt(var: Path) -> None:
    """Take the environment of the instance running in *var* into this process; what a person has set stays."""
    os.environ["RUQSAT_VAR"] = str(var)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruqsat.settings")
    path = var / "running.json"
    if path.exists():
        for name, value in json.loads(path.read_text()).items():
            os.environ.setdefault(name, value)
