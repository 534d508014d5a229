"""Somebody who has never been here finds out what they need, and passes the list on."""

from playwright.sync_api import Browser, Page, expect

from tests.instance import RunningInstance
from tests.journeys.walking import SECONDS


def answer(page: Page, *ticked: str, typed: str = "") -> None:
    """Answer the one question of this page and go on."""
    for label in ticked:
        page.get_by_label(label, exact=True).check()
    if typed:
        page.locator("main input[type=text]").fill(typed)
    page.get_by_role("button", name="Next question").click()


def test_a_few_answers_lead_to_the_exact_list_and_its_address(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 13: the complete list, with clauses, before anybody signs in; back, change and print work."""
    context = browser.new_context(base_url=ruqsat_instance.url, locale="en-US", viewport={"width": 320, "height": 640})
    context.set_default_timeout(30 * SECONDS)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="What do I need? A few questions").click()
    page.get_by_role("button", name="Next question").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("Choose one of the answers")
    answer(page, "License with its first annex")
    answer(page, "An individual")
    answer(page, "The applicant in person")
    answer(page, typed="two")
    expect(page.get_by_label("How many facilities is it about?")).to_have_value("two")
    answer(page, typed="2")
    answer(page, typed="1")
    # The browser refuses to go back while the answer is still on its way.
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("in another region")
    page.wait_for_load_state()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in another region")
    answer(page, typed="1")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in another region")
    answer(page)
    answer(page, "Before 2015")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you need")
    expect(page.get_by_text("Diploma of higher or secondary medical education.")).to_be_visible()

    page.get_by_role("link", name="Change (Studies completed)").click()
    page.get_by_label("Before 2015", exact=True).uncheck()
    answer(page, "After 2015")
    expect(page.get_by_text("Diploma of higher or secondary medical education.")).to_have_count(0)
    address = page.locator("a.rq-address").get_attribute("href") or ""

    another = context.new_page()
    another.goto(address)
    expect(another.locator("main")).to_contain_text("Visits: 2.")
    another.emulate_media(media="print")
    expect(another.get_by_role("heading", level=1)).to_be_visible()
    expect(another.get_by_role("button", name="Start now")).to_be_hidden()
    another.emulate_media(media="screen")
    another.get_by_role("link", name="Point 8(1) of the List").first.click()
    expect(another).to_have_url(f"{ruqsat_instance.url}/rules/list-8-1/")
    context.close()
