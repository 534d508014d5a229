"""The certification authority's services: OCSP, revocation lists, time stamps. Asked at configured addresses only."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

import httpx

from ruqsat.eds import certification, crls, ocsp, timestamps
from ruqsat.eds import cms as eds_cms
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import exchange

if TYPE_CHECKING:
    from ruqsat.eds.seals import Seal  # brings all of pyHanko, which a start need not wait for

TIME_OUT = httpx.Timeout(5.0)
MOST_BYTES_OF_ANSWER = 100_000
MOST_BYTES_OF_LIST = 50_000_000


class TimeStampUnavailable(Exception):
    """The time-stamping authority did not answer; what needs its stamp is to be tried again later."""


class Pki(Protocol):
    """What a certification authority offers. Requests and answers are DER."""

    def ocsp(self, request: bytes) -> bytes | Unavailable:
        """RFC 6960: the answer to a status request, not yet judged."""

    def crl(self, name: str) -> bytes | Unavailable:
        """RFC 5280: the revocation list of this file name, as ``issuing.crl``, not yet judged."""

    def time_stamp(self, request: bytes) -> bytes | Unavailable:
        """RFC 3161: the answer to a time-stamp request, not yet judged."""


@dataclass(frozen=True, kw_only=True)
class HttpPki:
    """
    The services below one configured address: ``/ocsp``, ``/crl/<name>``, ``/tsp``.

    *elsewhere* are services with an address of their own, by these names.
    """

    url: str
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def ocsp(self, request: bytes) -> bytes | Unavailable:
        """Ask for a certificate's status."""
        return self._ask("POST", "ocsp", content=request, media_type=ocsp.MEDIA_TYPE)

    def crl(self, name: str) -> bytes | Unavailable:
        """Fetch a revocation list; *name* is checked by `RevocationNeed.crl_name`."""
        return self._ask("GET", f"crl/{name}", most_bytes=MOST_BYTES_OF_LIST)

    def time_stamp(self, request: bytes) -> bytes | Unavailable:
        """Ask for a time stamp."""
        return self._ask("POST", "tsp", content=request, media_type=timestamps.MEDIA_TYPE)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        media_type: str = "",
        most_bytes: int = MOST_BYTES_OF_ANSWER,
    ) -> bytes | Unavailable:
        service, _, name = path.partition("/")
        own = self.elsewhere.get(service)
        below = f"{self.url.rstrip('/')}/{path}"
        reply = exchange(
            method,
            (f"{own.rstrip('/')}/{name}" if name else own) if own else below,
            expect=(200,),
            content=content,
            headers={"Content-Type": media_type} if media_type else None,
            time_out=TIME_OUT,
            most_bytes=most_bytes,
        )
        return reply if isinstance(reply, Unavailable) else reply.body


@dataclass(frozen=True, kw_only=True)
class Listening:
    """
    A `Pki` that remembers which of its services did not answer, and does not ask those again.

    One slow service then costs one waiting time, however many certificates there are to ask about.
    """

    pki: Pki
    unanswered: set[str] = field(default_factory=set)

    def ocsp(self, request: bytes) -> bytes | Unavailable:
        """As `Pki.ocsp`."""
        return self._ask("ocsp", lambda: self.pki.ocsp(request))

    def crl(self, name: str) -> bytes | Unavailable:
        """As `Pki.crl`."""
        return self._ask(f"crl/{name}", lambda: self.pki.crl(name))

    def time_stamp(self, request: bytes) -> bytes | Unavailable:
        """As `Pki.time_stamp`."""
        return self._ask("tsp", lambda: self.pki.time_stamp(request))

    def _ask(self, service: str, ask: Callable[[], bytes | Unavailable]) -> bytes | Unavailable:
        if service in self.unanswered:
            return Unavailable(why="The service did not answer a moment ago.")
        answer = ask()
        if isinstance(answer, Unavailable):
            self.unanswered.add(service)
        return answer


_SILENT: ContextVar[set[str] | None] = ContextVar("services that did not answer", default=None)


@contextmanager
def one_waiting_time() -> Iterator[None]:
    """Inside, a service that did not answer once is not asked again: for work over many cases, as a sweep's."""
    token = _SILENT.set(set())
    try:
        yield
    finally:
        _SILENT.reset(token)


def connect(url: str) -> Pki:
    """The certification authority's services at a configured *url*, as ``http://127.0.0.1:8100/pki``."""
    return configured({"url": url})


def configured(gateway: Mapping[str, str]) -> Pki:
    """The certification authority's services where the settings say that each of them is."""
    elsewhere = {name: gateway[f"{name}_url"] for name in ("ocsp", "crl", "tsp") if gateway.get(f"{name}_url")}
    real = HttpPki(url=gateway["url"], elsewhere=elsewhere)
    silent = _SILENT.get()
    return real if silent is None else Listening(pki=real, unanswered=silent)


