"""What is made sure of before the program starts: that every outside system is configured, and safely."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from ruqsat import instance_clock
from ruqsat.gateways import wires
from ruqsat.gateways.statements.parts import accounts_in
from ruqsat.gateways.tls import NotShown, Tls, shown
from ruqsat.law import offices
from ruqsat.law.identifiers import account_fault
from ruqsat.running import CannotRun
from ruqsat.running.outside import LONGEST_WAIT, SANDBOX, SANDBOX_WAITS, longest_wait, tls_of
from ruqsat.running.systems import VARIABLES, Variable, variables_of
from ruqsat.running.values import WHOLE, is_wait, whole, why_no_secret
from ruqsat.running.variables import OF_THE_INSTANCE

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SIGNED_ITSELF = frozenset({"pki"})  # what certifies is signed, and everywhere served over plain HTTP (RFC 6960, A.1)


@register()
def check_outside(app_configs: Sequence[Any] | None, **_: object) -> list[CheckMessage]:
    """Every real system has all that it needs; no secret travels or lies open."""
    systems = {name: gateway for name, gateway in settings.GATEWAYS.items() if gateway["kind"] != SANDBOX}
    return [
        *_of_systems(systems, os.environ),
        *_consents_played(systems),
        *_services(systems.get("registers", {})),
        *_accounts(settings.GATEWAYS["payments"]),
        *_of_the_instance(systems, settings.TAX_BODIES, settings.OPERATORS),
        *_of_variables(os.environ),
    ]


@register(Tags.security, deploy=True)
def check_production(app_configs: Sequence[Any] | None, **_: object) -> list[CheckMessage]:
    """An instance that people rely on has no outside system that is played."""
    return list(played(settings.GATEWAYS))


def played(systems: Mapping[str, Mapping[str, str]]) -> Iterator[CheckMessage]:
    """An error for each system that is the sandbox."""
    for name, gateway in systems.items():
        if gateway["kind"] == SANDBOX:
            wanted = next((each.name for each in variables_of(name) if each.needed), f"RUQSAT_{name}_URL".upper())
            yield Error(
                f"{name} is the sandbox: whoever has it signs, pays and answers in anybody's name.",
                hint=f"Set {wanted} and what belongs to it; docs/operating/connecting.md says where to get it.",
                id="running.E006",
            )


def _of_systems(systems: Mapping[str, Mapping[str, str]], environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    for name, gateway in systems.items():
        yield from _missing(name, gateway, environ)
        yield from _open_addresses(name, gateway)
        for each in variables_of(name):
            if each.file and gateway.get(each.key):
                yield from _of_file(each.name, Path(gateway[each.key]), secret=each.secret_file)
        yield from _shown(name, tls_of(gateway), at=instance_clock.now())


def _shown(name: str, tls: Tls, *, at: datetime) -> Iterator[CheckMessage]:
    """What we show in TLS can be shown, and is in force; what cannot be read is said of the file."""
    variable = f"RUQSAT_{name}_CLIENT_CERTIFICATE_FILE".upper()
    named = [path for path in (tls.certificate, tls.key) if path]
    if not named or not all(os.access(path, os.R_OK) for path in named):
        return
    hint = f"Name the pair that belongs together in it and in RUQSAT_{name.upper()}_CLIENT_KEY_FILE."
    try:
        certificate = shown(tls)
    except NotShown as error:
        yield Error(f"{variable}: {error}.", hint=hint, id="running.E012")
        return
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        said = f"{variable}: it is in force from {since:%Y-%m-%d} to {until:%Y-%m-%d}, and not now."
        yield Warning(said, hint="Ask for a new one where it came from.", id="running.W005")  # the others go on


def _missing(name: str, gateway: Mapping[str, str], environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    for each in variables_of(name):
        if not each.needed or gateway.get(each.key) or _stands_for(each, gateway) or _names_file(each, environ):
            continue
        yield Error(
            f"{' or '.join(each.names)} is not set: {each.purpose}.",
            hint=f"It comes from: {each.where}.",
            id="running.E001",
        )


def _consents_played(systems: Mapping[str, Mapping[str, str]]) -> Iterator[CheckMessage]:
    """Rules 8: what the sandbox calls a consent opens no real register, and nobody gave it."""
    if "registers" in systems and "consents" not in systems:
        yield Error(
            "RUQSAT_CONSENTS_URL is not set: the registers, which are real, would be asked on the sandbox's consents.",
            hint="Set it to the digital document service; it has an address of its own, not that of the registers.",
            id="running.E008",
        )


def _services(registers: Mapping[str, str]) -> Iterator[CheckMessage]:
    """Rules 8: each of the thirteen inquiries has its service, and none is asked in the open."""
    if not registers.get("services_file") or not Path(registers["services_file"]).is_file():
        return  # a file that is not there is said of the file
    try:
        named = wires.wires(registers)
    except wires.ServicesUnusable as error:
        hint = "Begin with a copy of src/ruqsat/gateways/services.toml; its head says what each line is."
        yield Error(f"RUQSAT_REGISTERS_SERVICES_FILE: {error}", hint=hint, id="running.E011")
        return
    for inquiry, service in named.items():
        if service.address:
            yield from _open_address(f"RUQSAT_REGISTERS_SERVICES_FILE: the address of {inquiry}", service.address)


def _accounts(payments: Mapping[str, str]) -> Iterator[CheckMessage]:
    """Rules 5: a slip in an account would refuse every statement of it, or take those of somebody else's."""
    for account in accounts_in(payments.get("accounts", "")):
        fault = account_fault(account)
        if fault is not None:
            yield Error(
                f"RUQSAT_PAYMENTS_ACCOUNTS: “{account}” is no account. {fault}.",
                hint="Write each as the treasury gave it, with commas between them.",
                id="running.E010",
            )


