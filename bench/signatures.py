"""
A person's CMS judged with revocation answers in hand, over two raw verifications; and one GOST signature, in ms.

    python -m bench.signatures [--quick]

Every judgement is of another person: certificate and signature are new, the authorities are not. The OCSP answer was
looked at when it came, as `ruqsat.gateways.pki` does before anything is judged by it; or it is new as well. The floor
verifies the person's signature and the issuer's over the certificate, by keys read beforehand.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from bench.ground import alternate, median
from ruqsat.eds import algorithms, cms, ocsp
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.signed_data import read
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import Verdict
from tests.eds.gost import KINDS
from tests.eds.gost_pki import gost_pki
from tests.eds.pki import AT, pki, signed
from tests.eds.sent import DATA, person

One = TypeVar("One")


@dataclass(frozen=True)
class Measured:
    """
    Milliseconds for a judgement with the answer looked at before, for one of a new answer, and for their floor; ratios.

    Of the first ratio the rounds' least and greatest as well. Milliseconds for a signature, by its algorithm.
    """

    ours: float
    anew: float
    floor: float
    ratio: float
    least: float
    greatest: float
    ratio_anew: float
    by_gost: dict[str, float]
    whole_by_gost: float


@dataclass(frozen=True)
class _Case:
    cms: bytes
    evidence: Evidence
    need: RevocationNeed


def run(*, quick: bool) -> Measured:
    """Ours and the floor by turns; more persons than anything is remembered of."""
    persons, rounds = (40, 3) if quick else (600, 7)
    cases = [_case() for _ in range(persons)]
    issuer = pki().issuing.key.public_key()
    raw = [_raw(case, issuer) for case in cases]

    trust = pki().trust

    def ours(_number: int) -> float:
        return sum(_timed_after_gathering(case, trust) for case in cases) / len(cases)

    def anew(_number: int) -> float:
        return _timed(cases, lambda case: _judge(case, trust=trust))

    def below(_number: int) -> float:
        return _timed(raw, lambda verify: verify())

    ours(0)
    pairs = alternate(ours, below, rounds=rounds)
    anew_pairs = alternate(anew, below, rounds=rounds)
    ratios = [known / floor for known, floor in pairs]
    its = gost_pki()
    whole = _Case(cms=signed(DATA, its.sign), evidence=its.good(its.sign), need=its.need)
    return Measured(
        ours=median([known for known, _ in pairs]),
        anew=median([new for new, _ in anew_pairs]),
        floor=median([floor for _, floor in pairs]),
        ratio=median(ratios),
        least=min(ratios),
        greatest=max(ratios),
        ratio_anew=median([new / floor for new, floor in anew_pairs]),
        by_gost=_by_gost(rounds),
        whole_by_gost=median([_timed([whole] * 20, lambda case: _judge(case, trust=its.trust)) for _ in range(rounds)]),
    )


def report(found: Measured) -> str:
    """The figures as tables."""
    return "\n".join(
        [
            "| a person's RSA CMS judged, ms | of a new OCSP answer, ms | two raw verifications, ms | ratio |"
            " of the rounds | with a new answer |",
            "|---|---|---|---|---|---|",
            f"| {found.ours:.2f} | {found.anew:.2f} | {found.floor:.3f} | **{found.ratio:.1f}** |"
            f" {found.least:.1f} to {found.greatest:.1f} | {found.ratio_anew:.1f} |",
            "",
            "| one signature over some 200 bytes, digest and curve | ms |",
            "|---|---|",
            *[f"| {name} | **{taken:.1f}** |" for name, taken in found.by_gost.items()],
            f"| a CMS by GOST 34.10-2015 of 512 bits, judged whole | {found.whole_by_gost:.1f} |",
        ]
    )


def _case() -> _Case:
    holder = person()
    return _Case(cms=signed(DATA, holder), evidence=pki().good(holder), need=pki().need(holder))


def _judge(case: _Case, *, trust: TrustStore) -> None:
    found = cms.verify(case.cms, data=DATA, trust=trust, evidence=case.evidence, at=AT, purpose=Purpose.SIGN)
    assert found.verdict is Verdict.PASSED, found  # noqa: S101 -- a right signature


def _timed_after_gathering(case: _Case, trust: TrustStore) -> float:
    """The judgement alone, its answer looked at before; the certificate is read in it."""
    assert ocsp.statuses(case.evidence.ocsp[0], case.need)  # noqa: S101 -- a right answer
    return _timed([case], lambda one: _judge(one, trust=trust))


def _raw(case: _Case, issuer: RSAPublicKey) -> Callable[[], None]:
    came = read(case.cms)
    (signer,) = came.signers
    own = came.certificate_of(signer)
    key = pki().sign.key.public_key()

    def verify() -> None:
        key.verify(signer.signature, signer.signed_attributes, PKCS1v15(), SHA256())
        issuer.verify(own.signature, own.signed_part, PKCS1v15(), SHA256())

    return verify


def _by_gost(rounds: int) -> dict[str, float]:
    found = {}
    for kind in KINDS:
        holder = gost_pki(kind).sign
        info, name = holder.own.info, algorithms.named(kind.algorithm).name
        # More messages than digests are remembered.
        made = [(message, holder.own.signed(message)) for message in (f"{n:0200}".encode() for n in range(20))]

        def verify(one: tuple[bytes, bytes], info: bytes = info, algorithm: str = kind.algorithm) -> None:
            assert algorithms.verifies(info, algorithm=algorithm, message=one[0], signature=one[1])  # noqa: S101 -- right

        found[name] = median([_timed(made, verify) for _ in range(rounds)])
    return found


def _timed(many: Sequence[One], do: Callable[[One], object]) -> float:
    """Milliseconds of the processor for one of many."""
    started = process_time()
    for one in many:
        do(one)
    return (process_time() - started) / len(many) * 1e3


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
