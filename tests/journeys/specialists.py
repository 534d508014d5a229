"""Who works at the clinic: one is added by hand and consents in her own account, the others come from a table."""

from playwright.sync_api import expect

from ruqsat.cases.tables.columns import Kind
from tests.cases.tables.rows import SPECIALIST
from tests.journeys.clinic import HEAD_OF_CLINIC, send
from tests.journeys.looking import looked_at
from tests.journeys.walking import Walker, newest_code

CARDIOLOGIST, CARDIOLOGISTS_PHONE = "920308499215", "+77000000106"
NURSE = "961204499254"
NAMED = SPECIALIST | {"iin": NURSE, "last": "Шаблонова", "first": "Мария", "speciality": "Терапия"}
PEOPLE = [
    NAMED | {"graduated_in": "2012", "facility": "1, 2"},
    SPECIALIST | {"iin": HEAD_OF_CLINIC, "last": "Образцова", "first": "Дина", "facility": "4"},
    NAMED | {"facility": "3"},
]


def added(walker: Walker, path: str) -> None:
    """Of the cardiologist only who she is and where she works: she is asked for consent."""
    page = walker.page
    page.goto(f"{path}specialists/")
    walker.press("Add a specialist")
    for name, text in {"iin": CARDIOLOGIST, "last": "Макетова", "first": "Сания", "patronymic": "Үлгіқызы"}.items():
        page.fill(f"[name={name}]", text)
    for place in ("F1", "F2"):
        page.locator(f"input[name=facilities][value={place}]").check()
    looked_at(walker, "clinic-10-specialist")
    walker.press("Keep this specialist")
    walker.press("These are all, go on")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Макетова Сания Үлгіқызы")
    walker.troubles.clear()  # the console names the refusal that was asked for
    page.goto(f"{path}specialists/")
    walker.press("Ask for consent Макетова Сания Үлгіқызы")
    expect(page.locator("main")).to_contain_text("Asked for")
    walker.shot("clinic-11-specialists")


def consents(walker: Walker) -> None:
    """Rules 8: signed in with her own key, by a code to her own phone."""
    page = walker.page
    page.goto("/account/")
    walker.shot("clinic-12-account-of-specialist")
    walker.follow("Read it, then consent or refuse")
    expect(page.locator("main")).to_contain_text("«Үлгі Клиника» ЖШС")
    expect(page.locator("main")).to_contain_text("••••••••9010")
    walker.shot("clinic-13-asked")
    walker.press("Consent: send a code to my phone")
    page.fill("input[name=code]", newest_code(walker, phone=CARDIOLOGISTS_PHONE))
    walker.shot_without_leaving("clinic-14-code")
    walker.press("Give my consent")
    expect(page.locator("main")).to_contain_text("You consented on")


def finished(walker: Walker, path: str) -> None:
    """What the registers say of her fills the rest."""
    page = walker.page
    page.goto(f"{path}specialists/")
    expect(page.locator("main")).to_contain_text("Given")
    with page.expect_navigation():
        page.get_by_role("link", name="Change Макетова Сания Үлгіқызы").click()
    assert page.input_value("[name=graduated_in]") == "2016"
    assert page.input_value("[name=certificate]") == "KZ99VKC00990106"
    assert "Кардиолог" in page.input_value("[name=employment]")
    page.locator("[name=speciality]").select_option(index=1)
    walker.press("Keep this specialist")


def listed_from_a_table(walker: Walker, path: str) -> None:
    """Two of three rows are wrong: the right one is taken over, what is to be corrected is corrected and sent again."""
    page = walker.page
    page.goto(f"{path}specialists/")
    walker.follow("List the specialists from a table")
    send(walker, Kind.SPECIALISTS, PEOPLE)
    main = page.locator("main")
    expect(main).to_contain_text("2 of 3 rows cannot be taken over")
    expect(main).to_contain_text("There is no such facility in the application")
    expect(main).to_contain_text("This number stands in row 2 already")
    walker.troubles.clear()  # the console names the refusal that was asked for
    page.goto(f"{path}tables/specialists/")
    looked_at(walker, "clinic-15-errors")
    walker.press("Take over the right rows")
    expect(main).to_contain_text("2 of 2 rows cannot be taken over")
    send(walker, Kind.SPECIALISTS, [PEOPLE[1] | {"facility": "3"}])
    expect(main).to_contain_text("3 specialists are listed")
    expect(main).to_contain_text("Facility 1, 2")
    looked_at(walker, "clinic-16-specialists")
    walker.press("These are all, go on")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
