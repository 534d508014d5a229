"""An annex for a further facility, one click from the license in the personal account, and stands in the register."""

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import beforehand, deciding
from tests.journeys.applying import save
from tests.journeys.holding import (
    about_oneself,
    attach_what_is_asked_for,
    consent,
    on_paper_wanted,
    one_click,
    open_license,
    register_says,
    result,
    sign,
    submit,
)
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker

OFFICER = "850719499299"
HEAD = "770211499418"
FACILITY = {"postal_code": "050040", "city": "Алматы", "street": "Тәжірибе көшесі", "building": "5"}


def test_an_annex_is_one_click_from_the_license_and_stands_beside_the_first_one(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """List 8(1), Rules 10, Rules 19, List 6: what is known is filled in, no fee; approved and visited."""
    somebody = beforehand.licensed(ruqsat_instance)
    doctor = Walker(browser, ruqsat_instance, iin=somebody.iin)
    doctor.sign_in()
    number = open_license(doctor)
    expect(doctor.page.locator("main")).to_contain_text("was issued on paper")
    looked_at(doctor, "annex-01-license")
    path = one_click(doctor, "Add an annex")
    expect(doctor.page.locator("main")).not_to_contain_text("Pay the license fee")
    looked_at(doctor, "annex-02-tasks")
    fill(doctor, path, phone=somebody.phone)
    submit(doctor, path)
    expect(doctor.page.locator("main")).to_contain_text(f"Annex to the license, license {number}")

    beforehand.examined(ruqsat_instance, deciding.case_id(path))
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    deciding.prepare(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    sign(head, path)

    doctor.sign_in()
    result(doctor, path, says="Annex issued")
    assert open_license(doctor) == number
    expect(doctor.page.locator("main")).to_contain_text("Annex 002")
    register_says(doctor, number, "The license is valid today", "Annex 001", "Annex 002", "Тәжірибе көшесі, 5")
    for walker in (doctor, officer, head):
        assert walker.troubles == [], walker.troubles


def fill(walker: Walker, path: str, *, phone: str) -> None:
    """What is new: the subtypes, the premises, the work; the rest is there."""
    page = walker.page
    page.goto(f"{path}activity/")
    page.locator("input[name=subtypes]").nth(2).check()
    save(walker)
    consent(walker, path, phone=phone)
    about_oneself(walker, path)
    page.goto(f"{path}facility/")
    for name, text in FACILITY.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=region]", "75")
    save(walker)
    page.goto(f"{path}qualification/")
    save(walker)
    page.goto(f"{path}requirements/")
    for place in page.locator("main textarea").all():
        place.fill("Available and in order.")
    save(walker)
    on_paper_wanted(walker, path, wanted=False)
    attach_what_is_asked_for(walker, path)
