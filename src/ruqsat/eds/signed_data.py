"""RFC 5652: SignedData read strictly, and one signer's signature verified. No trust is judged here."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import (
    cms,
    core,
    tsp,  # registers the time-stamp attributes and content with cms: must be loaded before anything is read
)

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import MALFORMED, Certificate
from ruqsat.eds.der import as_it_came
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

assert tsp.TSTInfo  # noqa: S101 # keeps the import above, whose effect is what matters

DATA, TIME_STAMP_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"

VERSIONS, VERSIONS_OF_SIGNER = ("v1", "v3", "v4", "v5"), ("v1", "v3")  # RFC 5652, 5.1 and 5.3
NULL = b"\x05\x00"

# Anybody may send a signature, and each part of it costs time; of each signer the authority is asked besides.
MOST = 20  # certificates
MOST_TIME_STAMPS = 3  # of one signer
MOST_SIGNERS = 3
MOST_BYTES_OF_SIGNATURE = 2_048  # of the longest key that is accepted; time stamps are over it
MOST_BYTES = 32_768  # of a certificate, or of the attributes of one signer; GOST takes its time over each


@dataclass(frozen=True, kw_only=True)
class Signer:
    """One SignerInfo: how the certificate is named, the attributes signed, the signature. Bytes as they came."""

    issuer_der: bytes | None
    serial: int | None
    key_identifier: bytes | None
    digest: str  # object identifier
    algorithm: str  # object identifier
    signature: bytes = field(repr=False)
    signed_attributes: bytes = field(repr=False)  # DER, SET OF: what is signed
    attributes: dict[str, Any] = field(repr=False)  # single values of asn1crypto, by object identifier
    time_stamps: tuple[bytes, ...] = field(repr=False)

    def names(self, certificate: Certificate) -> bool:
        """RFC 5652, 5.3: whether the signer identifier is that of *certificate*."""
        if self.key_identifier is not None:
            return self.key_identifier == certificate.key_identifier
        return self.issuer_der == certificate.issuer_der and self.serial == certificate.serial

    @property
    def signing_time(self) -> datetime | None:
        """RFC 5652, 11.3: when the signer says to have signed; a claim of the signer's clock, no more."""
        value = self.attributes.get(SIGNING_TIME)
        return None if value is None else value.native


@dataclass(frozen=True, kw_only=True)
class SignedData:
    """A SignedData: content where enclosed, certificates, signers."""

    content_type: str
    content: bytes | None = field(repr=False)
    certificates: tuple[Certificate, ...]
    signers: tuple[Signer, ...]

    def certificate_of(self, signer: Signer) -> Certificate:
        """
        RFC 5652, 5.3: the enclosed certificate that the signer identifier names.

        :raises NotBorneOut: with NO_SIGNING_CERTIFICATE_FOUND.
        """
        for certificate in self.certificates:
            if signer.names(certificate):
                return certificate
        raise NotBorneOut(
            SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
            say("The signer's certificate does not come with the signature."),
        )


def read(der: bytes) -> SignedData:
    """
    Read a CMS whole, so that nothing unreadable is met later.

    :raises NotBorneOut: with FORMAT_FAILURE.
    """
    try:
        return _read(der)
    except MALFORMED as error:
        raise NotBorneOut(
            SubIndication.FORMAT_FAILURE, say("The signature cannot be read: it is not a CMS signature.")
        ) from error


def check_signature(signer: Signer, certificate: Certificate, *, content: bytes, content_type: str = DATA) -> None:
    """
    RFC 5652, 5.4 to 5.6, 11: the attributes name this content by type and digest, and the signature over them is right.

    RFC 5035: a signing-certificate attribute, where there is one, names this very certificate.

    :raises NotBorneOut: with FORMAT_, HASH_, SIG_CRYPTO_, SIG_CONSTRAINTS_ or CRYPTO_CONSTRAINTS_FAILURE.
    """
    algorithms.check_key(certificate.public_key)
    digest = algorithms.digest_name(signer.digest)
    check_stated(signer, CONTENT_TYPE, MESSAGE_DIGEST)
    if signer.attributes[CONTENT_TYPE].dotted != content_type:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The signature is over content of another kind."))
    if signer.attributes[MESSAGE_DIGEST].native != algorithms.digest_of(content, digest=digest):
        raise NotBorneOut(SubIndication.HASH_FAILURE, say("The signature is over other data than was shown."))
    right = algorithms.verifies(
        certificate.public_key,
        algorithm=signer.algorithm,
        message=signer.signed_attributes,
        signature=signer.signature,
        digest=digest,
    )
    if not right:
        raise NotBorneOut(
            SubIndication.SIG_CRYPTO_FAILURE, say("The signature was not made with the key of its certificate.")
        )
    try:
        _check_signing_certificate(signer, certificate)
    except MALFORMED as error:
        raise NotBorneOut(
            SubIndication.FORMAT_FAILURE, say("The signature cannot be read: it is not a CMS signature.")
        ) from error


def check_stated(signer: Signer, *identifiers: str) -> None:
    """
    RFC 5652, 11: these attributes stand among the signed ones.

    :raises NotBorneOut: with SIG_CONSTRAINTS_FAILURE.
    """
    if any(identifier not in signer.attributes for identifier in identifiers):
        raise NotBorneOut(
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            say("The signature leaves out what it must state: the kind of content, its digest or the signing time."),
        )


