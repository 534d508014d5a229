"""People who hold a license: what they ask for on it, the short road at the desk, and what becomes of the license."""

import re

from playwright.sync_api import expect

from tests.journeys.applying import at_the_bank, save
from tests.journeys.deciding import NEXT, desk_case, next_step
from tests.journeys.looking import looked_at
from tests.journeys.walking import PDF, Walker, newest_code, once_there


def open_license(walker: Walker) -> str:
    """From the personal account to the page of the license; its number."""
    walker.page.goto("/account/")
    walker.page.locator("main a[href^='/licenses/']").first.click()
    return license_open(walker)


def open_result(walker: Walker, path: str) -> str:
    """From the page of the application to that of the license it led to; its number."""
    walker.page.goto(path)
    walker.press("Open the license")
    return license_open(walker)


def license_open(walker: Walker) -> str:
    """The number of the license whose page is open."""
    expect(walker.page.locator("main")).to_contain_text("What you can ask for")
    return walker.page.url.strip("/").rpartition("/")[2]


def one_click(walker: Walker, button: str) -> str:
    """The button on the page of the license; gives the path of the draft."""
    walker.press(button)
    expect(walker.page.locator("main")).to_contain_text("tasks are done")
    return walker.page.url.removeprefix(walker.instance.url)


def state(walker: Walker, service: str, number: str) -> str:
    """The way in without a license in this register: its number is stated; gives the path of the draft."""
    page = walker.page
    page.goto("/applications/new/")
    page.locator(f"input[name=service][value={service}]").check()
    walker.press("Begin the application")
    path = page.url.removeprefix(walker.instance.url)
    page.goto(f"{path}held/")
    page.fill("[name=number]", number)
    save(walker)
    return path


def consent(walker: Walker, path: str, *, phone: str) -> None:
    """Rules 8: by the code on the phone."""
    page = walker.page
    page.goto(f"{path}consent/")
    page.locator("input[name=choice]").first.check()
    save(walker)
    page.fill("input[name=code]", newest_code(walker, phone=phone))
    save(walker)


def about_oneself(walker: Walker, path: str) -> None:
    """What registers or the last application filled in is only read and saved."""
    page = walker.page
    for section in ("name", "residence"):
        page.goto(f"{path}{section}/")
        save(walker)
    page.goto(f"{path}contacts/")
    if not page.input_value("[name=email]"):
        page.fill("[name=email]", "holder@example.kz")
        page.fill("[name=phone]", "+7 700 000 01 02")
        save(walker)
        page.goto(f"{path}bank/")
        for name, text in {"number": "KZ86125KZT5004100100", "bank": "Үлгі Банк", "location": "Алматы"}.items():
            page.fill(f"[name={name}]", text)
        save(walker)
    page.goto(f"{path}confirmations/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    save(walker)


def on_paper_wanted(walker: Walker, path: str, *, wanted: bool) -> None:
    """Annex 2(5), Annex 3(5)."""
    walker.page.goto(f"{path}paper/")
    walker.page.locator(f"input[name=on_paper][value={'yes' if wanted else 'no'}]").check()
    save(walker)


def attach_what_is_asked_for(walker: Walker, path: str) -> int:
    """Each document that is asked for; how many there were."""
    page = walker.page
    page.goto(f"{path}documents/")
    wanted = page.locator("input[type=file]").count()
    for place in range(wanted):
        page.locator("input[type=file]").nth(place).set_input_files(
            {"name": f"paper-{place}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        with page.expect_navigation():
            page.get_by_role("button", name="Attach this file").nth(place).click()
    page.fill("[name=sheets]", str(wanted))
    page.locator("[name=confirmed]").check()
    save(walker)
    return wanted


def pay(walker: Walker, path: str, *, says: str) -> None:
    """List 6: the fee of the service, on the bank's page."""
    page = walker.page
    page.goto(f"{path}fee/")
    expect(page.locator("main")).to_contain_text(says)
    looked_at(walker, "held-fee")
    at_the_bank(walker)


def submit(walker: Walker, path: str) -> None:
    """Check, sign, be registered."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    looked_at(walker, "held-check")
    page.goto(f"{path}sign/")
    looked_at(walker, "held-sign")
    walker.sign()
    expect(page.locator("main")).to_contain_text(re.compile(r"KZ\d{2}-\d{4}-\d{6}"), timeout=60_000)


def decide_at_once(officer: Walker, path: str) -> None:
    """Rules 19: found complete, and put before the head: nobody is asked, nothing is visited."""
    page = officer.page
    page.goto(desk_case(path))
    once(officer, "Find the documents complete")
    next_step(officer)
    expect(page.locator("main")).to_contain_text("The documents are complete; the decision is to be prepared.")
    expect(page.locator("main")).to_contain_text("None: the application touches neither the premises nor the subtypes.")
    looked_at(officer, "held-desk")
    once(officer, "Prepare the grant")
    next_step(officer)
    expect(page.locator("main")).to_contain_text("What the register says of the license")
    looked_at(officer, "held-prepare")
    officer.press("Put before the authorized person")


def sign(head: Walker, path: str) -> None:
    """Rules 20: the decision is the head's to read and sign."""
    page = head.page
    page.goto(desk_case(path))
    expect(page.locator(NEXT).first).to_contain_text("Read and sign the decision")
    next_step(head)
    for link in page.locator("main ul a[href*='/documents/']").all():
        assert page.request.get(link.get_attribute("href") or "").body().startswith(b"%PDF-")
    looked_at(head, "held-head")
    head.sign()
    expect(page.locator("body")).to_contain_text("The decision is signed")


def result(walker: Walker, path: str, *, says: str) -> None:
    """Rules 20: what came of it stands on the page of the application, and its sealed PDF opens."""
    page = walker.page
    page.goto(path)
    link = page.get_by_role("link", name=re.compile("PDF"))
    expect(page.locator("h1")).to_have_text(says, timeout=60_000)
    assert page.request.get(link.last.get_attribute("href") or "").body().startswith(b"%PDF-")
    looked_at(walker, "held-result")


def register_says(walker: Walker, number: str, *said: str) -> None:
    """Rules 2(1): what anybody reads of this number in the public register."""
    page = walker.page
    page.goto(f"/check/{number}/")
    for words in said:
        expect(page.locator("main")).to_contain_text(words)
    looked_at(walker, "held-check")


def once(walker: Walker, button: str) -> None:
    """Registers answer behind the page: look again until the step is there."""
    once_there(walker, walker.page.get_by_role("button", name=button, exact=True).count)
