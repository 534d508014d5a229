"""Rules 8: the registers behind SyncChannel: the way there, our papers, the services of the inquiries."""

from collections.abc import Mapping
from datetime import datetime

from cryptography import x509

from ruqsat.gateways import wires
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.credentials import CredentialsMissing, credentials
from ruqsat.gateways.exchange import exchange
from ruqsat.running.doctor.connections import SOON
from ruqsat.running.doctor.findings import AWAY, Said, good, note, one_line, wrong

UNDERSTOOD = range(100, 500)  # “not like that” too: somebody is there
OF_SOAP = 500  # what some services of SOAP say to a question that is no message


def channel(gateway: Mapping[str, str], *, now: datetime) -> Said:
    """SyncChannel has no question without effect: that somebody is there, and that our papers are in order."""
    reply = exchange("GET", gateway["url"], expect={*UNDERSTOOD, OF_SOAP})
    if isinstance(reply, Unavailable):
        return wrong(reply.why, AWAY)
    if reply.status == 404:
        return wrong(f"nothing is at {gateway['url']} (404)", AWAY)
    return papers(gateway, reached=f"reachable ({reply.status} to an empty question)", now=now)


def papers(gateway: Mapping[str, str], *, reached: str, now: datetime) -> Said:
    """Our key, its certificate and the gateway's: readable, belonging together, in force."""
    try:
        held = credentials(gateway)
    except CredentialsMissing as error:
        return wrong(f"{reached}, but: {one_line(error)}", "“ruqsat check” names the variable.")
    ours, theirs = held.signer.certificate, max(held.gateway, key=lambda each: each.not_valid_after_utc)
    if held.signer.key.public_key() != ours.public_key():
        return wrong(
            "our key is not the one in our certificate",
            "Put the pair that belongs together into RUQSAT_REGISTERS_KEY_FILE and …_CERTIFICATE_FILE.",
        )
    if not all(any(each.not_valid_before_utc <= now for each in some) for some in ([ours], held.gateway)):
        return wrong("a certificate is not in force yet", "Is this machine's clock right?")
    return _judged(reached, ours=_days_left(ours, now=now), theirs=_days_left(theirs, now=now))


def _days_left(certificate: x509.Certificate, *, now: datetime) -> int:
    return (certificate.not_valid_after_utc - now).days


def _judged(reached: str, *, ours: int, theirs: int) -> Said:
    text = f"{reached}; days left: our certificate {ours}, the gateway's {theirs}"
    todo = "See “Rotate” of the registers in docs/operating/connecting.md."
    if min(ours, theirs) < 0:
        return wrong(text, todo)
    if min(ours, theirs) < SOON:
        return note(text, todo)
    return good(f"{text}; the first inquiry shows whether it lets us in")


def named(gateway: Mapping[str, str]) -> Said:
    """Rules 8: under which service each inquiry is asked, and whether somebody has compared it with the passport."""
    try:
        held = wires.wires(gateway)
    except wires.ServicesUnusable as error:
        return wrong(one_line(error), "“ruqsat check” names the variable.")
    left = [f"{inquiry} ({service.service})" for inquiry, service in held.items() if not service.confirmed]
    if not left:
        return good(f"{len(held)} services, each confirmed")
    return note(
        f"not confirmed: {', '.join(left)}",
        "Compare each with the gateway's passport of services, and say so in RUQSAT_REGISTERS_SERVICES_FILE.",
    )
