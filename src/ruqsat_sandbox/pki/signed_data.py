"""RFC 5652: signed data, put together by hand with asn1crypto."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from ruqsat_sandbox.pki.authority import KeyPair


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """What is signed: its type, its SHA-256, and its bytes when they travel inside (attached)."""

    digest: bytes
    content_type: str = "data"
    attached: bytes | None = None


def sign(what: ToSign, *, by: KeyPair, embed: tuple[bytes, ...], at: datetime) -> cms.ContentInfo:
    """
    RFC 5652, 5.1 and 5.3: one signer, RSA with SHA-256; *embed* are the certificates (DER) that travel along.

    Signed attributes: content type, signing time *at*, message digest, and ESS signing certificate v2 (RFC 5035).
    """
    certificate = x509.Certificate.load(by.der)
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": [what.content_type]}),
            cms.CMSAttribute({"type": "signing_time", "values": [_time(at)]}),
            cms.CMSAttribute({"type": "message_digest", "values": [what.digest]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [_certificate_reference(certificate)]}),
        ]
    )
    # RFC 5652, 5.4: what is signed is the DER of the attributes with the tag of SET OF.
    signature = by.key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number}),
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            "signature": signature,
        }
    )
    return _content_info(what, signer, embed)


def add_time_stamp(signed: cms.ContentInfo, token: cms.ContentInfo) -> cms.ContentInfo:
    """RFC 3161, appendix A: the time stamp over the signature value becomes an unsigned attribute."""
    whole = cms.ContentInfo.load(signed.dump())
    attribute = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})
    whole["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])
    return cms.ContentInfo.load(whole.dump(force=True))


def signature_of(signed: cms.ContentInfo) -> bytes:
    """The signature value of the only signer."""
    value: bytes = signed["content"]["signer_infos"][0]["signature"].native
    return value


def _content_info(what: ToSign, signer: cms.SignerInfo, embed: tuple[bytes, ...]) -> cms.ContentInfo:
    encapsulated: dict[str, object] = {"content_type": what.content_type}
    if what.attached is not None:
        value = core.ParsableOctetString(what.attached)
        encapsulated["content"] = value
    data = cms.SignedData(
        {
            # RFC 5652, 5.1: version 1 for plain data, 3 for any other type of content.
            "version": "v1" if what.content_type == "data" else "v3",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": encapsulated,
            "certificates": [cms.CertificateChoices("certificate", x509.Certificate.load(der)) for der in embed]
            or None,
            "signer_infos": [signer],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": data})


def _time(at: datetime) -> cms.Time:
    return cms.Time("utc_time", core.UTCTime(at.replace(microsecond=0)))


def _certificate_reference(certificate: x509.Certificate) -> tsp.SigningCertificateV2:
    issuer = x509.GeneralName("directory_name", certificate.issuer)
    reference = tsp.ESSCertIDv2(
        {
            "cert_hash": sha256(certificate.dump()).digest(),
            "issuer_serial": tsp.IssuerSerial({"issuer": [issuer], "serial_number": certificate.serial_number}),
        }
    )
    return tsp.SigningCertificateV2({"certs": [reference]})
