"""
Signatures, certificates, statuses and lists bent at random, led on by the lines of `ruqsat.eds` that they reach.

    make fuzz ARGS=300

For so many seconds (60). Nothing bent may be an unexpected error; a bent signature may pass only by the very
attributes, signature and certificate of a right one. What breaks this is kept in ``var/fuzz`` and told, with exit
status 1.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from time import monotonic
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ruqsat.eds import crls, ocsp  # noqa: E402 - found by the line above, in a bare clone too
from ruqsat.eds.certificates import Certificate, UnreadableCertificate  # noqa: E402 - as above
from ruqsat.eds.evidence import RevocationNeed  # noqa: E402 - as above
from ruqsat.eds.verdicts import Verdict  # noqa: E402 - as above
from tests.eds.gost_pki import gost_pki  # noqa: E402 - as above
from tests.eds.mutating import TEN, Right, judged_parts  # noqa: E402 - as above
from tests.eds.pki import crl, pki  # noqa: E402 - as above

OURS = str(ROOT / "src" / "ruqsat" / "eds")
FOUND = ROOT / "var" / "fuzz"
Line = tuple[str, int]
Target = tuple[list[bytes], Callable[[bytes], None]]


class WronglyAccepted(AssertionError):
    """A bent signature passed by something that nobody signed."""


def main(said: list[str]) -> int:
    """Bend each target by turns until the time is over; 1 if something broke."""
    drawn, broken, tried, targets = Random(), 0, 0, _targets()  # noqa: S311 # nothing secret
    until = monotonic() + float(said[0] if said else 60)
    reached: set[Line] = set()
    while monotonic() < until:
        seeds, judge = drawn.choice(targets)
        bent = _bent(drawn.choice(seeds), drawn.choice(seeds), drawn)
        tried += 1
        try:
            with _lines() as now:
                judge(bent)
        except Exception as error:  # whatever it is, that is what is looked for
            broken += 1
            print(f"{type(error).__name__}: {error}; kept as {_keep(bent)}")
        if not now <= reached:
            reached |= now
            seeds.append(bent)
    print(f"{tried:,} tried, {len(reached):,} lines of ruqsat.eds reached, {broken} broken")
    return 1 if broken else 0


def _targets() -> list[Target]:
    rights = [made() for made in TEN.values()]
    known = [part for right in rights for part in judged_parts(right.cms)[2:]]
    its = gost_pki()
    found: list[Target] = [([right.cms], _judging(right, known)) for right in rights]
    found.append(([pki().sign.der, pki().issuing.der, its.sign.der, its.root.der], _reading))
    for need, answer, listed in (
        (pki().need(pki().sign), pki().good(pki().sign).ocsp[0], crl(pki().issuing, pki().sign)),
        (its.need, its.good(its.sign).ocsp[0], its.listed(its.sign)),
    ):
        found += [([answer], partial(_asking, need)), ([listed], partial(_looking_up, need))]
    return found


def _judging(right: Right, known: list[Any]) -> Callable[[bytes], None]:
    def judge(bent: bytes) -> None:
        if right.judged(bent).verdict is not Verdict.PASSED:
            return
        if any(part not in known for part in judged_parts(bent)[2:]):
            raise WronglyAccepted

    return judge


def _reading(bent: bytes) -> None:
    try:
        _ = Certificate.read(bent).sha256
    except UnreadableCertificate:
        return


def _asking(need: RevocationNeed, bent: bytes) -> None:
    ocsp.statuses(bent, need)


def _looking_up(need: RevocationNeed, bent: bytes) -> None:
    crls.statuses(bent, need)


def _bent(one: bytes, other: bytes, drawn: Random) -> bytes:
    """A copy changed in one to four ways: a byte, a piece left out, doubled or taken from another, an end cut off."""
    found = bytearray(one)
    for _ in range(drawn.randint(1, 4)):
        start = drawn.randrange(len(found) or 1)
        end = min(len(found), start + drawn.choice((1, 2, 4, 16, 64)))
        piece = bytes(found[start:end])
        match drawn.randrange(6):
            case 0 | 1 if found:
                found[start] = drawn.randrange(256)
            case 2:
                del found[start:end]
            case 3:
                found[start:start] = piece
            case 4:
                found[start:end] = other[start:end]
            case _:
                del found[len(found) - drawn.randrange(4) :]
    return bytes(found)


@contextmanager
def _lines() -> Iterator[set[Line]]:
    """The lines of ours that are gone through meanwhile."""
    reached: set[Line] = set()

    def inside(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return inside

    def called(frame: FrameType, _event: str, _: object) -> Any:
        return inside if frame.f_code.co_filename.startswith(OURS) else None

    sys.settrace(called)
    try:
        yield reached
    finally:
        sys.settrace(None)


def _keep(bent: bytes) -> Path:
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / sha256(bent).hexdigest()[:16]
    path.write_bytes(bent)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
