"""RFC 3161: time stamps; asking for one, reading the answer, judging the token."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import tsp

from ruqsat.eds import algorithms, certification, signatures, signed_data
from ruqsat.eds.certificates import MALFORMED, TIME_STAMPING, Certificate
from ruqsat.eds.der import as_it_came
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.statuses import CLOCKS_MAY_DIFFER
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

MEDIA_TYPE = "application/timestamp-query"


class NoTimeStamp(Exception):
    """The authority's answer is no time stamp for what was asked; the message says why."""


@dataclass(frozen=True, kw_only=True)
class TimeStamp:
    """
    A token found right: the data existed at ``moment``, says the authority named ``authority``.

    ``holds_until``: when the first of the certificates it rests on ends; by then another time stamp must be over it.
    """

    moment: datetime
    policy: str
    serial: int
    authority: str
    holds_until: datetime
    certificate: Certificate = field(repr=False)

    def to_json(self) -> dict[str, object]:
        """Plain content for keeping."""
        return {
            "moment": self.moment.isoformat(),
            "policy": self.policy,
            "serial": str(self.serial),
            "authority": self.authority,
            "holds_until": self.holds_until.isoformat(),
            "certificate": base64.b64encode(self.certificate.der).decode(),
        }


def request(digest: bytes, *, nonce: int) -> bytes:
    """RFC 3161, 2.4.1: a request in DER for a SHA-256 *digest*, asking for the authority's certificate."""
    imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest})
    asked = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    return bytes(asked.dump())


def token_of(answer: bytes, *, request: bytes) -> bytes:
    """
    RFC 3161, 2.4.2: the token in *answer*, for what *request* asked, with its nonce. Not yet judged.

    :raises NoTimeStamp: if the authority refused, or answered something else.
    """
    try:
        found = tsp.TimeStampResp.load(answer, strict=True)
        asked = tsp.TimeStampReq.load(request, strict=True)
        if found["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise NoTimeStamp("The time-stamping authority refused the request.")
        token = as_it_came(found["time_stamp_token"])
        info = _info(signed_data.read(token))
        if info["message_imprint"].native != asked["message_imprint"].native:
            raise NoTimeStamp("The time stamp is for other data than was asked.")
        if info["nonce"].native != asked["nonce"].native:
            raise NoTimeStamp("The time stamp answers another request.")
    except (*MALFORMED, NotBorneOut) as error:
        raise NoTimeStamp(f"The answer is no time stamp: {error}") from error
    return token


def verify(token: bytes, *, data: bytes, trust: TrustStore, evidence: Evidence, at: datetime) -> TimeStamp:
    """
    RFC 3161, 2.2, 2.3; ETSI EN 319 102-1, 5.4: the token is over *data*, by an authority trusted at *at*.

    *at* is a moment at which the token is known to have existed. The authority's certificate must be its own for time
    stamps alone and lead to a root of *trust*. By *evidence* it was not revoked when it made the stamp, and no
    revocation is known by *at*: a stolen key could have made the stamp later than it says.

    :raises NotBorneOut: with the sub-indication of whatever does not hold.
    """
    signed = signed_data.read(token)
    try:
        info = _info(signed)
        return _verified(signed, info, data=data, trust=trust, evidence=evidence, at=at)
    except MALFORMED as error:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The time stamp cannot be read.")) from error


def earliest(
    tokens: Iterable[bytes], *, data: bytes, trust: TrustStore, evidence: Evidence, at: datetime
) -> tuple[TimeStamp | None, NotBorneOut | None]:
    """
    The earliest of *tokens* that is borne out, and what stands against the others: what is still open before the rest.

    A token that proves nothing does no harm: what it is over is then judged without it.
    """
    found: list[TimeStamp] = []
    problems: list[NotBorneOut] = []
    for token in tokens:
        try:
            found.append(verify(token, data=data, trust=trust, evidence=evidence, at=at))
        except NotBorneOut as problem:
            problems.append(problem)
    problems.sort(key=lambda problem: problem.sub_indication is not SubIndication.TRY_LATER)
    return min(found, key=lambda stamp: stamp.moment, default=None), problems[0] if problems else None


def needs(token: bytes, *, trust: TrustStore, at: datetime) -> tuple[RevocationNeed, ...]:
    """Whose status has to be asked for before the token can be judged; none where it cannot pass anyway."""
    try:
        signed = signed_data.read(token)
        certificate = signed.certificate_of(signed.signers[0])
        return certification.needs(certificate, among=signed.certificates, trust=trust, at=at)
    except (NotBorneOut, IndexError):
        return ()


def certificates_of(token: bytes) -> tuple[Certificate, ...]:
    """
    The certificates enclosed in the token.

    :raises NoTimeStamp: if it cannot be read.
    """
    try:
        return signed_data.read(token).certificates
    except NotBorneOut as error:
        raise NoTimeStamp(f"The time stamp cannot be read: {error}") from error


def _verified(
    signed: signed_data.SignedData, info: Any, *, data: bytes, trust: TrustStore, evidence: Evidence, at: datetime
) -> TimeStamp:
    (signer,) = signed.signers
    certificate = signed.certificate_of(signer)
    signatures.check_signature(
        signer, certificate, content=signed.content or b"", content_type=signed_data.TIME_STAMP_INFO
    )
    algorithms.check_in_use(signer.algorithm, at=at)
    _check_over(info, data)
    moment: datetime = info["gen_time"].native
    if moment > at + CLOCKS_MAY_DIFFER:
        raise NotBorneOut(
            SubIndication.TIMESTAMP_ORDER_FAILURE, say("The time stamp is of a later moment than it can be.")
        )
    if certificate.extended_key_usage != (TIME_STAMPING,):
        raise NotBorneOut(
            SubIndication.CHAIN_CONSTRAINTS_FAILURE, say("The time stamp was not made by a time-stamping authority.")
        )
    path = certification.chain(certificate, among=signed.certificates, trust=trust, at=at)
    certification.check_not_revoked(path, trust=trust, evidence=evidence, at=min(moment, at), known_at=at)
    return TimeStamp(
        moment=moment,
        policy=info["policy"].dotted,
        serial=info["serial_number"].native,
        authority=certificate.subject.name,
        holds_until=min(each.not_after for each in path),
        certificate=certificate,
    )


def check_over(token: bytes, *, data: bytes) -> None:
    """
    RFC 3161, 2.4.2: the token is over *data*; whose token it is, is not judged.

    :raises NotBorneOut: with FORMAT_FAILURE or HASH_FAILURE.
    """
    try:
        _check_over(_info(signed_data.read(token)), data)
    except MALFORMED as error:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The time stamp cannot be read.")) from error


def _check_over(info: Any, data: bytes) -> None:
    digest = algorithms.digest_name(info["message_imprint"]["hash_algorithm"]["algorithm"].dotted)
    if info["message_imprint"]["hashed_message"].native != algorithms.digest_of(data, digest=digest):
        raise NotBorneOut(SubIndication.HASH_FAILURE, say("The time stamp is over other data."))


def _info(signed: signed_data.SignedData) -> Any:
    if signed.content_type != signed_data.TIME_STAMP_INFO or signed.content is None:
        raise ValueError("the token holds no time-stamp information")
    info = tsp.TSTInfo.load(signed.content, strict=True)
    _ = info.native  # what cannot be read is found now
    return info
