"""A small document and its sealed form, for tests."""

import tempfile
from functools import cache
from pathlib import Path

import typst

from ruqsat.eds.evidence import Evidence
from ruqsat.eds.seals import Seal, seal_pdf
from tests.eds.pki import AT, pki, time_stamp


@cache
def paper() -> bytes:
    """A PDF/A of one page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text('#set document(title: "Лицензия")\nЛицензия', encoding="utf-8")
        return bytes(typst.compile(str(source), format="pdf", pdf_standards=["a-2a"]))


@cache
def the_seal() -> Seal:
    return Seal.from_pem(pki().seal.pem + pki().issuing.pem, pki().seal.key_pem)


@cache
def sealed(evidence: Evidence | None = None) -> bytes:
    """The document with the office's seal, level B-LTA; the evidence is what is asked for, unless given."""
    known = pki().good(pki().seal, pki().tsa) if evidence is None else evidence
    return seal_pdf(paper(), the_seal(), reason="Лицензия", at=AT, timestamper=time_stamp, evidence=known)
