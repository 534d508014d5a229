"""The signing panel in a real browser, with the sandbox's signing program."""

import httpx
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.instance import RunningInstance

APPLICANT = "940517499011"  # one of the sandbox's people
WAIT = 15_000  # ms; the tests share two cores


def set_program(instance: RunningInstance, *, mode: str) -> None:
    """Whose key the signing program holds, and how it behaves."""
    answer = httpx.post(f"{instance.sandbox_url}/api/signer", json={"iin": APPLICANT, "mode": mode})
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
