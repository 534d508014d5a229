"""The connection to a real outside system: its certificate, the days it has left, and the clock at the other end."""

import http.client
import ssl
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from cryptography import x509

from ruqsat.running.doctor.findings import Said, good, note, one_line, wrong

SECONDS = 5.0  # to connect, and to wait for an answer
SOON = 30  # days that a certificate has left when it is time to ask for another
MOST_APART = 60.0  # seconds: HTTP tells whole ones, and what is signed and dated here is refused beyond minutes


def secure(gateway: Mapping[str, str], *, address: str, now: datetime) -> Said:
    """Shake hands, ask for nothing, and go: nothing is on record there."""
    parts = urlsplit(address)
    if parts.scheme != "https":
        return note("not encrypted; what comes is believed for its own signature only")
    try:
        context = ssl.create_default_context(cafile=gateway.get("authorities_file") or None)
    except OSError as error:
        return wrong(f"its authorities cannot be read: {one_line(error)}", "“ruqsat check” names the file.")
    link = http.client.HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=SECONDS, context=context)
    with closing(link):
        try:
            link.connect()
            left = _days_left(link, now=now)
            link.request("HEAD", parts.path or "/")
            told = link.getresponse().getheader("Date", "")
        except ssl.SSLCertVerificationError as error:
            return wrong(
                f"its certificate is not to be trusted: {error.verify_message}",
                "Is it the right address? If its authority is its own, name it in …_AUTHORITIES_FILE.",
            )
        except (OSError, http.client.HTTPException) as error:
            return wrong(f"no connection: {one_line(error)}", "Is the address right, and is a firewall between?")
    return _judged(left, told, now=now)


def _judged(left: int, told: str, *, now: datetime) -> Said:
    apart = _seconds_apart(told, now=now)
    text = f"TLS well, its certificate has {left} days left"
    if apart is not None:
        text += f", its clock is {apart:.0f} s from ours"
    if apart is not None and apart > MOST_APART:
        return wrong(text, "Have this machine's clock set by a time service (NTP), or ask the operator about theirs.")
    if left < SOON:
        return note(text, "Ask its operator whether a new certificate is under way.")
    return good(text)


def _days_left(link: http.client.HTTPSConnection, *, now: datetime) -> int:
    assert isinstance(link.sock, ssl.SSLSocket)  # noqa: S101 -- connected, it is one
    certificate = link.sock.getpeercert(binary_form=True)
    until = x509.load_der_x509_certificate(certificate or b"").not_valid_after_utc
    return (until - now).days


def _seconds_apart(told: str, *, now: datetime) -> float | None:
    """How far the clock at the other end is from *now*; None where it does not tell."""
    try:
        there = parsedate_to_datetime(told)
    except ValueError:
        return None
    return abs((there.replace(tzinfo=there.tzinfo or UTC) - now).total_seconds())
