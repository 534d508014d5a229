"""Which certificate answers a request: what NCALayer's dialog would offer."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography import x509

from ruqsat_sandbox.people import Person
from ruqsat_sandbox.pki import certificates
from ruqsat_sandbox.pki.authority import Authority, KeyPair
from ruqsat_sandbox.pki.certificates import Purpose
from ruqsat_sandbox.pki.keys import Family


class NoCertificate(LookupError):
    """The key in the program does not fit what the page asks for; the message says in what."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A request's ``signerParams``. ``chain``: None the authority's own, empty any, else the CA certificates."""

    usages: frozenset[str] = field(default_factory=frozenset)
    iin: str = ""
    bin: str = ""
    serial: str = ""
    chain: tuple[bytes, ...] | None = None

    @property
    def purpose(self) -> Purpose:
        """Authentication when its key usage is asked for, else signing."""
        return Purpose.AUTH if certificates.AUTHENTICATING in self.usages else Purpose.SIGN


def wanted_by(parameters: Mapping[str, Any]) -> Wanted:
    """
    Read ``signerParams``.

    :raises ValueError: when a member is not what the protocol says.
    """
    usages = parameters.get("extKeyUsageOids") or []
    chain = parameters.get("chain")
    if not isinstance(usages, list) or not (chain is None or isinstance(chain, list)):
        raise ValueError("extKeyUsageOids and chain are lists")
    return Wanted(
        usages=frozenset(str(usage) for usage in usages),
        iin=str(parameters.get("iin") or ""),
        bin=str(parameters.get("bin") or ""),
        serial=str(parameters.get("serialNumber") or ""),
        chain=None if chain is None else tuple(b64decode(each) for each in chain),
    )


def choose(wanted: Wanted, *, person: Person, authority: Authority, at: str, family: Family = Family.RSA) -> KeyPair:
    """
    The key of *person* that fits, of the kind *family*.

    :raises NoCertificate: when none does.
    """
    if wanted.iin and wanted.iin != person.iin:
        raise NoCertificate("The key in the program belongs to another IIN than the page asks for.")
    organization = person.organization if _for_organization(wanted, person) else None
    if wanted.bin and (organization is None or organization.bin != wanted.bin):
        raise NoCertificate("The key in the program belongs to another BIN than the page asks for.")
    if _for_organization(wanted, person) and organization is None:
        raise NoCertificate("The person in the program holds no certificate of a legal entity.")
    is_for_organization = organization is not None
    pair = authority.personal(person, wanted.purpose, for_organization=is_for_organization, at=at, family=family)
    uses = pair.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if not wanted.usages <= {use.dotted_string for use in uses}:
        raise NoCertificate("The certificate in the program has not the key usage that the page asks for.")
    if wanted.serial and wanted.serial.lower().lstrip("0") != f"{pair.certificate.serial_number:x}":
        raise NoCertificate("The certificate in the program has another serial number than the page asks for.")
    line = authority.line_of(pair)
    if wanted.chain and not set(wanted.chain) & {authority.root(line.root).der, authority.issuing(line).der}:
        raise NoCertificate("The certificate in the program was issued by none of the authorities the page names.")
    return pair


def _for_organization(wanted: Wanted, person: Person) -> bool:
    """A legal entity's certificate when it is asked for, or when nothing is and the person has one."""
    if any(usage.startswith(certificates.LEGAL_ENTITY) for usage in wanted.usages):
        return True
    if any(usage.startswith(certificates.INDIVIDUAL) for usage in wanted.usages):
        return False
    return bool(wanted.bin) or person.organization is not None
