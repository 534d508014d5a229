"""The outside systems as the environment has them: where they are, and how to get in."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from ruqsat.gateways import wires
from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.tls import USUAL, Tls
from ruqsat.running import CannotRun
from ruqsat.running.systems import SYSTEMS, Variable, variables_of
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


SANDBOX_WAITS = {"time_out": "RUQSAT_SANDBOX_TIME_OUT", "longest": "RUQSAT_SANDBOX_LONGEST"}
SENDER = "ruqsat"
"""Our name at the sandbox's e-government gateway."""
ACCOUNT = "KZ53900SANDBOX000001"
"""The account at the sandbox's bank."""


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
        shown = tls_of(gateway)
        at = {gateway[key]: token for key, token in _ADDRESSES.items() if gateway.get(key)}
        if system == "registers":
            at |= dict.fromkeys(wires.addresses(gateway), "token")
        for address, token in at.items():
            if waits or gateway.get(token) or shown != USUAL:
                known[address] = Configured(
                    **{ours: _seconds(text, most=longest_wait(system, _WAITS[ours])) for ours, text in waits.items()},
                    bearer=gateway.get(token, ""),
                    tls=shown,
                )
    return known


def tls_of(gateway: Mapping[str, str]) -> Tls:
    """Whom we trust there, and what we show."""
    return Tls(
        authorities=gateway.get("authorities_file", ""),
        certificate=gateway.get("client_certificate_file", ""),
        key=gateway.get("client_key_file", ""),
    )


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
