"""An office is told of a change of the Rules on its work list until it takes note: Rules 21-1."""

from datetime import timedelta

from ruqsat.jobs import informing
from ruqsat.law.information import SYSTEMS
from tests.keeping.orders import published
from tests.milestones import Stand
from tests.web.committee.keepers import BAYAN
from tests.web.officers import window_of
from tests.world import AIZHAN, OFFICER


def test_the_work_list_says_so_until_somebody_takes_note_for_the_office(stand: Stand) -> None:
    """Rules 21-1."""
    road = stand("known")
    change = published(at=road.now)
    informing.inform_all(now=road.world.now)
    officer, page = window_of(OFFICER), f"/desk/information/{change.id}/"
    assert page in officer.get("/desk/").content.decode()
    shown = officer.get(page).content.decode()
    assert "10 working days" in shown
    assert change.information.get(recipient="KZ-75").received_at is None  # a look records nothing
    assert officer.post(page).status_code == 302
    assert page not in officer.get("/desk/").content.decode()
    assert change.information.get(recipient="KZ-75").received_at is not None
    assert change.information.filter(received_at__isnull=False).count() == 1
    assert "Your office has taken note" in officer.get(page).content.decode()


def test_only_an_office_that_was_told_opens_it(stand: Stand) -> None:
    road = stand("known")
    change = published(at=road.now)
    page = f"/desk/information/{change.id}/"
    assert window_of(OFFICER).get(page).status_code == 404
    assert window_of(AIZHAN).get(page).status_code == 403


def test_the_keepers_see_who_has_it_and_that_it_is_overdue(stand: Stand) -> None:
    """Rules 21-1: three working days from the publication of the order."""
    road = stand("known")
    change = published(at=road.now, days=30)
    page = f"/committee/changes/{change.id}/"
    before = window_of(BAYAN).get(page).content.decode()
    assert "Received by 0 of 22." in before
    assert SYSTEMS["contact_centre"].en in before
    assert "rq-badge--overdue" not in before
    road.world.set_clock(road.now + timedelta(days=10))
    assert "overdue" in window_of(BAYAN).get(page).content.decode()
    informing.inform_all(now=road.world.now)
    window_of(OFFICER).post(f"/desk/information/{change.id}/")
    assert "Received by 1 of 22." in window_of(BAYAN).get(page).content.decode()
