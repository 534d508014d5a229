"""Certificates as the National Certification Authority forms them: subjects, key usages, roles, policies."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from ruqsat_sandbox.people import Organization, Person
from ruqsat_sandbox.pki import der, keys
from ruqsat_sandbox.pki.keys import Key

# The sandbox's clock moves forward, and a demo should not end because of it; real certificates live a year to three.
NOT_BEFORE = datetime(2020, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2040, 1, 1, tzinfo=UTC)
AUTHORITY_NOT_AFTER = datetime(2049, 1, 1, tzinfo=UTC)

INDIVIDUAL = "1.2.398.3.3.4.1.1"
LEGAL_ENTITY = "1.2.398.3.3.4.1.2"
HEAD = "1.2.398.3.3.4.1.2.1"
MAY_SIGN = "1.2.398.3.3.4.1.2.2"
EMPLOYEE = "1.2.398.3.3.4.1.2.5"
INFORMATION_SYSTEM = "1.2.398.3.3.4.1.2.6"
SIGNING = ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string
AUTHENTICATING = ExtendedKeyUsageOID.CLIENT_AUTH.dotted_string
_CAPACITIES = {"head": HEAD, "may_sign": MAY_SIGN, "employee": EMPLOYEE}
_POLICIES = {
    ("sign", True): "1.2.398.3.3.2.1",
    ("auth", True): "1.2.398.3.3.2.2",
    ("sign", False): "1.2.398.3.3.2.3",
    ("auth", False): "1.2.398.3.3.2.4",
}
_POLICY_OF_2022 = "1.2.398.3.3.2"


class Purpose(StrEnum):
    """What a personal certificate is for."""

    SIGN = "sign"
    AUTH = "auth"


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who issues, and where the world asks about what it issued."""

    certificate: x509.Certificate
    key: Key
    crl_url: str
    certificate_url: str
    ocsp_url: str | None


def named(**parts: str) -> x509.Name:
    """A name in the order given; parts that are empty are left out."""
    oids = {
        "common_name": NameOID.COMMON_NAME,
        "surname": NameOID.SURNAME,
        "serial_number": NameOID.SERIAL_NUMBER,
        "country": NameOID.COUNTRY_NAME,
        "given_name": NameOID.GIVEN_NAME,
        "organization": NameOID.ORGANIZATION_NAME,
        "unit": NameOID.ORGANIZATIONAL_UNIT_NAME,
    }
    return x509.Name([x509.NameAttribute(oids[part], value) for part, value in parts.items() if value])


def subject_of(person: Person, organization: Organization | None) -> x509.Name:
    """A person's subject. ``GN`` holds the patronymic: so the National Certification Authority has it."""
    return named(
        common_name=f"{person.last} {person.first}".upper(),
        surname=person.last.upper(),
        serial_number=f"IIN{person.iin}",
        country="KZ",
        given_name=person.patronymic.upper(),
        organization=organization.name if organization else "",
        unit=f"BIN{organization.bin}" if organization else "",
    )


def usage(*, signature: bool = False, commitment: bool = False, encipherment: bool = False) -> x509.KeyUsage:
    """Key usage of an end entity."""
    return x509.KeyUsage(
        digital_signature=signature,
        content_commitment=commitment,
        key_encipherment=encipherment,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A certificate that is not signed yet. It is put together by hand: `cryptography` knows no GOST."""

    subject: x509.Name
    public: bytes
    issuer: x509.Name
    not_after: datetime
    extensions: tuple[bytes, ...] = ()

    def having(self, extension: x509.ExtensionType, *, critical: bool = False) -> "Draft":
        """With one more extension."""
        encoded = der.extension(extension.oid.dotted_string, extension.public_bytes(), critical=critical)
        return replace(self, extensions=(*self.extensions, encoded))

    def signed(self, key: Key) -> x509.Certificate:
        """RFC 5280, 4.1: the certificate, signed with the issuer's key."""
        content = der.sequence(
            der.explicit(0, der.integer(2)),
            der.integer(x509.random_serial_number()),
            key.signature_algorithm,
            self.issuer.public_bytes(),
            der.sequence(der.moment(NOT_BEFORE), der.moment(self.not_after)),
            self.subject.public_bytes(),
            self.public,
            der.explicit(3, der.sequence(*self.extensions)),
        )
        return x509.load_der_x509_certificate(der.signed(content, by=key))


def begun(subject: x509.Name, public: bytes, issuer: Issuer, *, not_after: datetime = NOT_AFTER) -> Draft:
    """A certificate for the key *public* with all that every certificate of *issuer* has."""
    access = [(AuthorityInformationAccessOID.CA_ISSUERS, issuer.certificate_url)]
    if issuer.ocsp_url:
        access.append((AuthorityInformationAccessOID.OCSP, issuer.ocsp_url))
    descriptions = [x509.AccessDescription(kind, x509.UniformResourceIdentifier(url)) for kind, url in access]
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(issuer.crl_url)], None, None, None)
    above = x509.AuthorityKeyIdentifier(keys.identifier_of(issuer.key.public), None, None)
    return (
        Draft(subject=subject, public=public, issuer=issuer.certificate.subject, not_after=not_after)
        .having(above)
        .having(x509.SubjectKeyIdentifier(keys.identifier_of(public)))
        .having(x509.CRLDistributionPoints([point]))
        .having(x509.AuthorityInformationAccess(descriptions))
    )


