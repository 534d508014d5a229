"""RFC 5652: SignedData read strictly. `ruqsat.eds.signatures` verifies what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from asn1crypto import (
    cms,
    tsp,  # registers the signing-certificate attributes with cms: must be loaded before anything is read
)

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import MALFORMED, Certificate
from ruqsat.eds.der import (
    SEQUENCE,
    SET,
    Part,
    contents_of,
    identifier,
    moment,
    number,
    octets,
    only,
    optional,
    parts,
    sequence,
)
from ruqsat.eds.der import algorithm as algorithm_of
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

assert tsp.TSTInfo  # noqa: S101 # keeps the import above, whose effect is what matters

DATA, SIGNED_DATA, TIME_STAMP_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"

VERSIONS, VERSIONS_OF_SIGNER = (1, 3, 4, 5), (1, 3)  # RFC 5652, 5.1 and 5.3
_TAGGED_0, _TAGGED_1, _KEY_IDENTIFIER = 0xA0, 0xA1, 0x80
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
    attributes: dict[str, Any] = field(repr=False)
    """
    Their single values, by object identifier: an identifier in dots, a digest, a moment; what else is stated as a value
    of asn1crypto.
    """
    time_stamps: tuple[bytes, ...] = field(repr=False)

    def names(self, certificate: Certificate) -> bool:
        """RFC 5652, 5.3: whether the signer identifier is that of *certificate*."""
        if self.key_identifier is not None:
            return self.key_identifier == certificate.key_identifier
        return self.issuer_der == certificate.issuer_der and self.serial == certificate.serial

    @property
    def signing_time(self) -> datetime | None:
        """RFC 5652, 11.3: when the signer says to have signed; a claim of the signer's clock, no more."""
        return self.attributes.get(SIGNING_TIME)


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


def _read(der: bytes) -> SignedData:
    kind, tagged = parts(contents_of(only(der), SEQUENCE))
    if identifier(kind[2]) != SIGNED_DATA:
        raise ValueError("not a SignedData")
    version, digests, enclosed, *more = parts(contents_of(only(contents_of(tagged, _TAGGED_0)), SEQUENCE))
    certificates, _, infos = optional(more, _TAGGED_0, _TAGGED_1, SET)
    if number(version) not in VERSIONS or infos is None:
        raise ValueError("of an unknown version, or without signers")
    signers = tuple(_signer(each) for each in _few(infos, most=MOST_SIGNERS))
    if not {each.digest for each in signers} <= {_bare(each) for each in parts(contents_of(digests, SET))}:
        raise ValueError("a signer's digest is not among those announced")
    content_type, content = _enclosed(enclosed, version=number(version))
    return SignedData(
        content_type=content_type,
        content=content,
        certificates=_certificates(_few(certificates, most=MOST)),
        signers=signers,
    )


def _few(listed: Part | None, *, most: int) -> list[Part]:
    found = parts(listed[1]) if listed else []
    if len(found) > most:
        raise ValueError("more than is looked at")
    return found


def _enclosed(part: Part, *, version: int) -> tuple[str, bytes | None]:
    """RFC 5652, 5.1, 5.2: the kind of the content, and the content if it is there: bytes, in version 1 data alone."""
    kind, *tagged = parts(contents_of(part, SEQUENCE))
    which = identifier(kind[2])
    (content,) = optional(tagged, _TAGGED_0)
    if content is None:
        return which, None
    if version == 1 and which != DATA:
        raise ValueError("the content is of another kind than the version allows")
    found = octets(only(content[1]))
    if which == TIME_STAMP_INFO:
        sequence(only(found))
    return which, found


def _certificates(listed: list[Part]) -> tuple[Certificate, ...]:
    """RFC 5652, 10.2.2: those of X.509; others are known, and of no use here."""
    for each in listed:
        if each[0] != SEQUENCE:
            cms.CertificateChoices.load(each[2], strict=True)  # that it is one of those
    return tuple(Certificate.read(_small(each[2])) for each in listed if each[0] == SEQUENCE)


def _signer(info: Part) -> Signer:
    version, named, digest, *more = parts(contents_of(info, SEQUENCE))
    stated = more.pop(0) if more[0][0] == _TAGGED_0 else None
    algorithm, signature, *more = more
    (unsigned,) = optional(more, _TAGGED_1)
    if number(version) not in VERSIONS_OF_SIGNER:
        raise ValueError("an unknown version")
    issuer, serial = parts(named[1]) if named[0] == SEQUENCE else (None, None)
    return Signer(
        issuer_der=sequence(issuer)[2] if issuer else None,
        serial=number(serial) if serial else None,
        key_identifier=None if issuer else contents_of(named, _KEY_IDENTIFIER),
        digest=_bare(digest),
        algorithm=_bare(algorithm),
        signature=_small(octets(signature), most=MOST_BYTES_OF_SIGNATURE),
        signed_attributes=_small(_as_set(stated)),
        attributes=_attributes(stated),
        time_stamps=_time_stamps(unsigned),
    )


def _small(part: bytes, *, most: int = MOST_BYTES) -> bytes:
    if len(part) > most:
        raise ValueError("a part is larger than is looked at")
    return part


def _bare(part: Part) -> str:
    """RFC 5754, 2 and 3: the identifier; the algorithms that are accepted take no parameters, or NULL."""
    which, parameters = algorithm_of(part[2])
    if parameters not in (b"", NULL) and (which in algorithms.DIGESTS or which in algorithms.SIGNATURES):
        raise ValueError("an algorithm has parameters that it does not take")
    return which


def _as_set(stated: Part | None) -> bytes:
    """RFC 5652, 5.4: what is signed is the DER of the attributes with the tag of a SET OF, not the one on the wire."""
    return b"\x31" + stated[2][1:] if stated else b""


def _attributes(stated: Part | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in parts(stated[1]) if stated else ():
        kind, values = parts(contents_of(attribute, SEQUENCE))
        which, value = identifier(kind[2]), only(contents_of(values, SET))
        if which in found:
            raise ValueError(f"the attribute {which} stands twice")
        read_ = _READ_BY_HAND.get(which)
        found[which] = read_(value) if read_ else _read_by_library(attribute)
    return found


# What every signature states; other attributes are rare.
_READ_BY_HAND: Mapping[str, Callable[[Part], object]] = MappingProxyType(
    {CONTENT_TYPE: lambda value: identifier(value[2]), MESSAGE_DIGEST: octets, SIGNING_TIME: moment}
)


def _read_by_library(attribute: Part) -> Any:
    value = cms.CMSAttribute.load(attribute[2], strict=True)["values"][0]
    _ = value.native  # what cannot be read is found now
    return value


def _time_stamps(unsigned: Part | None) -> tuple[bytes, ...]:
    found: list[bytes] = []
    for attribute in parts(unsigned[1]) if unsigned else ():
        kind, values = parts(contents_of(attribute, SEQUENCE))
        if identifier(kind[2]) == SIGNATURE_TIME_STAMP:
            found += [sequence(value)[2] for value in parts(contents_of(values, SET))]
    if len(found) > MOST_TIME_STAMPS:
        raise ValueError("more time stamps than are looked at")
    return tuple(found)
