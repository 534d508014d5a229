"""Rules 8: an employee answers on her own phone by link and code; who consented sees the ledger and takes it back."""

import re

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import clinic
from tests.journeys.applying import save
from tests.journeys.looking import looked_at
from tests.journeys.specialists import CARDIOLOGIST, CARDIOLOGISTS_PHONE
from tests.journeys.walking import Walker, once_came, once_there


def test_an_employee_answers_on_her_phone_and_the_head_takes_her_consent_back(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 8, List 9(8): no session and no key for the employee; a word of warning before the withdrawal."""
    head = Walker(browser, ruqsat_instance, iin=clinic.HEAD_OF_CLINIC)
    head.sign_in()
    path = clinic.begin(head)
    clinic.consent(head, path)
    head.page.goto(f"{path}entity/")
    save(head)
    asks(head, path)

    sms = once_came(head, phone=CARDIOLOGISTS_PHONE, containing="/my-consent/")
    employee = Walker(browser, ruqsat_instance, iin=CARDIOLOGIST)
    answers(employee, sms)
    head.page.goto(f"{path}specialists/")
    expect(head.page.locator("main")).to_contain_text("Refused")

    takes_back(head)
    sees_it_without_the_head(employee)
    for walker in (head, employee):
        assert walker.troubles == []


def asks(walker: Walker, path: str) -> None:
    """Of the cardiologist only who she is."""
    page = walker.page
    page.goto(f"{path}specialists/add/")
    for name, text in {"iin": CARDIOLOGIST, "last": "Макетова", "first": "Сания"}.items():
        page.fill(f"[name={name}]", text)
    walker.press("Keep this specialist")
    page.goto(f"{path}specialists/")
    walker.press("Ask for consent Макетова Сания")
    sent = page.get_by_text("an SMS with a link went to the phone")
    once_there(walker, sent.count)
    looked_at(walker, "consents-01-asked-for")


def answers(walker: Walker, sms: str) -> None:
    """On a narrow phone: who asks, what follows, yes and no alike; she refuses."""
    page, link = walker.page, re.search(r"/my-consent/[\w-]+/", sms)
    assert link is not None
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(link[0])
    main = page.locator("main")
    expect(main).to_contain_text("«Үлгі Клиника» ЖШС asks for your consent")
    expect(main).to_contain_text("for you nothing else follows")
    yes, no = (page.get_by_role("button", name=name).bounding_box() for name in ("I consent", "I refuse"))
    assert yes is not None
    assert no is not None
    assert (yes["height"], abs(yes["width"] - no["width"]) < 30) == (no["height"], True)
    walker.shot("consents-02-link")
    looked_at(walker, "consents-02-link")
    page.fill("input[name=code]", sms[:6])
    walker.press("I refuse")
    expect(main).to_contain_text("You refused on")
    looked_at(walker, "consents-03-refused")


def takes_back(walker: Walker) -> None:
    """The head's ledger: what was asked on her consent, and what follows when she takes it back."""
    page = walker.page
    page.goto("/account/")
    walker.follow("Consents and inquiries about you")
    main = page.locator("main")
    expect(main).to_contain_text("In force")
    expect(main).to_contain_text("Inquiries made on it")
    page.locator("summary").first.click()
    looked_at(walker, "consents-04-ledger")
    walker.shot("consents-04-ledger")
    walker.follow("Take this consent back")
    expect(main).to_contain_text("What follows")
    looked_at(walker, "consents-05-withdraw")
    walker.press("Take the consent back")
    expect(page.locator("body")).to_contain_text("Your consent is withdrawn")
    expect(main).to_contain_text("Taken back")
    looked_at(walker, "consents-06-withdrawn")


def sees_it_without_the_head(walker: Walker) -> None:
    """The employee's own account, with her key: what she refused, whatever else she said on other trails."""
    walker.page.set_viewport_size({"width": 1280, "height": 900})
    walker.sign_in()
    walker.page.goto("/consents/")
    expect(walker.page.locator("main")).to_contain_text("Consents that you refused")
    expect(walker.page.locator("main")).to_contain_text("«Үлгі Клиника» ЖШС")
    looked_at(walker, "consents-07-employee")
