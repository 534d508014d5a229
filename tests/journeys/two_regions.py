"""The offices' part of a case with three facilities in two regions: two in Almaty, the second in Astana."""

from playwright.sync_api import expect

from tests.journeys.deciding import NEXT, case_id, desk_case, next_step
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker, come_to_the_morning, once_there

NO_WATER = "The premises have no hot water."


def at_the_first_office(officer: Walker, path: str, *, number: str) -> None:
    """Rules 9, Rules 10(1): read, found complete, and one request for each facility, to the body of its region."""
    page = officer.page
    page.goto(desk_case(path))
    people = ("Образцова Дина Макетовна", "Шаблонова", "Макетова")
    for said in (number, "«Үлгі Клиника» ЖШС", "181240999010", *people, "stated “100А”, the register has “100”"):
        expect(page.locator("body")).to_contain_text(said)
    once_there(officer, page.get_by_role("button", name="Find the documents complete").count)
    next_step(officer)
    for _ in range(3):
        next_step(officer)
    expect(page.locator("main")).to_contain_text("Sanitary Control for Astana")
    looked_at(officer, "regions-01-case")


def answered(approver: Walker, path: str, answers: dict[str, bool]) -> None:
    """Rules 11: each body answers for the facilities of its own region, and sees no others."""
    page = approver.page
    page.goto("/approvals/")
    approver.shot(f"regions-02-queue-{approver.iin}")
    links = page.locator(f"main table a[href*='{case_id(path)}']")
    assert links.count() == len(answers)
    for facility, approved in answers.items():
        page.goto(f"/approvals/{case_id(path)}/{facility}/")
        page.locator(f"input[name=approved][value={'yes' if approved else 'no'}]").check()
        page.fill("[name=reasons]", "The premises meet the sanitary rules." if approved else NO_WATER)
        with page.expect_navigation():
            page.locator("main form button.govuk-button").first.click()
        approver.sign()
        expect(page.locator("body")).to_contain_text("The signed answer is with the licensor")


def fixed_here(officer: Walker, path: str) -> None:
    """Rules 14: the first department fixes the visit to its own facility, and is told whose the other one is."""
    page = officer.page
    page.goto(desk_case(path))
    expect(page.locator("main")).to_contain_text(
        "Permit control is carried out by the department of the facility's own"
    )
    page.goto(f"{desk_case(path)}visit/F1/")
    fix(officer)
    once_there(officer, page.get_by_text("SMS to").count)


def fix(officer: Walker) -> None:
    """The day and hour that the form suggests, and the first inspector."""
    page = officer.page
    page.locator("input[name=inspector]").first.check()
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()


def fixed_there(officer: Walker, path: str) -> None:
    """Rules 18: the other department finds its task, fixes the visit with its own inspector, and does nothing else."""
    page = officer.page
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("For another department")
    officer.shot("regions-03-worklist-there")
    page.locator(f'main table a[href="{desk_case(path)}"]').first.click()
    expect(page.locator("h1")).to_contain_text("Permit control for another department")
    looked_at(officer, "regions-04-visit-for-another")
    with page.expect_navigation():
        page.get_by_role("button", name="Fix the day and hour of the visit").first.click()
    officer.shot("regions-05-fix-there")
    fix(officer)
    once_there(officer, page.get_by_text("SMS to").count)
    officer.shot("regions-06-fixed-there")
    page.goto(f"{desk_case(path)}decision/prepare/")
    expect(page.locator("main")).to_contain_text("Your department makes the visit to the facility in its own region")
    officer.shot("regions-07-not-theirs")


def told_of_both(applicant: Walker, path: str) -> None:
    """Rules 14, Rules 18: the applicant sees both visits, each with its facility and department."""
    page = applicant.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text("Department for Astana")
    expect(page.locator("main")).to_contain_text("Your facilities")
    looked_at(applicant, "regions-08-progress")


def announced(officer: Walker, path: str) -> None:
    """Rules 12: both visits are concluded, the intended refusal names the facility that was not approved."""
    page = officer.page
    page.goto(desk_case(path))
    announce = page.get_by_role("button", name="Announce the intended refusal").first
    once_there(officer, announce.count)
    with page.expect_navigation():
        announce.click()
    assert "Жаңа көше, 3А" in page.input_value("textarea[name=text_4]")
    officer.press("Announce the intended refusal")
    once_there(officer, page.get_by_role("link", name="Record a receipt by other means").count)


def heard(applicant: Walker, path: str) -> None:
    """Rules 12: the applicant opens the preliminary decision and lets the term pass."""
    applicant.page.goto(f"{path}preliminary-decision/")
    applicant.press("Open the preliminary decision")
    expect(applicant.page.locator("main")).to_contain_text("Your other facilities are decided on their own.")
    applicant.shot("regions-09-preliminary")
    come_to_the_morning(applicant.instance, days=10)  # three working days, whatever weekend or holiday lies between


def prepared(officer: Walker, path: str) -> None:
    """Rules 10, Rules 20: one page with each facility's approval, conclusion, outcome and ground."""
    page = officer.page
    page.goto(desk_case(path))
    step = page.get_by_role("button", name="Prepare the decision on each facility")
    once_there(officer, step.count)
    with page.expect_navigation():
        step.click()
    for said in ("Can be granted", "To be refused", "Sanitary Control for Astana", NO_WATER):
        expect(page.locator("main")).to_contain_text(said)
    looked_at(officer, "regions-10-prepare")
    page.locator("textarea[name^=why_F3]").fill("There is no hot water, so the sanitary body did not approve.")
    officer.press("Put before the authorized person")
    expect(page.locator("body")).to_contain_text("The decision on each facility is before the authorized person.")


def signed(head: Walker, path: str) -> None:
    """Rules 20: the head reads license, annexes and refusal, and signs the one decision."""
    page = head.page
    page.goto(desk_case(path))
    head.shot("regions-11-head")
    assert page.locator(NEXT).count()
    next_step(head)
    links = page.locator("main ul a[href*='/documents/']")
    assert links.count() == 4
    for link in links.all():
        assert page.request.get(link.get_attribute("href") or "").body().startswith(b"%PDF-")
    head.keep("regions-refusal.pdf", page.request.get(links.last.get_attribute("href") or "").body())
    looked_at(head, "regions-12-sign")
    head.sign()
    expect(page.locator("body")).to_contain_text("The decision is signed.")


def read(applicant: Walker, path: str) -> None:
    """Rules 10, Rules 20: license, two annexes and the reasoned refusal in the account; two annexes in the register."""
    page = applicant.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text("The license is issued, 1 facility is refused", timeout=60_000)
    for said in ("Annex 001 (PDF)", "Annex 002 (PDF)", "Reasoned refusal (PDF)", "There is no hot water"):
        expect(page.locator("main")).to_contain_text(said)
    looked_at(applicant, "regions-13-result")
    with page.expect_navigation():
        page.get_by_role("button", name="Open the license").click()
    for number, place in (("001", "Клиника көшесі"), ("002", "Филиал көшесі")):
        expect(page.locator("main")).to_contain_text(f"Annex {number}")
        expect(page.locator("main")).to_contain_text(place)
    expect(page.locator("main")).not_to_contain_text("Жаңа көше")
    applicant.shot("regions-14-license")
    page.goto(page.locator("main a[href^='/check/']").first.get_attribute("href") or "")
    expect(page.locator("main")).to_contain_text("The license is valid today")
    expect(page.locator("main")).to_contain_text("Annex 002")
    expect(page.locator("main")).not_to_contain_text("Annex 003")


def decided(officer: Walker, path: str) -> None:
    """Rules 10: the desk shows the one decision, two annexes granted and one facility refused."""
    officer.page.goto(desk_case(path))
    expect(officer.page.locator("main")).to_contain_text("One decision: the license with some annexes")
    looked_at(officer, "regions-15-ended")
