"""The outside systems and every variable of the environment that says where they are and how to get in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ruqsat.gateways import services
from ruqsat.gateways.addresses import Configured
from ruqsat.running import CannotRun
from ruqsat.running.values import json_object

SANDBOX, REAL = "sandbox", "real"
UNSAID = 10.0  # seconds, where what is written is none
LONGEST_WAIT = 600.0
_SHORTER: Mapping[tuple[str, str], float] = {("registers", "time_out"): 15.0, ("registers", "longest"): 40.0}
"""Together shorter than `ruqsat.consents.circuit.PROBE_LASTS`: who tries a register has said what came by then."""
_WAITS = {"waiting": "time_out", "longest": "longest"}
_ADDRESSES = {"url": "token", "second_url": "second_token", "ocsp_url": "", "crl_url": "", "tsp_url": ""}
"""The keys of a system's addresses, each with that of its token."""


class Secret(str):
    """A value that no log, error page or report of a failure shows."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'…'"


@dataclass(frozen=True, kw_only=True)
class Variable:
    """
    One variable: of which system it is the *key*, what it is for, and where it is to be had.

    *needed* with a real system; a *secret* may stand in a file instead, whose path is in the variable with ``_FILE`` at
    its end; a *file* is itself a path, of a *secret_file* to what nobody else may read.
    """

    system: str
    key: str
    purpose: str
    where: str = ""
    default: str = ""
    needed: bool = False
    secret: bool = False
    file: bool = False
    secret_file: bool = False

    @property
    def name(self) -> str:
        """As the environment has it."""
        return f"RUQSAT_{self.system}_{self.key}".upper()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which it is read."""
        return (self.name, f"{self.name}_FILE") if self.secret else (self.name,)