def _of_the_instance(
    systems: Mapping[str, Mapping[str, str]], tax_bodies: Mapping[str, str], operators: Collection[str]
) -> Iterator[CheckMessage]:
    """What real systems want of the instance itself; of the regions those that the program comes with."""
    left = [region for region in offices.LIST.served if not tax_bodies.get(region)]
    if "payments" in systems and left:
        yield Warning(
            f"RUQSAT_TAX_BODIES has no code for these regions: {', '.join(left)}. Fees there go to no tax authority.",
            hint='Ask the tax authorities for their codes (KNO), and enter them by region: {"75": "…"}.',
            id="running.W003",
        )
    if systems and not operators:
        yield Warning(
            "RUQSAT_OPERATORS names nobody: what is stuck on its way to an outside system is on nobody's page.",
            hint="Enter the IINs of those who look after the system: they see /operations/.",
            id="running.W004",
        )


def _stands_for(variable: Variable, gateway: Mapping[str, str]) -> bool:
    """The certification authority's one address stands for those of its three services."""
    return variable.system == "pki" and variable.key.endswith("_url") and bool(gateway.get("url"))


def _names_file(variable: Variable, environ: Mapping[str, str]) -> bool:
    """Whether a secret's file is named: what is wrong with it is said of the file."""
    return variable.secret and bool(environ.get(f"{variable.name}_FILE"))


def _open_addresses(name: str, gateway: Mapping[str, str]) -> Iterator[CheckMessage]:
    for key, address in gateway.items():
        if key.endswith("url") and address:
            yield from _open_address(f"RUQSAT_{name}_{key}".upper(), address, signed=name in SIGNED_ITSELF)


