"""In a real browser: paper copies are handed over, earlier paper originals come back, and both sides see it."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page, expect

from ruqsat.licenses.models import License
from tests.journeys.serving import served, signed_in
from tests.licenses.roads import FIRST, application_of, filed, for_duplicate, for_reissue, issued
from tests.milestones import Stand, Trail
from tests.together import at_once
from tests.walking import Road
from tests.world import AIZHAN, OFFICER

T = TypeVar("T")
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def road(trail: Trail, stand_apart: Stand) -> Road:
    """A license was issued, and a duplicate of it that was wanted on paper."""
    beside(lambda: trail.at("issued"))
    road = stand_apart("issued")
    return beside(lambda: issued(filed(road, for_duplicate(application_of(road), "license", "001", on_paper=True))))


def beside(doing: Callable[[], T]) -> T:
    """Do it in another thread: the browser's driver keeps a loop in this one, and the seals need their own."""
    (done,) = at_once(doing)
    if isinstance(done, Exception):
        raise done
    return done  # type: ignore[no-any-return]  # what the doing gives


@pytest.fixture
def address(road: Road) -> Iterator[str]:
    with served() as address:
        yield address


def test_a_paper_copy_is_handed_over_and_its_earlier_original_comes_back(
    browser: Browser, road: Road, address: str
) -> None:
    """
    Annex 2(5), Annex 3(5), List 8(2): wanted on paper, fetched at the department, on record with its blank.

    Then the license is reissued: the earlier original is owed, brought, recorded; the new paper is handed over.
    """
    doctor, officer = signed_in(browser, address, AIZHAN), signed_in(browser, address, OFFICER)
    is_told_where_and_when(doctor, road)
    hand_over(officer, road, license="АА 0000001", **{"001": "АА 0000002"})
    sees(doctor, f"/applications/{road.case}/", "Blank АА 0000001")
    again = beside(lambda: issued(filed(road, for_reissue(application_of(road), "license", on_paper=True))))
    new = License.objects.get(stands_for=FIRST).number
    sees(doctor, f"/applications/{again.case}/", "Bring the earlier paper original back")
    shot(doctor, "paper-04-owed")
    sees(doctor, f"/licenses/{FIRST}/", "To be given back")
    give_back(officer, again)
    hand_over(officer, again, license="АА 0000003")
    sees(doctor, f"/applications/{again.case}/", "Earlier original given back")
    shot(doctor, "paper-07-done")
    sees(doctor, f"/licenses/{new}/", "blank АА 0000003")
    shot(doctor, "paper-08-license")
    sees(doctor, f"/licenses/{FIRST}/", "given back on")
    shot(doctor, "paper-09-old-license")
    is_checked_by_anybody(doctor, new)


def is_told_where_and_when(doctor: Page, road: Road) -> None:
    """Annex 2(5), List 7(1)."""
    sees(doctor, f"/applications/{road.case}/", "Your paper copy is handed over at the department")
    expect(doctor.locator("main")).to_contain_text("on working days from 09:00 to 18:30")
    shot(doctor, "paper-01-ready")


def hand_over(officer: Page, road: Road, **blanks: str) -> None:
    """Annex 2(5): from the work list to the case, its one next step, the blanks; nothing is owed any more."""
    officer.goto("/desk/")
    expect(officer.locator("main")).to_contain_text("What was wanted on paper is handed over to the applicant.")
    officer.locator(f'main table a[href="/desk/cases/{road.case}/"]').first.click()
    officer.get_by_role("button", name="Hand over the paper copy").click()
    for paper, blank in blanks.items():
        officer.fill(f"[name=blank_{paper}]", blank)
    officer.get_by_role("button", name="Record the handing over").click()
    expect(officer.locator(".govuk-error-summary")).to_contain_text("Say who received it")
    officer.fill("[name=to]", "Үлгібаева Айжан Сынаққызы")
    officer.fill("[name=proof]", "Journal 3, line 5")
    shot(officer, "paper-02-hand-over")
    officer.get_by_role("button", name="Record the handing over").click()
    expect(officer.locator("main")).to_contain_text(f"Blank {next(iter(blanks.values()))}")
    expect(officer.locator("main")).not_to_contain_text("To be handed over")
    shot(officer, "paper-03-handed-over")


def give_back(officer: Page, road: Road) -> None:
    """List 8(2): what came back, and in what state."""
    officer.goto(f"/desk/cases/{road.case}/")
    officer.get_by_role("button", name="Record the paper original that was given back").click()
    officer.fill("[name=note]", "whole, АА 0000001")
    shot(officer, "paper-05-give-back")
    officer.get_by_role("button", name="Record what was given back").click()
    expect(officer.locator("main")).to_contain_text("Earlier original given back")
    shot(officer, "paper-06-given-back")


def is_checked_by_anybody(page: Page, number: str) -> None:
    """Rules 2(1): the old number says by which license it was replaced, and from when."""
    page.goto(f"/check/{FIRST}/")
    expect(page.locator("main")).to_contain_text(re.compile("The license is not valid"))
    expect(page.locator("main")).to_contain_text("Replaced by")
    shot(page, "paper-10-check-old")
    page.get_by_role("link", name=number).first.click()
    expect(page.locator("main")).to_contain_text("The license is valid today")
    expect(page.locator("main")).to_contain_text("Issued in the place of")
    shot(page, "paper-11-check-new")


def sees(page: Page, path: str, words: str) -> None:
    """What stands on a page."""
    page.goto(path)
    expect(page.locator("main")).to_contain_text(words)


def shot(page: Page, name: str) -> None:
    """No line is wider than a phone; with RUQSAT_SCREENSHOTS naming a folder, both widths for somebody to look at."""
    folder = os.environ.get("RUQSAT_SCREENSHOTS")
    for size in (NARROW, WIDE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], (name, size, wide)
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True)
