"""Rules 14: where no message arrives, the desk says so, and another recorded means goes on file with what shows it."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from ruqsat.jobs import sweep
from ruqsat.law.acts import VisitNoticeRecorded
from ruqsat.law.local_time import local
from ruqsat.law.standing import act_of
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, MAILBOX, OFFICER, OFFICER_OF_ASTANA, PHONE


def lost(stand: Stand) -> Road:
    """A visit is fixed, and both providers say that neither message can be delivered."""
    road = stand("approved")
    road.schedule()
    for outcome in ("failed", "delivered"):
        for to in (PHONE, MAILBOX):
            road.world.client.post("/api/messages/ways", json={"to": to, "outcome": outcome}).raise_for_status()
        if outcome == "failed":
            road.notify()
            for _ in range(2):
                road.world.later(minutes=1)
                sweep.sweep(now=road.world.now)
    return road


def page_of(road: Road) -> str:
    return case_page(road, f"visits/{road.visit}/notice/")


def typed(road: Road, **more: object) -> dict[str, object]:
    """The form as it is filled in after a call."""
    on = local(road.now) - timedelta(seconds=30)
    day = {"day_day": str(on.day), "day_month": str(on.month), "day_year": str(on.year), "hour": f"{on:%H:%M}"}
    said = {"means": "call", "told": "Aizhan, +77000000101", "reference": "Telephone record 7"}
    return {**said, **day, "evidence": SimpleUploadedFile("record.pdf", PDF), **more}


def test_the_desk_says_that_no_message_arrived_and_whose_turn_it_is(stand: Stand) -> None:
    road, window = lost(stand), window_of(OFFICER)
    text = window.get(case_page(road)).content.decode()
    assert "No message arrived" in text
    assert "Notify the applicant by another recorded means" in text
    assert "No message reached the applicant" in text
    assert page_of(road) in text
    told = window.get(page_of(road)).content.decode()
    assert told.count("Not delivered") == 2


def test_another_means_is_on_file_with_its_scan_and_the_hours_run_from_it(stand: Stand) -> None:
    road, window = lost(stand), window_of(OFFICER)
    road.world.later(minutes=2)
    answer = window.post(page_of(road), typed(road))
    assert answer.status_code == 302, answer.content.decode()
    visit = road.look().standing.visits[road.visit]
    (recorded,) = visit.recorded
    act = act_of(recorded, VisitNoticeRecorded)
    assert (act.means, act.told, act.reference) == ("call", "Aizhan, +77000000101", "Telephone record 7")
    assert visit.notified_at == act.happened_at
    text = window.get(case_page(road)).content.decode()
    assert "By a recorded call: Aizhan, +77000000101" in text
    assert "No message arrived" not in text
    assert window.get(case_page(road, f"documents/{act.evidence}/")).status_code == 200


def test_what_is_missing_or_too_early_is_said_and_what_was_typed_stays(stand: Stand) -> None:
    road, window = lost(stand), window_of(OFFICER)
    answer = window.post(page_of(road), {"told": "Aizhan", "hour": "soon"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"means", "reference", "evidence", "day", "hour"}
    early = window.post(page_of(road), typed(road, hour="00:01"))
    assert early.status_code == 422
    assert "cannot have been notified before the visit was fixed" in early.content.decode()
    assert 'value="Telephone record 7"' in early.content.decode()
    empty = window.post(page_of(road), typed(road, evidence=SimpleUploadedFile("record.pdf", b"")))
    assert "is empty" in empty.content.decode()
    assert "visit_notice_recorded" not in road.kinds()


def test_nobody_else_records_it_and_there_is_no_page_for_a_visit_that_is_not_there(stand: Stand) -> None:
    road = lost(stand)
    assert window_of(OFFICER_OF_ASTANA).get(page_of(road)).status_code in {403, 404}
    assert window_of(AIZHAN).get(page_of(road)).status_code in {403, 404}
    assert window_of(OFFICER).get(case_page(road, f"visits/{road.case}/notice/")).status_code == 404


def test_a_visit_that_has_begun_needs_no_other_notice(stand: Stand) -> None:
    road = stand("visited")
    assert "There is no visit that has not begun." in window_of(OFFICER).get(page_of(road)).content.decode()
