"""A license reissued in a new name: what the registers already prove is not asked for, and the decision follows."""

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys.applying import save
from tests.journeys.holding import (
    about_oneself,
    attach_what_is_asked_for,
    awaits_the_head,
    consent,
    decide_at_once,
    looked_at,
    on_paper,
    pay,
    state,
    submit,
)
from tests.journeys.walking import Walker

PEDIATRICIAN, PHONE = "901128499092", "+77000000103"
OFFICER = "890214399571"
HEAD = "751122499651"
ANNEX = {"postal_code": "010098", "city": "Астана", "street": "улица Примерная", "building": "14"}


def test_a_license_in_a_maiden_name_is_reissued_without_a_copy_of_the_document(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Permits 33(1), List 8(2), List 6(2), Rules 19: the register of names shows the change; three working days."""
    doctor = Walker(browser, ruqsat_instance, iin=PEDIATRICIAN)
    doctor.sign_in()
    path = state(doctor, "reissue", "18009903")
    page = doctor.page
    page.goto(f"{path}ground/")
    looked_at(doctor, "reissue-01-ground")
    page.locator("input[name=ground][value='Permits 33(1)']").check()
    save(doctor)
    consent(doctor, path, phone=PHONE)
    page.goto(f"{path}papers/")
    for paper in ("license", "001"):
        page.locator(f"input[name=papers][value='{paper}']").check()
    save(doctor)
    page.goto(f"{path}change/")
    assert page.input_value("[name=now]") == "Тестова Вера Пробовна"
    for part, text in (("day", "14"), ("month", "9"), ("year", "2019")):
        page.fill(f"[name=changed_on_{part}]", text)
    looked_at(doctor, "reissue-02-change")
    save(doctor)
    page.goto(f"{path}annexes/")
    for name, text in ANNEX.items():
        page.fill(f"[name={name}_001]", text)
    page.select_option("[name=region_001]", "71")
    page.locator("input[name=subtypes_001]").first.check()
    looked_at(doctor, "reissue-03-annexes")
    save(doctor)
    about_oneself(doctor, path)
    on_paper(doctor, path, wanted=True)
    assert attach_what_is_asked_for(doctor, path) == 0
    pay(doctor, path, says="10 % of the rate")
    submit(doctor, path)
    expect(page.locator("main")).to_contain_text("Reissue of the license or annex, license 18009903")

    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    decide_at_once(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    awaits_the_head(head, path)
    for walker in (doctor, officer, head):
        assert walker.troubles == [], walker.troubles