_AGREEMENT = "the connection's agreement with the operator of the e-government gateway (NITEC)"
_REGISTERS = (
    Variable(
        system="registers", key="url", purpose="the SyncChannel service of the e-government gateway",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="registers", key="sender_id", purpose="the login of this information system there",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="registers", key="password", purpose="the password to it",
        where=_AGREEMENT, needed=True, secret=True,
    ),
    Variable(
        system="registers", key="key_file", purpose="the key (PEM) that signs each question",
        where="made here; its certificate is asked for at the National Certification Authority", needed=True, file=True,
        secret_file=True,
    ),
    Variable(
        system="registers", key="certificate_file", purpose="the certificate (PEM) of that key",
        where="the National Certification Authority, for the information system", needed=True, file=True,
    ),
    Variable(
        system="registers", key="gateway_certificate_file",
        purpose="the certificate (PEM) of the gateway, under which its answers must be signed",
        where="the gateway's operator, handed over with the test protocol", needed=True, file=True,
    ),
    Variable(
        system="registers", key="services_file",
        purpose="under which service each of the thirteen inquiries is asked (TOML)",
        where="a copy of src/ruqsat/gateways/services.toml, after the gateway's passport of services",
        default="what stands in that file, none of it confirmed", file=True,
    ),
)  # fmt: skip
_OWN = (
    Variable(
        system="consents", key="url", purpose="the digital document service, which asks owners for consent",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="licenses", key="url", purpose="the state register into which licenses are entered",
        where=_AGREEMENT, needed=True,
    ),
    Variable(
        system="payments", key="url", purpose="the payment gateway of e-government",
        where="the agreement with the payment gateway's operator", needed=True,
    ),
    Variable(
        system="payments", key="key_file", purpose="the gateway's public key (PEM), under which notices are signed",
        where="the payment gateway's operator, in person or over a second way", needed=True, file=True,
    ),
    Variable(
        system="payments", key="accounts",
        purpose="the accounts (IBAN) on which the fees come, with commas: only their statements are taken",
        where="the treasury, or whoever keeps the account of the tax authority", needed=True,
    ),
    Variable(
        system="payments", key="callback_url", purpose="where notices of payment come",
        default="RUQSAT_PUBLIC_URL and /payments/callback/",
    ),
    Variable(
        system="messages", key="url", purpose="the gateway of SMS and e-mail",
        where="the agreement with the operator of the number 1414", needed=True,
    ),
    Variable(
        system="messages", key="token", purpose="access to it",
        where="the operator of the message gateway", needed=True, secret=True,
    ),
    Variable(
        system="messages", key="second_url", purpose="a second gateway, for when the first fails",
        where="another provider of SMS and e-mail",
    ),
    Variable(
        system="messages", key="second_token", purpose="access to the second one",
        where="that other provider", secret=True,
    ),
    Variable(
        system="monitoring", key="url", purpose="the system that monitors public services (Rules 21)",
        where="the authorized body for informatization", needed=True,
    ),
    Variable(
        system="monitoring", key="token", purpose="access to it",
        where="the authorized body for informatization", secret=True,
    ),
    Variable(
        system="information", key="url", purpose="the operator and the contact centre (Rules 21-1)",
        where="the operator of e-government", needed=True,
    ),
    Variable(
        system="information", key="token", purpose="access to it",
        where="the operator of e-government", secret=True,
    ),
    Variable(
        system="pki", key="url", purpose="the certification authority, where its three services lie below one address",
        where="instead of the three below",
    ),
    Variable(
        system="pki", key="ocsp_url", purpose="status of certificates (RFC 6960)",
        where="the National Certification Authority publishes it", needed=True,
    ),
    Variable(
        system="pki", key="crl_url", purpose="the folder of the revocation lists",
        where="the National Certification Authority publishes it", needed=True,
    ),
    Variable(
        system="pki", key="tsp_url", purpose="time stamps (RFC 3161)",
        where="the National Certification Authority publishes it", needed=True,
    ),
)  # fmt: skip
SYSTEMS = ("registers", "payments", "messages", "monitoring", "information", "pki", "consents", "licenses")
SANDBOX_WAITS = {"time_out": "RUQSAT_SANDBOX_TIME_OUT", "longest": "RUQSAT_SANDBOX_LONGEST"}
SENDER = "ruqsat"
"""Our name at the sandbox's e-government gateway."""
ACCOUNT = "KZ53900SANDBOX000001"
"""The account at the sandbox's bank."""


def _of_every(system: str) -> tuple[Variable, ...]:
    return (
        Variable(system=system, key="time_out", purpose="seconds to wait for more of an answer", default="10"),
        Variable(system=system, key="longest", purpose="seconds that a whole answer may take to come", default="30"),
        Variable(
            system=system, key="authorities_file", purpose="certificates (PEM) that its TLS certificate must lead to",
            where="its operator, if its authority is none of the machine's usual ones", file=True,
        ),
    )  # fmt: skip


VARIABLES: tuple[Variable, ...] = (*_REGISTERS, *_OWN, *(each for system in SYSTEMS for each in _of_every(system)))


def variables_of(system: str) -> tuple[Variable, ...]:
    """The variables of one system."""
    return tuple(each for each in VARIABLES if each.system == system)


def gateways(environ: Mapping[str, str], *, sandbox_url: str, var: Path = Path("var")) -> dict[str, dict[str, str]]:
    """
    The outside systems by name, each with its kind, its address, and whatever else is said of it; of the sandbox's
    registers the files are in *var*.

    ``RUQSAT_GATEWAYS`` is ``sandbox``, ``real`` (none may be the sandbox), or a JSON object of the real ones:
    ``{"payments": {"kind": "…", "url": "https://…"}}``. A system that has an address of its own is real in any case.

    :raises CannotRun: if ``RUQSAT_GATEWAYS`` is none of these.
    """
    said = environ.get("RUQSAT_GATEWAYS", "").strip() or SANDBOX
    named = {} if said in {SANDBOX, REAL} else _named(said)
    found: dict[str, dict[str, str]] = {}
    for system in SYSTEMS:
        values = _values(environ, system) | named.get(system, {})
        if values.get("url") or values.get("ocsp_url") or said == REAL:
            found[system] = {"kind": REAL, "url": ""} | values
        else:
            found[system] = _played(values, environ, system, sandbox_url)
            found[system] |= _registers_played(sandbox_url, var / "registers") if system == "registers" else {}
    return found


