"""ISO 32000-2, 12.8: a signature covers the document without a gap, and only what is written plainly is believed."""

import re
from collections.abc import Callable

import pytest

from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.pdf_structure import read
from ruqsat.eds.verdicts import NotBorneOut, SubIndication, Verdict
from tests.eds import tampering
from tests.eds.papers import paper, sealed
from tests.eds.pki import AT, pki

Ranges = Callable[[int, int, int], tuple[int, ...]]


def judged(pdf: bytes) -> tuple[Verdict, SubIndication | None]:
    report = verify_pdf(pdf, trust=pki().trust, at=AT, evidence=pki().good(pki().seal))
    return report.verdict, report.sub_indication


def test_the_document_made_by_hand_passes_when_nothing_is_wrong_with_it() -> None:
    """Else the attacks below would prove nothing."""
    report = verify_pdf(tampering.by_hand(), trust=pki().trust, at=AT, evidence=pki().good(pki().seal))
    assert (report.verdict, report.level, report.reason) == (Verdict.PASSED, Level.B_B, None)


GAPS: dict[str, Ranges] = {
    "the hole is wider than the signature": lambda opened, closed, size: (0, opened, closed + 40, size - closed - 40),
    "the hole begins before the signature": lambda opened, closed, size: (0, opened - 9, closed, size - closed),
    "not from the first byte": lambda opened, closed, size: (9, opened - 9, closed, size - closed),
    "nothing before the signature": lambda opened, closed, size: (0, 0, closed, size - closed),
    "not to the last byte": lambda opened, closed, size: (0, opened, closed, size - closed - 5),
    "beyond the last byte": lambda opened, closed, size: (0, opened, closed, size - closed + 5),
    "two holes": lambda opened, closed, size: (0, 20, 60, opened - 60, closed, size - closed),
    "the parts overlap": lambda opened, closed, size: (0, closed, opened, size - opened),
    "one part only": lambda opened, closed, size: (0, opened),
    "no part at all": lambda opened, closed, size: (),
    "parts of a negative length": lambda opened, closed, size: (0, opened, closed, -1),
}


@pytest.mark.parametrize("ranges", GAPS.values(), ids=GAPS)
def test_a_right_signature_over_less_than_the_whole_does_not_pass(ranges: Ranges) -> None:
    """As somebody with a key could make it: the digest is right, what it is over is not."""
    assert judged(tampering.by_hand(ranges))[0] is Verdict.FAILED


@pytest.mark.parametrize(
    "behind", [b"/ByteRange [0 100 200 300]", b"/Reason (Annex)", b" " * 40, b"%" + b"x" * 40 + b"\n", b"<30>"]
)
def test_nothing_fits_into_the_hole_beside_the_signature(behind: bytes) -> None:
    """Signature wrapping: a second range, or anything else, where no digest looks."""
    pdf = tampering.by_hand(lambda o, c, size: (0, o, c + len(behind), size - c - len(behind)), behind=behind)
    assert behind in pdf
    assert judged(pdf)[0] is Verdict.FAILED


@pytest.mark.parametrize(
    "ranges", [b"[0 0 0 0]", b"[0 -1 2 3]", b"null", b"[0 (a) 1 2]", b"[0 1 2 3 4]", b"[0 9999999999 1 2]", b"/Name"]
)
def test_ranges_that_say_nothing_are_no_signature(ranges: bytes) -> None:
    pdf = sealed()
    opened = pdf.index(b"/ByteRange")
    until = pdf.index(b"]", opened) + 1
    altered = pdf[:opened] + (b"/ByteRange " + ranges).ljust(until - opened) + pdf[until:]
    assert judged(altered)[0] is Verdict.FAILED


@pytest.mark.parametrize("contents", [b"<>", b"<00>", b"null", b"()", b"<30800000>"])
def test_an_empty_signature_is_none(contents: bytes) -> None:
    """Universal forgery: readers that take the absence of a signature for a good one."""
    pdf = sealed()
    opened = pdf.index(b"/Contents <") + len(b"/Contents ")
    until = pdf.index(b">", opened) + 1
    assert judged(pdf[:opened] + contents.ljust(until - opened) + pdf[until:])[0] is Verdict.FAILED


def test_the_signed_part_moved_behind_other_content_is_not_the_document() -> None:
    """Signature wrapping: the end of the signed part stands at the end of the file, something else in its place."""
    pdf = tampering.by_hand()
    opened = pdf.index(b"/Contents <") + len(b"/Contents ")
    closed = pdf.index(b">", opened) + 1
    other = b"\n6 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n"
    said = b"/ByteRange [0 %d %d %d]" % (opened, closed + len(other), len(pdf) - closed)
    start = pdf.index(b"/ByteRange")
    until = pdf.index(b"/Contents", start)
    wrapped = pdf[:start] + said.ljust(until - start) + pdf[until:closed] + other + pdf[closed:]
    assert judged(wrapped)[0] is Verdict.FAILED


def test_content_prepared_before_sealing_and_shown_afterwards_is_found() -> None:
    """Shadow attack: hide and replace. The update holds no content, only a table that points to what was hidden."""
    hidden = tampering.with_a_shadow()
    assert judged(hidden)[0] is Verdict.PASSED
    shown = tampering.shadow_shown(hidden)
    assert shown.startswith(hidden)
    report = verify_pdf(shown, trust=pki().trust, at=AT)
    assert (report.verdict, report.whole_file) == (Verdict.FAILED, False)
    assert verify_pdf(tampering.stamped(shown), trust=pki().trust, at=AT).verdict is Verdict.FAILED


@pytest.mark.parametrize("tail", [b"%%EOF\n", b"\n%%EOF", b"startxref\n9\n%%EOF\n", b"\x00", b"\n%PDF-1.7\n"])
def test_a_second_end_of_the_file_is_found(tail: bytes) -> None:
    assert judged(sealed() + tail)[0] is Verdict.FAILED
    assert judged(tampering.by_hand(tail=tail)[: -len(tail)])[0] is Verdict.FAILED


def test_a_document_inside_another_ones_beginning_is_not_it() -> None:
    assert judged(paper() + sealed())[0] is Verdict.FAILED


def test_a_document_cut_at_an_earlier_end_never_passes_for_the_whole() -> None:
    """The seal alone lacks what shows that its certificate was in force; what shows it lacks the last time stamp."""
    pdf = sealed()
    ends = [found.end() for found in re.finditer(rb"%%EOF\n?", pdf)]
    assert [judged(pdf[:end]) for end in ends] == [
        (Verdict.FAILED, SubIndication.FORMAT_FAILURE),
        (Verdict.INDETERMINATE, SubIndication.TRY_LATER),
        (Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE),
        (Verdict.PASSED, None),
    ]


def test_what_the_reader_does_not_understand_is_said_to_be_that_and_not_damaged() -> None:
    """A document may hold evidence in a packing that is not read here, and be quite sound."""
    pdf = tampering.updated(tampering.packs_its_evidence_otherwise)
    with pytest.raises(NotBorneOut, match="not read here"):
        read(pdf)
