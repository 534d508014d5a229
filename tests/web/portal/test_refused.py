"""Rules 9, List 9, Rules 22 to 27: an end without a license says what was decided, why, what can be done."""

from django.core.files.uploadedfile import SimpleUploadedFile

from ruqsat.cases.actions import completeness
from ruqsat.cases.models import Draft
from ruqsat.law.completeness import missing
from ruqsat.law.local_time import local
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.web.portal.roads import page, refused_by_the_body, shown, window, withdraw, without_anything
from tests.world import HEAD, head, officer, person

APPEAL = ("/rules/rules-22/", "/rules/rules-25/", "/rules/rules-27/", "5 working days", "15 working days", "tel:1414")


def refused(stand: Stand) -> Road:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    road.object_in_writing()
    road.world.later(days=9)  # Nauryz lies between
    road.prepare_refusal("List 9(4)")
    road.refuse()
    return road


def not_considered(stand: Stand) -> Road:
    road = without_anything(stand)
    held = tuple(one.shortcoming() for one in missing(road.look().standing, on=local(road.now).date()) if one.held)
    completeness.draft_refusal(
        road.case, shortcomings=held, text="The lease is missing.", by=officer(), seen=road.seen, at=road.now
    )
    by, actor = person(HEAD), head()
    prepared, _ = completeness.prepare_refusal(road.case, by=by, actor=actor, at=road.now)
    cms = road.world.sign(prepared.statement, HEAD)
    completeness.refuse_consideration(prepared.id, cms=cms, by=by, actor=actor, at=road.now)
    return road


def pdf_of(road: Road) -> str:
    issued = road.look().standing.issued
    assert issued is not None
    return page(road, f"documents/{issued.act.documents[0].sha256}/")  # type: ignore[attr-defined]  # the result


def test_a_refusal_says_who_why_by_which_clause_and_how_to_appeal(stand: Stand) -> None:
    road = refused(stand)
    assert "seal is being put on the decision" in shown(road)
    road.issue()
    said = shown(road)
    for words in ("The license was refused", "/rules/list-9-4/", "no hot water", "The hot water works again.", *APPEAL):
        assert words in said, words
    assert window().get(pdf_of(road)).content.startswith(b"%PDF-")
    assert "This case has ended." in shown(road, "preliminary-decision/")


def test_a_refusal_of_consideration_names_each_missing_document(stand: Stand) -> None:
    road = not_considered(stand)
    road.issue()
    said = shown(road)
    for words in ("The application is not considered further", "Document on the title to the premises", *APPEAL):
        assert words in said, words
    assert "The lease is missing." in said
    assert window().get(pdf_of(road)).content.startswith(b"%PDF-")


def test_in_kazakh_and_russian_too(stand: Stand) -> None:
    road = refused(stand)
    for language, words in (("kk", "Лицензия беруден бас тартылды"), ("ru", "В выдаче лицензии отказано")):
        assert words in shown(road, language=language)


def test_what_was_typed_attached_and_added_is_copied_with_one_press(stand: Stand) -> None:
    road = without_anything(stand)
    client = window()
    for proves in ("premises_title-F1", "in_support-applicant"):
        client.post(page(road, "add-document/"), {"proves": proves, "file": SimpleUploadedFile(f"{proves}.pdf", PDF)})
    withdraw(road)
    fresh = client.post(page(road, "again/"))["Location"]
    draft = Draft.objects.get(id=fresh.rstrip("/").rpartition("/")[2])
    assert {one.proves for one in draft.attachments.all()} == {"advanced_training", "premises_title"}


def test_when_nothing_typed_is_kept_one_begins_anew(stand: Stand) -> None:
    road = refused(stand)
    Draft.objects.all().delete()
    assert "What you typed is no longer kept" in shown(road)
    assert window().post(page(road, "again/"))["Location"] == "/applications/new/"


def test_a_case_that_goes_on_is_not_copied(stand: Stand) -> None:
    road = stand("registered")
    assert window().post(page(road, "again/"))["Location"] == page(road)


def test_silence_past_the_term_is_told_as_what_the_law_makes_of_it(stand: Stand) -> None:
    """APPC 91, Rules 19: the applicant may complain from then on; the case goes on."""
    road = stand("complete")
    told = "By law that counts as a refusal, and you may complain of it. Your case goes on all the same."
    assert told not in shown(road)
    road.world.later(days=60)
    said = shown(road)
    for words in (told, *APPEAL):
        assert words in said, words
