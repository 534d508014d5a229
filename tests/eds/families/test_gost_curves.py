"""The curves of GOST signatures: their constants, and the arithmetic on them."""

import pytest
from gmpy2 import is_prime, mpz

from ruqsat.eds.families.gost_curves import CRYPTOPRO_A, TC26_256_A, TC26_512_A, Curve

CURVES = pytest.mark.parametrize("curve", [CRYPTOPRO_A, TC26_256_A, TC26_512_A], ids=lambda curve: curve.name)


@CURVES
def test_the_generator_lies_on_the_curve_and_has_the_prime_order(curve: Curve) -> None:
    generator = (curve.x, curve.y)
    assert is_prime(curve.p)
    assert is_prime(curve.q)
    assert curve.has(generator)
    assert not curve.multiplied(curve.q, generator)[2]


@CURVES
def test_a_combination_is_the_sum_of_its_parts(curve: Curve) -> None:
    generator = (curve.x, curve.y)
    point = curve.affine(curve.multiplied(mpz(987654321), generator))
    assert point is not None
    for first, second in ((1, 1), (0, 5), (7, 0), (2**200 + 1, 3**99), (curve.q - 1, 1)):
        expected = curve.affine(curve.multiplied((first + second * 987654321) % curve.q, generator))
        assert curve.affine(curve.combined(mpz(first), mpz(second), point)) == expected


@CURVES
def test_opposite_points_add_up_to_infinity_and_equal_ones_double(curve: Curve) -> None:
    x, y = curve.x, curve.y
    assert curve.affine(curve.added((x, y, mpz(1)), (x, -y % curve.p))) is None
    assert curve.affine(curve.added((x, y, mpz(1)), (x, y))) == curve.affine(curve.doubled((x, y, mpz(1))))


@CURVES
def test_what_is_off_the_curve_or_out_of_range_is_not_on_it(curve: Curve) -> None:
    assert not curve.has((curve.x, curve.y + 1))
    assert not curve.has((curve.x + curve.p, curve.y))
    assert not curve.has((curve.x, curve.y - curve.p))
