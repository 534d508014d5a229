"""What the offices do: licensor's officer and head, approving body, inspector."""

from datetime import datetime, timedelta, timezone

from ruqsat.smoke import answers
from ruqsat.smoke.applicant import sign_in
from ruqsat.smoke.browser import WELL, Browser
from ruqsat.smoke.page import Page
from ruqsat.smoke.sandbox import Person, Sandbox
from ruqsat.smoke.steps import FailedError

KAZAKHSTAN = timezone(timedelta(hours=5))  # since 1 March 2024
MOVED_ON, LOOKS_AGAIN = 409, 3  # what an office answers to a decision on an older sight of the case
MOST_PAGES = 3  # of a work list; what is not on them is opened by its address, as from a notice
_AWAITED = "govuk-tag--yellow"  # the tag of what is still to come

HOMES = {"officer": "/desk/", "head": "/desk/", "inspector": "/inspector/", "approver": "/approvals/"}


class Official:
    """Somebody with a post, at a browser."""

    def __init__(self, url: str, sandbox: Sandbox, *, role: str, office: str) -> None:
        self.role = role
        self.sandbox = sandbox
        self.person: Person = sandbox.holder_of(role, office=office)
        self.browser = Browser(url)

    def sign_in(self) -> None:
        """With the key of the person."""
        sign_in(self.browser, self.sandbox, self.person, home=HOMES[self.role])

    def sign(self, page: Page) -> Page:
        """On a page with a signing panel."""
        return self.sandbox.sign(self.browser, page, by=self.person)

    def opens(self, case: str) -> Page:
        """The case, from the list of what is owed; what is far down on it by its address."""
        page = self.browser.get(HOMES[self.role])
        for _ in range(MOST_PAGES):
            if links := page.links(to=case):
                return self.browser.get(links[0])
            if not page.further:
                break
            page = self.browser.get(page.further)
        if self.role in ("officer", "head"):
            return self.browser.get(f"/desk/cases/{case}/")
        raise FailedError(f"the case {case} in the list of {self.person.name}", page.said())


def find_complete(officer: Official, case: str) -> None:
    """
    The officer finds the application complete (Rules 9).

    A register may answer while the page is read; then the case has moved on, and the officer looks and decides anew.
    """
    page = officer.opens(case)
    for well in (*[(*WELL, MOVED_ON)] * LOOKS_AGAIN, WELL):
        page = officer.browser.until("the step “complete”", page, lambda page: bool(page.forms(action="/complete/")))
        if officer.browser.submit(page.form(action="/complete/"), well=well).status != MOVED_ON:
            return
        page = officer.opens(case)


def ask_for_approval(officer: Official, case: str) -> None:
    """The officer asks the approving body (Rules 10, 11)."""
    officer.browser.submit(officer.browser.get(f"/desk/cases/{case}/").form(action="/approval/"))


def fix_visit(officer: Official, inspector: Official, case: str) -> datetime:
    """The officer fixes day and hour as the form suggests them; waits until the notice is out (Rules 14)."""
    form = officer.browser.get(officer.browser.get(f"/desk/cases/{case}/").link(to="/visit/")).form(field="hour")
    who = form.labelled("inspector", inspector.person.last)
    if who is None:
        raise FailedError(f"{inspector.person.name} among the inspectors", form.page.said())
    officer.browser.submit(form, {"inspector": who})
    inspector.browser.until("the notice of the visit to be sent", inspector.opens(case), _notice_is_out)
    day = "-".join(form.value(f"day_{part}").zfill(2) for part in ("year", "month", "day"))
    return datetime.fromisoformat(f"{day}T{form.value('hour')}").replace(tzinfo=KAZAKHSTAN)


def _notice_is_out(page: Page) -> bool:
    return page.main.first(class_=_AWAITED) is None


def approve(approver: Official, case: str) -> None:
    """The approving body reads, answers, signs (Rules 11)."""
    form = approver.opens(case).form(field="approved")
    page = approver.browser.submit(form, {"approved": "yes", "reasons": answers.IN_ORDER})
    approver.sign(page)


def begin_visit(inspector: Official, case: str) -> Page:
    """The visit begins once its hour has come; gives its page (Rules 14)."""
    page = inspector.opens(case)
    return inspector.browser.submit(page.form(action="/begin/"))


def record(inspector: Official, visit: Page) -> Page:
    """A photograph (Rules 16)."""
    form = visit.form(action="/recordings/", field="photo")
    return inspector.browser.submit(form, files={"photo": ("photo.png", answers.photograph(), "image/png")})


def conclude(inspector: Official, visit: Page, *, present: str) -> None:
    """Every point of the checklist is found compliant; the conclusion is read and signed (Rules 17)."""
    form = inspector.browser.get(visit.link(to="/checklist/")).form(field="authorized_person")
    findings = {name: "compliant" for name in form.names if "compliant" in form.offered(name)}
    page = inspector.browser.submit(form, {**findings, "authorized_person": present})
    _read(inspector, page, to="/draft/")
    inspector.sign(page)


def prepare(officer: Official, case: str) -> None:
    """Once the conclusion is sealed, the officer puts the grant before the head (Rules 20)."""
    page = officer.browser.until(
        "the step “prepare the decision”", officer.opens(case), lambda page: bool(page.links(to="/decision/prepare/"))
    )
    form = officer.browser.get(page.link(to="/decision/prepare/")).form(field="note")
    officer.browser.submit(form)


def sign_license(head: Official, case: str) -> None:
    """The head reads the very PDFs and signs (Rules 20)."""
    page = head.browser.submit(head.opens(case).form(action="/decision/license/"))
    _read(head, page, to="/documents/")
    head.sign(page)


def _read(official: Official, page: Page, *, to: str) -> None:
    """
    Open every paper that the page puts before the signature.

    :raises FailedError: when there is none, or one is no PDF.
    """
    papers = [official.browser.download(page.link(to=to)), *map(official.browser.download, page.links(to=to)[1:])]
    for paper in papers:
        if not paper.content.startswith(b"%PDF-"):
            raise FailedError("a PDF to read before signing", f"{len(paper.content)} bytes that are none")
