"""A license is reissued: on a new name with the paper original given back, and on an address that changed on paper."""

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import beforehand, on_paper
from tests.journeys.applying import save
from tests.journeys.deciding import case_id
from tests.journeys.holding import (
    about_oneself,
    attach_what_is_asked_for,
    consent,
    decide_at_once,
    on_paper_wanted,
    one_click,
    open_license,
    open_result,
    pay,
    register_says,
    result,
    sign,
    state,
    submit,
)
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker

PEDIATRICIAN, PHONE = "901128499092", "+77000000103"
OFFICER, HEAD = "890214399571", "751122499651"
OLD = "18009903"
ANNEX = {"postal_code": "010098", "city": "Астана", "street": "улица Примерная", "building": "14"}
NEW_ADDRESS = {"postal_code": "050040", "city": "Алматы", "street": "Перенумерованная көшесі", "building": "9"}


def test_a_license_in_a_maiden_name_is_reissued_and_the_paper_original_comes_back(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """
    Permits 33(1), List 8(2), List 6(2), Rules 19: the register of names shows the change; three working days.

    Annex 2(5), Rules 2(1): new papers are handed over, the earlier come back, the old number leads to the new.
    """
    doctor = Walker(browser, ruqsat_instance, iin=PEDIATRICIAN)
    doctor.sign_in()
    path = asked_in_a_new_name(doctor)
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    decide_at_once(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    sign(head, path)

    result(doctor, path, says="Reissued")
    on_paper.told_where_and_when(doctor, path)
    on_paper.give_back(officer, path, note="whole, ЛП 0012345")
    on_paper.hand_over(officer, path, to="Тестова Вера Пробовна", license="АА 0000001", **{"001": "АА 0000002"})
    on_paper.told_that_it_is_done(doctor, path, "АА 0000001", "АА 0000002")
    new = open_result(doctor, path)
    expect(doctor.page.locator("main")).to_contain_text("blank АА 0000001")
    register_says(doctor, OLD, "was issued before this register", f"license {new} stands in its place")
    register_says(doctor, new, "The license is valid today", "Issued in the place of", OLD, "Тестова Вера Пробовна")
    for walker in (doctor, officer, head):
        troubles = [one for one in walker.troubles if "404" not in one]  # of a number that is not in the register
        assert troubles == [], troubles


def test_an_address_that_changed_on_paper_is_one_click_from_the_license(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Permits 33(6), List 8(2), Rules 2(1): the copy on the change is attached, no visit; the old one is superseded."""
    somebody = beforehand.licensed(ruqsat_instance)
    doctor = Walker(browser, ruqsat_instance, iin=somebody.iin)
    doctor.sign_in()
    old = open_license(doctor)
    path = asked_at_a_new_address(doctor, phone=somebody.phone)
    beforehand.granted_at_once(ruqsat_instance, case_id(path))
    result(doctor, path, says="Reissued")
    new = open_result(doctor, path)
    assert new != old
    expect(doctor.page.locator("main")).to_contain_text("Перенумерованная көшесі")
    register_says(doctor, old, "The license is not valid", "Replaced by", new)
    register_says(doctor, new, "The license is valid today", "Issued in the place of", old, "Перенумерованная көшесі")
    assert doctor.troubles == [], doctor.troubles


def asked_in_a_new_name(doctor: Walker) -> str:
    """The application for what she holds on paper in her maiden name; its path."""
    path = state(doctor, "reissue", OLD)
    page = doctor.page
    page.goto(f"{path}ground/")
    looked_at(doctor, "reissue-01-ground")
    page.locator("input[name=ground][value='Permits 33(1)']").check()
    save(doctor)
    consent(doctor, path, phone=PHONE)
    choose_papers(doctor, path)
    page.goto(f"{path}change/")
    assert page.input_value("[name=now]") == "Тестова Вера Пробовна"
    since(doctor, day=14, month=9, year=2019)
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
    on_paper_wanted(doctor, path, wanted=True)
    assert attach_what_is_asked_for(doctor, path) == 0
    pay(doctor, path, says="10 % of the rate")
    submit(doctor, path)
    expect(page.locator("main")).to_contain_text(f"Reissue of the license or annex, license {OLD}")
    return path


def asked_at_a_new_address(doctor: Walker, *, phone: str) -> str:
    """From the page of the license: what this register knows is there, what changed is said; the path."""
    path = one_click(doctor, "Reissue")
    page = doctor.page
    page.goto(f"{path}ground/")
    page.locator("input[name=ground][value='Permits 33(6)']").check()
    save(doctor)
    consent(doctor, path, phone=phone)
    choose_papers(doctor, path)
    page.goto(f"{path}change/")
    assert page.input_value("[name=before]") != ""
    page.fill("[name=now]", "050040, Алматы, Перенумерованная көшесі, 9")
    since(doctor, day=2, month=3, year=2026)
    save(doctor)
    page.goto(f"{path}annexes/")
    for name, text in NEW_ADDRESS.items():
        page.fill(f"[name={name}_001]", text)
    page.select_option("[name=region_001]", "75")
    save(doctor)
    about_oneself(doctor, path)
    on_paper_wanted(doctor, path, wanted=False)
    assert attach_what_is_asked_for(doctor, path) == 1
    pay(doctor, path, says="10 % of the rate")
    submit(doctor, path)
    return path


def choose_papers(doctor: Walker, path: str) -> None:
    """List 8(2): the license and its annex."""
    doctor.page.goto(f"{path}papers/")
    for paper in ("license", "001"):
        doctor.page.locator(f"input[name=papers][value='{paper}']").check()
    save(doctor)


def since(doctor: Walker, **parts: int) -> None:
    """The day of the change."""
    for part, number in parts.items():
        doctor.page.fill(f"[name=changed_on_{part}]", str(number))
