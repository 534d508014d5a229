"""Persons with elliptic keys, certified by the RSA authority."""

from dataclasses import dataclass
from hashlib import new

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.eds.certifying import EMAIL_PROTECTION, INDIVIDUAL, PERSON, Holder, certify, key
from tests.eds.pki import pki

ROLES = (EMAIL_PROTECTION, INDIVIDUAL)


@dataclass(frozen=True, kw_only=True)
class EcHolder(Holder):
    """An elliptic key, its certificate by the RSA authority; ``key`` stands in where RSA is wanted."""

    own: ec.EllipticCurvePrivateKey
    hashed: hashes.HashAlgorithm

    @property
    def digest_algorithm(self) -> str:
        return self.hashed.name

    def digested(self, data: bytes) -> bytes:
        return new(self.hashed.name, data).digest()

    @property
    def signature_algorithm(self) -> str:
        return f"{self.hashed.name}_ecdsa"

    def signature(self, message: bytes) -> bytes:
        return self.own.sign(message, ec.ECDSA(self.hashed))


def elliptic(curve: ec.EllipticCurve, hashed: hashes.HashAlgorithm | None = None) -> EcHolder:
    own = ec.generate_private_key(curve)
    holder = certify(PERSON, key("stand-in"), pki().issuing, extended=ROLES, public_key=own.public_key())
    return EcHolder(key=holder.key, certificate=holder.certificate, own=own, hashed=hashed or hashes.SHA256())
