"""
A license as PDF with the office's seal, in milliseconds, over typst alone and one raw RSA signature.

    python -m bench.licenses [--quick]

Ours is what the jobs call: `rendering.render` (PDF/A-2a, PDF/UA-1) and `sealing.seal_document`: PAdES B-LTA, for which
OCSP answers, CRLs and time stamps come over HTTP from the sandbox, a process of its own, and which is verified before
it is handed out. The floor is one compilation of the same template with the same data, and one signature of the result
with the seal's own key. What can be held against it is level B-B, the signature alone: the ratio is that of both PDFs.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from bench.ground import alternate, median, set_up


@dataclass(frozen=True)
class Measured:
    """Milliseconds: the PDF, its signature at level B-B, the seal as issued, B-LTA; the floor; and the ratio of B-B."""

    pdf: float
    plain: float
    seal: float
    compiled: float
    signed: float
    ratio: float


def run(*, quick: bool) -> Measured:
    """Ours and the floor by turns."""
    var = set_up()
    from django.conf import settings

    from tests.world import ALMATY, running_world

    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    folder = Path(mkdtemp(prefix="ruqsat-bench-world-"))
    try:
        with running_world(folder) as world:
            settings.TRUST_DIR, settings.SEALS_DIR = folder / "trust", folder / "seals"
            settings.CLOCK_FILE = world.clock_file
            return _measured(world.address, ALMATY, rounds=2 if quick else 30)
    finally:
        for each in (var, folder):
            shutil.rmtree(each, ignore_errors=True)


def _measured(address: str, office: str, *, rounds: int) -> Measured:
    from bench.people import MORNING
    from ruqsat.documents import rendering, sealing
    from ruqsat.documents.rendering import Kind, render
    from ruqsat.eds import seals
    from ruqsat.gateways import pki
    from ruqsat.running.outside import gateways

    data = _license(office)
    authority = pki.connect(gateways({}, sandbox_url=address)["pki"]["url"])
    seal = sealing._seal_of(office)  # the floor signs with its very key
    inputs = rendering._complete(data, MORNING)
    parts: dict[str, list[float]] = {"pdf": [], "plain": [], "seal": [], "compiled": [], "signed": []}

    def timed(name: str, what: Callable[[], bytes]) -> bytes:
        started = perf_counter()
        made = what()
        parts[name].append((perf_counter() - started) * 1000)
        return made

    def ours(_number: int) -> float:
        pdf = timed("pdf", lambda: render(Kind.LICENSE, data, at=MORNING))
        timed("plain", lambda: seals._sign(pdf, seal, reason="B-B", at=MORNING, stamp=None))
        timed("seal", lambda: sealing.seal_document(pdf, office, at=MORNING, pki=authority))
        return parts["pdf"][-1] + parts["plain"][-1]

    def below(_number: int) -> float:
        pdf = timed("compiled", lambda: _compile(inputs))
        timed("signed", lambda: seal.key.sign(pdf))
        return parts["compiled"][-1] + parts["signed"][-1]

    ours(0)
    below(0)
    for values in parts.values():
        values.clear()
    pairs = alternate(ours, below, rounds=rounds)
    middle = {name: median(values) for name, values in parts.items()}
    return Measured(**middle, ratio=median([above / floor for above, floor in pairs]))


def _compile(inputs: dict[str, object]) -> bytes:
    """typst, and nothing around it."""
    import json

    from ruqsat.documents.rendering import TEMPLATES, _compiler

    made = _compiler().compile(
        str(TEMPLATES / "license.typ"), sys_inputs={"data": json.dumps(inputs, ensure_ascii=False)}, format="pdf"
    )
    assert isinstance(made, bytes)  # noqa: S101 -- one document
    return made


def _license(office: str) -> dict[str, object]:
    from bench.road import application
    from ruqsat.documents.content import Signatory, license_data
    from ruqsat.law.acts import Role
    from ruqsat.people.positions import POSITIONS

    form, on = application(), date(2026, 4, 1)
    return license_data(
        number="26000001",
        issued_on=on,
        first_issued_on=on,
        holder=form.applicant,
        address=form.address,
        office=office,
        signatory=Signatory(name="Үлгібаев Ержан", position=POSITIONS[Role.HEAD, "head"], office=office),
    )


def report(found: Measured) -> str:
    """The figures as a table."""
    return "\n".join(
        [
            "| license as PDF, ms | its signature, B-B, ms | together | typst alone, ms | one RSA signature, ms |"
            " ratio | seal as issued, B-LTA and verified, ms |",
            "|---|---|---|---|---|---|---|",
            f"| {found.pdf:.1f} | {found.plain:.1f} | {found.pdf + found.plain:.1f} | {found.compiled:.1f} |"
            f" {found.signed:.1f} | **{found.ratio:.1f}** | {found.seal:.1f} |",
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
