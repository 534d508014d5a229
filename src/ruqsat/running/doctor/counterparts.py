"""Those who speak JSON with us: each is asked something of its contract that changes nothing; what comes is read."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from ruqsat.gateways import messages, monitoring, payments, registers
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, UnexpectedShape, exchange, exchange_json, fields_of, parsed
from ruqsat.gateways.registers import RequestOver
from ruqsat.law.information import CONTACT_CENTRE, OPERATOR
from ruqsat.payments import pinning
from ruqsat.running.doctor.findings import AWAY, Said, good, note, one_line, wrong

NOT_LET_IN = {401, 403}
NO_SUCH_METHOD = 405  # who says so knows the address


def away(answer: Unavailable, *, access: str = "") -> Said:
    """What came instead of an answer; *access* is the end of the variable that would let us in."""
    if answer.status in NOT_LET_IN:
        todo = (
            f"Ask its operator about our access (RUQSAT_{access})." if access else "Ask its operator about our access."
        )
        return wrong(f"does not let us in ({answer.status})", todo)
    return wrong(answer.why, AWAY)


def consents(gateways: Mapping[str, Mapping[str, str]]) -> Said:
    """The digital document service knows no request that was never made."""
    came = registers.connect(gateways).consent_state(uuid4())
    if isinstance(came, Unavailable):
        return away(came, access="CONSENTS_TOKEN")
    if not isinstance(came, RequestOver):
        return wrong("knows a request for consent that was never made", "Is it the right service's address?")
    return good("answers; nobody was asked for anything")


def licenses(url: str) -> Said:
    """The state register only takes licenses: that somebody is there who knows the address is all that can be tried."""
    reply = exchange("GET", f"{url}/registers/licenses/0000", expect=set(range(100, 500)) - NOT_LET_IN)
    if isinstance(reply, Unavailable):
        return away(reply, access="LICENSES_TOKEN")
    if reply.status == NO_SUCH_METHOD:
        return good("reachable, and takes no questions (405); nothing was entered")
    return note(
        f"somebody answers ({reply.status}); whether it is the register shows the first license that is entered",
        "Ask its operator whether the address is the right one.",
    )


def bank(gateway: Mapping[str, str]) -> Said:
    """
    The payment gateway knows no order that was never made.

    The key is the pinned one at the sandbox's; of a real one it was handed over and is not asked for where it protects.
    """
    at = payments.connect(gateway["url"])
    state = at.status(uuid4())
    if isinstance(state, Unavailable):
        return away(state, access="PAYMENTS_TOKEN")
    if not isinstance(state, payments.UnknownOrder):
        return wrong("knows an order that was never made", "Is it the right gateway's address?")
    return _key(at, handed_over=gateway["kind"] != "sandbox")


def _key(at: payments.Payments, *, handed_over: bool) -> Said:
    try:
        known = pinning.pinned()
    except (pinning.KeyNotPinned, pinning.KeyNotTaken) as error:
        return wrong(one_line(error), "Take the gateway's key: docs/operating/connecting.md says from whom.")
    if handed_over:
        return good(f"answers; notices are believed under RSA of {known.key_size} bits, SHA-256 {fingerprint(known)}")
    key = at.public_key()
    if isinstance(key, Unavailable):
        return away(key)
    if not _same(key, known):
        return wrong("gives another key than the one that is pinned", "Set the sandbox up anew, in an empty folder.")
    return good("answers, its key is the one that is pinned")


def fingerprint(key: RSAPublicKey) -> str:
    """As `openssl pkey -pubin -outform DER | sha256sum` gives it."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _same(pem: bytes, known: RSAPublicKey) -> bool:
    try:
        given = load_pem_public_key(pem)
    except ValueError:
        return False
    return isinstance(given, RSAPublicKey) and given.public_numbers() == known.public_numbers()


def phone(url: str, *, access: str = "TOKEN") -> Said:
    """The message gateway knows no message that was never sent."""
    state = messages.connect(url).state(uuid4())
    if isinstance(state, Unavailable):
        return away(state, access=f"MESSAGES_{access}")
    if not isinstance(state, messages.UnknownMessage):
        return wrong("knows a message that was never sent", "Is it the right provider's address?")
    return good("answers; nothing was sent")


def stages(url: str) -> Said:
    """Rules 21: the monitoring system says of one case how much it has."""
    held = monitoring.connect(url).cases(after=None, limit=1)
    if isinstance(held, Unavailable):
        return away(held, access="MONITORING_TOKEN")
    return good("answers what it has; no stage was told")


def readers(url: str) -> Said:
    """Rules 21-1: neither recipient knows information that was never sent."""
    for recipient in (OPERATOR, CONTACT_CENTRE):
        asked = uuid4()
        reply = exchange_json("GET", f"{url}/information/{recipient}/{asked}", expect={200, 404})
        came = parsed(reply, _knows_none)
        if isinstance(came, Unavailable):
            return away(came, access="INFORMATION_TOKEN")
    return good("operator and contact centre answer; nothing was sent")


def _knows_none(reply: Reply) -> None:
    if fields_of(reply.body).get("error") != "unknown" or reply.status == 200:
        raise UnexpectedShape(
            "It does not say “unknown” of what was never sent: perhaps it is not the recipients' system."
        )
