"""An order that shortens the term is entered, run over the demo's cases, published, and in force: by pages alone."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance, new_var, remove_var
from tests.journeys import beforehand
from tests.journeys.walking import Walker, move_clock, now, once_there

DOCTOR = "940517499011"
OFFICER = "850719499299"
FIRST, SECOND = "780520499737", "850311499776"


@pytest.fixture
def two_cases(ruqsat_instance: RunningInstance) -> RunningInstance:
    """The instance of all journeys, where at least two applications are under way."""
    for _ in range(2):
        beforehand.applied(ruqsat_instance)
    return ruqsat_instance


@pytest.fixture
def demo_office() -> Iterator[RunningInstance]:
    """An instance of its own, filled as people fill it."""
    instance = RunningInstance(var=new_var())
    try:
        instance.start()
        filling = [sys.executable, "-m", "ruqsat.cli", "demo", "--var", str(instance.var), "--cases", "20"]
        subprocess.run(filling, env=instance.environment, check=True, capture_output=True, timeout=600)
        yield instance
        instance.end(signal.SIGTERM)
    finally:
        remove_var(instance.var)


@pytest.mark.parametrize("office", ["two_cases", pytest.param("demo_office", marks=pytest.mark.long)])
def test_a_shorter_term_is_entered_replayed_confirmed_and_in_force_on_its_day(
    browser: Browser, request: pytest.FixtureRequest, office: str
) -> None:
    """Rules 21-1, Rules 19, List 3: from thirteen working days to ten, for open cases too."""
    instance = request.getfixturevalue(office)
    today = now(instance).date()
    first = Walker(browser, instance, iin=FIRST)
    first.sign_in()
    path = enter(first, today=today)

    second = Walker(browser, instance, iin=SECOND)
    second.sign_in()
    confirm(second, path)
    office_takes_note(browser, instance)

    anybody = Walker(browser, instance, iin=DOCTOR).page
    anybody.goto("/")
    expect(anybody.locator("main")).to_contain_text("13 working days")
    move_clock(instance, days=3)
    anybody.goto("/")
    expect(anybody.locator("main")).to_contain_text("10 working days")
    anybody.goto("/rules/rules-19/")
    expect(anybody.locator("main")).to_contain_text("within ten working days")

    second.sign_in()
    carried_over(second, path)
    before = beforehand.applied(instance)
    doctor = before.walks_on(browser, instance)
    doctor.page.goto(before.path)
    expect(doctor.page.locator("main")).to_contain_text("Working days in the term: 10")
    for walker in (first, second, doctor):
        assert walker.troubles == [], walker.troubles


def enter(first: Walker, *, today: date) -> str:
    """The first keeper enters the order, looks at what it does, and proposes it; gives the path of the change."""
    page = first.page
    page.goto("/committee/editions/")
    first.shot("keeper-01-editions")
    first.follow("Enter an amending order")
    page.fill("[name=id]", f"{today.year}-777")
    page.fill("[name=order]", f"Order of the Minister of Health of {today - timedelta(days=10)} No. 777")
    days = {"signed_on": -10, "published_on": 0, "in_force_from": 2}
    for name, after in days.items():
        on = today + timedelta(days=after)
        for part in ("day", "month", "year"):
            page.fill(f"[name={name}_{part}]", str(getattr(on, part)))
    page.get_by_text("Terms of the service", exact=True).click()
    page.fill("[name=issue_days]", "10")
    page.locator("[name=open_issue_days]").check()
    page.get_by_text("Words of clauses", exact=True).click()
    page.select_option("[name=text_1]", "Rules 19")
    page.fill("[name=text_1_kk]", "Лицензия және (немесе) қосымша он жұмыс күні ішінде беріледі.")
    page.fill("[name=text_1_ru]", "Лицензия и (или) приложение выдаётся в течение десяти рабочих дней.")
    page.fill("[name=text_1_en]", "A license and (or) annex is issued within ten working days.")
    first.shot_without_leaving("keeper-02-entered")
    first.press("Look at what it does")
    main = page.locator("main")
    expect(main).to_contain_text("Run over cases on file")
    expect(main).to_contain_text(re.compile(r"newest \d+ cases of \d+"))
    expect(main).to_contain_text("Due then")
    expect(main).to_contain_text("Begin to collide")
    first.shot_without_leaving("keeper-03-looked-at")
    first.press("Propose the change")
    expect(main).to_contain_text("another person confirms it")
    return page.url.removeprefix(first.instance.url)


def confirm(second: Walker, path: str) -> None:
    """The second keeper sees what it does, and confirms it."""
    page = second.page
    page.goto(path)
    second.shot("keeper-04-proposed")
    second.press("Confirm the change")
    expect(page.locator("main")).to_contain_text("Who has been informed")
    expect(page.locator("main")).to_contain_text("Unified contact centre")


def office_takes_note(browser: Browser, instance: RunningInstance) -> None:
    """Rules 21-1: an officer reads on the work list what changes, and takes note for the office."""
    officer = Walker(browser, instance, iin=OFFICER)
    officer.sign_in()
    page = officer.page
    page.goto("/desk/")
    link = page.get_by_role("link", name="Read what changes and take note")
    once_there(officer, link.count)  # the worker sends it as soon as it comes to it
    officer.shot("officer-01-news")
    link.first.click()
    expect(page.locator("main")).to_contain_text("10 working days")
    officer.shot("officer-02-information")
    officer.press("Take note for the office")
    expect(page.get_by_role("link", name="Read what changes and take note")).to_have_count(0)
    assert officer.troubles == [], officer.troubles


def carried_over(second: Walker, path: str) -> None:
    """On its day the open cases are carried over, and the operator and the contact centre have taken note."""
    page = second.page
    main = page.locator("main")
    page.goto(path)
    done = main.filter(has_text="Carried over into").filter(has_text="Received by 3 of")
    once_there(second, done.count)  # a sweep comes every five seconds
    expect(main).to_contain_text("Carried over into")
    expect(main).to_contain_text("Received by 3 of")
    second.shot("keeper-05-in-force")
