"""
A certification authority for tests, made anew for every run: root, issuing authority, persons, OCSP, time stamps.

Subjects, key usages and role identifiers are those of the National Certification Authority; the objects are put
together here by hand, apart from the code under test.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import new, sha256
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ruqsat.eds.certificates import Certificate
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.trust import TrustStore

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IIN, BIN = "900101399016", "990240990013"

INDIVIDUAL, LEGAL_ENTITY, INFORMATION_SYSTEM = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.6"
EMAIL_PROTECTION, CLIENT_AUTH = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"
OCSP_SIGNING, TIME_STAMPING = "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.8"
_HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha1": hashes.SHA1(), "md5": hashes.MD5()}  # noqa: S303, S304, RUF100 # weak on purpose: to be refused


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A key and its certificate."""

    key: RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def read(self) -> Certificate:
        return Certificate.read(self.der)


@cache
def key(name: str, bits: int = 2048) -> RSAPrivateKey:
    """One key for each name in a run."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def named(**parts: str) -> x509.Name:
    oids = {
        "cn": NameOID.COMMON_NAME,
        "sn": NameOID.SURNAME,
        "number": NameOID.SERIAL_NUMBER,
        "c": NameOID.COUNTRY_NAME,
        "gn": NameOID.GIVEN_NAME,
        "o": NameOID.ORGANIZATION_NAME,
        "ou": NameOID.ORGANIZATIONAL_UNIT_NAME,
    }
    return x509.Name([x509.NameAttribute(oids[part], value) for part, value in parts.items()])


PERSON = named(cn="СЫНАҚОВ ҮЛГІ", sn="СЫНАҚОВ", number=f"IIN{IIN}", c="KZ", gn="МЫСАЛҰЛЫ")
OFFICE = named(cn="Сынақ департаменті", number=f"BIN{BIN}", c="KZ", o="Сынақ департаменті", ou=f"BIN{BIN}")


def usage(*kinds: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{kind: kind in kinds for kind in every})


AUTHORITY_USAGE = usage("key_cert_sign", "crl_sign")
SIGN_USAGE = usage("digital_signature", "content_commitment")
AUTH_USAGE = usage("digital_signature", "key_encipherment")


def certify(
    subject: x509.Name,
    own: RSAPrivateKey,
    issuer: Holder | None,
    *,
    key_usage: x509.KeyUsage | None = SIGN_USAGE,
    extended: Sequence[str] = (),
    authority: bool = False,
    path_length: int | None = None,
    valid: tuple[datetime, datetime] = (FROM, UNTIL),
    crl_name: str = "issuing.crl",
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> Holder:
    """A certificate; without *issuer* a self-signed one."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
    )
    if key_usage is not None:
        builder = builder.add_extension(key_usage, critical=True)
    if authority:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    if extended:
        uses = x509.ExtendedKeyUsage([x509.ObjectIdentifier(use) for use in extended])
        builder = builder.add_extension(uses, critical=ExtendedKeyUsageOID.TIME_STAMPING in uses)
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(f"http://crl.example/{crl_name}")], None, None, None)
    builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Holder(key=own, certificate=builder.sign(issuer.key if issuer else own, hashes.SHA256()))


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
            named(cn="OCSP RESPONDER", c="KZ"), key("ocsp"), issuing, key_usage=digital, extended=(OCSP_SIGNING,)
        ),
        tsa=certify(
            named(cn="СЕРВИС МЕТКИ ВРЕМЕНИ", c="KZ"), key("tsa"), issuing, key_usage=digital, extended=(TIME_STAMPING,)
        ),
        sign=certify(PERSON, key("sign"), issuing, extended=(EMAIL_PROTECTION, INDIVIDUAL)),
        auth=certify(PERSON, key("auth"), issuing, key_usage=AUTH_USAGE, extended=(CLIENT_AUTH, INDIVIDUAL)),
        seal=certify(OFFICE, key("seal"), issuing, extended=(EMAIL_PROTECTION, LEGAL_ENTITY, INFORMATION_SYSTEM)),
    )


