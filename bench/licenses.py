"""
A license as PDF with the office's seal, in milliseconds, over typst alone and one raw RSA signature.

    python -m bench.licenses [--quick]

Ours is what the jobs call: `rendering.render` (PDF/A-2a, PDF/UA-1) and `sealing.seal_document`: PAdES B-LTA, for which
OCSP answers, CRLs and two time stamps come over HTTP from the sandbox, a process of its own. The floor is one
compilation of the same template with the same data, and one signature of the result with the seal's own key.
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
    """Milliseconds: the PDF, its seal, both; the floor; and the ratio."""

    pdf: float
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
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    from bench.people import MORNING
    from ruqsat.documents import rendering, sealing
    from ruqsat.documents.rendering import Kind, render
    from ruqsat.gateways import pki
    from ruqsat.running.environment import gateways

    data = _license(office)
    authority = pki.connect(gateways("sandbox", sandbox_url=address)["pki"]["url"])
    key = sealing._seal_of(office).key  # the floor signs with the very key
    inputs = rendering._complete(data, MORNING)
    parts: dict[str, list[float]] = {"pdf": [], "seal": [], "compiled": [], "signed": []}

    def timed(name: str, what: Callable[[], bytes]) -> bytes:
        started = perf_counter()
        made = what()
        parts[name].append((perf_counter() - started) * 1000)
        return made

    def ours(_number: int) -> float:
        pdf = timed("pdf", lambda: render(Kind.LICENSE, data, at=MORNING))
        timed("seal", lambda: sealing.seal_document(pdf, office, at=MORNING, pki=authority))
        return parts["pdf"][-1] + parts["seal"][-1]

    def below(_number: int) -> float:
        pdf = timed("compiled", lambda: _compile(inputs))
        timed("signed", lambda: key.sign(pdf, PKCS1v15(), hashes.SHA256()))
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
            "| license as PDF, ms | its seal, ms | together | typst alone, ms | one RSA signature, ms | ratio |",
            "|---|---|---|---|---|---|",
            f"| {found.pdf:.1f} | {found.seal:.1f} | {found.pdf + found.seal:.1f} | {found.compiled:.1f} |"
            f" {found.signed:.1f} | **{found.ratio:.1f}** |",
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
