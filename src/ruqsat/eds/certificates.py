"""Certificates as the National Certification Authority makes them, read from DER by object identifier."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from asn1crypto import core, pem, x509

from ruqsat.eds.der import (
    SEQUENCE,
    SET,
    Part,
    bits,
    contents_of,
    extensions,
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
from ruqsat.eds.families.family import PublicKey
from ruqsat.eds.verdicts import NotBorneOut

SURNAME, GIVEN_NAME, COMMON_NAME = "2.5.4.4", "2.5.4.42", "2.5.4.3"
SERIAL_NUMBER, ORGANIZATION, UNIT = "2.5.4.5", "2.5.4.10", "2.5.4.11"

EMAIL_PROTECTION, CLIENT_AUTH = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"
OCSP_SIGNING, TIME_STAMPING = "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.8"
ROLES = "1.2.398.3.3.4."

KEY_USAGE, EXTENDED_KEY_USAGE, BASIC_CONSTRAINTS = "2.5.29.15", "2.5.29.37", "2.5.29.19"
SUBJECT_KEY, AUTHORITY_KEY, CRL_POINTS, DELTA_POINTS = "2.5.29.14", "2.5.29.35", "2.5.29.31", "2.5.29.46"
POLICIES, ALTERNATIVE_NAME = "2.5.29.32", "2.5.29.17"

UNDERSTOOD = frozenset(
    {KEY_USAGE, EXTENDED_KEY_USAGE, BASIC_CONSTRAINTS, SUBJECT_KEY, AUTHORITY_KEY, CRL_POINTS, POLICIES}
    | {ALTERNATIVE_NAME}
)

_VERSION, _ISSUER_ID, _SUBJECT_ID, _EXTENSIONS = 0xA0, 0x81, 0x82, 0xA3

# Attributes of a name that are a DirectoryString, and its two usual forms.
_TEXTS = frozenset({f"2.5.4.{number_}" for number_ in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 42)})
_ENCODINGS = MappingProxyType({0x0C: "utf-8", 0x13: "latin-1"})

# What is raised on bytes that are not what they claim to be; asn1crypto parses on access, so anywhere.
MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


class UnreadableCertificate(ValueError):
    """The bytes are no certificate that can be read, or name its owner in two ways."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom the certificate names. Empty text where it is silent. The given name (GN) holds the patronymic."""

    name: str
    last: str
    first: str
    patronymic: str
    iin: str
    bin: str
    organization: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Certificate:
    """
    One certificate, read once. ``public_key`` is the DER of SubjectPublicKeyInfo, ``key_bits`` its bit string.

    Two are the same if their bytes are: all else is read from these.
    """

    der: bytes = field(repr=False)
    serial: int
    subject: Subject
    subject_der: bytes = field(repr=False)
    issuer_der: bytes = field(repr=False)
    not_before: datetime
    not_after: datetime
    public_key: bytes = field(repr=False)
    key_bits: bytes = field(repr=False)
    signed_part: bytes = field(repr=False)
    signature_algorithm: str
    signature: bytes = field(repr=False)
    key_usage: frozenset[str]
    extended_key_usage: tuple[str, ...]
    is_authority: bool
    path_length: int | None
    key_identifier: bytes | None
    authority_key_identifier: bytes | None
    crl_addresses: tuple[str, ...]
    delta_addresses: tuple[str, ...]
    critical_unknown: frozenset[str]

    @classmethod
    def read(cls, der: bytes) -> "Certificate":
        """
        Read a certificate from DER.

        :raises UnreadableCertificate: if the bytes are no certificate.
        """
        try:
            return _read(der)
        except (*MALFORMED, NotBorneOut) as error:
            raise UnreadableCertificate(f"This is no certificate that can be read: {error}") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.der == other.der

    def __hash__(self) -> int:
        return hash(self.der)

    @property
    def sha256(self) -> str:
        """The fingerprint by which trusted certificates are pinned: lower-case hex."""
        return sha256(self.der).hexdigest()

    @property
    def roles(self) -> tuple[str, ...]:
        """The Authority's role identifiers among the extended key usages, as ``1.2.398.3.3.4.1.1``."""
        return tuple(usage for usage in self.extended_key_usage if usage.startswith(ROLES))

    @property
    def is_self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return self.subject_der == self.issuer_der

    def is_valid_at(self, at: datetime) -> bool:
        """Whether *at* lies inside the period of validity, both ends included."""
        return self.not_before <= at <= self.not_after


def read_pem(text: bytes) -> tuple[Certificate, ...]:
    """
    All certificates of a PEM file, or the one of a DER file.

    :raises UnreadableCertificate: if there is none, or one that cannot be read.
    """
    if not pem.detect(text):
        return (Certificate.read(text),)
    try:
        blocks = [der for kind, _, der in pem.unarmor(text, multiple=True) if kind == "CERTIFICATE"]
    except MALFORMED as error:
        raise UnreadableCertificate(f"This is no PEM that can be read: {error}") from error
    if not blocks:
        raise UnreadableCertificate("There is no certificate in this file.")
    return tuple(Certificate.read(der) for der in blocks)


