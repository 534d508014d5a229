"""Outside systems that fail on demand: not there, slow, or wrong."""

import asyncio
from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

from ruqsat_sandbox.asking import refuse
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD

SYSTEMS: Mapping[str, str] = {
    "ocsp": "Certificate status (OCSP)",
    "crl": "Revocation lists (CRL)",
    "tsp": "Time stamps",
    "registers": "Consent and registers",
    "payments": "Payment gateway",
    "messages": "SMS and e-mail",
    "monitoring": "Monitoring",
    "information": "Operator and contact centre",
    "signer": "Signing program",
}
KINDS = ("none", "unavailable", "slow", "wrong")
SLOW_SECONDS = 15.0

_PATHS: Mapping[str, str] = {
    "/pki/ocsp": "ocsp",
    "/pki/crl/": "crl",
    "/pki/tsp": "tsp",
    "/registers/": "registers",
    "/payments/": "payments",
    "/messages/": "messages",
    "/monitoring/": "monitoring",
    "/information/": "information",
    "/ncalayer": "signer",
}


class FaultRefused(ValueError):
    """There is no such system or no such fault; the message says which there are."""


def fault_of(store: Store, system: str) -> str:
    """The fault that *system* has now, one of `KINDS`."""
    found = store.row("SELECT kind FROM faults WHERE system = ?", system)
    return str(found["kind"]) if found else "none"


def set_fault(store: Store, system: str, kind: str) -> None:
    """
    Break *system*, or mend it.

    :raises FaultRefused: when the system or the kind of fault is unknown.
    """
    if system not in SYSTEMS:
        raise FaultRefused(f"There is no system “{system}”; there are {', '.join(SYSTEMS)}.")
    if kind not in KINDS:
        raise FaultRefused(f"There is no fault “{kind}”; there are {', '.join(KINDS)}.")
    with store.writing() as db:
        db.execute(
            "INSERT INTO faults VALUES (?, ?) ON CONFLICT (system) DO UPDATE SET kind = excluded.kind", (system, kind)
        )


@web.middleware
async def failing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 503, late, or with a damaged body, for a system that has a fault."""
    system = next((name for path, name in _PATHS.items() if request.path.startswith(path)), None)
    if system is None:
        return await handler(request)
    kind = fault_of(request.app[WORLD].store, system)
    if kind == "unavailable":
        refuse(503, "unavailable", f"{SYSTEMS[system]}: out of order, because somebody switched it off in the sandbox.")
    if kind == "slow":
        await asyncio.sleep(SLOW_SECONDS)
    answer = await handler(request)
    return _damaged(answer) if kind == "wrong" else answer


def _damaged(answer: web.StreamResponse) -> web.StreamResponse:
    """The same answer with its last byte changed: of a signed one the signature, of JSON the closing bracket."""
    if isinstance(answer, web.Response) and isinstance(answer.body, bytes) and answer.body:
        answer.body = answer.body[:-1] + bytes([answer.body[-1] ^ 1])
    return answer
