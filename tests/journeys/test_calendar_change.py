"""Days are exchanged late: one keeper enters it and sees whom it moves, another confirms, the officer's day moves."""

import re
from datetime import date, datetime, timedelta

from playwright.sync_api import Browser, Locator, expect

from ruqsat.law.calendar import CALENDAR
from tests.instance import RunningInstance
from tests.journeys import beforehand
from tests.journeys.deciding import case_id
from tests.journeys.looking import wrong_with
from tests.journeys.walking import Walker

OFFICER = "850719499299"
BAYAN, IGOR = "780520499737", "850311499776"
BASIS = "Resolution of the Government No. 99-7"
FORM = "/committee/calendar/enter/"


def test_an_exchange_of_days_is_entered_by_one_confirmed_by_another_and_moves_the_officers_work(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """List 7(1), Rules 7, Rules 9."""
    path = beforehand.applied(ruqsat_instance).path
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    off = last_day(officer, path)
    worked = saturday_after(off + timedelta(days=14))

    first = Walker(browser, ruqsat_instance, iin=BAYAN)
    first.sign_in()
    change = proposed(first, off, worked)
    second = Walker(browser, ruqsat_instance, iin=IGOR)
    second.sign_in()
    confirmed(second, change)
    assert last_day(officer, path) == CALENDAR.nth_after(off, 1)
    officer.shot("committee-08-worklist")

    second.page.goto(FORM)  # other journeys share the calendar: all is put back, by the same two, the other way round
    put_back(second, off, worked)
    first.sign_in()
    first.page.goto(second.page.url)
    first.press("Confirm the change")
    assert last_day(officer, path) == off
    for walker in (officer, first, second):
        assert walker.troubles == [], walker.troubles


def last_day(officer: Walker, path: str) -> date:
    """Rules 9: until when completeness is checked in this case, as the work list says."""
    officer.page.goto("/desk/")
    row = officer.page.locator("main table tbody tr").filter(has=officer.page.locator(f'a[href*="{case_id(path)}"]'))
    row = row.filter(has_text="checked for completeness")
    said = re.match(r"\w+ (\d+)\s(\w+) (\d{4})", row.locator("td").first.inner_text().strip())
    assert said is not None, row.inner_text()
    return datetime.strptime(" ".join(said.groups()), "%d %B %Y").date()  # noqa: DTZ007 -- a day


def saturday_after(day: date) -> date:
    """The first Saturday after *day* that is no holiday."""
    while day.weekday() != 5 or day in CALENDAR.special:
        day += timedelta(days=1)
    return day


def proposed(keeper: Walker, off: date, worked: date) -> str:
    """The page of the change, once it was looked at and proposed."""
    page = keeper.page
    page.goto("/committee/")
    keeper.shot("committee-01-home")
    assert wrong_with(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    keeper.follow("Working calendar")
    keeper.shot("committee-02-calendar")
    keeper.follow("Enter a change of the calendar")
    type_day(page.locator("main"), "off", off)
    type_day(page.locator("main"), "worked", worked)
    page.fill("[name=basis]", BASIS)
    keeper.shot_without_leaving("committee-03-typed")
    keeper.press("Look at what it does")
    expect(page.locator("main")).to_contain_text("Open terms that move")
    expect(page.locator("main")).to_contain_text("The documents are checked for completeness")
    keeper.shot_without_leaving("committee-04-looked-at")
    assert wrong_with(page) == []
    keeper.shot_without_leaving("committee-05-looked-at-narrow")
    page.set_viewport_size({"width": 1280, "height": 900})
    keeper.press("Propose the change")
    expect(page.locator("main")).to_contain_text("another person confirms it")
    expect(page.get_by_role("button", name="Confirm the change")).to_have_count(0)
    return page.url


def confirmed(keeper: Walker, change: str) -> None:
    """The second person finds it at home, reads it, confirms it."""
    page = keeper.page
    page.goto("/committee/")
    page.locator(f'a[href="{change.removeprefix(keeper.instance.url)}"]').click()
    expect(page.locator("main")).to_contain_text(BASIS)
    keeper.shot("committee-06-change")
    assert wrong_with(page) == []
    keeper.shot_without_leaving("committee-07-change-narrow")
    page.set_viewport_size({"width": 1280, "height": 900})
    keeper.press("Confirm the change")
    expect(page.locator("body")).to_contain_text("The change is confirmed. It stands from now on.")


def put_back(keeper: Walker, *days: date) -> None:
    """Both days are what their week says again."""
    page = keeper.page
    keeper.press("A single day")
    for day in days:
        type_day(page.locator("main"), "day", day)
        page.select_option("[name=kind]", "ordinary")
        page.fill("[name=basis]", BASIS)
        keeper.press("Add to the change")
    keeper.press("Look at what it does")
    keeper.press("Propose the change")


def type_day(within: Locator, name: str, day: date) -> None:
    """Three numbers."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        within.locator(f"[name={name}_{part}]").fill(str(value))
