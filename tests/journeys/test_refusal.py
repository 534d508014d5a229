"""Two refusals in a real browser, the office's side of them: of further consideration, and of the license."""

import re

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import beforehand
from tests.journeys.applying import save, send_with_gaps
from tests.journeys.deciding import NEXT, desk_case, next_step
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker, come_to_the_morning, once_there, out_of_reach

OFFICER = "850719499299"
HEAD = "770211499418"
DEPUTY = "831006499459"
COURT = "Specialized inter-district court of Almaty"


def test_an_incomplete_application_is_not_considered_further(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 9: what is missing is named with its clause, the head signs, the office seals, the applicant reads it."""
    before = beforehand.prepared(ruqsat_instance)
    path, doctor = before.path, before.walks_on(browser, ruqsat_instance)
    take_document_back(doctor, path)
    send_with_gaps(doctor, path)
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    refuse_consideration(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    sign(head, path, done="The refusal of consideration is signed.")
    ended(officer, path, how="A refusal of further consideration")
    doctor.page.goto(path)
    expect(doctor.page.locator("h1")).to_contain_text("The application is not considered further", timeout=60_000)
    for walker in (doctor, officer, head):
        assert walker.troubles == [], walker.troubles


def test_a_negative_approval_is_announced_heard_and_refused_on_the_third_working_day(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 11, Rules 12, List 9(4), Rules 20: announced, opened, objected to twice, prepared, signed by the deputy."""
    before = beforehand.applied(ruqsat_instance)
    beforehand.not_approved(ruqsat_instance, before.case, reasons="The premises have no hot water.")
    path = before.path
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    record_and_set_aside(officer, path)
    with out_of_reach(ruqsat_instance, before.doctor.phone, before.doctor.email):
        announce(officer, path)
        doctor = before.walks_on(browser, ruqsat_instance)
        object_in_writing(doctor, path)
    keep_protocol(officer, path)
    prepare_refusal(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    not_yet(head, path)
    come_to_the_morning(ruqsat_instance, days=10)  # three working days, whatever weekend or holiday lies between
    deputy = Walker(browser, ruqsat_instance, iin=DEPUTY)
    deputy.sign_in()
    sign(deputy, path, done="The refusal is signed.")
    officer.sign_in()
    ended(officer, path, how="A refusal of the license")
    doctor.sign_in()
    doctor.page.goto(path)
    expect(doctor.page.locator("h1")).to_contain_text("refused", timeout=60_000)
    for walker in (doctor, officer, head, deputy):
        assert walker.troubles == [], walker.troubles


def take_document_back(doctor: Walker, path: str) -> None:
    """The one document that no register has is removed again."""
    page = doctor.page
    page.goto(f"{path}documents/")
    doctor.press("Remove document-1.pdf")
    page.fill("[name=sheets]", "0")
    save(doctor)


def refuse_consideration(officer: Walker, path: str) -> None:
    """Rules 9: as soon as every register has answered, what is missing stands there, ticked and reasoned."""
    page = officer.page
    page.goto(desk_case(path))
    link = page.get_by_role("button", name="Refuse further consideration")
    once_there(officer, link.count)
    looked_at(officer, "refusal-01-case")
    with page.expect_navigation():
        link.click()
    expect(page.locator("main")).to_contain_text("Only until the end of")
    assert page.locator("input[name=items]:checked").count() == page.locator("input[name=items]").count() == 1
    looked_at(officer, "refusal-02-refuse-consideration")
    officer.press("Put before the authorized person")
    expect(page.locator("body")).to_contain_text("The refusal of consideration is before the authorized person.")


def sign(head: Walker, path: str, *, done: str) -> None:
    """Rules 9, 20: read the very PDF, sign the statement that names it."""
    page = head.page
    page.goto(desk_case(path))
    head.shot(f"refusal-03-head-{head.iin}")
    next_step(head)
    expect(page.locator("main")).to_contain_text(re.compile(r"[0-9a-f]{64}"))
    link = page.get_by_role("link", name=re.compile(r"[Rr]efusal.* \(PDF")).first
    assert page.request.get(link.get_attribute("href") or "").body().startswith(b"%PDF-")
    looked_at(head, f"refusal-04-sign-{head.iin}")
    head.sign()
    expect(page.locator("body")).to_contain_text(done)


def ended(officer: Walker, path: str, *, how: str) -> None:
    """What ended the case, and the sealed paper to open."""
    page = officer.page
    page.goto(desk_case(path))
    link = page.locator("#ended ~ dl a", has_text=re.compile(r"[Rr]efusal.* \(PDF"))
    once_there(officer, link.count)
    expect(page.locator("main")).to_contain_text(how)
    assert page.request.get(link.first.get_attribute("href") or "").body().startswith(b"%PDF-")
    looked_at(officer, f"refusal-05-{how.replace(' ', '-').lower()}")


def record_and_set_aside(officer: Walker, path: str) -> None:
    """List 9(5), APPC 73: a court's act is recorded, and set aside because it concerns somebody else."""
    page = officer.page
    page.goto(desk_case(path))
    officer.follow("Record a court's act")
    page.locator("input[name=ground]").nth(1).check()
    page.fill("[name=court]", COURT)
    page.fill("[name=number]", "7599-26-00-2/99")
    for part, text in (("day", "2"), ("month", "3"), ("year", "2026")):
        page.fill(f"[name=dated_{part}]", text)
    officer.shot_without_leaving("refusal-11-court-act")
    officer.press("Record the court's act")
    expect(page.locator("main")).to_contain_text(COURT)
    officer.follow("Set this finding aside")
    page.fill("[name=reason]", "The act concerns another person of the same name.")
    officer.press("Set the finding aside")
    expect(page.locator("main")).to_contain_text("Set aside because: The act concerns another person")


def announce(officer: Walker, path: str) -> None:
    """Rules 12: the ground with the fact that bears it out; then sealed and sent by the worker."""
    page = officer.page
    page.goto(desk_case(path))
    next_step(officer)
    expect(page.locator("main")).to_contain_text("The premises have no hot water.")
    looked_at(officer, "refusal-12-announce")
    page.fill("[name=text_4]", "There is no hot water on the premises, so they are not approved.")
    officer.press("Announce the intended refusal")
    once_there(officer, page.get_by_role("link", name="Record a receipt by other means").count)
    looked_at(officer, "refusal-13-sent")
    officer.follow("Record a receipt by other means")
    looked_at(officer, "refusal-14-receipt")


def object_in_writing(doctor: Walker, path: str) -> None:
    """Rules 12: opened in the account, which is the receipt; answered at once."""
    page = doctor.page
    page.goto(f"{path}preliminary-decision/")
    doctor.press("Open the preliminary decision")
    expect(page.locator("main")).to_contain_text("There is no hot water on the premises")
    doctor.press("Object in writing")
    page.fill("[name=text]", "The hot water works again since Monday.")
    doctor.press("Read it and sign")
    doctor.sign()
    expect(page.locator("main")).to_contain_text("Your objection is on file since")


def keep_protocol(officer: Walker, path: str) -> None:
    """APPC 74: what the doctor also said by word, set as PDF, read and signed by the officer."""
    page = officer.page
    page.goto(desk_case(path))
    expect(page.locator("main")).to_contain_text("The hot water works again since Monday.")
    expect(page.locator("main")).to_contain_text("Ask the approving body once more")
    officer.follow("Keep a protocol of what the applicant said")
    page.fill("[name=place]", "Room 5")
    page.fill("[name=text]", "The applicant asks to look at the boiler.")
    officer.shot_without_leaving("refusal-15-protocol")
    officer.press("Read the protocol and sign")
    looked_at(officer, "refusal-16-protocol-sign")
    officer.sign()
    expect(page.locator("main")).to_contain_text("The applicant asks to look at the boiler.")


def prepare_refusal(officer: Walker, path: str) -> None:
    """List 9, Rules 20: the ground that was announced and still stands, beside what the applicant said."""
    page = officer.page
    page.goto(desk_case(path))
    with page.expect_navigation():
        page.get_by_role("button", name="Prepare the refusal").click()
    expect(page.locator("main")).to_contain_text("The head may sign from")
    assert page.input_value("[name=text_4]") == "There is no hot water on the premises, so they are not approved."
    looked_at(officer, "refusal-17-prepare")
    page.fill("[name=note]", "The boiler was looked at: it does not work.")
    officer.press("Put before the authorized person")
    expect(page.locator("body")).to_contain_text("The refusal is before the authorized person.")


def not_yet(head: Walker, path: str) -> None:
    """Rules 12: before the third working day there is no button, and the page says from when."""
    page = head.page
    page.goto(desk_case(path))
    expect(page.locator("main")).to_contain_text("less than 3 working days ago")
    expect(page.locator("main")).to_contain_text("Possible from")
    assert page.locator(NEXT).count() == 0
    looked_at(head, "refusal-18-not-yet")
