"""With the keys that are issued today: signed in with eGov mobile on a phone, filed with a GOST key in the program."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.instance import RunningInstance
from tests.journeys.applying import attach, begin, consent, fill, pay, submit
from tests.journeys.walking import SECONDS, Walker, ask_sandbox

DOCTOR = "940517499011"


def test_a_doctor_signs_in_with_the_phone_and_files_with_a_gost_key(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """
    Rules 2(2), Rules 6: an application carries the signature that the National Authority certifies today.

    While the authority does not answer it is kept as received, and goes on by itself.
    """
    doctor = Walker(browser, ruqsat_instance, iin=DOCTOR)
    page = doctor.page
    page.goto("/sign-in/")
    with page.expect_navigation(timeout=40 * SECONDS):
        sign_on_the_phone(doctor)
    expect(page).not_to_have_url(re.compile("/sign-in/"))
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()

    doctor.take_key()
    ask_sandbox(ruqsat_instance, "signer", family="gost")
    try:
        path = begin(doctor)
        for step in (consent, fill, attach, pay):
            step(doctor, path)
        authority(ruqsat_instance, "unavailable")
        submit(doctor, path)
        expect(page.locator("main")).to_contain_text("Your signature could not be checked yet", timeout=40 * SECONDS)
        doctor.shot("gost-waiting")
        authority(ruqsat_instance, "none")
        expect(page.locator("main")).to_contain_text(re.compile(r"KZ75-\d{4}-\d{6}"), timeout=60 * SECONDS)
    finally:
        authority(ruqsat_instance, "none")
        ask_sandbox(ruqsat_instance, "signer", family="rsa")
    assert path in page.url
    assert doctor.troubles == [], doctor.troubles


def authority(instance: RunningInstance, kind: str) -> None:
    """Break the authority's services, or mend them, as the sandbox's page of faults does."""
    for system in ("ocsp", "crl", "tsp"):
        ask_sandbox(instance, "faults", system=system, kind=kind)


def sign_on_the_phone(walker: Walker) -> None:
    """Show the code, open eGov mobile by the link beside it, look at the text and sign it there."""
    page = walker.page
    page.get_by_text("Sign with eGov mobile on a phone").click()
    page.get_by_role("button", name="Show the code").click()
    image = page.locator("[data-phone-image]")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0, "the code is drawn"
    walker.shot_without_leaving("phone-1-code")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="eGov mobile", exact=True).click()
    phone: Page = opened.value
    expect(phone.locator("pre")).to_contain_text(f"Site: {walker.instance.url}")
    expect(page.get_by_text("The phone has it")).to_be_visible(timeout=20 * SECONDS)
    walker.shot_without_leaving("phone-2-opened")
    phone.select_option("select[name=key]", f"{walker.iin}/")
    phone.get_by_role("button", name="Sign with a GOST key").click()
    expect(phone.locator("main")).to_contain_text("Signed and sent")
    phone.close()
