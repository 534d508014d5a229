"""Certificates as the National Certification Authority forms them: subjects, key usages, roles, policies."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from ruqsat_sandbox.people import Organization, Person

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


class Purpose(StrEnum):
    """What a personal certificate is for."""

    SIGN = "sign"
    AUTH = "auth"


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who issues, and where the world asks about what it issued."""

    certificate: x509.Certificate
    key: RSAPrivateKey
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


def begun(
    subject: x509.Name, key: RSAPublicKey, issuer: Issuer, *, not_after: datetime = NOT_AFTER
) -> x509.CertificateBuilder:
    """A certificate with all that every certificate of *issuer* has."""
    access = [(AuthorityInformationAccessOID.CA_ISSUERS, issuer.certificate_url)]
    if issuer.ocsp_url:
        access.append((AuthorityInformationAccessOID.OCSP, issuer.ocsp_url))
    descriptions = [x509.AccessDescription(kind, x509.UniformResourceIdentifier(url)) for kind, url in access]
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(issuer.crl_url)], None, None, None)
    identifier = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(not_after)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .add_extension(x509.AuthorityInformationAccess(descriptions), critical=False)
    )


def authority_usage(builder: x509.CertificateBuilder, *, path_length: int | None) -> x509.CertificateBuilder:
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
    return builder.add_extension(constraints, critical=True).add_extension(signs, critical=True)


def self_signed(subject: x509.Name, key: RSAPrivateKey) -> x509.Certificate:
    """A root."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(AUTHORITY_NOT_AFTER)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return authority_usage(builder, path_length=None).sign(key, hashes.SHA256())


def personal(
    person: Person,
    organization: Organization | None,
    purpose: Purpose,
    key: RSAPublicKey,
    issuer: Issuer,
    *,
    not_after: datetime = NOT_AFTER,
) -> x509.Certificate:
    """A person's certificate, for signing or for authentication, as an individual or for an organization."""
    builder = begun(subject_of(person, organization), key, issuer, not_after=not_after)
    if purpose is Purpose.SIGN:
        builder = builder.add_extension(usage(signature=True, commitment=True), critical=True)
    else:
        builder = builder.add_extension(usage(signature=True, encipherment=True), critical=True)
    roles = [INDIVIDUAL]
    if organization:
        roles = [LEGAL_ENTITY, _CAPACITIES.get(person.capacity, EMPLOYEE)]
    uses = [SIGNING if purpose is Purpose.SIGN else AUTHENTICATING, *roles]
    policy = _POLICIES[purpose.value, organization is not None]
    return (
        builder.add_extension(x509.ExtendedKeyUsage([x509.ObjectIdentifier(use) for use in uses]), critical=False)
        .add_extension(
            x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(policy), None)]), critical=False
        )
        .sign(issuer.key, hashes.SHA256())
    )


def seal(name: str, bin_: str, key: RSAPublicKey, issuer: Issuer) -> x509.Certificate:
    """The certificate of an office's seal: an information system of a legal entity, signing documents."""
    subject = named(
        common_name=_short(name),
        serial_number=f"BIN{bin_}" if bin_ else "",
        country="KZ",
        organization=name,
        unit=f"BIN{bin_}" if bin_ else "",
    )
    uses = [x509.ObjectIdentifier(use) for use in (SIGNING, LEGAL_ENTITY, INFORMATION_SYSTEM)]
    return (
        begun(subject, key, issuer)
        .add_extension(usage(signature=True, commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage(uses), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )


def ocsp_responder(key: RSAPublicKey, issuer: Issuer) -> x509.Certificate:
    """The certificate under which the status of certificates is answered."""
    return (
        begun(named(common_name="OCSP RESPONDER (SANDBOX)", country="KZ"), key, issuer)
        .add_extension(usage(signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
        .add_extension(x509.OCSPNoCheck(), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )


def time_stamper(key: RSAPublicKey, issuer: Issuer) -> x509.Certificate:
    """RFC 3161, 2.3: the only extended key usage is timeStamping, and it is critical."""
    return (
        begun(named(common_name="СЕРВИС МЕТКИ ВРЕМЕНИ (SANDBOX)", country="KZ"), key, issuer)
        .add_extension(usage(signature=True, commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(issuer.key, hashes.SHA256())
    )


def _short(name: str) -> str:
    """X.520: a common name has at most 64 characters; some readers count bytes, so we do."""
    return name.encode()[:64].decode(errors="ignore").strip()
