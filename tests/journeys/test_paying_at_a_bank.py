"""Rules 5: the fee paid at a bank by its number, twice by mistake; the statement is taken in, one is returned."""

import re

import httpx
from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys.applying import begin
from tests.journeys.looking import beside_the_screen, looked_at
from tests.journeys.walking import Walker, now
from tests.world import OFFICER

WHY = "Paid a second time by mistake."


def pay_at_bank(instance: RunningInstance, **slip: str) -> str:
    """A slip at the sandbox's bank; gives the receipt."""
    answer = httpx.post(f"{instance.sandbox_url}/bank/", data=slip, trust_env=False, timeout=20)
    return str(re.findall(r"KZ[0-9A-F]{14}", answer.raise_for_status().text)[0])


def statement_of_today(instance: RunningInstance, form: str) -> bytes:
    address = f"{instance.sandbox_url}/bank/statement/{now(instance).date()}"
    return httpx.get(address, params={"form": form}, trust_env=False, timeout=20).raise_for_status().content


def asks_for_details(applicant: Walker, path: str) -> str:
    """The applicant asks for the details of the payment; gives the order's number."""
    applicant.page.goto(f"{path}fee/")
    applicant.press("Show me the details for the bank")
    looked_at(applicant, "bank-details")
    found = re.search(r"\d{4}\s\d{4}\s\d{2}", applicant.page.locator("#bank").inner_text())
    assert found is not None
    return re.sub(r"\s", "", found[0])


def names_receipt(applicant: Walker, path: str, *, receipt: str) -> None:
    page, today = applicant.page, now(applicant.instance).date()
    applicant.follow("I paid at a bank and have a receipt")
    looked_at(applicant, "bank-receipt")
    page.fill("[name=receipt]", receipt)
    page.fill("[name=bank]", "Үлгі Банк")
    for part, number in (("day", today.day), ("month", today.month), ("year", today.year)):
        page.fill(f"[name=paid_on_{part}]", str(number))
    applicant.press("Note the receipt")
    expect(page.locator("main")).to_contain_text("the bank has not confirmed it yet")
    looked_at(applicant, "bank-claimed")


def fits_in_every_language(walker: Walker, name: str) -> None:
    """On a narrow phone too; and for somebody to look at."""
    for language in ("Қазақша", "Русский", "English"):
        walker.press(language)
        assert beside_the_screen(walker.page) == []
        walker.shot_without_leaving(f"{name}-320-{language[:2]}")
        walker.page.set_viewport_size({"width": 1280, "height": 900})


def opens(officer: Walker, row: str) -> None:
    """Follow the link in the row with these words."""
    with officer.page.expect_navigation():
        officer.page.get_by_role("row").filter(has_text=row).get_by_role("link").first.click()


def takes_in(officer: Walker, content: bytes, *, name: str) -> None:
    page = officer.page
    page.goto("/desk/payments/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content})
    officer.press("Take in the statement")


def newcomer(instance: RunningInstance) -> dict[str, str]:
    """A doctor of whom nobody knows yet."""
    made = httpx.post(f"{instance.sandbox_url}/api/people", json={}, trust_env=False, timeout=20).raise_for_status()
    return dict(made.json())


def test_what_is_paid_at_a_bank_finds_its_application(browser: Browser, ruqsat_instance: RunningInstance) -> None:
    """Rules 5, Rules 8(5), List 6: receipt, statement, decisions, and what the applicant sees of each."""
    doctor = newcomer(ruqsat_instance)
    applicant = Walker(browser, ruqsat_instance, iin=doctor["iin"])
    applicant.sign_in()
    path = begin(applicant)
    number = asks_for_details(applicant, path)
    names_receipt(applicant, path, receipt="KV-77")
    for _ in range(2):
        pay_at_bank(ruqsat_instance, order=number, amount="43250", payer=doctor["iin"])
    pay_at_bank(ruqsat_instance, order="?", amount="100", payer=doctor["iin"])

    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    takes_in(officer, b"<html>", name="wrong.xml")
    looked_at(officer, "payments-refused")
    takes_in(officer, statement_of_today(ruqsat_instance, "camt.053"), name="today.xml")
    looked_at(officer, "payments-statement")
    takes_in(officer, statement_of_today(ruqsat_instance, "csv"), name="today.csv")
    expect(officer.page.locator("body")).to_contain_text("known already")
    officer.page.goto("/desk/payments/")
    looked_at(officer, "payments-home")
    fits_in_every_language(officer, "payments-home")
    opens(officer, "names no order")
    looked_at(officer, "payments-movement")
    officer.page.locator("input[name=what][value=return]").check()
    officer.page.fill("[name=reason]", WHY)
    officer.press("Record the decision")
    opens(officer, "paid already")
    looked_at(officer, "payments-surplus")
    officer.page.fill("[name=reason]", WHY)
    officer.press("Mark as to be returned")
    looked_at(officer, "payments-decided")

    applicant.page.goto(f"{path}fee/")
    expect(applicant.page.locator("main")).to_contain_text("The license fee is paid")
    expect(applicant.page.locator("main")).to_contain_text("it is to be returned")
    looked_at(applicant, "bank-paid")
    fits_in_every_language(applicant, "bank-paid")
