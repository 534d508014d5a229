"""A keeper enters a subtype and a point of the requirements, another confirms; from their day on they are asked."""

from datetime import date, timedelta

from playwright.sync_api import Browser, Locator, expect

from tests.instance import RunningInstance
from tests.journeys.applying import begin, save
from tests.journeys.looking import wrong_with
from tests.journeys.walking import Walker, move_clock, now

DOCTOR = "940517499011"
BAYAN, IGOR = "780520499737", "850311499776"
NAMES = {"kk": "Хоспис көмегі", "ru": "Хосписная помощь", "en": "Hospice care"}
POINT = {
    "code": "hospice_beds",
    "ref": "Rules 15",
    **{"kk": "Хоспис төсектері бар", "ru": "Есть койки хосписа", "en": "There are hospice beds"},
    **{"hint_kk": "Саны сәйкес.", "hint_ru": "Число совпадает.", "hint_en": "Their number agrees."},
}


def test_what_the_keepers_entered_is_asked_from_its_day(browser: Browser, ruqsat_instance: RunningInstance) -> None:
    """Annex 2(4), Rules 15."""
    first = Walker(browser, ruqsat_instance, iin=BAYAN)
    first.sign_in()
    since = now(ruqsat_instance).date() + timedelta(days=1)
    subtype = proposed_subtype(first, since)
    second = Walker(browser, ruqsat_instance, iin=IGOR)
    second.sign_in()
    confirmed(second, subtype)
    confirmed(second, proposed_point(first, since))

    doctor = Walker(browser, ruqsat_instance, iin=DOCTOR)
    doctor.sign_in()
    path = begin(doctor)
    doctor.page.goto(f"{path}activity/")
    expect(doctor.page.locator("input[value=hospice_care]")).to_have_count(0)

    move_clock(ruqsat_instance, days=1)
    doctor.sign_in()
    doctor.page.goto(f"{path}activity/")
    doctor.page.locator("input[value=hospice_care]").check()
    save(doctor)
    doctor.page.goto(f"{path}requirements/")
    expect(doctor.page.locator("main")).to_contain_text("There are hospice beds")
    doctor.shot_without_leaving("lists-08-asked")
    for walker in (first, second, doctor):
        assert walker.troubles == [], walker.troubles


def proposed_subtype(keeper: Walker, since: date) -> str:
    """The page of the change, once it was looked at and proposed."""
    page = keeper.page
    page.goto("/committee/activities/")
    keeper.shot("lists-01-activities")
    assert wrong_with(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    keeper.follow("Enter a subtype or speciality")
    page.locator("input[name=what][value=subtype]").check()
    page.fill("[name=code]", "hospice_care")
    for language, name in NAMES.items():
        page.fill(f"[name={language}]", name)
    page.locator("input[name=specialities][value=nursing]").check()
    return proposed(keeper, since, name="lists-02-subtype")


def proposed_point(keeper: Walker, since: date) -> str:
    """The page of the change, once it was looked at and proposed."""
    page = keeper.page
    page.goto("/committee/requirements/enter/")
    for field, text in POINT.items():
        page.fill(f"[name={field}]", text)
    page.locator("input[name=subtypes][value=hospice_care]").check()
    return proposed(keeper, since, name="lists-03-point")


def proposed(keeper: Walker, since: date, *, name: str) -> str:
    """Look at the change, then propose it."""
    page = keeper.page
    type_day(page.locator("main"), since)
    page.fill("[name=basis]", "Order of the Minister of Health No. 99-8")
    keeper.press("Look at what it does")
    expect(page.locator("main")).to_contain_text("What it touches")
    keeper.shot_without_leaving(name)
    assert wrong_with(page) == []
    keeper.shot_without_leaving(f"{name}-narrow")
    page.set_viewport_size({"width": 1280, "height": 900})
    keeper.press("Propose the change")
    return page.url


def confirmed(keeper: Walker, change: str) -> None:
    """The second person reads and confirms it."""
    keeper.page.goto(change)
    keeper.press("Confirm the change")
    expect(keeper.page.locator("body")).to_contain_text("The change is confirmed. It stands from now on.")


def type_day(within: Locator, day: date) -> None:
    """Three numbers."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        within.locator(f"[name=since_{part}]").fill(str(value))
