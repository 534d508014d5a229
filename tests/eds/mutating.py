"""
Ten right signatures, each changed in one byte, and what is accepted all the same.

What is judged of a signature: the kind and bytes of its content; of each signer the attributes as signed, the
signature, the two algorithms, the certificate; the time stamp. A changed file may pass only if all of this came out of
it as it was, and every report with it. The bytes for which that happens, found by trying all their values: the version
numbers, of which another known one is no less right; certificates that come along and that nobody needs, because the
authority is a configured one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from ruqsat.eds import cms, signed_data
from ruqsat.eds.cms import Purpose, Report
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import Verdict
from tests.eds.elliptic import elliptic
from tests.eds.gost import SHORT
from tests.eds.gost_pki import gost_pki
from tests.eds.pki import AT, DAY, FROM, HOUR, pki, token_over
from tests.eds.sent import DATA, person
from tests.eds.signing import naming, signature_in, signed, stamped


@dataclass(frozen=True, kw_only=True)
class Right:
    """A signature that passes, with what it takes to pass."""

    cms: bytes
    data: bytes | None
    trust: TrustStore
    evidence: Evidence

    def judged(self, der: bytes) -> Report:
        return cms.verify(der, data=self.data, trust=self.trust, evidence=self.evidence, at=AT, purpose=Purpose.SIGN)


def _rsa() -> Right:
    return Right(cms=signed(DATA, pki().sign), data=DATA, trust=pki().trust, evidence=pki().good(pki().sign))


def _rsa_attached() -> Right:
    der = signed(DATA, pki().sign, attached=True, by_key_identifier=True)
    return Right(cms=der, data=None, trust=pki().trust, evidence=pki().good(pki().sign))


def _rsa_stamped() -> Right:
    """By a certificate that has expired since, so that it passes by its time stamp only."""
    holder = person(valid=(FROM, AT - HOUR))
    der = signed(DATA, holder, at=AT - DAY)
    der = stamped(der, token_over(signature_in(der), at=AT - DAY))
    return Right(cms=der, data=DATA, trust=pki().trust, evidence=pki().good(holder, pki().tsa))


def _rsa_by_two() -> Right:
    other = person()
    der = signed(DATA, pki().sign, other)
    return Right(cms=der, data=DATA, trust=pki().trust, evidence=pki().good(pki().sign, other))


def _rsa_named() -> Right:
    der = signed(DATA, pki().sign, attached=True, more=(naming(pki().sign.der),), embed=(pki().sign, pki().issuing))
    return Right(cms=der, data=DATA, trust=pki().trust, evidence=pki().good(pki().sign))


def _elliptic() -> Right:
    holder = elliptic(ec.SECP384R1(), hashes.SHA384())
    return Right(cms=signed(DATA, holder), data=DATA, trust=pki().trust, evidence=pki().good(holder))


def _gost() -> Right:
    its = gost_pki()
    return Right(cms=signed(DATA, its.sign), data=DATA, trust=its.trust, evidence=its.good(its.sign))


def _gost_attached() -> Right:
    its = gost_pki()
    return Right(cms=signed(DATA, its.sign, attached=True), data=None, trust=its.trust, evidence=its.good(its.sign))


def _gost_short() -> Right:
    its = gost_pki(SHORT)
    return Right(cms=signed(DATA, its.sign), data=DATA, trust=its.trust, evidence=its.good(its.sign))


def _gost_stamped() -> Right:
    its = gost_pki()
    holder = its.person("expired", valid=(FROM, AT - HOUR))
    der = signed(DATA, holder, at=AT - DAY)
    der = stamped(der, token_over(signature_in(der), at=AT - DAY, by=its.tsa))
    return Right(cms=der, data=DATA, trust=its.trust, evidence=its.good(holder, its.tsa))


TEN: dict[str, Callable[[], Right]] = {
    "RSA, detached": cache(_rsa),
    "RSA, attached, named by key identifier": cache(_rsa_attached),
    "RSA, stamped": cache(_rsa_stamped),
    "RSA, by two": cache(_rsa_by_two),
    "RSA, attached, naming its certificate": cache(_rsa_named),
    "ECDSA, detached": cache(_elliptic),
    "GOST of 512 bits, detached": cache(_gost),
    "GOST of 512 bits, attached": cache(_gost_attached),
    "GOST of 256 bits, detached": cache(_gost_short),
    "GOST of 512 bits, stamped": cache(_gost_stamped),
}


def mutants(der: bytes, *, number: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """So many copies, each changed in one byte: every place in turn, to values drawn by *seed*."""
    drawn = Random(seed)  # noqa: S311 # repeatable, nothing secret
    places = [place for _ in range(number // len(der) + 1) for place in drawn.sample(range(len(der)), len(der))]
    for place in places[:number]:
        changed = bytearray(der)
        changed[place] ^= drawn.randrange(1, 256)
        yield place, bytes(changed)


def wrongly_accepted(right: Right, *, number: int, seed: int) -> list[int]:
    """The places of changes that passed though what is judged did not come out as it was."""
    expected, report = judged_parts(right.cms), right.judged(right.cms)
    assert (report.verdict, report.reason) == (Verdict.PASSED, None)
    found = []
    for place, changed in mutants(right.cms, number=number, seed=seed):
        again = right.judged(changed)
        if again.verdict is Verdict.PASSED and (again != report or judged_parts(changed) != expected):
            found.append(place)
    return found


def judged_parts(der: bytes) -> list[Any]:
    read = signed_data.read(der)
    return [
        read.content_type,
        read.content,
        *[
            (each.signed_attributes, each.signature, each.algorithm, each.digest, read.certificate_of(each).der)
            for each in read.signers
        ],
    ]
