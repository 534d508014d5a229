"""An intended refusal in a real browser: opened, answered, put right, granted after all. And a withdrawal."""

import re

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import beforehand, deciding
from tests.journeys.applying import pay, send_with_gaps
from tests.journeys.deciding import NEXT, desk_case, next_step
from tests.journeys.walking import PDF, Walker, once_came, once_there

OFFICER = "850719499299"
HEAD = "770211499418"
INTENDED = "It is intended to refuse"
TEXT = "The bank was closed last week. I pay today and add the bank's letter."


def test_an_intended_refusal_is_opened_answered_and_put_right_and_the_license_granted_after_all(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 12, List 9(2): the notice, the receipt, the objection, a document, the fee paid late, the grant."""
    before = beforehand.filled_in(ruqsat_instance)
    path, doctor = before.path, before.walks_on(browser, ruqsat_instance)
    send_with_gaps(doctor, path)
    expect(doctor.page.locator("main")).to_contain_text("Pay the license fee")
    beforehand.examined(ruqsat_instance, before.case)
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    announce(officer, path)

    doctor.sign_in()
    told_by_phone(doctor, path, phone=before.doctor.phone)
    open_preliminary(doctor, path)
    object_in_writing(doctor, path)
    add_document(doctor, path)
    pay(doctor, path)
    put_right(doctor, path)

    deciding.prepare(officer, path)
    head = Walker(browser, ruqsat_instance, iin=HEAD)
    head.sign_in()
    deciding.sign(head, path)
    doctor.page.goto(path)
    expect(doctor.page.locator("h1")).to_contain_text("License issued", timeout=60_000)
    for walker in (doctor, officer, head):
        assert walker.troubles == [], walker.troubles


def test_an_application_is_taken_back_and_made_again_with_one_press(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 6: what follows is read, a reason is given, the signature ends the case; nothing has to be typed again."""
    before = beforehand.applied(ruqsat_instance)
    path, doctor = before.path, before.walks_on(browser, ruqsat_instance)
    page = doctor.page
    page.goto(path)
    doctor.follow("Take the application back")
    doctor.shot("hearing-11-withdrawal")
    page.fill("[name=reason]", "I have found work in a clinic.")
    doctor.press("Go on to sign")
    expect(page.locator("main")).to_contain_text("I have found work in a clinic.")
    doctor.shot("hearing-12-withdrawal-sign")
    doctor.sign()
    expect(page.locator("h1")).to_contain_text("You have taken this application back")
    doctor.shot("hearing-13-withdrawn")
    doctor.press("Apply again with the same answers")
    assert page.url.removeprefix(doctor.instance.url) != path
    page.goto(f"{page.url}bank/")
    assert page.input_value("[name=bank]") == "Үлгі Банк"
    assert doctor.troubles == [], doctor.troubles


def announce(officer: Walker, path: str) -> None:
    """Rules 12: the examination is over, the fee is not paid: a refusal is announced on that ground."""
    page = officer.page
    page.goto(desk_case(path))
    once_there(officer, page.locator(NEXT).count)  # the worker puts the seal on the conclusion
    next_step(officer)
    page.locator(".rq-ground input[type=checkbox]").first.check()
    page.locator(".rq-ground textarea").first.fill("The license fee of 43 250 tenge has not come.")
    officer.press("Announce the intended refusal")
    expect(page.locator("main")).not_to_contain_text("There is a problem")


def told_by_phone(doctor: Walker, path: str, *, phone: str) -> None:
    """The SMS came to the phone of the application, and its link leads to the case."""
    page = doctor.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text(INTENDED, timeout=60_000)
    number = re.search(r"KZ75-\d{4}-\d{6}", page.locator("main").inner_text())
    assert number is not None
    link = f"{doctor.instance.url}/to/{number.group()}/"
    text = once_came(doctor, phone=phone, containing=link)
    assert text.startswith("A refusal is intended: List 9(")
    assert "2 working days after this message" in text
    assert text.endswith(link)
    page.goto(link)
    assert page.url == f"{doctor.instance.url}{path}"
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("Your answer is awaited")
    doctor.shot("hearing-01-account")


def open_preliminary(doctor: Walker, path: str) -> None:
    """Rules 12: the message was delivered, so the term runs; read why."""
    page = doctor.page
    page.goto(path)
    once_there(doctor, page.get_by_role("button", name="Read why and answer").count)
    doctor.shot("hearing-02-notice")
    doctor.press("Read why and answer")
    expect(page.locator("main")).to_contain_text("You received the preliminary decision on")
    expect(page.locator("main")).to_contain_text("The license fee of 43 250 tenge has not come.")
    expect(page.locator("main")).to_contain_text("You can object until the end of")
    doctor.shot("hearing-04-preliminary")
    link = page.get_by_role("link", name=re.compile("Preliminary decision with the department")).first
    assert page.request.get(link.get_attribute("href") or "").body().startswith(b"%PDF-")


def object_in_writing(doctor: Walker, path: str) -> None:
    """Rules 12: begun, left, found again as it was, read once more, signed."""
    page = doctor.page
    doctor.press("Object in writing")
    page.fill("[name=text]", TEXT)
    page.goto("/account/")
    page.goto(f"{path}objection/")
    assert page.input_value("[name=text]") == TEXT
    doctor.press("Read it and sign")
    expect(page.locator("main")).to_contain_text(TEXT)
    doctor.shot("hearing-05-objection")
    doctor.sign()
    expect(page.locator("main")).to_contain_text("Your objection is on file since")
    doctor.shot("hearing-06-answered")
    page.goto(f"{path}objection/")
    assert page.input_value("[name=text]") == ""


def add_document(doctor: Walker, path: str) -> None:
    """Rules 13: what shows it goes on file."""
    page = doctor.page
    page.goto(f"{path}add-document/")
    page.get_by_label("Another document in support of your position").check()
    page.locator("input[type=file]").set_input_files(
        {"name": "bank-letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    doctor.press("Add this document")
    expect(page.locator("main")).to_contain_text("bank-letter.pdf")
    doctor.shot("hearing-07-added")


def put_right(doctor: Walker, path: str) -> None:
    """List 9(2): paid, so nothing is left of the intended refusal."""
    page = doctor.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text("What stood in the way has been put right.")
    doctor.shot("hearing-08-put-right")
    page.goto(f"{path}preliminary-decision/")
    expect(page.locator("main")).to_contain_text("The file does not bear out any of these grounds any more.")
    doctor.shot("hearing-09-put-right")