def gather(cms: bytes, *, trust: TrustStore, pki: Pki, at: datetime) -> Evidence:
    """
    Ask for the status of every certificate that a judgement of *cms* rests on, at *at*, the present moment.

    OCSP first, the revocation list where OCSP gives no usable answer. What could not be had is simply not in the
    evidence: the judgement is then *indeterminate*. Talks to the network: never within a transaction.
    """
    return _answered(eds_cms.needs(cms, trust=trust, at=at), pki=pki, at=at)


def gather_for_seal(seal: "Seal", *, trust: TrustStore, pki: Pki, at: datetime) -> Evidence:
    """
    The evidence that `ruqsat.eds.seals.seal_pdf` puts into a document: the seal's and the time-stamping authority's.

    One time stamp is spent on learning who the authority is.

    :raises TimeStampUnavailable: if there is none to be had.
    """
    asked = timestamps.request(sha256(seal.certificate.der).digest(), nonce=secrets.randbits(63))
    try:
        token = timestamps.token_of(timestamper(pki)(asked), request=asked)
    except timestamps.NoTimeStamp as error:
        raise TimeStampUnavailable(str(error)) from error
    needs = (*_needs_of(seal, trust=trust, at=at), *timestamps.needs(token, trust=trust, at=at))
    return _answered(tuple(dict.fromkeys(needs)), pki=pki, at=at)


def gather_for_renewal(pdf: bytes, *, trust: TrustStore, pki: Pki, at: datetime) -> tuple[Evidence, datetime]:
    """
    The evidence that `ruqsat.eds.seals.renew_stamp` puts into a document, and until when a new time stamp would hold.

    One time stamp is spent on learning who makes them now.

    :raises TimeStampUnavailable: if there is none to be had.
    :raises NotBorneOut: if it does not hold, or cannot be judged yet.
    """
    from ruqsat.eds.pdf import renewal_needs  # brings all of pyHanko, which a start need not wait for

    data = sha256(pdf).digest()
    asked = timestamps.request(sha256(data).digest(), nonce=secrets.randbits(63))
    try:
        token = timestamps.token_of(timestamper(pki)(asked), request=asked)
    except timestamps.NoTimeStamp as error:
        raise TimeStampUnavailable(str(error)) from error
    needs = (*renewal_needs(pdf, trust=trust, at=at), *timestamps.needs(token, trust=trust, at=at))
    evidence = _answered(tuple(dict.fromkeys(needs)), pki=pki, at=at)
    return evidence, timestamps.verify(token, data=data, trust=trust, evidence=evidence, at=at).holds_until


def gather_for_stamp(token: bytes, *, trust: TrustStore, pki: Pki, at: datetime) -> Evidence:
    """The evidence that `ruqsat.eds.timestamps.verify` needs for a token; talks to the network."""
    return _answered(timestamps.needs(token, trust=trust, at=at), pki=pki, at=at)


class Timestamper(Protocol):
    """A function from an RFC 3161 request to the response, both in DER."""

    def __call__(self, request: bytes, /) -> bytes: ...


def timestamper(pki: Pki) -> Timestamper:
    """What `seal_pdf` takes: time stamps of *pki*; the function raises `TimeStampUnavailable`."""

    def stamped(request: bytes, /) -> bytes:
        answer = pki.time_stamp(request)
        if isinstance(answer, Unavailable):
            raise TimeStampUnavailable(answer.why)
        return answer

    return stamped


def _needs_of(seal: "Seal", *, trust: TrustStore, at: datetime) -> tuple[RevocationNeed, ...]:
    try:
        return certification.needs(seal.certificate, among=seal.chain, trust=trust, at=at)
    except NotBorneOut:
        return ()  # the seal leads to no configured root: judged as that when the document is verified


def _answered(needs: tuple[RevocationNeed, ...], *, pki: Pki, at: datetime) -> Evidence:
    evidence, listening = Evidence(gathered_at=at), Listening(pki=pki)
    for need in needs:
        evidence = evidence.with_more(_by_ocsp(need, pki=listening) or _by_list(need, pki=listening))
    return evidence


def _by_ocsp(need: RevocationNeed, *, pki: Pki) -> Evidence | None:
    nonce = secrets.token_bytes(16)
    answer = pki.ocsp(ocsp.request(need, nonce=nonce))
    if isinstance(answer, Unavailable) or not ocsp.answers(answer, nonce=nonce) or not ocsp.statuses(answer, need):
        return None
    return Evidence(ocsp=(answer,))


def _by_list(need: RevocationNeed, *, pki: Pki) -> Evidence:
    """The whole list, and what changed since, where the certificate says that there is such a list and it is had."""
    whole = _listed(need.crl_name, pki=pki)
    if whole is None or not crls.statuses(whole, need):
        return Evidence()
    since = _listed(need.delta_name, pki=pki)
    return Evidence(crls=(whole,) if since is None else (whole, since))


def _listed(name: str | None, *, pki: Pki) -> bytes | None:
    listed = pki.crl(name) if name is not None else None
    return None if isinstance(listed, Unavailable) else listed