def _named(said: str) -> dict[str, dict[str, str]]:
    named = json_object("RUQSAT_GATEWAYS", said)
    for system, values in named.items():
        if system not in SYSTEMS:
            raise CannotRun(f"RUQSAT_GATEWAYS names “{system}”, and there are: {', '.join(SYSTEMS)}.")
        if not isinstance(values, dict) or not all(isinstance(each, str) for each in values.values()):
            raise CannotRun(f"RUQSAT_GATEWAYS says of “{system}” something that is no JSON object of texts.")
    return cast("dict[str, dict[str, str]]", named)


def known_of(systems: Mapping[str, Mapping[str, str]]) -> dict[str, Configured]:
    """What is configured of every address: limits, access, trust."""
    known = {}
    for system, gateway in systems.items():
        waits = {ours: gateway[theirs] for ours, theirs in _WAITS.items() if theirs in gateway}
        at = {gateway[key]: token for key, token in _ADDRESSES.items() if gateway.get(key)}
        if system == "registers":
            at |= dict.fromkeys(services.addresses(gateway), "token")
        for address, token in at.items():
            if waits or gateway.get(token) or gateway.get("authorities_file"):
                known[address] = Configured(
                    **{ours: _seconds(text, most=longest_wait(system, _WAITS[ours])) for ours, text in waits.items()},
                    bearer=gateway.get(token, ""),
                    authorities=gateway.get("authorities_file", ""),
                )
    return known


def longest_wait(system: str, key: str) -> float:
    """The most seconds that may be configured of *key*, ``time_out`` or ``longest``."""
    return _SHORTER.get((system, key), LONGEST_WAIT)


def _seconds(text: str, *, most: float) -> float:
    try:
        said = float(text)
    except ValueError:
        return UNSAID  # said by the checks
    return min(said, most) if said > 0 else UNSAID


def _played(values: dict[str, str], environ: Mapping[str, str], system: str, sandbox_url: str) -> dict[str, str]:
    """The sandbox's system: of one's own wishes only how long it may take, the same for all that lie at one address."""
    waits = {key: environ[name] for key, name in SANDBOX_WAITS.items() if environ.get(name)}
    url = f"{sandbox_url}/pki" if system == "pki" else sandbox_url
    second = {"second_url": values.get("second_url", f"{sandbox_url}/second")} if system == "messages" else {}
    accounts = {"accounts": values.get("accounts", ACCOUNT)} if system == "payments" else {}
    return {"kind": SANDBOX, "url": url, **waits, **second, **accounts}


def _registers_played(sandbox_url: str, folder: Path) -> dict[str, str]:
    """Where messages to the sandbox's gateway go, who we are there and with which files (`ruqsat.running.senders`)."""
    return {
        "url": f"{sandbox_url}/registers/sync-channel",
        "sender_id": SENDER,
        "password": "sandbox",
        "key_file": str(folder / "sender.key"),
        "certificate_file": str(folder / "sender.pem"),
        "gateway_certificate_file": str(folder / "gateway.pem"),
    }


def _values(environ: Mapping[str, str], system: str) -> dict[str, str]:
    return {each.key: value for each in variables_of(system) if (value := value_of(each, environ))}


def value_of(variable: Variable, environ: Mapping[str, str]) -> str:
    """What the environment, or the file that it names, says; empty where it says nothing or the file is not there."""
    said = environ.get(variable.name, "").strip()
    if not variable.secret:
        return said
    path = environ.get(f"{variable.name}_FILE", "")
    if not said and path:
        try:
            said = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""  # said by the checks, with its path
    return Secret(said) if said else ""