def _check_signing_certificate(signer: Signer, certificate: Certificate) -> None:
    for identifier in (SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2):
        value = signer.attributes.get(identifier)
        if value is None:
            continue
        if not _is_named(certificate, value, by_sha_1=identifier == SIGNING_CERTIFICATE):
            raise NotBorneOut(
                SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                say("The signature names another certificate than the one that comes with it."),
            )


def _is_named(certificate: Certificate, value: Any, *, by_sha_1: bool) -> bool:
    """RFC 5035, 4: the first certificate named is the signer's, by digest and, where given, by issuer and number."""
    named = value["certs"][0]
    digest = "sha1" if by_sha_1 else algorithms.digest_name(named["hash_algorithm"]["algorithm"].dotted)
    if not algorithms.names(certificate.der, named["cert_hash"].native, by=digest):
        return False
    stated = named["issuer_serial"]
    if isinstance(stated, core.Void):
        return True
    issuers = [as_it_came(name.chosen) for name in stated["issuer"] if name.name == "directory_name"]
    return issuers == [certificate.issuer_der] and stated["serial_number"].native == certificate.serial


def _read(der: bytes) -> SignedData:
    whole = cms.ContentInfo.load(der, strict=True)
    if whole["content_type"].native != "signed_data":
        raise ValueError("not a SignedData")
    signed = whole["content"]
    enclosed = signed["encap_content_info"]
    if signed["version"].native not in VERSIONS:
        raise ValueError("an unknown version")
    if len(signed["signer_infos"]) > MOST_SIGNERS:
        raise ValueError("more signers than are looked at")
    signers = tuple(_signer(each) for each in signed["signer_infos"])
    if not {each.digest for each in signers} <= {_bare(each) for each in signed["digest_algorithms"]}:
        raise ValueError("a signer's digest is not among those announced")
    return SignedData(
        content_type=enclosed["content_type"].dotted,
        content=_content(enclosed["content"]),
        certificates=_certificates(signed["certificates"]),
        signers=signers,
    )


def _content(value: Any) -> bytes | None:
    if isinstance(value, core.Void):
        return None
    if not isinstance(value, core.OctetString | core.ParsableOctetString):
        raise TypeError("the content is not an octet string")
    return bytes(value)


def _certificates(listed: Any) -> tuple[Certificate, ...]:
    if isinstance(listed, core.Void):
        return ()
    if len(listed) > MOST:
        raise ValueError("more certificates than are looked at")
    return tuple(Certificate.read(_small(as_it_came(each))) for each in listed if each.name == "certificate")


def _signer(info: Any) -> Signer:
    identifier = info["sid"]
    if info["version"].native not in VERSIONS_OF_SIGNER:
        raise ValueError("an unknown version")
    issuer_and_serial = identifier.chosen if identifier.name == "issuer_and_serial_number" else None
    return Signer(
        issuer_der=None if issuer_and_serial is None else as_it_came(issuer_and_serial["issuer"]),
        serial=None if issuer_and_serial is None else issuer_and_serial["serial_number"].native,
        key_identifier=identifier.chosen.native if issuer_and_serial is None else None,
        digest=_bare(info["digest_algorithm"]),
        algorithm=_bare(info["signature_algorithm"]),
        signature=_small(info["signature"].native, most=MOST_BYTES_OF_SIGNATURE),
        signed_attributes=_small(_as_set(info["signed_attrs"])),
        attributes=_attributes(info["signed_attrs"]),
        time_stamps=_time_stamps(info["unsigned_attrs"]),
    )


def _small(part: bytes, *, most: int = MOST_BYTES) -> bytes:
    if len(part) > most:
        raise ValueError("a part is larger than is looked at")
    return part


def _bare(algorithm: Any) -> str:
    """RFC 5754, 2 and 3: the identifier; the algorithms that are accepted take no parameters, or NULL."""
    identifier, parameters = str(algorithm["algorithm"].dotted), algorithm["parameters"]
    is_bare = isinstance(parameters, core.Void) or as_it_came(parameters) == NULL
    if not is_bare and (identifier in algorithms.DIGESTS or identifier in algorithms.SIGNATURES):
        raise ValueError("an algorithm has parameters that it does not take")
    return identifier


def _as_set(attributes: Any) -> bytes:
    """RFC 5652, 5.4: what is signed is the DER of the attributes with the tag of a SET OF, not the one on the wire."""
    return b"" if isinstance(attributes, core.Void) else b"\x31" + as_it_came(attributes)[1:]


def _attributes(listed: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(listed, core.Void):
        return found
    for attribute in listed:
        identifier = attribute["type"].dotted
        if identifier in found or len(attribute["values"]) != 1:
            raise ValueError(f"the attribute {identifier} does not stand once")
        found[identifier] = attribute["values"][0]
    for value in found.values():
        _ = value.native  # what cannot be read is found now
    return found


def _time_stamps(listed: Any) -> tuple[bytes, ...]:
    if isinstance(listed, core.Void):
        return ()
    found: list[bytes] = []
    for attribute in listed:
        if attribute["type"].dotted == SIGNATURE_TIME_STAMP:
            found += [as_it_came(value) for value in attribute["values"]]
    if len(found) > MOST_TIME_STAMPS:
        raise ValueError("more time stamps than are looked at")
    return tuple(found)
