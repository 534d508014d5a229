"""
The curves of GOST signatures, and the arithmetic that verifying needs.

Points are added in Jacobian coordinates. Nothing secret is computed here, so nothing needs to take constant time.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from gmpy2 import mpz

Affine: TypeAlias = tuple[mpz, mpz]
Jacobian: TypeAlias = tuple[mpz, mpz, mpz]
_OWN_WIDTH, _POINT_WIDTH = 8, 5  # of the digits; the multiples of the generator are computed once
INFINITY: Jacobian = (mpz(1), mpz(1), mpz(0))


@dataclass(frozen=True, kw_only=True)
class Curve:
    """``y² = x³ + ax + b`` over the integers modulo ``p``; ``(x, y)`` generates the subgroup of prime order ``q``."""

    name: str
    size: int  # bytes of a coordinate
    p: mpz = field(repr=False)
    a: mpz = field(repr=False)
    b: mpz = field(repr=False)
    q: mpz = field(repr=False)
    x: mpz = field(repr=False)
    y: mpz = field(repr=False)
    cofactor: int = 1

    def has(self, point: Affine) -> bool:
        """Whether *point*, its coordinates reduced, lies on the curve and in the subgroup."""
        x, y = point
        if not (0 <= x < self.p and 0 <= y < self.p):
            return False
        if (y * y - (x * x + self.a) * x - self.b) % self.p:
            return False
        return self.cofactor == 1 or not self.multiplied(self.q, point)[2]

    def multiplied(self, number: mpz, point: Affine) -> Jacobian:
        """``number · point``."""
        found = INFINITY
        for bit in f"{number:b}":
            found = self.doubled(found)
            if bit == "1":
                found = self.added(found, point)
        return found

    def combined(self, first: mpz, second: mpz, point: Affine) -> Jacobian:
        """
        ``first · (x, y) + second · point``, both in one pass over the digits; *point* lies in the subgroup.

        Digits are odd and far apart (the non-adjacent form), so that there is little to add.
        """
        own, its = _digits(first, _OWN_WIDTH), _digits(second, _POINT_WIDTH)
        tables = ((own, self._own_multiples), (its, self._odd_multiples(point, _POINT_WIDTH)))
        found = INFINITY
        for place in range(max(len(own), len(its)) - 1, -1, -1):
            found = self.doubled(found)
            for digits, multiples in tables:
                digit = digits[place] if place < len(digits) else 0
                if digit > 0:
                    found = self.added(found, multiples[digit >> 1])
                elif digit < 0:
                    x, y = multiples[-digit >> 1]
                    found = self.added(found, (x, -y))
        return found

    def doubled(self, point: Jacobian) -> Jacobian:
        """``2 · point``."""
        x, y, z = point
        p = self.p
        yy = y * y % p
        s = 4 * x * yy % p
        zz = z * z % p
        # With a = -3, as on most of these curves, 3x² + az⁴ is a product.
        m = 3 * (x - zz) * (x + zz) % p if self._is_minus_three else (3 * x * x + self.a * zz * zz) % p
        found = (m * m - 2 * s) % p
        return found, (m * (s - found) - 8 * yy * yy) % p, 2 * y * z % p

    def added(self, point: Jacobian, other: Affine) -> Jacobian:
        """``point + other``."""
        x, y, z = point
        if not z:
            return *other, mpz(1)
        p = self.p
        zz = z * z % p
        h = (other[0] * zz - x) % p
        r = (other[1] * z * zz - y) % p
        if not h:
            return INFINITY if r else self.doubled(point)
        hh = h * h % p
        hhh = h * hh % p
        v = x * hh % p
        found = (r * r - hhh - 2 * v) % p
        return found, (r * (v - found) - y * hhh) % p, z * h % p

    def affine(self, point: Jacobian) -> Affine | None:
        """The point's coordinates; None for the point at infinity, which has none."""
        x, y, z = point
        if not z:
            return None
        inverse = pow(z, -1, self.p)
        square = inverse * inverse % self.p
        return x * square % self.p, y * square * inverse % self.p

    def _odd_multiples(self, point: Affine, width: int) -> tuple[Affine, ...]:
        """``point``, ``3 · point``, ``5 · point`` and so on, below ``2 ** (width - 1)``."""
        twice = self._finite(self.doubled((*point, mpz(1))))
        found = [point]
        while len(found) < 2 ** (width - 2):
            found.append(self._finite(self.added((*found[-1], mpz(1)), twice)))
        return tuple(found)

    def _finite(self, point: Jacobian) -> Affine:
        found = self.affine(point)
        if found is None:
            raise ValueError("a small multiple of a point of a large subgroup is never at infinity")
        return found

    @cached_property
    def _own_multiples(self) -> tuple[Affine, ...]:
        return self._odd_multiples((self.x, self.y), _OWN_WIDTH)

    @cached_property
    def _is_minus_three(self) -> bool:
        return bool(self.a == self.p - 3)