def authority_usage(draft: Draft, *, path_length: int | None) -> Draft:
    """The extensions of a certification authority."""
    signs = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    constraints = x509.BasicConstraints(ca=True, path_length=path_length)
    return draft.having(constraints, critical=True).having(signs, critical=True)


def self_signed(subject: x509.Name, key: Key) -> x509.Certificate:
    """A root."""
    draft = Draft(subject=subject, public=key.public, issuer=subject, not_after=AUTHORITY_NOT_AFTER)
    draft = draft.having(x509.SubjectKeyIdentifier(keys.identifier_of(key.public)))
    return authority_usage(draft, path_length=None).signed(key)


def personal(
    person: Person,
    organization: Organization | None,
    purpose: Purpose,
    public: bytes,
    issuer: Issuer,
    *,
    not_after: datetime = NOT_AFTER,
) -> x509.Certificate:
    """A person's RSA certificate, for signing or for authentication, as an individual or for an organization."""
    is_for_signing = purpose is Purpose.SIGN
    uses = [SIGNING if is_for_signing else AUTHENTICATING, *_roles(person, organization)]
    return (
        begun(subject_of(person, organization), public, issuer, not_after=not_after)
        .having(usage(signature=True, commitment=is_for_signing, encipherment=not is_for_signing), critical=True)
        .having(_extended(*uses))
        .having(_policy(_POLICIES[purpose.value, organization is not None]))
        .signed(issuer.key)
    )


def personal_of_2022(
    person: Person,
    organization: Organization | None,
    public: bytes,
    issuer: Issuer,
    *,
    not_after: datetime = NOT_AFTER,
) -> x509.Certificate:
    """A person's GOST certificate: since 2022 one serves for signing and for authentication."""
    return (
        begun(subject_of(person, organization), public, issuer, not_after=not_after)
        .having(usage(signature=True, commitment=True, encipherment=True), critical=True)
        .having(_extended(AUTHENTICATING, SIGNING, *_roles(person, organization)))
        .having(_policy(_POLICY_OF_2022))
        .signed(issuer.key)
    )


def seal(name: str, bin_: str, public: bytes, issuer: Issuer) -> x509.Certificate:
    """The certificate of an office's seal: an information system of a legal entity, signing documents."""
    subject = named(
        common_name=_short(name),
        serial_number=f"BIN{bin_}" if bin_ else "",
        country="KZ",
        organization=name,
        unit=f"BIN{bin_}" if bin_ else "",
    )
    return (
        begun(subject, public, issuer)
        .having(usage(signature=True, commitment=True), critical=True)
        .having(_extended(SIGNING, LEGAL_ENTITY, INFORMATION_SYSTEM))
        .signed(issuer.key)
    )


def ocsp_responder(public: bytes, issuer: Issuer) -> x509.Certificate:
    """The certificate under which the status of certificates is answered."""
    return (
        begun(named(common_name="OCSP RESPONDER (SANDBOX)", country="KZ"), public, issuer)
        .having(usage(signature=True), critical=True)
        .having(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]))
        .having(x509.OCSPNoCheck())
        .signed(issuer.key)
    )


def time_stamper(public: bytes, issuer: Issuer) -> x509.Certificate:
    """RFC 3161, 2.3: the only extended key usage is timeStamping, and it is critical."""
    return (
        begun(named(common_name="СЕРВИС МЕТКИ ВРЕМЕНИ (SANDBOX)", country="KZ"), public, issuer)
        .having(usage(signature=True, commitment=True), critical=True)
        .having(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .signed(issuer.key)
    )


def _roles(person: Person, organization: Organization | None) -> tuple[str, ...]:
    return (LEGAL_ENTITY, _CAPACITIES.get(person.capacity, EMPLOYEE)) if organization else (INDIVIDUAL,)


def _extended(*uses: str) -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage([x509.ObjectIdentifier(use) for use in uses])


def _policy(identifier: str) -> x509.CertificatePolicies:
    return x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(identifier), None)])


def _short(name: str) -> str:
    """X.520: a common name has at most 64 characters; some readers count bytes, so we do."""
    return name.encode()[:64].decode(errors="ignore").strip()
