"""An annex for a further facility, one click from the license in the personal account, as far as the decision."""

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import deciding
from tests.journeys.applying import save
from tests.journeys.holding import (
    Newcomer,
    about_oneself,
    attach_what_is_asked_for,
    awaits_the_head,
    consent,
    doctor_with_a_license,
    looked_at,
    on_paper,
    once,
    one_click,
    open_license,
    submit,
)
from tests.journeys.walking import Walker

OFFICER = "850719499299"
APPROVER = "870512399499"
INSPECTOR = "910830399379"
HEAD = "770211499418"
FACILITY = {"postal_code": "050040", "city": "Алматы", "street": "Тәжірибе көшесі", "building": "5"}


def test_an_annex_is_one_click_from_the_license_and_is_examined_like_a_first_one(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """List 8(1), Rules 10, Rules 19, List 6: what is known is filled in, no fee; approved and visited."""
    somebody = doctor_with_a_license(ruqsat_instance)
    doctor = Newcomer(browser, ruqsat_instance, iin=somebody.iin)
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

    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    officer.page.goto(deciding.desk_case(path))
    once(officer, "Find the documents complete")
    deciding.next_step(officer)
    deciding.next_step(officer)
    deciding.next_step(officer)
    officer.page.locator("input[name=inspector]").first.check()
    with officer.page.expect_navigation():
        officer.page.locator("main form button.govuk-button").first.click()
    officer.page.goto(deciding.desk_case(path))
    expect(officer.page.locator("main")).to_contain_text("The notice of the visit was sent", timeout=60_000)
    approver = Walker(browser, ruqsat_instance, iin=APPROVER)
    approver.sign_in()
    deciding.approve(approver, path)
    inspector = Walker(browser, ruqsat_instance, iin=INSPECTOR)
    inspector.sign_in()
    deciding.visit(inspector, path)
    officer.sign_in()
    deciding.prepare(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    awaits_the_head(head, path)
    for walker in (doctor, officer, approver, inspector, head):
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
    on_paper(walker, path, wanted=False)
    attach_what_is_asked_for(walker, path)
