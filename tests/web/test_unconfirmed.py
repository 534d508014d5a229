"""What is counted by a year that is not confirmed says so where people see the day, until the year is confirmed."""

from datetime import datetime

from ruqsat.keeping import books
from tests.cases.recounted import confirmed
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.world import AIZHAN, OFFICER

WORD = "unconfirmed calendar"


def filed_in_december(stand: Stand) -> Road:
    """The result is due in January 2027, of which nothing is confirmed."""
    road = stand("known")
    road.world.set_clock(datetime.fromisoformat("2026-12-21T10:00:00+05:00"))
    for step in (Road.fill, Road.consent, Road.pay, Road.receive, Road.register, Road.settle):
        step(road)
    return road


def test_a_day_of_an_unconfirmed_year_says_so_wherever_it_is_seen(stand: Stand) -> None:
    road = filed_in_december(stand)
    pages = {
        "work list": (OFFICER, "/desk/"),
        "case": (OFFICER, case_page(road)),
        "progress": (AIZHAN, f"/applications/{road.case}/"),
    }
    for name, (who, page) in pages.items():
        assert WORD in window_of(who).get(page).content.decode(), name
    assert "computed and not yet confirmed" in window_of(AIZHAN).get(pages["progress"][1]).content.decode()
    confirmed({"basis": "Resolution No. 99-1", "confirmed_years": [2027]}, at=road.now)
    assert books.in_force().calendar.confirmed(2027)
    for name, (who, page) in pages.items():
        assert WORD not in window_of(who).get(page).content.decode(), name


def test_a_day_of_a_confirmed_year_says_nothing(stand: Stand) -> None:
    road = stand("settled")
    assert WORD not in window_of(OFFICER).get("/desk/").content.decode()
    assert WORD not in window_of(OFFICER).get(case_page(road)).content.decode()
