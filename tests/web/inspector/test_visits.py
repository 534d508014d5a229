"""Rules 14 to 17 on a phone: the visit begins, is recorded, is answered point by point, is concluded."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ruqsat.law.requirements import for_facility
from tests.milestones import Stand
from tests.walking import PHOTO, SUBTYPES, Road
from tests.web.officers import last_of, signed, window_of
from tests.world import APPROVER, INSPECTOR, OFFICER

INSPECTOR_OF_ASTANA = "950701399611"
POINTS = for_facility(SUBTYPES)


def page_of(road: Road, page: str = "") -> str:
    return f"/inspector/{road.case}/{road.visit}/{page}"


def told(stand: Stand) -> Road:
    """The visit is fixed, and the applicant knows."""
    road = stand("approved")
    road.schedule()
    road.notify()
    return road


def checked(**changes: str) -> dict[str, str]:
    """The checklist, everything compliant but what is changed."""
    answers = {f"{one.key}-finding": "compliant" for one in POINTS} | {f"{one.key}-note": "" for one in POINTS}
    return answers | {"authorized_person": "Үлгібаева Айжан"} | changes


def photo(name: str = "room.jpg", content: bytes = PHOTO) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def to_sign(window: Client, road: Road, **changes: str) -> str:
    answer = window.post(page_of(road, "checklist/"), checked(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_my_visits_are_listed_with_their_hour(stand: Stand) -> None:
    road = told(stand)
    page = window_of(INSPECTOR).get("/inspector/")
    assert [(line.duty.case_id, line.duty.visit) for line in page.context["lines"]] == [(road.case, road.visit)]
    assert page_of(road) in page.content.decode()


def test_others_visits_are_not_mine(stand: Stand) -> None:
    road = told(stand)
    window = window_of(INSPECTOR_OF_ASTANA)
    assert window.get("/inspector/").context["lines"] == []
    assert window.get(page_of(road)).status_code == 404
    assert window.post(page_of(road, "begin/")).status_code == 404
    assert window_of(OFFICER).get(page_of(road)).status_code == 403


def test_too_early_the_page_says_from_when(stand: Stand) -> None:
    road = told(stand)
    window = window_of(INSPECTOR)
    text = window.get(page_of(road)).content.decode()
    assert "Less than 24 hours have passed since the notice of the visit was sent." in text
    assert "Possible from" in text
    assert "tel:+77000000101" in text
    assert "SMS to" in text
    answer = window.post(page_of(road, "begin/"), follow=True)
    assert "See point 14 of the Rules. Possible from" in answer.content.decode()
    assert "visit_started" not in road.kinds()


def test_without_a_notice_it_does_not_begin_at_all(stand: Stand) -> None:
    road = stand("approved")
    road.schedule()
    text = window_of(INSPECTOR).get(page_of(road)).content.decode()
    assert "Not sent yet" in text
    assert "The applicant has not been notified of the visit." in text


def test_the_visit_begins_a_day_after_the_notice(stand: Stand) -> None:
    road = told(stand)
    road.world.later(hours=25)
    window = window_of(INSPECTOR)
    assert "Begin the visit" in window.get(page_of(road)).content.decode()
    window.post(page_of(road, "begin/"))
    assert road.kinds()[-1] == "visit_started"


def test_recordings_are_kept_and_open_again(stand: Stand) -> None:
    road = stand("visited")
    window = window_of(INSPECTOR)
    sent = {"photo": photo("sink.jpg", PHOTO + b"1"), "other": photo("door.jpg", PHOTO + b"2")}
    answer = window.post(page_of(road, "recordings/"), sent, follow=True)
    assert "The recordings are on file." in answer.content.decode()
    found = road.look().standing.visits[road.visit].recordings
    assert [filed.act.name for filed in found] == ["room.jpg", "sink.jpg", "door.jpg"]  # type: ignore[attr-defined]  # recordings
    sha256 = found[1].act.sha256  # type: ignore[attr-defined]  # a recording
    opened = window.get(page_of(road, f"documents/{sha256}/"))
    assert (opened.content, opened["Content-Type"]) == (PHOTO + b"1", "image/jpeg")


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Take a photo, record a video or choose a file"),
        ({"photo": ("notes.txt", b"words")}, "must be one of these"),
        ({"photo": ("room.jpg", b"not a photo")}, "is not what its name says"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said(stand: Stand, sent: dict[str, tuple[str, bytes]], why: str) -> None:
    road = stand("visited")
    before = road.kinds()
    files = {name: SimpleUploadedFile(*one) for name, one in sent.items()}
    answer = window_of(INSPECTOR).post(page_of(road, "recordings/"), files)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert road.kinds() == before


def test_nothing_is_recorded_before_the_visit_begins(stand: Stand) -> None:
    road = told(stand)
    answer = window_of(INSPECTOR).post(page_of(road, "recordings/"), {"photo": photo()})
    assert answer.status_code == 422
    assert "recording_added" not in road.kinds()


def test_each_point_comes_with_what_is_stated_and_what_registers_say(stand: Stand) -> None:
    road = stand("visited")
    page = window_of(INSPECTOR).get(page_of(road, "checklist/"))
    points = {point.requirement.key: point for point in page.context["points"]}
    assert list(points) == [one.key for one in POINTS]
    assert points["premises"].stated == ("Yes: premises",)
    assert {fact.inquiry for fact in points["premises"].facts} == {"premises_title", "real_estate"}
    assert {fact.inquiry for fact in points["certificate"].facts} == {"specialist_certificate"}
    assert [one.proves for one in points["training"].attached] == ["advanced_training"]


def test_nothing_typed_is_lost_when_a_point_is_open(stand: Stand) -> None:
    road = stand("visited")
    typed = checked(**{"premises-finding": "not_compliant", "sanitary-note": "Seen the original.", "staff-finding": ""})
    answer = window_of(INSPECTOR).post(page_of(road, "checklist/"), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"premises-note", "staff-finding"}
    assert "Seen the original." in text
    assert answer.context["form"]["premises-finding"].value() == "not_compliant"
    assert "Үлгібаева Айжан" in text


def test_the_conclusion_is_read_and_signed(stand: Stand) -> None:
    road = stand("visited")
    window = window_of(INSPECTOR)
    page = to_sign(window, road)
    shown = window.get(page)
    assert shown.context["conclusion"].positive is True
    assert window.get(f"{page}draft/").content.startswith(b"%PDF-")
    assert window.get(page).context["prepared"].id == last_of(page)
    answer = window.post(page, signed(road, window, page, INSPECTOR), follow=True)
    assert "The conclusion is signed." in answer.content.decode()
    assert road.kinds()[-2:] == ["conclusion_signed", "signature_judged"]
    road.seal_conclusion()
    assert "Concluded and sealed" in window.get(page_of(road)).content.decode()


def test_one_point_not_compliant_makes_it_negative(stand: Stand) -> None:
    road = stand("visited")
    window = window_of(INSPECTOR)
    changes = {"equipment-finding": "not_compliant", "equipment-note": "The cabinet has no sink."}
    page = to_sign(window, road, **changes)
    assert window.get(page).context["conclusion"].positive is False
    again = window.get(page_of(road, f"checklist/?from={last_of(page)}"))
    assert "The cabinet has no sink." in again.content.decode()
    assert again.context["form"]["equipment-finding"].value() == "not_compliant"


def test_another_persons_key_signs_nothing(stand: Stand) -> None:
    road = stand("visited")
    window = window_of(INSPECTOR)
    page = to_sign(window, road)
    answer = window.post(page, signed(road, window, page, APPROVER))
    assert answer.status_code == 422
    assert "The certificate belongs to another person." in answer.content.decode()


def test_a_recording_that_came_meanwhile_is_looked_at_first(stand: Stand) -> None:
    road = stand("visited")
    window = window_of(INSPECTOR)
    page = to_sign(window, road)
    posted = signed(road, window, page, INSPECTOR)
    window.post(page_of(road, "recordings/"), {"photo": photo("late.jpg", PHOTO + b"3")})
    answer = window.post(page, posted)
    assert answer.status_code == 409
    assert "A recording of the visit was added." in answer.content.decode()
    assert "conclusion_signed" not in road.kinds()


def test_without_a_recording_there_is_no_conclusion(stand: Stand) -> None:
    """Rules 16."""
    road = told(stand)
    road.world.later(hours=25)
    window = window_of(INSPECTOR)
    window.post(page_of(road, "begin/"))
    answer = window.post(page_of(road, "checklist/"), checked())
    assert answer.status_code == 422
    assert "There is no audio, photo or video recording of the visit yet." in answer.content.decode()


def test_the_checklist_opens_with_the_visit(stand: Stand) -> None:
    road = told(stand)
    answer = window_of(INSPECTOR).get(page_of(road, "checklist/"))
    assert answer.status_code == 302
    assert answer["Location"] == page_of(road)


def test_only_what_belongs_to_the_visit_opens(stand: Stand) -> None:
    road = stand("visited")
    file = road.look()
    assert file.standing.application is not None
    window = window_of(INSPECTOR)
    attached = file.standing.application.attachments[0].sha256
    assert window.get(page_of(road, f"documents/{attached}/")).status_code == 200
    receipt = file.standing.receipt
    assert receipt is not None
    assert window.get(page_of(road, f"documents/{receipt.act.document}/")).status_code == 404  # type: ignore[attr-defined]  # a receipt


@pytest.mark.parametrize("page", ["begin/", "recordings/"])
def test_a_step_is_sent_as_a_form(stand: Stand, page: str) -> None:
    road = told(stand)
    assert window_of(INSPECTOR).get(page_of(road, page)).status_code == 405


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_speak_three_languages(stand: Stand, language: str) -> None:
    road = stand("visited")
    window = window_of(INSPECTOR, language)
    for page in ("", "checklist/"):
        assert window.get(page_of(road, page)).status_code == 200
    assert window.get(to_sign(window, road)).status_code == 200
    assert window.get("/inspector/").status_code == 200
    assert road.now - road.look().acts[-1].filed_at < timedelta(hours=1)
