"""The whole road in a real browser: from sign-in to a sealed license that the public check confirms."""

import re

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys import deciding
from tests.journeys.applying import apply
from tests.journeys.walking import Walker

DOCTOR = "940517499011"
OFFICER = "850719499299"
APPROVER = "870512399499"
INSPECTOR = "910830399379"
HEAD = "770211499418"


def test_a_doctor_applies_and_the_public_check_confirms_the_sealed_license(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """
    Rules 2(3), List 2, List 4, List 10(2): one portal, electronic from end to end, for whoever has a signature.

    Rules 6 to 20: filed, found complete, approved, visited, decided by two, sealed, found by its QR address.
    """
    doctor = Walker(browser, ruqsat_instance, iin=DOCTOR)
    doctor.sign_in()
    path = apply(doctor)
    registered(doctor)

    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    deciding.examine(officer, path)
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
    deciding.sign(head, path)

    license_in_account(doctor, path)
    checked_by_anybody(doctor)
    for walker in (doctor, officer, approver, inspector, head):
        assert walker.troubles == [], walker.troubles


def registered(doctor: Walker) -> None:
    """Rules 7: the number, the day of the result with its reason, and the sealed receipt."""
    page = doctor.page
    expect(page.locator("main")).to_contain_text(re.compile(r"KZ75-\d{4}-\d{6}"), timeout=40_000)
    expect(page.get_by_role("link", name=re.compile("Receipt")).first).to_be_visible(timeout=60_000)
    doctor.shot("applicant-09-progress")
    with page.expect_download() as receipt:
        page.get_by_role("link", name=re.compile("Receipt")).first.click(modifiers=["Alt"])
    assert receipt.value.path().read_bytes().startswith(b"%PDF-")


def license_in_account(doctor: Walker, path: str) -> None:
    """Rules 20: the license and its annex stand in the personal account."""
    page = doctor.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text("issued", ignore_case=True, timeout=60_000)
    doctor.shot("applicant-10-issued")
    page.goto("/account/")
    doctor.shot("applicant-11-account")
    page.locator("a[href^='/licenses/']").first.click()
    expect(page.locator("h1")).to_contain_text(re.compile(r"\d{8}"))
    doctor.shot("applicant-12-license")


def checked_by_anybody(doctor: Walker) -> None:
    """Rules 20: the address in the QR code says that the license is valid; the PDF dropped there is the very file."""
    page = doctor.page
    number = re.search(r"\d{8}", page.locator("h1").inner_text())
    assert number is not None
    link = page.locator("main a", has_text=re.compile(r"PDF")).first
    content = page.request.get(link.get_attribute("href") or "").body()
    assert content.startswith(b"%PDF-")
    page.goto(f"/check/{number.group(0)}/")
    expect(page.locator("main")).to_contain_text("The license is valid today")
    doctor.shot("public-01-check")
    page.locator("input[type=file]").set_input_files(
        {"name": "license.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    doctor.press("Check the file")
    expect(page.locator("main")).to_contain_text("Yes, it is the very file")
    doctor.shot("public-02-file")
    altered = content.replace(b"/Type", b"/Typf", 1)
    page.locator("input[type=file]").set_input_files(
        {"name": "altered.pdf", "mimeType": "application/pdf", "buffer": altered}
    )
    doctor.press("Check the file")
    expect(page.locator("main")).to_contain_text("No. This is not a file that was issued here.")
