"""An individual's application, page by page, as far as the signature."""

import re

from playwright.sync_api import expect

from tests.journeys.walking import PDF, Walker, newest_code, once_there

PHONE = "+77000000101"


def apply(walker: Walker) -> str:
    """From "start" to a signed application; gives the path of the case."""
    path = begin(walker)
    consent(walker, path)
    fill(walker, path)
    attach(walker, path)
    pay(walker, path)
    submit(walker, path)
    return path


def begin(walker: Walker) -> str:
    """For oneself; gives the path of the draft, which becomes that of the case."""
    page = walker.page
    page.goto("/applications/new/")
    walker.shot("applicant-01-new")
    if page.locator("input[name=service]").count():
        page.locator("input[name=service]").first.check()
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()
    path = page.url.removeprefix(walker.instance.url)
    walker.shot("applicant-02-tasks")
    return path


def consent(walker: Walker, path: str) -> None:
    """Choose what to do, then let the registers be asked: the code comes to the phone registered on the portal."""
    page = walker.page
    page.goto(f"{path}activity/")
    for place in (0, 2):
        page.locator("input[name=subtypes]").nth(place).check()
    save(walker)
    page.goto(f"{path}consent/")
    walker.shot("applicant-03-consent")
    page.locator("input[name=choice]").first.check()
    save(walker)
    page.fill("input[name=code]", newest_code(walker, phone=PHONE))
    save(walker)


def fill(walker: Walker, path: str) -> None:
    """What the registers know is there already; the rest is typed."""
    page = walker.page
    page.goto(f"{path}name/")
    expect(page.locator("main")).to_contain_text("1994")
    expect(page.locator("main")).to_contain_text("From:")
    walker.shot("applicant-04-name")
    save(walker)
    page.goto(f"{path}residence/")
    assert page.input_value("input[name=street]") != ""
    save(walker)
    typed = {
        "contacts": {"email": "aizhan@example.kz", "phone": "+7 700 000 01 01"},
        "bank": {"number": "KZ86125KZT5004100100", "bank": "Үлгі Банк", "location": "Алматы"},
        "facility": {
            "postal_code": "050040",
            "city": "Алматы",
            "district": "Бостандық ауданы",
            "street": "Тәжірибе көшесі",
            "building": "5",
        },
    }
    for section, fields in typed.items():
        page.goto(f"{path}{section}/")
        for name, text in fields.items():
            page.fill(f"[name={name}]", text)
        if section == "facility":
            page.select_option("[name=region]", "75")
        walker.shot_without_leaving(f"applicant-04-{section}")
        save(walker)
    page.goto(f"{path}qualification/")
    assert page.input_value("[name=graduated_in]") == "2018"
    save(walker)
    page.goto(f"{path}requirements/")
    for place in page.locator("main textarea").all():
        place.fill("Available and in order.")
    save(walker)
    page.goto(f"{path}paper/")
    page.locator("input[name=on_paper][value=no]").check()
    save(walker)
    page.goto(f"{path}confirmations/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    save(walker)


def attach(walker: Walker, path: str) -> None:
    """The one document that no register has."""
    page = walker.page
    page.goto(f"{path}documents/")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "training.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    walker.press("Attach this file")
    expect(page.locator("main")).to_contain_text("training.pdf")
    walker.shot("applicant-05-documents")
    page.fill("[name=sheets]", "1")
    page.locator("[name=confirmed]").check()
    walker.press("Save and go on")


def pay(walker: Walker, path: str) -> None:
    """Ten monthly calculation indices, on the bank's page."""
    page = walker.page
    page.goto(f"{path}fee/")
    expect(page.locator("main")).to_contain_text("43")
    walker.shot("applicant-06-fee")
    at_the_bank(walker)


def at_the_bank(walker: Walker) -> None:
    """Rules 5: on the payment page, and back: the bank's word has come, or is looked for again."""
    page = walker.page
    walker.press("Pay on the payment page")
    with page.expect_navigation():
        page.get_by_role("button", name="Pay").first.click()
    once_there(walker, page.get_by_text("The license fee is paid").count)


def submit(walker: Walker, path: str) -> None:
    """Check every answer, sign, and be registered."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    expect(page.locator("main")).to_contain_text("KZ86125KZT5004100100")
    walker.shot("applicant-07-check-answers")
    page.goto(f"{path}sign/")
    walker.shot("applicant-08-sign")
    walker.sign()


def send_with_gaps(walker: Walker, path: str) -> None:
    """What is missing and what that may lead to is read, and the application sent all the same; it is registered."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    page.locator("#gaps input[type=checkbox]").check()
    walker.press("Go on to sign")
    walker.sign()
    expect(page.locator("main")).to_contain_text(re.compile(r"KZ75-\d{4}-\d{6}"), timeout=60_000)


def save(walker: Walker) -> None:
    """Press the page's main button; nothing may be wrong with what was typed."""
    with walker.page.expect_navigation():
        walker.page.locator("main form button.govuk-button:not(.govuk-button--secondary)").first.click()
    expect(walker.page.locator(".govuk-error-summary")).to_have_count(0)
