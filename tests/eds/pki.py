"""
A certification authority for tests, made anew for every run: root, issuing authority, persons, OCSP, time stamps.

Subjects, key usages and role identifiers are those of the National Certification Authority; the objects are put
together here by hand, apart from the code under test.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from asn1crypto import algos, cms, core, tsp
from cryptography import x509

from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.trust import TrustStore
from tests.eds.certifying import (
    AT,
    AUTH_USAGE,
    AUTHORITY_USAGE,
    BIN,
    CLIENT_AUTH,
    DAY,
    EMAIL_PROTECTION,
    FROM,
    HOUR,
    IIN,
    INDIVIDUAL,
    INFORMATION_SYSTEM,
    LEGAL_ENTITY,
    OCSP_SIGNING,
    OFFICE,
    PERSON,
    SIGN_USAGE,
    TIME_STAMPING,
    UNTIL,
    Holder,
    certify,
    key,
    named,
    usage,
)
from tests.eds.signing import naming, signed
from tests.eds.stating import crl, ocsp_answer

__all__ = [
    "AT",
    "AUTHORITY_USAGE",
    "AUTH_USAGE",
    "BIN",
    "CLIENT_AUTH",
    "DAY",
    "EMAIL_PROTECTION",
    "FROM",
    "HOUR",
    "IIN",
    "INDIVIDUAL",
    "INFORMATION_SYSTEM",
    "LEGAL_ENTITY",
    "OCSP_SIGNING",
    "OFFICE",
    "PERSON",
    "SIGN_USAGE",
    "TIME_STAMPING",
    "UNTIL",
    "Holder",
    "TestPki",
    "certify",
    "crl",
    "key",
    "named",
    "naming",
    "ocsp_answer",
    "pki",
    "refused_time_stamp",
    "signed",
    "time_stamp",
    "token_over",
    "usage",
]


@dataclass(frozen=True, kw_only=True)
class TestPki:
    """What every test may need."""

    __test__ = False

    root: Holder
    issuing: Holder
    responder: Holder
    tsa: Holder
    sign: Holder
    auth: Holder
    seal: Holder

    @property
    def trust(self) -> TrustStore:
        return TrustStore(roots=(self.root.read,), intermediates=(self.issuing.read,))

    def need(self, holder: Holder) -> RevocationNeed:
        return RevocationNeed(certificate=holder.read, issuer=self.issuing.read)

    def good(self, *holders: Holder, at: datetime = AT) -> Evidence:
        """Fresh OCSP answers: these certificates are good."""
        return Evidence(
            ocsp=tuple(ocsp_answer(holder, self.issuing, by=self.responder, at=at) for holder in holders),
            gathered_at=at,
        )


@cache
def pki() -> TestPki:
    """The authority of this run."""
    long = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC))
    root = certify(
        named(cn="СЫНАҚ НЕГІЗГІ ОРТАЛЫҒЫ", c="KZ"),
        key("root"),
        None,
        key_usage=AUTHORITY_USAGE,
        authority=True,
        valid=long,
    )
    issuing = certify(
        named(cn="СЫНАҚ ҰЛТТЫҚ ОРТАЛЫҒЫ", c="KZ"),
        key("issuing"),
        root,
        key_usage=AUTHORITY_USAGE,
        authority=True,
        path_length=0,
        valid=long,
        crl_name="root.crl",
    )
    digital = usage("digital_signature")
    return TestPki(
        root=root,
        issuing=issuing,
        responder=certify(
            named(cn="OCSP RESPONDER", c="KZ"),
            key("ocsp"),
            issuing,
            key_usage=digital,
            extended=(OCSP_SIGNING,),
            valid=long,
        ),
        tsa=certify(
            named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ", c="KZ"), key("tsa"), issuing, key_usage=digital, extended=(TIME_STAMPING,)
        ),
        sign=certify(PERSON, key("sign"), issuing, extended=(EMAIL_PROTECTION, INDIVIDUAL)),
        auth=certify(PERSON, key("auth"), issuing, key_usage=AUTH_USAGE, extended=(CLIENT_AUTH, INDIVIDUAL)),
        seal=certify(OFFICE, key("seal"), issuing, extended=(EMAIL_PROTECTION, LEGAL_ENTITY, INFORMATION_SYSTEM)),
    )


def time_stamp(
    request: bytes, *, at: datetime = AT, by: Holder | None = None, nonce: int | None = None, digest: str | None = None
) -> bytes:
    """The answer of a time-stamping authority."""
    authority = by or pki().tsa
    asked = tsp.TimeStampReq.load(request)
    own_nonce = asked["nonce"].native if nonce is None else nonce
    content: dict[str, Any] = {
        "version": "v1",
        "policy": "1.2.398.3.3.2.6.2",
        "message_imprint": asked["message_imprint"],
        "serial_number": x509.random_serial_number() >> 96,
        "gen_time": core.GeneralizedTime(at.replace(microsecond=0)),
    }
    if own_nonce is not None:
        content["nonce"] = own_nonce
    info = tsp.TSTInfo(content).dump()
    token = signed(
        info,
        authority,
        attached=True,
        embed=(authority, pki().issuing),
        at=at,
        content_type="tst_info",
        more=(naming(authority.der),),
        digest=digest,
    )
    answer = {"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(token)}
    return bytes(tsp.TimeStampResp(answer).dump())


def refused_time_stamp() -> bytes:
    """An authority that grants nothing."""
    return bytes.fromhex("3005 3003 020102")  # by hand: asn1crypto takes the token for mandatory


def token_over(data: bytes, *, at: datetime = AT, by: Holder | None = None) -> bytes:
    """A time-stamp token over *data*."""
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"})}
    asked = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": {**imprint, "hashed_message": sha256(data).digest()}, "cert_req": True}
    )
    return bytes(tsp.TimeStampResp.load(time_stamp(asked.dump(), at=at, by=by))["time_stamp_token"].dump())
