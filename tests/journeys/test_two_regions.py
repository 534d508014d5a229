"""Three facilities in two regions in a real browser, from the filed case to the license, two annexes and a refusal."""

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys.deciding import NEXT, case_id, desk_case, next_step, visit
from tests.journeys.filing import DOCTOR, file_three_facilities
from tests.journeys.test_refusal import looked_at, once_there
from tests.journeys.walking import Walker, move_clock

OFFICER, INSPECTOR, APPROVER = "850719499299", "910830399379", "870512399499"
HEAD = "770211499418"
OFFICER_OF_ASTANA, INSPECTOR_OF_ASTANA, APPROVER_OF_ASTANA = "890214399571", "950701399611", "860417499695"
NO_WATER = "The premises have no hot water."


def test_two_annexes_are_granted_and_the_third_facility_is_refused_in_one_decision(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 10, Rules 18, List 5: each office for its own; one facility refused after a hearing; one decision."""
    path = file_three_facilities(ruqsat_instance)
    walkers = {
        name: Walker(browser, ruqsat_instance, iin=one)
        for name, one in {
            "doctor": DOCTOR,
            "officer": OFFICER,
            "approver": APPROVER,
            "approver there": APPROVER_OF_ASTANA,
            "officer there": OFFICER_OF_ASTANA,
            "inspector": INSPECTOR,
            "inspector there": INSPECTOR_OF_ASTANA,
            "head": HEAD,
        }.items()
    }
    at_the_first_office(walkers["officer"], path)
    answered(walkers["approver"], path, {"F1": True, "F2": False})
    answered(walkers["approver there"], path, {"F3": True})
    fixed_here(walkers["officer"], path)
    fixed_there(walkers["officer there"], path)
    told_of_both(walkers["doctor"], path)
    for name in ("inspector", "inspector there"):
        walkers[name].sign_in()
        visit(walkers[name], path)
    heard(walkers["officer"], walkers["doctor"], path)
    prepared(walkers["officer"], path)
    signed(walkers["head"], path)
    read(walkers["doctor"], walkers["officer"], path)
    for walker in walkers.values():
        troubles = [one for one in walker.troubles if "403" not in one]  # asked for on purpose, and told why
        assert troubles == [], troubles


def at_the_first_office(officer: Walker, path: str) -> None:
    """Rules 9, Rules 10(1): complete, and one request for each facility, to the body of its region."""
    officer.sign_in()
    page = officer.page
    page.goto(desk_case(path))
    once_there(officer, page.get_by_role("button", name="Find the documents complete").count)
    next_step(officer)
    for _ in range(3):
        next_step(officer)
    expect(page.locator("main")).to_contain_text("Sanitary Control for Astana")
    looked_at(officer, "regions-01-case")


def answered(approver: Walker, path: str, answers: dict[str, bool]) -> None:
    """Rules 11: each body answers for the facilities of its own region, and sees no others."""
    approver.sign_in()
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
    page = officer.page
    page.locator("input[name=inspector]").first.check()
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()


def fixed_there(officer: Walker, path: str) -> None:
    """Rules 18: the other department finds its task, fixes the visit with its own inspector, and does nothing else."""
    officer.sign_in()
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


def told_of_both(doctor: Walker, path: str) -> None:
    """Rules 14, Rules 18: the applicant sees both visits, each with its facility and department."""
    doctor.sign_in()
    page = doctor.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text("Department for Astana")
    expect(page.locator("main")).to_contain_text("Your facilities")
    looked_at(doctor, "regions-08-progress")


def heard(officer: Walker, doctor: Walker, path: str) -> None:
    """Rules 12: the intended refusal names the facility; the applicant opens it and lets the term pass."""
    officer.sign_in()
    page = officer.page
    page.goto(desk_case(path))
    announce = page.get_by_role("button", name="Announce the intended refusal").first
    once_there(officer, announce.count)
    with page.expect_navigation():
        announce.click()
    assert "Сынақ көшесі" in page.input_value("textarea[name=text_4]")
    officer.press("Announce the intended refusal")
    once_there(officer, page.get_by_role("link", name="Record a receipt by other means").count)
    doctor.sign_in()
    doctor.page.goto(f"{path}preliminary-decision/")
    doctor.press("Open the preliminary decision")
    expect(doctor.page.locator("main")).to_contain_text("Your other facilities are decided on their own.")
    doctor.shot("regions-09-preliminary")
    for _ in range(9):  # three working days, whatever weekend or holiday lies between
        move_clock(doctor, button="One day on")
    move_clock(doctor, button="To the next morning")


def prepared(officer: Walker, path: str) -> None:
    """Rules 10, Rules 20: one page with each facility's approval, conclusion, outcome and ground."""
    officer.sign_in()
    page = officer.page
    page.goto(desk_case(path))
    step = page.get_by_role("button", name="Prepare the decision on each facility")
    once_there(officer, step.count)
    with page.expect_navigation():
        step.click()
    for said in ("Can be granted", "To be refused", "Sanitary Control for Astana", NO_WATER):
        expect(page.locator("main")).to_contain_text(said)
    looked_at(officer, "regions-10-prepare")
    page.locator("textarea[name^=why_F2]").fill("There is no hot water, so the sanitary body did not approve.")
    officer.press("Put before the authorized person")
    expect(page.locator("body")).to_contain_text("The decision on each facility is before the authorized person.")


def signed(head: Walker, path: str) -> None:
    """Rules 20: the head reads license, annexes and refusal, and signs the one decision."""
    head.sign_in()
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


def read(doctor: Walker, officer: Walker, path: str) -> None:
    """Rules 10, Rules 20: license, two annexes and the reasoned refusal in the account; two annexes in the register."""
    doctor.sign_in()
    page = doctor.page
    page.goto(path)
    expect(page.locator("main")).to_contain_text("The license is issued, 1 facility is refused", timeout=60_000)
    for said in ("Annex 001 (PDF)", "Annex 002 (PDF)", "Reasoned refusal (PDF)", "There is no hot water"):
        expect(page.locator("main")).to_contain_text(said)
    looked_at(doctor, "regions-13-result")
    with page.expect_navigation():
        page.get_by_role("button", name="Open the license").click()
    expect(page.locator("main")).to_contain_text("Annex 002")
    assert "Сынақ көшесі" not in page.locator("main").inner_text()
    doctor.shot("regions-14-license")
    page.goto(page.locator("main a[href^='/check/']").first.get_attribute("href") or "")
    expect(page.locator("main")).to_contain_text("002")
    officer.page.goto(desk_case(path))
    expect(officer.page.locator("main")).to_contain_text("One decision: the license with some annexes")
    looked_at(officer, "regions-15-ended")
