"""The signing panel in a real browser, with the sandbox's signing program."""

import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.instance import RunningInstance

APPLICANT = "940517499011"  # one of the sandbox's people
WAIT = 15_000  # ms; the tests share two cores


def set_program(instance: RunningInstance, *, mode: str) -> None:
    """Whose key the signing program holds, and how it behaves."""
    answer = httpx.post(f"{instance.sandbox_url}/api/signer", json={"iin": APPLICANT, "mode": mode}, timeout=20)
    assert answer.is_success, answer.text


@pytest.fixture
def state(page: Page) -> str:
    """Where the panel says how the program is doing."""
    return ".rq-signing__state"


def test_what_is_cancelled_can_be_signed_again_and_signs_in(
    page: Page, ruqsat_instance: RunningInstance, state: str
) -> None:
    set_program(ruqsat_instance, mode="cancel")
    page.goto("/sign-in/?next=/rules/")
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(state)).to_contain_text("You cancelled the signing", timeout=WAIT)

    set_program(ruqsat_instance, mode="sign")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/rules/", timeout=WAIT)
    expect(page.get_by_role("button", name="Sign out", exact=True).or_(page.get_by_text("Шығу"))).to_be_visible()


def test_a_program_that_is_started_later_is_found_by_the_page_itself(
    page: Page, ruqsat_instance: RunningInstance, state: str
) -> None:
    refusals = [True]

    def answer(socket: WebSocketRoute) -> None:
        if refusals:
            socket.close()
        else:
            socket.connect_to_server()

    page.route_web_socket("**/ncalayer", answer)
    page.goto("/sign-in/")
    expect(page.locator(state)).to_contain_text("The signing program does not answer", timeout=WAIT)
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()

    refusals.clear()
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)
    expect(page.get_by_role("button", name="Sign in")).to_be_enabled()


def test_while_the_program_waits_for_its_person_the_page_offers_to_begin_anew(
    page: Page, ruqsat_instance: RunningInstance, state: str
) -> None:
    set_program(ruqsat_instance, mode="silent")
    page.goto("/sign-in/")
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(state)).to_contain_text("Choose your key in the signing program", timeout=WAIT)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)
    set_program(ruqsat_instance, mode="sign")


def test_an_old_program_signs_through_the_old_module(page: Page, ruqsat_instance: RunningInstance, state: str) -> None:
    set_program(ruqsat_instance, mode="old")
    page.goto("/sign-in/?next=/rules/")
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/rules/", timeout=WAIT)
    asked = httpx.get(f"{ruqsat_instance.sandbox_url}/api/signer", timeout=20).json()["requests"][0]["method"]
    assert asked == "kz.gov.pki.knca.commonUtils createCAdESFromBase64"
    set_program(ruqsat_instance, mode="sign")


def test_a_program_that_is_none_is_told_and_a_right_one_found_afterwards(
    page: Page, ruqsat_instance: RunningInstance, state: str
) -> None:
    set_program(ruqsat_instance, mode="foreign")
    page.goto("/sign-in/")
    expect(page.get_by_text("too old, or it is another program")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()
    set_program(ruqsat_instance, mode="sign")
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)


PERMISSION = """
window.permissionState = "prompt";
const asked = new EventTarget();
Object.defineProperty(asked, "state", { get: () => window.permissionState });
navigator.permissions.query = async ({ name }) => {
  if (name !== "loopback-network") throw new TypeError(name);
  return asked;
};
window.answerPermission = (state) => { window.permissionState = state; asked.dispatchEvent(new Event("change")); };
"""


def test_a_question_of_the_browser_is_told_until_it_is_answered(
    page: Page, ruqsat_instance: RunningInstance, state: str
) -> None:
    """Chrome since version 147: a public page reaches programs on this device only if the person allows it."""
    site, refusals = "http://ruqsat.example", [True]

    def answer(socket: WebSocketRoute) -> None:
        if refusals:
            socket.close()
        else:
            socket.on_message(lambda _: socket.send('{"status": false, "code": "MODULE_NOT_FOUND"}'))
            socket.send('{"result": {"version": "1.4"}}')

    def serve(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(site, ruqsat_instance.url)))

    page.add_init_script(PERMISSION)
    page.route(f"{site}/**", serve)
    page.route_web_socket("**/ncalayer", answer)
    page.goto(f"{site}/sign-in/")
    expect(page.locator(state)).to_have_attribute("data-state", "unanswered", timeout=WAIT)
    expect(page.get_by_text("Press Allow")).to_be_visible()
    page.evaluate("window.answerPermission('denied')")
    expect(page.locator(state)).to_have_attribute("data-state", "denied", timeout=WAIT)
    refusals.clear()
    page.evaluate("window.answerPermission('granted')")
    expect(page.locator(state)).to_have_attribute("data-state", "ready", timeout=WAIT)


def test_a_code_that_cannot_be_shown_or_runs_out_costs_nothing(page: Page, ruqsat_instance: RunningInstance) -> None:
    page.route("**/phone/", lambda route: route.abort())
    page.goto("/sign-in/")
    said = page.locator("form[data-signing]").get_attribute("data-statement")
    page.get_by_text("Sign with eGov mobile on a phone").click()
    show, state = page.get_by_role("button", name="Show the code"), page.locator("[data-phone-state]")
    show.click()
    expect(state).to_have_attribute("data-phone-state", "failed", timeout=WAIT)
    expect(page.get_by_text("The code could not be shown")).to_be_visible()

    page.unroute("**/phone/")
    page.route(re.compile(r"/phone/[0-9a-f-]{36}/$"), lambda route: route.fulfill(json={"state": "ended"}))
    show.click()
    expect(state).to_have_attribute("data-phone-state", "ended", timeout=WAIT)
    expect(page.get_by_text("The code has run out")).to_be_visible()
    expect(page.locator("[data-phone-code]")).to_be_hidden()

    page.unroute_all()
    show.click()
    expect(page.locator("[data-phone-image]")).to_be_visible(timeout=WAIT)
    expect(show).to_be_hidden()
    assert page.locator("form[data-signing]").get_attribute("data-statement") == said
    found = Axe().run(page, context=".rq-signing")
    assert found.violations_count == 0, found.generate_report()
