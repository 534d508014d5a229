"""CMS put together by hand, apart from the code under test."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import new, sha256
from typing import Any

from asn1crypto import cms, core
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from tests.eds.certifying import AT, Holder
from tests.eds.encoding import parts, tlv

TIME_STAMP = "1.2.840.113549.1.9.16.2.14"

_HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha1": hashes.SHA1(), "md5": hashes.MD5()}  # noqa: S303, S304, RUF100 # weak on purpose: to be refused


def signed(
    data: bytes,
    *by: Holder,
    attached: bool = False,
    embed: Sequence[Holder] | None = None,
    digest: str | None = None,
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
        "digest_algorithms": [{"algorithm": name} for name in {digest or one.digest_algorithm for one in by}],
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
    digest: str | None,
    at: datetime,
    leave_out: Sequence[str],
    more: Sequence[dict[str, Any]],
    content_type: str,
    by_key_identifier: bool,
) -> dict[str, Any]:
    stated: list[dict[str, Any]] = [
        {"type": "content_type", "values": [content_type]},
        {"type": "message_digest", "values": [new(digest, data).digest() if digest else by.digested(data)]},
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
        "digest_algorithm": {"algorithm": digest or by.digest_algorithm},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": f"{digest}_rsa" if digest else by.signature_algorithm},
        "signature": by.key.sign(attributes.dump(), padding.PKCS1v15(), _HASHES[digest])
        if digest
        else by.signature(attributes.dump()),
    }


def naming(certificate: bytes) -> dict[str, Any]:
    """RFC 5035: the attribute that names the signing certificate."""
    named_: dict[str, Any] = {"certs": [{"cert_hash": sha256(certificate).digest()}]}
    return {"type": "signing_certificate_v2", "values": [named_]}


def stamped(der: bytes, *tokens: bytes) -> bytes:
    """RFC 3161, A: the signature with time stamps among the unsigned attributes of its (first) signer."""
    kind, tagged = parts(der)
    *inside, infos = parts(parts(tagged)[0])
    first, *others = parts(infos)
    attribute = tlv(b"\x30", bytes(core.ObjectIdentifier(TIME_STAMP).dump()), tlv(b"\x31", *tokens))
    first = tlv(b"\x30", *parts(first), tlv(b"\xa1", attribute))
    inside.append(tlv(b"\x31", first, *others))
    return tlv(b"\x30", kind, tlv(b"\xa0", tlv(b"\x30", *inside)))


def signature_in(der: bytes) -> bytes:
    """What a time stamp over the (first) signature is over."""
    return bytes(cms.ContentInfo.load(der)["content"]["signer_infos"][0]["signature"].native)


def spoiled(der: bytes) -> bytes:
    """The same bytes, the last one altered."""
    return der[:-1] + bytes([der[-1] ^ 1])
