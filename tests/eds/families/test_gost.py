"""GOST signatures: what another library signed verifies; keys and signatures that cannot be are refused."""

import pytest
from gmpy2 import mpz

from ruqsat.eds import algorithms
from ruqsat.eds.families import gost
from ruqsat.eds.families.gost_curves import CRYPTOPRO_A, TC26_256_A, TC26_512_A
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from tests.eds.gost import KINDS, LONG, OLD, SHORT, GostKey, Kind, key_info

MESSAGE = "өтініш".encode()
CURVES = {OLD: CRYPTOPRO_A, SHORT: TC26_256_A, LONG: TC26_512_A}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.algorithm)


def verifies(kind: Kind, signature: bytes, *, message: bytes = MESSAGE, info: bytes | None = None) -> bool:
    public_key = info if info is not None else GostKey(kind=kind, name="a").info
    return algorithms.verifies(public_key, algorithm=kind.algorithm, message=message, signature=signature)


@EVERY_KIND
def test_what_another_library_signed_verifies_and_nothing_else_does(kind: Kind) -> None:
    signature = GostKey(kind=kind, name="a").signed(MESSAGE)
    assert verifies(kind, signature)
    assert not verifies(kind, signature, message=MESSAGE + b" ")
    assert not verifies(kind, signature, info=GostKey(kind=kind, name="b").info)
    assert not verifies(kind, signature[::-1])
    for place in range(0, len(signature), 5):
        altered = bytearray(signature)
        altered[place] ^= 1
        assert not verifies(kind, bytes(altered))


@EVERY_KIND
def test_a_signature_out_of_range_or_of_another_length_is_wrong(kind: Kind) -> None:
    """RFC 7091, 6.2, step 1."""
    size, order = kind.size, int(CURVES[kind].q)
    right = GostKey(kind=kind, name="a").signed(MESSAGE)
    r, s = right[:size], right[size:]
    zero = bytes(size)
    for wrong in (b"", right[:-1], right + b"\0", r + zero, zero + s, zero + zero):
        assert not verifies(kind, wrong)
    for number, place in ((r, 0), (s, size)):
        beyond = int.from_bytes(number, "little") + order
        if beyond < 2 ** (8 * size):
            altered = right[:place] + beyond.to_bytes(size, "little") + right[place + size :]
            assert not verifies(kind, altered)
    assert not verifies(kind, order.to_bytes(size, "little") + s)
    assert not verifies(kind, r + order.to_bytes(size, "little"))


@EVERY_KIND
def test_a_key_off_its_curve_or_out_of_range_is_refused(kind: Kind) -> None:
    """RFC 7091, 5.2: a point of the curve, of order ``q``."""
    curve, size = CURVES[kind], kind.size
    x, y = int(curve.x).to_bytes(size, "little"), int(curve.y).to_bytes(size, "little")
    algorithms.check_key(key_info(kind, x + y))
    beyond = (curve.x + curve.p).to_bytes(size + 1, "little")
    off = int(curve.y + 1).to_bytes(size, "little")
    wrong = [x + off, x, b"", x + y + b"\0", bytes(2 * size), y + x]
    wrong += [beyond[:size] + y] if not beyond[size] else []
    for octets in wrong:
        with pytest.raises(NotBorneOut) as caught:
            algorithms.check_key(key_info(kind, octets))
        assert caught.value.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE


def test_a_key_in_the_small_subgroup_is_refused() -> None:
    """The curve of 256 bits has four times as many points as keys: one of order two is on it, and is no key."""
    octets = int(_of_order_two()).to_bytes(32, "little") + bytes(32)
    with pytest.raises(NotBorneOut, match="can exist"):
        algorithms.check_key(key_info(SHORT, octets))


@EVERY_KIND
def test_a_key_whose_parameters_name_another_curve_or_digest_is_refused(kind: Kind) -> None:
    octets = int(CURVES[kind].x).to_bytes(kind.size, "little") + int(CURVES[kind].y).to_bytes(kind.size, "little")
    curve, digest = kind.parameters
    for parameters in ((curve,), (), (digest, curve), (curve, "1.2.643.7.1.1.2.2"), (curve, digest, digest)):
        with pytest.raises(NotBorneOut):
            algorithms.check_key(key_info(kind, octets, parameters))


def test_a_key_of_one_kind_does_not_verify_for_another() -> None:
    signature = GostKey(kind=SHORT, name="a").signed(MESSAGE)
    with pytest.raises(NotBorneOut):
        verifies(OLD, signature, info=GostKey(kind=SHORT, name="a").info)
    with pytest.raises(NotBorneOut):
        verifies(SHORT, signature, info=b"nothing")


def test_no_more_is_digested_than_can_be_in_reasonable_time() -> None:
    with pytest.raises(NotBorneOut) as caught:
        algorithms.digest_of(bytes(gost.MOST_BYTES + 1), digest="streebog512")
    assert caught.value.sub_indication is SubIndication.FORMAT_FAILURE
    with pytest.raises(NotBorneOut):
        verifies(LONG, bytes(128), message=bytes(gost.MOST_BYTES_OF_LIST + 1))


def _of_order_two() -> mpz:
    """The abscissa of ``2q · P`` for the first P that has a part of order four."""
    curve = TC26_256_A
    for x in range(1, 1000):
        square = (mpz(x) ** 3 + curve.a * x + curve.b) % curve.p
        y = pow(square, (curve.p + 1) // 4, curve.p)
        left = curve.affine(curve.multiplied(2 * curve.q, (mpz(x), y))) if y * y % curve.p == square else None
        if left is not None:
            assert left[1] == 0
            return left[0]
    raise AssertionError
