"""People who hold a license: how they come to one, what they ask for on it, and the short road at the desk."""

import re
from contextlib import closing

import httpx
from playwright.sync_api import expect

from ruqsat.smoke.lifecycle import Play
from ruqsat.smoke.sandbox import Person, Sandbox
from ruqsat.smoke.steps import Step
from tests.instance import RunningInstance
from tests.journeys.applying import save
from tests.journeys.deciding import NEXT, desk_case, next_step
from tests.journeys.test_accessible import wrong_with
from tests.journeys.walking import PDF, Walker, newest_code


def doctor_with_a_license(instance: RunningInstance) -> Person:
    """Somebody who moved in and got a license, played over HTTP as the smoke test does."""
    moved_in: list[Person] = []
    went: list[Step] = []

    class Remembering(Sandbox):
        def moves_in(self) -> Person:
            moved_in.append(super().moves_in())
            return moved_in[-1]

    with closing(Remembering(instance.sandbox_url)) as sandbox:
        ended, _ = Play(url=instance.url, sandbox=sandbox, hear=went.append).lives(times=1, clients=1)
    assert ended == 1, [step for step in went if not step.ok]
    return moved_in[0]


class Newcomer(Walker):
    """Somebody who moved in: the sandbox's page of the signing program does not list them, its interface knows them."""

    def take_key(self) -> None:
        """This person's key, signing at once."""
        wish = {"iin": self.iin, "mode": "sign"}
        httpx.post(f"{self.instance.sandbox_url}/api/signer", json=wish, trust_env=False).raise_for_status()


def open_license(walker: Walker) -> str:
    """From the personal account to the page of the license; its number."""
    walker.page.goto("/account/")
    walker.page.locator("main a[href^='/licenses/']").first.click()
    expect(walker.page.locator("main")).to_contain_text("What you can ask for")
    return walker.page.url.strip("/").rpartition("/")[2]


def one_click(walker: Walker, button: str) -> str:
    """The button on the page of the license; gives the path of the draft."""
    walker.press(button)
    expect(walker.page.locator("main")).to_contain_text("tasks are done")
    return walker.page.url.removeprefix(walker.instance.url)


def state(walker: Walker, service: str, number: str) -> str:
    """The way in without a license in this register: its number is stated; gives the path of the draft."""
    page = walker.page
    page.goto("/applications/new/")
    page.locator(f"input[name=service][value={service}]").check()
    walker.press("Begin the application")
    path = page.url.removeprefix(walker.instance.url)
    page.goto(f"{path}held/")
    page.fill("[name=number]", number)
    save(walker)
    return path


def consent(walker: Walker, path: str, *, phone: str) -> None:
    """Rules 8: by the code on the phone."""
    page = walker.page
    page.goto(f"{path}consent/")
    page.locator("input[name=choice]").first.check()
    save(walker)
    page.fill("input[name=code]", newest_code(walker, phone=phone))
    save(walker)


def about_oneself(walker: Walker, path: str) -> None:
    """What registers or the last application filled in is only read and saved."""
    page = walker.page
    for section in ("name", "residence"):
        page.goto(f"{path}{section}/")
        save(walker)
    page.goto(f"{path}contacts/")
    if not page.input_value("[name=email]"):
        page.fill("[name=email]", "holder@example.kz")
        page.fill("[name=phone]", "+7 700 000 01 02")
        save(walker)
        page.goto(f"{path}bank/")
        for name, text in {"number": "KZ86125KZT5004100100", "bank": "Үлгі Банк", "location": "Алматы"}.items():
            page.fill(f"[name={name}]", text)
        save(walker)
    page.goto(f"{path}confirmations/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    save(walker)


def on_paper(walker: Walker, path: str, *, wanted: bool) -> None:
    """Annex 2(5), Annex 3(5)."""
    walker.page.goto(f"{path}paper/")
    walker.page.locator(f"input[name=on_paper][value={'yes' if wanted else 'no'}]").check()
    save(walker)


def attach_what_is_asked_for(walker: Walker, path: str) -> int:
    """Each document that is asked for; how many there were."""
    page = walker.page
    page.goto(f"{path}documents/")
    wanted = page.locator("input[type=file]").count()
    for place in range(wanted):
        page.locator("input[type=file]").nth(place).set_input_files(
            {"name": f"paper-{place}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        with page.expect_navigation():
            page.get_by_role("button", name="Attach this file").nth(place).click()
    page.fill("[name=sheets]", str(wanted))
    page.locator("[name=confirmed]").check()
    save(walker)
    return wanted


def pay(walker: Walker, path: str, *, says: str) -> None:
    """List 6: the fee of the service, on the bank's page."""
    page = walker.page
    page.goto(f"{path}fee/")
    expect(page.locator("main")).to_contain_text(says)
    looked_at(walker, f"held-fee-{says[:3].strip()}")
    walker.press("Pay on the payment page")
    with page.expect_navigation():
        page.get_by_role("button", name="Pay").first.click()
    expect(page.locator("main")).to_contain_text("The license fee is paid", timeout=40_000)


def submit(walker: Walker, path: str) -> None:
    """Check, sign, be registered."""
    page = walker.page
    page.goto(f"{path}check-answers/")
    looked_at(walker, f"held-check-{walker.iin}")
    page.goto(f"{path}sign/")
    looked_at(walker, f"held-sign-{walker.iin}")
    walker.sign()
    expect(page.locator("main")).to_contain_text(re.compile(r"KZ\d{2}-\d{4}-\d{6}"), timeout=60_000)


def decide_at_once(officer: Walker, path: str) -> None:
    """Rules 19: found complete, and put before the head: nobody is asked, nothing is visited."""
    page = officer.page
    page.goto(desk_case(path))
    once(officer, "Find the documents complete")
    next_step(officer)
    expect(page.locator("main")).to_contain_text("The documents are complete; the decision is to be prepared.")
    expect(page.locator("main")).to_contain_text("None: the application touches neither the premises nor the subtypes.")
    looked_at(officer, f"held-desk-{officer.iin}")
    once(officer, "Prepare the grant")
    next_step(officer)
    expect(page.locator("main")).to_contain_text("What the register says of the license")
    looked_at(officer, f"held-prepare-{officer.iin}")
    officer.press("Put before the authorized person")


def awaits_the_head(head: Walker, path: str) -> None:
    """Rules 20: the decision is the head's to read and sign."""
    head.page.goto(desk_case(path))
    expect(head.page.locator(NEXT).first).to_contain_text("Read and sign the decision")
    looked_at(head, f"held-head-{head.iin}")


def once(walker: Walker, button: str) -> None:
    """Registers answer behind the page: look again until the step is there."""
    for _ in range(120):
        if walker.page.get_by_role("button", name=button, exact=True).count():
            return
        walker.page.wait_for_timeout(500)
        walker.page.reload()
    expect(walker.page.get_by_role("button", name=button, exact=True)).to_be_visible()


def looked_at(walker: Walker, name: str) -> None:
    """For somebody to look at, wide and narrow; and nothing on the page stands in anybody's way."""
    page = walker.page
    walker.shot_without_leaving(name)
    page.set_viewport_size({"width": 320, "height": 800})
    walker.shot_without_leaving(f"{name}-320")
    wrong = wrong_with(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == []
