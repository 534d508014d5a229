"""Annex 2(5), List 8(2): at the counter a paper copy is handed over, and the earlier original comes back."""

from playwright.sync_api import expect

from tests.journeys.deciding import desk_case
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker


def told_where_and_when(walker: Walker, path: str) -> None:
    """Annex 2(5), List 7(1), List 8(2): where the paper is fetched, and what is to be brought."""
    page = walker.page
    page.goto(path)
    for said in (
        "Your paper copy is handed over at the department",
        "Bring the earlier paper original back",
        "on working days from 09:00 to 18:30",
    ):
        expect(page.locator("main")).to_contain_text(said)
    looked_at(walker, "paper-01-ready")


def hand_over(officer: Walker, path: str, *, to: str, **blanks: str) -> None:
    """Annex 2(5): from the work list to the case, its one next step, the blanks; nothing is owed any more."""
    page = officer.page
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("What was wanted on paper is handed over to the applicant.")
    page.locator(f'main table a[href="{desk_case(path)}"]').first.click()
    officer.press("Hand over the paper copy")
    for paper, blank in blanks.items():
        page.fill(f"[name=blank_{paper}]", blank)
    officer.press("Record the handing over")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say who received it")
    officer.troubles.clear()  # the console names the refusal that was asked for
    page.fill("[name=to]", to)
    page.fill("[name=proof]", "Journal 3, line 5")
    looked_at(officer, "paper-02-hand-over")
    officer.press("Record the handing over")
    for blank in blanks.values():
        expect(page.locator("main")).to_contain_text(f"Blank {blank}")
    expect(page.locator("main")).not_to_contain_text("To be handed over")
    looked_at(officer, "paper-03-handed-over")


def give_back(officer: Walker, path: str, *, note: str) -> None:
    """List 8(2): what came back, and in what state."""
    page = officer.page
    page.goto(desk_case(path))
    officer.press("Record the paper original that was given back")
    page.fill("[name=note]", note)
    looked_at(officer, "paper-04-give-back")
    officer.press("Record what was given back")
    expect(page.locator("main")).to_contain_text("Earlier original given back")


def told_that_it_is_done(walker: Walker, path: str, *blanks: str) -> None:
    """Annex 2(5), List 8(2): handed over on these blanks, given back, nothing is owed any more."""
    page = walker.page
    page.goto(path)
    for said in ("Earlier original given back", *(f"Blank {blank}" for blank in blanks)):
        expect(page.locator("main")).to_contain_text(said)
    expect(page.locator("main")).not_to_contain_text("Bring the earlier paper original back")
    looked_at(walker, "paper-05-done")
