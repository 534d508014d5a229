"""The table of algorithms: what is not in it is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ruqsat.eds import algorithms
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from tests.eds.pki import key

RSA, RSA_SHA256, RSA_SHA1 = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.5"
PUBLIC = key("sign").public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
SIGNATURE = key("sign").sign(b"message", PKCS1v15(), SHA256())


def verifies(algorithm: str, *, digest: str | None = None, message: bytes = b"message") -> bool:
    return algorithms.verifies(PUBLIC, algorithm=algorithm, message=message, signature=SIGNATURE, digest=digest)


def test_a_right_signature_verifies_and_a_wrong_one_does_not() -> None:
    assert verifies(RSA_SHA256)
    assert verifies(RSA_SHA256, digest="sha256")
    assert verifies(RSA, digest="sha256")
    assert not verifies(RSA_SHA256, message=b"massage")
    assert not verifies(RSA, digest="sha384")


@pytest.mark.parametrize(
    ("algorithm", "digest"),
    [(RSA_SHA1, None), (RSA_SHA256, "sha384"), (RSA, None), ("1.2.840.113549.1.1.4", None), ("1.2.3", "sha256")],
)
def test_weak_unknown_and_contradictory_algorithms_are_refused(algorithm: str, digest: str | None) -> None:
    with pytest.raises(NotBorneOut) as caught:
        verifies(algorithm, digest=digest)
    assert caught.value.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE


def test_short_keys_and_keys_of_other_kinds_are_refused() -> None:
    others = (key("weak", 1024).public_key(), ec.generate_private_key(ec.SECP521R1()).public_key())
    encoded = [each.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) for each in others]
    for public_key in (*encoded, b"nothing"):
        with pytest.raises(NotBorneOut) as caught:
            algorithms.check_key(public_key)
        assert caught.value.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE


@pytest.mark.parametrize("identifier", ["1.3.14.3.2.26", "1.2.840.113549.2.5", "1.2.3"])
def test_weak_and_unknown_digests_are_refused(identifier: str) -> None:
    with pytest.raises(NotBorneOut):
        algorithms.digest_name(identifier)
