"""The connection to a real outside system: its certificate, the days it has left, and the clock at the other end."""

import http.client
import ssl
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

from cryptography import x509

from ruqsat.gateways.tls import NotShown, context, shown
from ruqsat.running.doctor.findings import Said, good, note, one_line, wrong
from ruqsat.running.outside import tls_of

SECONDS = 5.0  # to connect, and to wait for an answer
SOON = 30  # days that a certificate has left when it is time to ask for another
DEMANDED = frozenset({"SSLV3_ALERT_HANDSHAKE_FAILURE", "SSLV3_ALERT_BAD_CERTIFICATE", "TLSV1_ALERT_UNKNOWN_CA"})
"""What is heard in TLS 1.2 of one who demands a certificate and is shown none, or another."""
ANOTHER_TO_SHOW = "Ask for a new one where it came from, and name it in …_CLIENT_CERTIFICATE_FILE."
MOST_APART = 60.0  # seconds: HTTP tells whole ones, and what is signed and dated here is refused beyond minutes


def secure(gateway: Mapping[str, str], *, address: str, now: datetime) -> Said:
    """Shake hands, ask for nothing, and go: nothing is on record there."""
    parts = urlsplit(address)
    if parts.scheme != "https":
        return note("not encrypted; what comes is believed for its own signature only")
    tls = tls_of(gateway)
    try:
        ours = _days_until(shown(tls), now=now) if tls.certificate or tls.key else None
        trusting = context(tls)
    except NotShown as error:
        return wrong(f"the certificate that we are to show: {error}", "“ruqsat check” names the file.")
    except OSError as error:
        return wrong(f"its authorities cannot be read: {one_line(error)}", "“ruqsat check” names the file.")
    try:
        left, told = _shaken(parts, trusting, now=now)
    except (OSError, http.client.HTTPException, _BrokenOff) as error:
        return _failed(error, ours=ours)
    return _judged(left, told, ours=ours, now=now)


class _BrokenOff(Exception):
    """The handshake went well, and what came after it did not: so one who demands a certificate looks in TLS 1.3."""


def _shaken(parts: SplitResult, trusting: ssl.SSLContext, *, now: datetime) -> tuple[int, str]:
    """The days that its certificate has left, and the hour it tells."""
    link = http.client.HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=SECONDS, context=trusting)
    with closing(link):
        link.connect()
        left = _days_left(link, now=now)
        try:
            link.request("HEAD", parts.path or "/")
            return left, link.getresponse().getheader("Date", "")
        except (OSError, http.client.HTTPException) as error:
            raise _BrokenOff(one_line(error)) from error


def _failed(error: Exception, *, ours: int | None) -> Said:
    if isinstance(error, ssl.SSLCertVerificationError):
        return wrong(
            f"its certificate is not to be trusted: {error.verify_message}",
            "Is it the right address? If its authority is its own, name it in …_AUTHORITIES_FILE.",
        )
    if ours is not None and ours < 0:
        return wrong(f"no connection, and the certificate that we show is over: {one_line(error)}", ANOTHER_TO_SHOW)
    if isinstance(error, _BrokenOff) or getattr(error, "reason", "") in DEMANDED:
        return wrong(
            f"breaks off when we have shaken hands: {one_line(error)}",
            "Ask its operator whether it demands that we show a certificate, and which: …_CLIENT_CERTIFICATE_FILE.",
        )
    return wrong(f"no connection: {one_line(error)}", "Is the address right, and is a firewall between?")


def _judged(left: int, told: str, *, ours: int | None, now: datetime) -> Said:
    apart = _seconds_apart(told, now=now)
    text = f"TLS well, its certificate has {left} days left"
    if ours is not None:
        text += f", the one that we show {ours}"
    if apart is not None:
        text += f", its clock is {apart:.0f} s from ours"
    if ours is not None and ours < 0:
        return wrong(text, ANOTHER_TO_SHOW)
    if apart is not None and apart > MOST_APART:
        return wrong(text, "Have this machine's clock set by a time service (NTP), or ask the operator about theirs.")
    if left < SOON:
        return note(text, "Ask its operator whether a new certificate is under way.")
    if ours is not None and ours < SOON:
        return note(text, "Ask for a new one to show, where the old one came from.")
    return good(text)


def _days_left(link: http.client.HTTPSConnection, *, now: datetime) -> int:
    assert isinstance(link.sock, ssl.SSLSocket)  # noqa: S101 -- connected, it is one
    certificate = link.sock.getpeercert(binary_form=True)
    return _days_until(x509.load_der_x509_certificate(certificate or b""), now=now)


def _days_until(certificate: x509.Certificate, *, now: datetime) -> int:
    return (certificate.not_valid_after_utc - now).days


def _seconds_apart(told: str, *, now: datetime) -> float | None:
    """How far the clock at the other end is from *now*; None where it does not tell."""
    try:
        there = parsedate_to_datetime(told)
    except ValueError:
        return None
    return abs((there.replace(tzinfo=there.tzinfo or UTC) - now).total_seconds())