def signed(
    data: bytes,
    *by: Holder,
    attached: bool = False,
    embed: Sequence[Holder] | None = None,
    digest: str = "sha256",
    at: datetime = AT,
    leave_out: Sequence[str] = (),
    more: Sequence[dict[str, Any]] = (),
    content_type: str = "data",
    by_key_identifier: bool = False,
) -> bytes:
    """A CMS over *data*, one SignerInfo for each of *by*; ``embed`` are the certificates that come with it."""
    infos = [_signer_info(data, one, digest, at, leave_out, more, content_type, by_key_identifier) for one in by]
    enclosed: dict[str, Any] = {"content_type": content_type}
    if attached:
        enclosed["content"] = core.OctetString(data) if content_type == "data" else core.ParsableOctetString(data)
    content: dict[str, Any] = {
        "version": "v1" if content_type == "data" else "v3",
        "digest_algorithms": [{"algorithm": digest}],
        "encap_content_info": enclosed,
        "certificates": [
            cms.CertificateChoices("certificate", asn1.Certificate.load(one.der))
            for one in (by if embed is None else embed)
        ],
        "signer_infos": infos,
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)}).dump())


def _signer_info(  # noqa: PLR0917 # called once, from above
    data: bytes,
    by: Holder,
    digest: str,
    at: datetime,
    leave_out: Sequence[str],
    more: Sequence[dict[str, Any]],
    content_type: str,
    by_key_identifier: bool,
) -> dict[str, Any]:
    stated: list[dict[str, Any]] = [
        {"type": "content_type", "values": [content_type]},
        {"type": "message_digest", "values": [new(digest, data).digest()]},
        {"type": "signing_time", "values": [cms.Time({"utc_time": core.UTCTime(at)})]},
        *more,
    ]
    attributes = cms.CMSAttributes([each for each in stated if each["type"] not in leave_out])
    read = asn1.Certificate.load(by.der)
    sid = {"issuer": read.issuer, "serial_number": read.serial_number}
    identifier = (
        cms.SignerIdentifier({"subject_key_identifier": read.key_identifier})
        if by_key_identifier
        else cms.SignerIdentifier({"issuer_and_serial_number": sid})
    )
    return {
        "version": "v3" if by_key_identifier else "v1",
        "sid": identifier,
        "digest_algorithm": {"algorithm": digest},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": f"{digest}_rsa"},
        "signature": by.key.sign(attributes.dump(), padding.PKCS1v15(), _HASHES[digest]),
    }


def naming(certificate: bytes) -> dict[str, Any]:
    """RFC 5035: the attribute that names the signing certificate."""
    named_: dict[str, Any] = {"certs": [{"cert_hash": sha256(certificate).digest()}]}
    return {"type": "signing_certificate_v2", "values": [named_]}


def ocsp_answer(
    holder: Holder,
    issuer: Holder,
    *,
    by: Holder,
    at: datetime = AT,
    until: datetime | None = None,
    revoked_at: datetime | None = None,
    reason: x509.ReasonFlags | None = None,
    nonce: bytes | None = None,
    unknown: bool = False,
) -> bytes:
    """An OCSP answer signed *by* a responder, whose certificate comes with it."""
    status = ocsp.OCSPCertStatus.GOOD
    if unknown:
        status = ocsp.OCSPCertStatus.UNKNOWN
    elif revoked_at is not None:
        status = ocsp.OCSPCertStatus.REVOKED
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            holder.certificate,
            issuer.certificate,
            hashes.SHA256(),
            cert_status=status,
            this_update=at,
            next_update=until,
            revocation_time=revoked_at,
            revocation_reason=reason,
        )
        .responder_id(ocsp.OCSPResponderEncoding.NAME, by.certificate)
        .certificates([by.certificate])
    )
    if nonce is not None:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)


def crl(
    issuer: Holder,
    *revoked: Holder,
    at: datetime = AT,
    revoked_at: datetime = AT - DAY,
    reason: x509.ReasonFlags | None = None,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> bytes:
    """A revocation list of *issuer*, good for a day."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(at)
        .next_update(at + DAY)
    )
    for holder in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
        entry = entry.revocation_date(revoked_at)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def time_stamp(
    request: bytes, *, at: datetime = AT, by: Holder | None = None, nonce: int | None = None, digest: str = "sha256"
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
