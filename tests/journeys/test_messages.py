"""Rules 14 in a real browser, by the real worker: both providers fail, the desk says so, a call is recorded instead."""

from datetime import datetime

from playwright.sync_api import Browser, expect

from ruqsat.law.local_time import local
from ruqsat.running.environment import OPERATOR_OF_THE_SANDBOX
from ruqsat.smoke.sandbox import Person
from tests.instance import RunningInstance
from tests.journeys import beforehand
from tests.journeys.deciding import desk_case
from tests.journeys.looking import looked_at
from tests.journeys.walking import PDF, Walker, ask_sandbox, once_there

OFFICER = "850719499299"


def test_no_message_of_a_visit_arrives_and_a_recorded_call_takes_its_place(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    """Rules 14: lost at the first provider, lost at the second, another recorded means with its scan."""
    before = beforehand.applied(ruqsat_instance)
    contacts = (before.doctor.phone, before.doctor.email)
    for to in contacts:
        ask_sandbox(ruqsat_instance, "messages/ways", to=to, outcome="failed")
    ask_sandbox(ruqsat_instance, "faults", system="monitoring", kind="error")
    beforehand.visit_fixed(ruqsat_instance, before.case)
    officer = Walker(browser, ruqsat_instance, iin=OFFICER)
    officer.sign_in()
    page = officer.page
    page.goto(desk_case(before.path))
    once_there(officer, page.get_by_text("No message arrived").count)
    carried = {one["provider"] for one in ask_sandbox(ruqsat_instance, "messages") if one["to"] in contacts}
    assert carried == {"first", "second"}
    looked_at(officer, "messages-01-lost")
    number = page.title().split()[1]
    operator_reads(Walker(browser, ruqsat_instance, iin=OPERATOR_OF_THE_SANDBOX), number, before.doctor)
    record_the_call(officer)
    for to in contacts:
        ask_sandbox(ruqsat_instance, "messages/ways", to=to, outcome="delivered")
    read_in_the_account(before.walks_on(browser, ruqsat_instance), before.path)
    troubles = [one for one in officer.troubles if "422" not in one]  # provoked on purpose, and told why
    assert troubles == [], troubles


def operator_reads(operator: Walker, number: str, doctor: Person) -> None:
    """What came to nothing, by the number of the case and without a name; a system that is down, and is back."""
    operator.sign_in()
    page = operator.page
    page.goto("/operations/")
    main = page.locator("main")
    once_there(operator, main.get_by_text("Does not answer").count)
    expect(main.get_by_role("region", name="Messages that came to nothing")).to_contain_text(number)
    for personal in (doctor.iin, doctor.phone, doctor.email):
        expect(main).not_to_contain_text(personal)
    operator.shot("operations-01-stuck")
    looked_at(operator, "operations-01-stuck")
    ask_sandbox(operator.instance, "faults", system="monitoring", kind="none")
    once_there(operator, lambda: not main.get_by_text("Does not answer").count())
    assert operator.troubles == []


def record_the_call(officer: Walker) -> None:
    """Rules 14: a call that is recorded, with the telephone record as a PDF."""
    page = officer.page
    officer.press("Record a notice by other means")
    looked_at(officer, "messages-02-notice")
    page.locator("input[name=means][value=call]").check()
    page.fill("[name=told]", "Айжан, +7 700 000 01 01")
    page.fill("[name=reference]", "Telephone record 7")
    page.set_input_files("[name=evidence]", {"name": "record.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.fill("[name=hour]", "00:01")
    officer.press("Record the notice")
    expect(page.locator("main")).to_contain_text("cannot have been notified before the visit was fixed")
    looked_at(officer, "messages-03-refused")
    later = datetime.fromisoformat(ask_sandbox(officer.instance, "clock", seconds=120)["now"])
    page.set_input_files("[name=evidence]", {"name": "record.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.fill("[name=hour]", f"{local(later):%H:%M}")
    officer.press("Record the notice")
    expect(page.locator("body")).to_contain_text("The notice is on file.")
    expect(page.locator("main")).to_contain_text("By a recorded call: Айжан, +7 700 000 01 01")


def read_in_the_account(doctor: Walker, path: str) -> None:
    """What was sent, by which means, to whom in part, and how it stands."""
    page = doctor.page
    page.goto(path)
    page.get_by_text("What was sent to you").click()
    expect(page.locator("main")).to_contain_text("The day and hour of the visit")
    expect(page.locator("main")).to_contain_text("Not delivered")
    looked_at(doctor, "messages-04-account")
    page.goto(f"{doctor.instance.sandbox_url}/deliveries/")
    doctor.shot_without_leaving("messages-05-sandbox")
