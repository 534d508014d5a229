"""A clinic applies for a license with three facilities in two regions; who works where comes from a file."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from ruqsat.cases.tables.columns import Kind
from ruqsat.documents.tables import writing
from tests.cases.tables.rows import PIECE, SPECIALIST, cells, headings
from tests.instance import RunningInstance
from tests.journeys.applying import pay, save
from tests.journeys.test_accessible import wrong_with
from tests.journeys.test_clinic import HEAD_OF_CLINIC, about_the_entity, begin, consent
from tests.journeys.walking import PDF, Walker

CARDIOLOGIST, NURSE = "920308499215", "961204499254"
IN_ASTANA = {
    "postal_code": "010000",
    "city": "Астана",
    "district": "Есіл ауданы",
    "street": "Филиал көшесі",
    "building": "8",
}
IN_ALMATY = {"postal_code": "050000", "city": "Алматы", "street": "Жаңа көше", "building": "3"}
IN_ORDER = "Available and in order."
PEOPLE = [
    SPECIALIST | {"iin": CARDIOLOGIST, "facility": "1, 2"},
    SPECIALIST | {"iin": NURSE, "last": "Шаблонова", "first": "Мария", "speciality": "Терапия", "facility": "2"},
    SPECIALIST | {"iin": HEAD_OF_CLINIC, "last": "Образцова", "first": "Дина", "facility": "4"},
    SPECIALIST | {"iin": CARDIOLOGIST, "facility": "3"},
]


def test_a_clinic_files_three_facilities_in_two_regions(browser: Browser, ruqsat_instance: RunningInstance) -> None:
    """
    Annex 3(4), Annex 3(11), Rules 8(4), Rules 18, List 8(1): each facility with its subtypes and statements, asked
    about by its own address, its people and its equipment from tables that were wrong at first; filed and numbered.
    """
    head = Walker(browser, ruqsat_instance, iin=HEAD_OF_CLINIC)
    head.sign_in()
    path = begin(head)
    consent(head, path)
    about_the_entity(head, path)
    add_facility(head, path, IN_ASTANA, region="71", subtype="outpatient_adult", known=True)
    add_facility(head, path, IN_ALMATY, region="75", subtype="laboratory_clinical", known=False)
    state_equipment(head, path)
    state_the_rest(head, path)
    list_people(head, path)
    looks_right(head, path)
    finish(head, path)
    attach(head, path)
    pay(head, path)
    submit(head, path)
    expect(head.page.locator("main")).to_contain_text(re.compile(r"KZ75-\d{4}-\d{6}"), timeout=60_000)
    head.shot("several-12-filed")
    assert head.troubles == [], head.troubles


def add_facility(walker: Walker, path: str, address: dict[str, str], *, region: str, subtype: str, known: bool) -> None:
    """From the premises that are there already to the next: where it is, what is done there."""
    page = walker.page
    page.goto(f"{path}facility/")
    if page.get_by_role("button", name="Save and add other premises").count():
        walker.shot("several-01-first-premises")
        walker.press("Save and add other premises")
    else:
        walker.press("Add another facility")
    for name, text in address.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=region]", region)
    page.locator("input[name=title_basis]").first.check()
    walker.shot_without_leaving("several-02-premises")
    save(walker)
    for box in page.locator("input[name=subtypes]:checked").all():
        box.uncheck()
    page.locator(f"input[name=subtypes][value={subtype}]").check()
    save(walker)
    place = re.search(r"/facilities/(F\d+)/", page.url)
    assert place is not None
    page.goto(f"{path}facilities/{place.group(1)}/facility/")
    number = page.input_value("[name=sanitary_conclusion]")
    assert bool(number) is known, number


def state_equipment(walker: Walker, path: str) -> None:
    """One table for all facilities, without a fault."""
    page = walker.page
    page.goto(f"{path}facilities/F1/requirements/")
    walker.follow("State the equipment from a table")
    rows = [PIECE | {"name": f"Құрал {number}", "facility": str(number % 3 + 1)} for number in range(12)]
    send(walker, Kind.EQUIPMENT, rows)
    expect(page.locator("main")).to_contain_text("Facility 3")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("12 rows were taken over")


def state_the_rest(walker: Walker, path: str) -> None:
    """What the table did not say, at each facility."""
    page = walker.page
    for place in ("F1", "F2", "F3"):
        page.goto(f"{path}facilities/{place}/requirements/")
        assert "Құрал" in page.input_value("[name=equipment]")
        for area in page.locator("main textarea:not([name=equipment])").all():
            area.fill(IN_ORDER)
        save(walker)
    walker.shot("several-03-facilities")
    walker.press("These are all, go on")


def list_people(walker: Walker, path: str) -> None:
    """Two of four rows are wrong: the right ones are taken over, the others corrected and sent again."""
    page = walker.page
    page.goto(f"{path}specialists/")
    walker.follow("List the specialists from a table")
    walker.shot("several-04-table")
    send(walker, Kind.SPECIALISTS, PEOPLE)
    main = page.locator("main")
    expect(main).to_contain_text("2 of 4 rows cannot be taken over")
    expect(main).to_contain_text("There is no such facility in the application")
    expect(main).to_contain_text("This number stands in row 2 already")
    walker.troubles.clear()  # the console names the refusal that was asked for
    walker.shot_without_leaving("several-05-errors")
    page.goto(f"{path}tables/specialists/")
    narrow(walker, "several-05-errors")
    walker.press("Take over the right rows")
    expect(main).to_contain_text("2 of 2 rows cannot be taken over")
    send(walker, Kind.SPECIALISTS, [PEOPLE[2] | {"facility": "3"}])
    expect(main).to_contain_text("3 specialists are listed")
    expect(main).to_contain_text("Facility 1, 2")
    walker.shot("several-06-specialists")
    walker.press("These are all, go on")


def send(walker: Walker, kind: Kind, rows: list[dict[str, str]]) -> None:
    """Choose a workbook with these rows, and have it checked."""
    table = [headings(kind, "ru"), *(cells(kind, row) for row in rows)]
    content = writing.as_workbook(table, title="Table")
    file = {"name": "table.xlsx", "mimeType": writing.XLSX, "buffer": content}
    walker.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a file payload
    with walker.page.expect_navigation():
        walker.page.locator("form[enctype] button.govuk-button").click()


def narrow(walker: Walker, name: str) -> None:
    """With RUQSAT_SCREENSHOTS naming a folder: the page at 320 pixels."""
    folder = os.environ.get("RUQSAT_SCREENSHOTS")
    if folder:
        walker.page.set_viewport_size({"width": 320, "height": 640})
        walker.page.screenshot(path=Path(folder) / f"{name}-320.png", full_page=True)
        walker.page.set_viewport_size({"width": 1280, "height": 900})


def looks_right(walker: Walker, path: str) -> None:
    """Everybody can use the pages, also at 320 pixels."""
    wrong: list[str] = []
    for address in ("facilities/", "facilities/add/", "specialists/", "tables/specialists/", "tables/equipment/", ""):
        walker.page.goto(f"{path}{address}")
        narrow(walker, f"several-07-{address.replace('/', '-') or 'tasks'}")
        wrong += wrong_with(walker.page)
        walker.page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == []


def finish(walker: Walker, path: str) -> None:
    """Paper, and the four confirmations."""
    page = walker.page
    page.goto(f"{path}paper/")
    page.locator("input[name=on_paper][value=no]").check()
    save(walker)
    page.goto(f"{path}confirmations/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    save(walker)


def attach(walker: Walker, path: str) -> None:
    """List 8(1): of the facility that no register knows the title; of each specialist who was not asked, everything."""
    page = walker.page
    page.goto(f"{path}documents/")
    cards = page.locator("main section.govuk-summary-card")
    titles = cards.locator("h2").all_inner_texts()
    assert [title for title in titles if "Facility" in title] == [
        title for title in titles if "Facility 3: 050000, Алматы" in title
    ], titles
    for number in range(len(titles)):
        content = PDF + b"%" + bytes([65 + number])
        card = cards.nth(number)
        card.locator("input[type=file]").set_input_files(
            {"name": f"document-{number}.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        with page.expect_navigation():
            card.get_by_role("button", name="Attach this file").click()
    walker.shot("several-08-documents")
    page.fill("[name=sheets]", "9")
    page.locator("[name=confirmed]").check()
    walker.press("Save and go on")


def submit(walker: Walker, path: str) -> None:
    """Every facility stands there; one is changed from there and one comes back to it."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    main = page.locator("main")
    for said in ("Facility 1: ", "Facility 2: ", "Facility 3: ", "Филиал көшесі", "Жаңа көше", "Құрал 11", "Шаблонова"):
        expect(main).to_contain_text(said)
    walker.shot("several-09-check-answers")
    narrow(walker, "several-09-check-answers")
    page.locator("#F3-facility a").first.click()
    page.fill("[name=building]", "3А")
    save(walker)
    assert page.url.endswith("#F3-facility")
    expect(main).to_contain_text("3А")
    walker.press("Go on to sign")
    expect(main).to_contain_text("3 annexes, one for each facility")
    walker.shot("several-10-sign")
    walker.sign()
