"""GOST signatures judged by `gostcrypto`, with the order of bytes of the National Certification Authority."""

import gostcrypto
from asn1crypto import core

KEY = "1.2.398.3.10.1.1.2.2"
SIGNATURE = "1.2.398.3.10.1.1.2.3.2"
STREEBOG_512 = "1.2.398.3.10.1.3.3"


def streebog_512(data: bytes) -> bytes:
    """GOST 34.11-2012 with 512 bits."""
    return bytes(gostcrypto.gosthash.new("streebog512", data=bytearray(data)).digest())


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether *signature* over *message* is right by the key of a SubjectPublicKeyInfo."""
    algorithm = core.SequenceOf.load(public, spec=core.Any)[0]
    assert algorithm.parse(core.SequenceOf, {"spec": core.Any})[0].parse(core.ObjectIdentifier).dotted == KEY
    point = core.OctetString.load(bits_of(public)).native
    curve = gostcrypto.gostsignature.CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-12-512-paramSetA"]
    gost = gostcrypto.gostsignature.new(gostcrypto.gostsignature.MODE_512, curve)
    digest = bytearray(reversed(streebog_512(message)))
    return bool(gost.verify(_swapped(point), digest, _swapped(signature)))


def bits_of(public: bytes) -> bytes:
    """What the BIT STRING of a SubjectPublicKeyInfo holds."""
    return bytes(core.SequenceOf.load(public, spec=core.Any)[1].parse(core.BitString).contents[1:])


def _swapped(pair: bytes) -> bytearray:
    return bytearray(pair[:64][::-1] + pair[64:][::-1])
