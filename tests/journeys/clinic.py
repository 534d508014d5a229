"""A clinic's application for three facilities in two regions, page by page, as far as the signature."""

import re

from playwright.sync_api import expect

from ruqsat.cases.tables.columns import Kind
from ruqsat.documents.tables import writing
from tests.cases.tables.rows import PIECE, cells, headings
from tests.journeys.applying import save
from tests.journeys.looking import looked_at
from tests.journeys.walking import PDF, Walker, newest_code

HEAD_OF_CLINIC, HER_PHONE = "790615499170", "+77000000105"
TYPED = {
    "contacts": {"email": "clinic@example.kz", "phone": "+7 700 000 01 05", "fax": "+7 727 000 01 05"},
    "bank": {"number": "KZ86125KZT5004100100", "bank": "Үлгі Банк", "location": "Алматы"},
    "facility": {
        "postal_code": "050093",
        "city": "Алматы",
        "district": "Ауэзов ауданы",
        "street": "Клиника көшесі",
        "building": "100",
    },
}
IN_ASTANA = {
    "postal_code": "010000",
    "city": "Астана",
    "district": "Есіл ауданы",
    "street": "Филиал көшесі",
    "building": "8",
}
IN_ALMATY = {"postal_code": "050000", "city": "Алматы", "street": "Жаңа көше", "building": "3"}
IN_ORDER = "Available and in order."


def begin(walker: Walker) -> str:
    """For the legal entity that one heads; the certificate names it."""
    page = walker.page
    page.goto("/applications/new/")
    page.locator("input[name=whom][value=legal_entity]").check()
    expect(page.locator("main")).to_contain_text("181240999010")
    walker.shot_without_leaving("clinic-01-begin")
    walker.press("Begin the application")
    path = page.url.removeprefix(walker.instance.url)
    walker.shot("clinic-02-tasks")
    page.goto(f"{path}organization/")
    assert page.input_value("[name=bin]") == "181240999010"
    walker.shot("clinic-03-organization")
    save(walker)
    page.goto(f"{path}activity/")
    page.locator("input[name=subtypes]").first.check()
    save(walker)
    return path


def consent(walker: Walker, path: str) -> None:
    """Rules 8: the head consents for the entity, by a code to her phone."""
    page = walker.page
    page.goto(f"{path}consent/")
    walker.shot("clinic-04-consent")
    page.locator("input[name=choice]").first.check()
    save(walker)
    page.fill("input[name=code]", newest_code(walker, phone=HER_PHONE))
    save(walker)
    expect(page.locator("main")).to_contain_text("State registration as a legal entity")


def about_the_entity(walker: Walker, path: str) -> None:
    """Annex 3(2), 3(6) to 3(10), 3(14): what the register says is there; one thing is typed otherwise."""
    page = walker.page
    page.goto(f"{path}entity/")
    assert page.input_value("[name=organization]") == "«Үлгі Клиника» ЖШС"
    assert "Клиника көшесі" in page.input_value("[name=location]")
    walker.shot("clinic-05-entity")
    save(walker)
    page.goto(f"{path}legal_address/")
    assert page.input_value("[name=street]") == "Клиника көшесі"
    page.fill("[name=building]", "100А")
    save(walker)
    page.goto(f"{path}head/")
    assert page.input_value("[name=last]") == "Образцова"
    save(walker)
    for section, fields in TYPED.items():
        page.goto(f"{path}{section}/")
        for name, text in fields.items():
            page.fill(f"[name={name}]", text)
        if section == "facility":
            page.select_option("[name=region]", "75")
            assert page.locator("input[name=title_basis][value=ownership]").is_checked()
        save(walker)


def add_facility(walker: Walker, path: str, address: dict[str, str], *, region: str, subtype: str, known: bool) -> None:
    """From the premises that are there already to the next: where it is, what is done there."""
    page = walker.page
    page.goto(f"{path}facility/")
    if page.get_by_role("button", name="Save and add other premises").count():
        walker.shot("clinic-06-first-premises")
        walker.press("Save and add other premises")
    else:
        walker.press("Add another facility")
    for name, text in address.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=region]", region)
    page.locator("input[name=title_basis]").first.check()
    walker.shot_without_leaving("clinic-07-premises")
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
    looked_at(walker, "clinic-08-table-of-equipment")
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
    looked_at(walker, "clinic-09-facilities")
    walker.press("These are all, go on")


def send(walker: Walker, kind: Kind, rows: list[dict[str, str]]) -> None:
    """Choose a workbook with these rows, and have it checked."""
    table = [headings(kind, "ru"), *(cells(kind, row) for row in rows)]
    content = writing.as_workbook(table, title="Table")
    file = {"name": "table.xlsx", "mimeType": writing.XLSX, "buffer": content}
    walker.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a file payload
    with walker.page.expect_navigation():
        walker.page.locator("form[enctype] button.govuk-button").click()


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
    of_facilities = [title for title in titles if "Facility" in title]
    assert [title for title in of_facilities if "Facility 3: 050000, Алматы" not in title] == [], titles
    assert of_facilities, titles
    assert sum("Шаблонова" in title for title in titles) == 3, titles
    assert sum("Макетова" in title for title in titles) == 1, titles
    for number in range(len(titles)):
        content = PDF + b"%" + bytes([65 + number])
        card = cards.nth(number)
        card.locator("input[type=file]").set_input_files(
            {"name": f"document-{number}.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        with page.expect_navigation():
            card.get_by_role("button", name="Attach this file").click()
    walker.shot("clinic-17-documents")
    page.fill("[name=sheets]", "9")
    page.locator("[name=confirmed]").check()
    walker.press("Save and go on")


def submit(walker: Walker, path: str) -> None:
    """Everything stands there, and where the register says otherwise; a facility is changed from there."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    main = page.locator("main")
    people = ("Образцова", HEAD_OF_CLINIC, "Макетова Сания Үлгіқызы", "Шаблонова Мария")
    sites = ("Facility 1: ", "Facility 2: ", "Facility 3: ", "Филиал көшесі", "Жаңа көше", "Құрал 11")
    for said in ("181240999010", "«Үлгі Клиника» ЖШС", "+77270000105", "KZ86125KZT5004100100", *people, *sites):
        expect(main).to_contain_text(said)
    expect(main).to_contain_text("Department of the Committee for Medical and Pharmaceutical Control")
    expect(main).to_contain_text("stated “100А”, the register has “100”")
    expect(page.locator("#gaps")).to_have_count(0)
    looked_at(walker, "clinic-18-check-answers")
    page.locator("#F3-facility a").first.click()
    page.fill("[name=building]", "3А")
    save(walker)
    assert page.url.endswith("#F3-facility")
    expect(main).to_contain_text("3А")
    walker.press("Go on to sign")
    expect(main).to_contain_text("3 annexes, one for each facility")
    walker.shot("clinic-19-sign")
    walker.sign()


def registered(walker: Walker) -> str:
    """Rules 7: the number, and the sealed receipt."""
    page = walker.page
    expect(page.locator("main")).to_contain_text(re.compile(r"KZ75-\d{4}-\d{6}"), timeout=60_000)
    receipt = page.get_by_role("link", name=re.compile("Receipt")).first
    expect(receipt).to_be_visible(timeout=60_000)
    walker.shot("clinic-20-progress")
    number = re.search(r"KZ75-\d{4}-\d{6}", page.locator("main").inner_text())
    assert number is not None
    content = page.request.get(receipt.get_attribute("href") or "").body()
    assert content.startswith(b"%PDF-")
    walker.keep("clinic-receipt.pdf", content)
    return number.group(0)
