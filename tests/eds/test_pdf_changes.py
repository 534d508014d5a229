"""ISO 32000-2, 12.8.2.2: whatever was done to a document after it was sealed is found, and said by its name."""

from collections.abc import Callable

import pytest

from ruqsat.eds.pdf import verify_pdf
from ruqsat.eds.pdf_changes import MOST_REVISIONS, Change
from ruqsat.eds.pdf_structure import Changes
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds import tampering
from tests.eds.papers import sealed
from tests.eds.pki import AT, pki
from tests.eds.tampering import Writer, stamped, updated

DONE: tuple[tuple[Callable[[Writer], None], Change, str], ...] = (
    (tampering.overwrites_a_page, Change.PAGE_CHANGED, "A page of the document was changed"),
    (tampering.overwrites_what_a_page_shows, Change.PAGE_CHANGED, "A page of the document was changed"),
    (tampering.adds_a_page, Change.PAGE_ADDED, "A page was added"),
    (tampering.takes_a_page_out, Change.PAGE_REMOVED, "A page was taken out"),
    (tampering.puts_a_note_on_a_page, Change.ANNOTATION, "A note or another mark"),
    (tampering.adds_a_field, Change.FIELD, "A field of the document"),
    (tampering.draws_the_seal, Change.FIELD, "A field of the document"),
    (tampering.adds_an_empty_field_to_sign, Change.FIELD, "A field of the document"),
    (tampering.does_something_on_opening, Change.BEHAVIOR, "when it is opened"),
    (tampering.hides_a_layer, Change.BEHAVIOR, "when it is opened"),
    (tampering.calls_it_something_else, Change.METADATA, "says of itself"),
)


@pytest.mark.parametrize(("change", "name", "said"), DONE, ids=[each.__name__ for each, _, _ in DONE])
def test_each_change_is_found_and_named(change: Callable[[Writer], None], name: Change, said: str) -> None:
    assert_found(updated(change), name, said)


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [each for each in DONE if each[1] is not Change.PAGE_REMOVED],  # a stamp needs a page to be on
    ids=[each.__name__ for each, name, _ in DONE if name is not Change.PAGE_REMOVED],
)
def test_each_change_is_found_though_a_time_stamp_covers_the_whole(
    change: Callable[[Writer], None], name: Change, said: str
) -> None:
    assert_found(stamped(updated(change)), name, said)


def assert_found(pdf: bytes, name: Change, said: str) -> None:
    """The document begins with the sealed one, and is told from it."""
    assert pdf.startswith(sealed())
    report = verify_pdf(pdf, trust=pki().trust, at=AT)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, SubIndication.SIG_CONSTRAINTS_FAILURE)
    (seal,) = report.seals
    assert name in seal.changes
    assert said in str(report.reason)
    assert seal.later not in {Changes.NONE, Changes.EVIDENCE}


def test_a_seal_whose_field_points_to_a_copy_of_it_was_changed() -> None:
    report = verify_pdf(updated(tampering.points_the_seal_elsewhere), trust=pki().trust, at=AT)
    assert report.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE
    assert str(report.reason) == "A field of the document was changed after it was sealed."


def test_what_a_sealed_document_is_given_to_go_on_holding_is_named_and_allowed() -> None:
    report = verify_pdf(stamped(sealed()), trust=pki().trust, at=AT)
    assert (report.verdict, report.seals[0].later) == (Verdict.PASSED, Changes.EVIDENCE)
    assert report.seals[0].changes == (Change.TIME_STAMP, Change.EVIDENCE)
    assert report.to_json()["seals"][0]["changes"] == ["time_stamp", "evidence"]  # type: ignore[index] # plain content


def test_what_was_changed_and_changed_back_is_named_too() -> None:
    def back(writer: Writer) -> None:
        del writer.root["/OpenAction"]
        tampering.rooted(writer)

    report = verify_pdf(updated(back, updated(tampering.does_something_on_opening)), trust=pki().trust, at=AT)
    assert Change.BEHAVIOR in report.seals[0].changes


def test_another_signature_beside_the_seal_is_no_change_that_may_be() -> None:
    pdf = tampering.signed_once_more()
    report = verify_pdf(pdf, trust=pki().trust, at=AT)
    assert report.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE
    assert Change.SIGNATURE in report.seals[0].changes
    assert "Another signature" in str(report.reason)


def test_a_document_of_very_many_updates_is_not_looked_into() -> None:
    pdf = sealed()
    for _ in range(MOST_REVISIONS + 1):
        pdf = updated(tampering.does_something_on_opening, pdf)
    report = verify_pdf(pdf, trust=pki().trust, at=AT)
    assert (report.sub_indication, report.seals) == (SubIndication.FORMAT_FAILURE, ())
