"""What a family of signature algorithms brings along, and how public keys are opened and refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ruqsat.eds.der import SEQUENCE, algorithm, bits, contents_of, only, parts
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import Saying, say

KIND_NOT_ACCEPTED = say("The certificate's key is of a kind that is not accepted.")
TOO_SHORT = say("The certificate's key is too short to be safe.")
NO_KEY = say("The certificate's key is not one that can exist: it is damaged or forged.")


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A digest, and the most bytes that are digested by it where it is slow; None is no bound."""

    name: str
    of: Callable[[bytes], bytes]
    most_bytes: int | None = None


@dataclass(frozen=True, kw_only=True)
class SignatureAlgorithm:
    """
    One way of signing. ``digest`` is empty where the identifier leaves it to the digest named beside it.

    ``until`` is the last moment at which it was in use: a signature counts if it is proven to have existed by then.
    """

    name: str
    digest: str
    verifies: Callable[[bytes, str, bytes, bytes], bool]  # public key (DER), digest, message, signature
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Family:
    """
    Algorithms that share a kind of key.

    ``check_key`` takes the DER of SubjectPublicKeyInfo and raises `NotBorneOut` for a key that is weak or none.
    """

    key_algorithms: frozenset[str]
    check_key: Callable[[bytes], object]
    digests: Mapping[str, Digest]
    signatures: Mapping[str, SignatureAlgorithm]


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """RFC 5280, 4.1.2.7: a SubjectPublicKeyInfo opened: which algorithm, its parameters (DER), the key's bits."""

    algorithm: str
    parameters: bytes = field(repr=False)
    bits: bytes = field(repr=False)

    @classmethod
    def read(cls, der: bytes) -> "PublicKey":
        """
        Open a public key from the DER of SubjectPublicKeyInfo.

        :raises NotBorneOut: if it is none.
        """
        try:
            named, key = parts(contents_of(only(der), SEQUENCE))
            which, parameters = algorithm(named[2])
            return cls(algorithm=which, parameters=parameters, bits=bits(key))
        except (ValueError, TypeError, IndexError) as error:
            raise refused(KIND_NOT_ACCEPTED) from error


def refused(why: Saying) -> NotBorneOut:
    """The key or the algorithm is not one that a signature may rest on."""
    return NotBorneOut(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, why)