@lru_cache(maxsize=256)
def _read(der: bytes) -> Certificate:
    """Remembered: the same certificates come again and again."""
    part, algorithm, signature = parts(contents_of(only(der), SEQUENCE))
    fields = parts(contents_of(part, SEQUENCE))
    if fields[0][0] == _VERSION:
        del fields[0]
    serial, named, issuer, validity, subject, key, *more = fields
    if algorithm[2] != named[2]:
        raise ValueError("the algorithm is named in two ways")
    not_before, not_after = parts(contents_of(validity, SEQUENCE))
    found, critical = _extensions(more)
    authority, path_length = _basic_constraints(found.get(BASIC_CONSTRAINTS))
    return Certificate(
        der=der,
        serial=number(serial),
        subject=_subject(subject),
        subject_der=subject[2],
        issuer_der=sequence(issuer)[2],
        not_before=_moment(not_before),
        not_after=_moment(not_after),
        public_key=key[2],
        key_bits=PublicKey.read(key[2]).bits,
        signed_part=part[2],
        signature_algorithm=algorithm_of(named[2])[0],
        signature=bits(signature),
        key_usage=_key_usage(found.get(KEY_USAGE)),
        extended_key_usage=_extended_key_usage(found.get(EXTENDED_KEY_USAGE)),
        is_authority=authority,
        path_length=path_length,
        key_identifier=_octets(found.get(SUBJECT_KEY)),
        authority_key_identifier=_authority_key(found.get(AUTHORITY_KEY)),
        crl_addresses=_crl_addresses(found.get(CRL_POINTS)),
        delta_addresses=_crl_addresses(found.get(DELTA_POINTS)),
        critical_unknown=critical - UNDERSTOOD,
    )


def _moment(part: Part) -> datetime:
    """RFC 5280, 4.1.2.5: in UTC, and says so."""
    found = moment(part)
    if found.tzinfo is None:
        raise ValueError("a moment without its zone")
    return found


def _extensions(more: list[Part]) -> tuple[dict[str, bytes], frozenset[str]]:
    """RFC 5280, 4.1: what stands after the key: two identifiers that nobody uses any more, and the extensions."""
    _, _, listed = optional(more, _ISSUER_ID, _SUBJECT_ID, _EXTENSIONS)
    return extensions(only(listed[1])) if listed else ({}, frozenset())


def _subject(name: Part) -> Subject:
    values: dict[str, list[str]] = {}
    for relative in parts(contents_of(name, SEQUENCE)):
        for pair in parts(contents_of(relative, SET)):
            kind, text = _attribute(pair)
            values.setdefault(kind, []).append(text.strip())
    numbers = values.get(SERIAL_NUMBER, []) + values.get(UNIT, [])
    last, common = _single(values.get(SURNAME, [])), _single(values.get(COMMON_NAME, []))
    return Subject(
        name=common,
        last=last,
        first=common.removeprefix(last).strip() if last else "",
        patronymic=_single(values.get(GIVEN_NAME, [])),
        iin=_single(_numbers(numbers, "IIN")),
        bin=_single(_numbers(numbers, "BIN")),
        organization=_single(values.get(ORGANIZATION, [])),
    )


def _attribute(pair: Part) -> tuple[str, str]:
    """RFC 5280, 4.1.2.4: what an attribute of a name is of, and its text."""
    kind, value = parts(contents_of(pair, SEQUENCE))
    which, encoding = identifier(kind[2]), _ENCODINGS.get(value[0])
    if encoding is None or which not in _TEXTS:
        return which, str(x509.NameTypeAndValue.load(pair[2], strict=True)["value"].native)
    return which, value[1].decode(encoding)


def _numbers(texts: list[str], prefix: str) -> list[str]:
    found = {text.removeprefix(prefix) for text in texts if text.startswith(prefix)}
    if any(len(number) != 12 or not (number.isascii() and number.isdigit()) for number in found):
        raise ValueError(f"the {prefix} is not twelve digits")
    return sorted(found)


def _single(values: list[str]) -> str:
    if len(values) > 1:
        raise ValueError("the subject names its owner in two ways")
    return values[0] if values else ""


# Remembered, as the certificates of one authority differ in their owners, not in what these say.


@lru_cache(maxsize=128)
def _key_usage(value: bytes | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset(x509.KeyUsage.load(value, strict=True).native)


@lru_cache(maxsize=128)
def _extended_key_usage(value: bytes | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(usage.dotted for usage in x509.ExtKeyUsageSyntax.load(value, strict=True))


@lru_cache(maxsize=128)
def _basic_constraints(value: bytes | None) -> tuple[bool, int | None]:
    if value is None:
        return False, None
    constraints = x509.BasicConstraints.load(value, strict=True)
    return bool(constraints["ca"].native), constraints["path_len_constraint"].native


def _octets(value: bytes | None) -> bytes | None:
    return None if value is None else octets(only(value))


@lru_cache(maxsize=128)
def _authority_key(value: bytes | None) -> bytes | None:
    if value is None:
        return None
    found: bytes | None = x509.AuthorityKeyIdentifier.load(value, strict=True)["key_identifier"].native
    return found


@lru_cache(maxsize=128)
def _crl_addresses(value: bytes | None) -> tuple[str, ...]:
    if value is None:
        return ()
    found: list[str] = []
    for point in x509.CRLDistributionPoints.load(value, strict=True):
        place = point["distribution_point"]
        if isinstance(place, core.Void) or place.name != "full_name":
            continue
        found += [name.native for name in place.chosen if name.name == "uniform_resource_identifier"]
    return tuple(found)