def _digits(number: mpz, width: int) -> list[int]:
    """The digits of *number* base two, lowest first: each zero, or odd and below ``2 ** (width - 1)`` either way."""
    found, whole, half = [], 2**width, 2 ** (width - 1)
    while number:
        digit = 0
        if number & 1:
            digit = int(number % whole)
            digit -= whole if digit >= half else 0
            number -= digit
        found.append(digit)
        number >>= 1
    return found


def _n(text: str) -> mpz:
    return mpz(text.replace(" ", ""), 16)


_P256 = _n("FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFD97")
_P512 = _n("F" * 125 + "DC7")

CRYPTOPRO_A = Curve(
    name="GostR3410-2001-CryptoPro-A",  # RFC 4357, 11.4
    size=32,
    p=_P256,
    a=_P256 - 3,
    b=mpz(166),
    q=_n("FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF 6C611070995AD100 45841B09B761B893"),
    x=mpz(1),
    y=_n("8D91E471E0989CDA 27DF505A453F2B76 35294F2DDF23E3B1 22ACC99C9E9F1E14"),
)
TC26_256_A = Curve(
    name="tc26-gost-3410-2012-256-paramSetA",  # RFC 7836, A.2
    size=32,
    p=_P256,
    a=_n("C2173F1513981673 AF4892C23035A27C E25E2013BF95AA33 B22C656F277E7335"),
    b=_n("295F9BAE7428ED9C CC20E7C359A9D41A 22FCCD9108E17BF7 BA9337A6F8AE9513"),
    q=_n("4000000000000000 0000000000000000 0FD8CDDFC87B6635 C115AF556C360C67"),
    x=_n("91E38443A5E82C0D 880923425712B2BB 658B9196932E02C7 8B2582FE742DAA28"),
    y=_n("32879423AB1A0375 895786C4BB46E956 5FDE0B5344766740 AF268ADB32322E5C"),
    cofactor=4,
)
TC26_512_A = Curve(
    name="tc26-gost-3410-12-512-paramSetA",  # RFC 7836, A.1.1
    size=64,
    p=_P512,
    a=_P512 - 3,
    b=_n(
        "E8C2505DEDFC86DD C1BD0B2B6667F1DA 34B82574761CB0E8 79BD081CFD0B6265"
        "EE3CB090F30D2761 4CB4574010DA90DD 862EF9D4EBEE4761 503190785A71C760"
    ),
    q=_n(
        "FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF"
        "27E69532F48D8911 6FF22B8D4E056060 9B4B38ABFAD2B85D CACDB1411F10B275"
    ),
    x=mpz(3),
    y=_n(
        "7503CFE87A836AE3 A61B8816E25450E6 CE5E1C93ACF1ABC1 778064FDCBEFA921"
        "DF1626BE4FD036E9 3D75E6A50E3A41E9 8028FE5FC235F5B8 89A589CB5215F2A4"
    ),
)
