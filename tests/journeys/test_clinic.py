"""A legal entity applies through its head; one specialist consents in her own account, the other attaches documents."""

import re

from playwright.sync_api import Browser, expect

from tests.instance import RunningInstance
from tests.journeys.applying import pay, save
from tests.journeys.walking import PDF, Walker, newest_code

HEAD_OF_CLINIC, HER_PHONE = "790615499170", "+77000000105"
CARDIOLOGIST, CARDIOLOGISTS_PHONE = "920308499215", "+77000000106"
NURSE = "961204499254"
OFFICER = "850719499299"


def test_a_clinic_applies_through_its_head_with_two_specialists(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """
    Rules 6, Rules 8, Annex 3: the whole form, the consents of the entity and of a specialist, the documents of the
    other; filed, registered, receipted, and read at the desk.
    """
    head = Walker(browser, ruqsat_instance, iin=HEAD_OF_CLINIC)
    head.sign_in()
    path = begin(head)
    consent(head, path)
    about_the_entity(head, path)
    list_specialists(head, path)
    specialist = Walker(browser, ruqsat_instance, iin=CARDIOLOGIST)
    specialist.sign_in()
    consent_of_specialist(specialist)
    finish_list(head, path)
    about_the_work(head, path)
    attach(head, path)
    pay(head, path)
    submit(head, path)
    number = registered(head)
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    read_at_the_desk(officer, path, number)
    for walker in (head, specialist, officer):
        assert walker.troubles == [], walker.troubles


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
    typed = {
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
    for section, fields in typed.items():
        page.goto(f"{path}{section}/")
        for name, text in fields.items():
            page.fill(f"[name={name}]", text)
        if section == "facility":
            page.select_option("[name=region]", "75")
            assert page.locator("input[name=title_basis][value=ownership]").is_checked()
        save(walker)


def list_specialists(walker: Walker, path: str) -> None:
    """Of the one only who she is: she is asked for consent. Of the other everything."""
    page = walker.page
    page.goto(f"{path}specialists/")
    walker.press("Add a specialist")
    for name, text in {"iin": CARDIOLOGIST, "last": "Макетова", "first": "Сания", "patronymic": "Үлгіқызы"}.items():
        page.fill(f"[name={name}]", text)
    walker.press("Keep this specialist")
    walker.press("Add another specialist")
    typed = {
        "iin": NURSE,
        "last": "Шаблонова",
        "first": "Мария",
        "patronymic": "Тестовна",
        "graduated_in": "2012",
        "diploma": "ТКБ 9900107, медицинский колледж (образец)",
        "certificate": "KZ99VKC00990107",
        "employment": "«Үлгі Клиника» ЖШС, медицинская сестра, с 2019 года",
    }
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.locator("[name=speciality]").select_option(index=1)
    walker.shot_without_leaving("clinic-06-specialist")
    walker.press("Keep this specialist")
    walker.press("These are all, go on")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Макетова Сания Үлгіқызы")
    walker.troubles.clear()  # the console names the refusal that was asked for
    page.goto(f"{path}specialists/")
    walker.press("Ask for consent Макетова Сания Үлгіқызы")
    expect(page.locator("main")).to_contain_text("Asked for")
    walker.shot("clinic-07-specialists")


def consent_of_specialist(walker: Walker) -> None:
    """Rules 8: signed in with her own key, by a code to her own phone."""
    page = walker.page
    page.goto("/account/")
    walker.shot("clinic-08-account-of-specialist")
    walker.follow("Read it, then consent or refuse")
    expect(page.locator("main")).to_contain_text("«Үлгі Клиника» ЖШС")
    expect(page.locator("main")).to_contain_text("••••••••9010")
    walker.shot("clinic-09-asked")
    walker.press("Consent: send a code to my phone")
    page.fill("input[name=code]", newest_code(walker, phone=CARDIOLOGISTS_PHONE))
    walker.shot_without_leaving("clinic-10-code")
    walker.press("Give my consent")
    expect(page.locator("main")).to_contain_text("You consented on")


def finish_list(walker: Walker, path: str) -> None:
    """What the registers say of her fills the rest."""
    walker.take_key()
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
    walker.press("These are all, go on")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def about_the_work(walker: Walker, path: str) -> None:
    """The form of information, paper, and the four confirmations."""
    page = walker.page
    page.goto(f"{path}requirements/")
    for place in page.locator("main textarea").all():
        place.fill("Available and in order.")
    save(walker)
    page.goto(f"{path}paper/")
    page.locator("input[name=on_paper][value=no]").check()
    save(walker)
    page.goto(f"{path}confirmations/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    save(walker)


def attach(walker: Walker, path: str) -> None:
    """List 8(1): the certificates of training of both; of the one who did not consent, her diploma and work too."""
    page = walker.page
    page.goto(f"{path}documents/")
    cards = page.locator("main section.govuk-summary-card")
    titles = cards.locator("h2").all_inner_texts()
    assert sum("Шаблонова" in title for title in titles) == 3, titles
    assert sum("Макетова" in title for title in titles) == 1, titles
    walker.shot("clinic-11-documents")
    for number in range(len(titles)):
        card = page.locator("main section.govuk-summary-card").nth(number)
        card.locator("input[type=file]").set_input_files(
            {
                "name": f"document-{number}.pdf",
                "mimeType": "application/pdf",
                "buffer": PDF + b"%" + bytes([65 + number]),
            }
        )
        with page.expect_navigation():
            card.get_by_role("button", name="Attach this file").click()
    page.fill("[name=sheets]", "9")
    page.locator("[name=confirmed]").check()
    walker.press("Save and go on")


def submit(walker: Walker, path: str) -> None:
    """Everything is shown, and where the register says otherwise; nothing is missing, so nothing is warned of."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    main = page.locator("main")
    for said in (
        "181240999010",
        "«Үлгі Клиника» ЖШС",
        "Образцова",
        HEAD_OF_CLINIC,
        "Макетова Сания Үлгіқызы",
        "Шаблонова Мария Тестовна",
        "+77270000105",
        "KZ86125KZT5004100100",
        "Department of the Committee for Medical and Pharmaceutical Control",
        "stated “100А”, the register has “100”",
    ):
        expect(main).to_contain_text(said)
    expect(page.locator("#gaps")).to_have_count(0)
    walker.shot("clinic-12-check-answers")
    walker.press("Go on to sign")
    walker.shot("clinic-13-sign")
    walker.sign()


def registered(walker: Walker) -> str:
    """Rules 7: the number, and the sealed receipt."""
    page = walker.page
    expect(page.locator("main")).to_contain_text(re.compile(r"KZ75-\d{4}-\d{6}"), timeout=40_000)
    receipt = page.get_by_role("link", name=re.compile("Receipt")).first
    expect(receipt).to_be_visible(timeout=60_000)
    walker.shot("clinic-14-progress")
    number = re.search(r"KZ75-\d{4}-\d{6}", page.locator("main").inner_text())
    assert number is not None
    content = page.request.get(receipt.get_attribute("href") or "").body()
    assert content.startswith(b"%PDF-")
    walker.keep("clinic-receipt.pdf", content)
    return number.group(0)


def read_at_the_desk(walker: Walker, path: str, number: str) -> None:
    """Rules 9: the officer sees the entity, its head, both specialists, and where the register says otherwise."""
    page = walker.page
    page.goto(f"/desk/cases/{path.strip('/').rpartition('/')[2]}/")
    main = page.locator("body")
    for said in (number, "«Үлгі Клиника» ЖШС", "181240999010", "Образцова Дина Макетовна", "Шаблонова", "Макетова"):
        expect(main).to_contain_text(said)
    expect(main).to_contain_text("stated “100А”, the register has “100”")
    walker.shot("clinic-15-desk")
