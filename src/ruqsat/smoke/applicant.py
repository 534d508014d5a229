"""The applicant's part: sign in, fill in, consent, attach, pay, sign; later find the license in the account."""

import re
from collections.abc import Callable

from ruqsat.smoke import answers
from ruqsat.smoke.browser import Browser
from ruqsat.smoke.markup import Element
from ruqsat.smoke.page import Form, Page
from ruqsat.smoke.sandbox import Person, Sandbox
from ruqsat.smoke.steps import FailedError, Steps

NUMBER = re.compile(r"\b[A-Z]{2}\d{2}-\d{4}-\d{6}\b")
LICENSE = re.compile(r"/licenses/([^/]+)/")
MOST_DOCUMENTS = 20
_OPEN = "govuk-tag--blue"  # the tag of what is still to be attached


def sign_in(browser: Browser, sandbox: Sandbox, person: Person, *, home: str) -> Page:
    """
    Sign the challenge; the page that opens after it.

    :raises FailedError: when it is not that of *home*.
    """
    page = sandbox.sign(browser, browser.get("/sign-in/"), by=person)
    if not page.path.startswith(home):
        raise FailedError(f"{home} to open for {person.name}", page.said())
    return page


class Applicant:
    """A doctor at her browser, with one application."""

    def __init__(self, browser: Browser, sandbox: Sandbox, doctor: Person, steps: Steps) -> None:
        self.browser = browser
        self.sandbox = sandbox
        self.doctor = doctor
        self.steps = steps
        self.path = ""  # of the application

    def apply(self) -> str:
        """
        From signing in to a registered application; gives the id of the case.

        :raises StoppedError: when a step fails.
        """
        self.prepares()
        self.sends()
        self.sees_it_registered()
        return self.case

    @property
    def case(self) -> str:
        """The id of the application."""
        return self.path.rstrip("/").rpartition("/")[2]

    def prepares(self) -> None:
        """From signing in to the paid fee; nothing is filed."""
        self.fills_in()
        self.pays()

    def fills_in(self) -> None:
        """From signing in to the last task done; nothing is paid."""
        step = self.steps.step
        with step("doctor: signs in"):
            sign_in(self.browser, self.sandbox, self.doctor, home="/account/")
        with step("doctor: begins an application"):
            form = self.browser.get("/applications/new/").form(field="service")
            opened = self.browser.submit(form, {"service": form.offered("service")[0]})
            self.path = opened.path
        self._do_tasks(opened)

    def pays(self) -> None:
        """The fee, on the bank's page."""
        with self.steps.step("doctor: pays the fee at the bank"):
            self._pay()

    def sends(self) -> None:
        """Read once more, sign, and file."""
        with self.steps.step("doctor: checks the answers, signs, submits"):
            checked = self.browser.get(f"{self.path}check-answers/")
            self.sandbox.sign(self.browser, self.browser.get(checked.link(to="/sign/")), by=self.doctor)

    def sees_it_registered(self) -> None:
        """The page of the application, until the number and the receipt are there."""
        with self.steps.step("service: registers, seals the receipt"):
            progress = self.browser.get(self.path)
            self.browser.until("a registration number and the sealed receipt", progress, _is_registered)

    def finds_license(self) -> tuple[str, list[bytes]]:
        """The number of the license in her account, and its PDFs."""
        page = self.browser.until("a link to the license", self.browser.get(self.path), _has_license)
        shown = self.browser.get(page.link(to="/licenses/"))
        found = LICENSE.search(shown.path)
        number = found.group(1) if found else ""
        papers = [self.browser.download(link) for link in shown.links(to="/documents/")]
        if not papers or not all(paper.content.startswith(b"%PDF-") for paper in papers):
            raise FailedError("the PDFs of the license", shown.said())
        return number, [paper.content for paper in papers]

    def _do_tasks(self, opened: Page) -> None:
        """Every task as soon as the list lets it be begun, from the top; each list is that after the task before."""
        done: set[str] = set()
        page = opened
        while section := next((each for each in _tasks(page) if each not in done), ""):
            with self.steps.step(f"doctor: {section}"):
                _DONE_BY.get(section, Applicant._fill)(self, f"{self.path}{section}/", section)
                page = self.browser.get(self.path)
            done.add(section)

    def _fill(self, link: str, section: str) -> None:
        form = _main_form(self.browser.get(link))
        self.browser.submit(form, answers.to_form(form, answers.of_applicant(self.doctor, section=section)))

    def _consent(self, link: str, section: str) -> None:
        before = len(self.sandbox.messages(self.doctor.phone))
        form = self.browser.get(link).form(field="choice")
        asked = self.browser.submit(form, {"choice": form.offered("choice")[0]})
        code = self.sandbox.code(self.doctor.phone, after=before)
        self.browser.submit(asked.form(field="code"), {"code": code})

    def _attach(self, link: str, section: str) -> None:
        page = self.browser.get(link)
        for count in range(MOST_DOCUMENTS):
            form = _still_open(page)
            if form is None:
                break
            name = f"document-{count + 1}.pdf"
            page = self.browser.submit(form, files={form.file_field(): (name, answers.PDF, "application/pdf")})
            if name not in page.main.text:
                raise FailedError(f"{name} among what is attached", page.said())
        form = page.form(field="sheets")
        self.browser.submit(form, answers.to_form(form, {"sheets": "1"}))

    def _pay(self) -> None:
        page = self.browser.get(f"{self.path}fee/")
        bank = self.browser.submit(page.form(action="/fee/pay/"))
        if not bank.url.startswith(self.sandbox.url):
            raise FailedError(f"the payment page of the sandbox, {self.sandbox.url}", bank.said())
        paying = next((form for form in bank.forms(field="decision") if form.value("decision") == "pay"), None)
        if paying is None:
            raise FailedError("a form to pay on the payment page", bank.said())
        back = self.browser.submit(paying)
        self.browser.until("the fee to be paid", back, _is_paid)


_DONE_BY: dict[str, Callable[[Applicant, str, str], None]] = {
    "consent": Applicant._consent,
    "documents": Applicant._attach,
}


def _tasks(page: Page) -> list[str]:
    """
    The sections that can be filled in now, in the order of the list.

    :raises FailedError: when there is no list.
    """
    links = [each["href"] for each in page.main.all("a", class_="govuk-task-list__link")]
    if not links:
        raise FailedError("a list of tasks", page.said())
    sections = [link.rstrip("/").rpartition("/")[2] for link in links]
    return [section for section in sections if section not in ("fee", "check-answers")]


def _main_form(page: Page) -> Form:
    for each in page.main.all("form"):
        if each["method"] == "post":
            return Form(page, each)
    raise FailedError("a form to fill in", page.said())


def _still_open(page: Page) -> Form | None:
    """The form of the first document that is still to be attached."""
    for card in page.main.all("section", class_="govuk-summary-card"):
        if card.first(class_=_OPEN):
            form: Element | None = next((one for one in card.all("form") if "/attach/" in one["action"]), None)
            return Form(page, form) if form else None
    return None


def _is_paid(page: Page) -> bool:
    return page.main.first(class_="govuk-panel") is not None and not page.forms(action="/fee/pay/")


def _is_registered(page: Page) -> bool:
    """
    Whether the number and the receipt are there.

    :raises FailedError: when the page offers to file again: the signature was refused.
    """
    if page.forms(action="/again/"):
        raise FailedError("the application to be registered", f"{page.said()} {page.main.text[:200]}")
    return NUMBER.search(page.main.text) is not None and bool(page.links(to="/documents/"))


def _has_license(page: Page) -> bool:
    return bool(page.links(to="/licenses/"))
