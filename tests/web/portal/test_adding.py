"""Rules 9, Rules 13: a document after filing: chosen from what is missing, checked as before, listed with its hour."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ruqsat.law.completeness import missing
from ruqsat.law.local_time import local
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.web.portal.roads import page, refused_by_the_body, shown, window, without_anything

ADD = "add-document/"


def files(content: bytes = PDF, name: str = "lease.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def lacking(road: Road) -> set[str]:
    found = missing(road.look().standing, on=local(road.now).date())
    return {one.demand.document for one in found if one.held}


def test_what_is_missing_is_said_where_the_case_stands_and_offered_first(stand: Stand) -> None:
    road = without_anything(stand)
    assert "premises_title" in lacking(road)
    assert "Add what is missing" in shown(road)
    said = shown(road, ADD)
    assert "Without these documents the application is not considered further" in said
    assert said.index("premises_title-F1") < said.index("advanced_training-s0")


def test_it_goes_on_file_and_is_not_missing_any_more(stand: Stand) -> None:
    road = without_anything(stand)
    client = window()
    done = client.post(page(road, ADD), {"proves": "premises_title-F1", "file": files()})
    assert done["Location"] == page(road, ADD)
    assert "premises_title" not in lacking(road)
    assert "lease.pdf" in client.get(page(road, ADD)).content.decode()
    assert "lease.pdf" in shown(road)
    (added,) = road.look().standing.documents_added
    assert client.get(page(road, f"documents/{added.sha256}/")).content == PDF


def test_a_document_about_a_specialist_goes_on_file_under_that_person(stand: Stand) -> None:
    """The form names the specialist's place, the act the person."""
    road = without_anything(stand)
    window().post(page(road, ADD), {"proves": "labor_activity-s0", "file": files()})
    (added,) = road.look().standing.documents_added
    assert added.about == road.applicant
    assert "labor_activity" not in lacking(road)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"proves": "in_support-applicant"}, "Choose a file"),
        ({"file": files()}, "Choose what the document shows"),
        ({"proves": "nonsense", "file": files()}, "Choose what the document shows"),
        ({"proves": "in_support-applicant", "file": files(b"")}, "is empty"),
        ({"proves": "in_support-applicant", "file": files(b"MZ no", "lease.pdf")}, "is not what its name says"),
        ({"proves": "in_support-applicant", "file": files(name="lease.exe")}, "must be one of these"),
        ({"proves": "in_support-applicant", "file": files(b"%PDF-1.7" + b"0" * 20_000_001)}, "is larger than"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_choice_stays(stand: Stand, sent: dict[str, object], told: str) -> None:
    road = stand("registered")
    for value in sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    answer = window().post(page(road, ADD), sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert told in said
    assert ("checked" in said) == ("in_support" in str(sent.get("proves")))
    assert road.look().standing.documents_added == ()


def test_after_completeness_the_officer_sees_it(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    assert "the officer sees it before deciding" in shown(road, ADD)
    window().post(page(road, ADD), {"proves": "in_support-applicant", "file": files(name="boiler.pdf")})
    assert [one.proves for one in road.look().standing.documents_added] == ["in_support"]


def test_the_same_file_twice_is_one(stand: Stand) -> None:
    road = stand("registered")
    for _ in range(2):
        window().post(page(road, ADD), {"proves": "in_support-applicant", "file": files()})
    assert len(road.look().standing.documents_added) == 1


def test_once_it_is_decided_nothing_can_be_added(stand: Stand) -> None:
    road = stand("issued")
    assert "This case is decided: the license was granted." in shown(road, ADD)
    answer = window().post(page(road, ADD), {"proves": "in_support-applicant", "file": files()})
    assert answer.status_code == 409
    assert "add-document" not in shown(road)
