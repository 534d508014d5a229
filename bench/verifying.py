"""
`journal verify`, entries per second, over a bare SHA-256 of the same bytes.

    python -m bench.verifying [--quick]

Ours reads every file from the database, decrypts statements and proofs, and holds digests, hashes, places and heads
against each other. The floor hashes the very ciphertexts and proofs, in memory already, and does nothing else.
"""

import hashlib
import sys
from dataclasses import dataclass
from time import perf_counter

from bench.ground import alternate, databases, django_at, median


@dataclass(frozen=True)
class Measured:
    """Entries and megabytes looked at, entries per second of ours and of the floor, and their ratio."""

    entries: int
    megabytes: float
    ours: float
    floor: float
    ratio: float


def run(*, quick: bool) -> Measured:
    """Ours and the floor by turns, over whole lifecycles with proofs of their real size."""
    lifecycles, rounds = (5, 2) if quick else (150, 7)
    with databases(1) as (url,):
        from bench.road import Cast, Road, application, outside_left_out
        from ruqsat.journal.models import Entry
        from ruqsat.journal.verify import verify

        with django_at(url):
            with outside_left_out():
                cast, form = Cast.found(), application()
                for _ in range(lifecycles):
                    Road(cast=cast, form=form).walk()
            sealed = [
                (bytes(ciphertext), bytes(proof or b""))
                for ciphertext, proof in Entry.objects.values_list("ciphertext", "proof")
            ]

            def ours(_number: int) -> float:
                started = perf_counter()
                found = verify()
                assert found.whole, found  # noqa: S101 -- nothing was tampered with
                return found.entries / (perf_counter() - started)

            def below(_number: int) -> float:
                started = perf_counter()
                for ciphertext, proof in sealed:
                    hashlib.sha256(ciphertext + proof).digest()
                return len(sealed) / (perf_counter() - started)

            ours(0)
            pairs = alternate(ours, below, rounds=rounds)
    return Measured(
        entries=len(sealed),
        megabytes=sum(len(one) + len(other) for one, other in sealed) / 1e6,
        ours=median([pair[0] for pair in pairs]),
        floor=median([pair[1] for pair in pairs]),
        ratio=median([pair[0] / pair[1] for pair in pairs]),
    )


def report(found: Measured) -> str:
    """The figures as a table."""
    return "\n".join(
        [
            f"{found.entries:,} entries, {found.megabytes:.1f} MB of ciphertext.",
            "",
            "| `journal verify`, entries/s | bare SHA-256 of the same bytes, entries/s | ratio |",
            "|---|---|---|",
            f"| {found.ours:,.0f} | {found.floor:,.0f} | **{found.ratio:.3f}** |",
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
