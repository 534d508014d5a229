"""A duplicate of an annex issued on paper years ago, from the personal account to the register."""

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys.applying import save
from tests.journeys.holding import (
    about_oneself,
    consent,
    decide_at_once,
    open_license,
    pay,
    register_says,
    result,
    sign,
    state,
    submit,
)
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker

DENTIST, PHONE = "810203399051", "+77000000102"
OFFICER = "850719499299"
HEAD = "770211499418"
OLD = "13009902"


def test_a_damaged_annex_is_asked_anew_and_its_duplicate_stands_in_the_register(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 19, List 8(3), List 6(3): the number is stated, the register says what was on paper; issued."""
    dentist = Walker(browser, ruqsat_instance, iin=DENTIST)
    dentist.sign_in()
    path = state(dentist, "duplicate", OLD)
    consent(dentist, path, phone=PHONE)
    page = dentist.page
    page.goto(f"{path}papers/")
    looked_at(dentist, "duplicate-01-papers")
    page.locator("input[name=papers][value='002']").check()
    save(dentist)
    page.goto(f"{path}loss/")
    looked_at(dentist, "duplicate-02-loss")
    page.locator("input[name=loss][value=damaged]").check()
    save(dentist)
    about_oneself(dentist, path)
    page.goto(path)
    looked_at(dentist, "duplicate-03-tasks")
    pay(dentist, path, says="100 % of the rate")
    submit(dentist, path)
    expect(page.locator("main")).to_contain_text(f"Duplicate of the license or annex, license {OLD}")
    looked_at(dentist, "duplicate-04-progress")

    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    officer.page.goto("/desk/")
    expect(officer.page.locator("main")).to_contain_text("Duplicate of a license or annex")
    decide_at_once(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    sign(head, path)

    result(dentist, path, says="Duplicate issued")
    assert open_license(dentist) == OLD
    expect(page.locator("main")).to_contain_text("Duplicate issued")
    register_says(dentist, OLD, "The license is valid today", "Duplicates issued")
    for walker in (dentist, officer, head):
        assert walker.troubles == [], walker.troubles