def _open_address(variable: str, address: str, *, signed: bool = False) -> Iterator[CheckMessage]:
    """What is *signed* itself may come in the open."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is not closed, for one
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        yield Error(f"{variable} is no web address.", hint="Write it as https://host/path.", id="running.E002")
    elif parts.username or parts.password:
        yield Error(
            f"{variable} has a password in it, and an address stands in logs.",
            hint="Take it out; what gives access has a variable of its own.",
            id="running.E003",
        )
    elif parts.scheme == "http" and parts.hostname not in LOOPBACK and not signed:
        yield Error(
            f"{variable} is http://, so that anybody on the way reads and answers.",
            hint="Ask the operator for its https:// address.",
            id="running.E004",
        )


def _of_variables(environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    for each in VARIABLES:
        path = environ.get(f"{each.name}_FILE", "") if each.secret else ""
        if path:
            yield from _of_file(f"{each.name}_FILE", Path(path), secret=True)
        if each.secret:
            yield from _of_secret(each, environ)
    yield from _of_waits(environ)
    yield from _of_numbers(environ)
    yield from _unknown(environ)


def _of_secret(variable: Variable, environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    """It is one line that everybody sees, and where its file is named, it is there."""
    said, path = environ.get(variable.name, "").strip(), environ.get(f"{variable.name}_FILE", "")
    name = variable.name if said or not path else f"{variable.name}_FILE"
    why = ""
    if said:
        why = why_no_secret(said, shown=variable.key.endswith("token"))
    elif path:
        why = _why_no_secret_in(Path(path), shown=variable.key.endswith("token"))
    if why:
        yield Error(f"{name} {why}.", hint="Write it anew, on one line and nothing else.", id="running.E009")


def _why_no_secret_in(path: Path, *, shown: bool) -> str:
    try:
        said = path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""  # said of the file
    except UnicodeDecodeError:
        return f"names {path}, which is no text in UTF-8"
    return why_no_secret(said, shown=shown) if said else f"names {path}, which is empty"


def _of_waits(environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    """How long is waited, in seconds; what is said in RUQSAT_GATEWAYS is named as the variable that says it too."""
    said = [
        (each.name, _wait_of(each, environ), longest_wait(each.system, each.key), each.default)
        for each in VARIABLES
        if each.key in SANDBOX_WAITS
    ]
    usual = {each.key: each.default for each in VARIABLES}
    said += [(name, environ.get(name, ""), LONGEST_WAIT, usual[key]) for key, name in SANDBOX_WAITS.items()]
    for name, text, most, otherwise in said:
        if text.strip() and not is_wait(text, most=most):
            yield Error(
                f"{name} is no number of seconds above 0 and up to {most:g}.",
                hint=f"Leave it out for {otherwise} seconds.",
                id="running.E007",
            )


def _wait_of(variable: Variable, environ: Mapping[str, str]) -> str:
    gateway = settings.GATEWAYS.get(variable.system, {"kind": SANDBOX})
    said: str = environ.get(variable.name, "") if gateway["kind"] == SANDBOX else gateway.get(variable.key, "")
    return said


def _of_numbers(environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    for name in WHOLE:
        try:
            whole(name, environ.get(name, ""))
        except CannotRun as error:
            yield Error(str(error), hint="Correct it in the environment.", id="running.E010")


def _of_file(variable: str, path: Path, *, secret: bool) -> Iterable[CheckMessage]:
    try:
        mode = path.stat().st_mode
        path.open("rb").close()
    except OSError as error:
        hint = "Is the path right, and may the user that the program runs as read it?"
        return [Error(f"{variable}: {path} cannot be read ({error.strerror}).", hint=hint, id="running.E005")]
    if secret and mode & (stat.S_IRWXG | stat.S_IRWXO):
        said = f"{variable}: others than its owner can read {path}."
        return [Warning(said, hint=f"chmod 600 {path}", id="running.W001")]
    return []


def _unknown(environ: Mapping[str, str]) -> Iterator[CheckMessage]:
    known = {name for each in VARIABLES for name in each.names} | set(OF_THE_INSTANCE)
    for name in sorted(environ):
        if name.startswith("RUQSAT_") and name not in known:
            yield Warning(
                f"{name} is read by nobody.",
                hint="Is it written as in the table of docs/operating/connecting.md?",
                id="running.W002",
            )
