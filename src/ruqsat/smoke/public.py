"""What anybody sees of an issued license."""

from ruqsat.smoke.browser import Browser
from ruqsat.smoke.page import Page
from ruqsat.smoke.steps import FailedError, Steps


def check(browser: Browser, number: str, papers: list[bytes], steps: Steps) -> None:
    """
    By its number, in the register, and each PDF as the very file; a changed one is none.

    :raises StoppedError: when a step fails.
    """
    with steps.step(f"anybody: checks license {number}"):
        page = browser.submit(browser.get("/check/").form(field="number"), {"number": number})
        if number not in page.main.text or not _says_yes(page):
            raise FailedError(f"license {number} to be valid today", page.said())
        listed = browser.get(f"/register/?q={number}")
        if number not in listed.main.text:
            raise FailedError(f"license {number} in the register", listed.said())
    with steps.step(f"anybody: checks its {len(papers)} PDFs, and one changed"):
        for paper in papers:
            if not _says_yes(_held(browser, page, paper)):
                raise FailedError("every PDF of the license to be the very file that was issued", page.said())
        if _says_yes(_held(browser, page, papers[0].replace(b"/Type", b"/Typf", 1))):
            raise FailedError("a PDF with one byte changed to be refused", "the page that says it is the very file")


def _held(browser: Browser, page: Page, content: bytes) -> Page:
    form = page.form(action="/check/file/", field="file")
    return browser.submit(form, files={"file": ("license.pdf", content, "application/pdf")})


def _says_yes(page: Page) -> bool:
    """The panel stands on a page that says yes, and on no other."""
    return page.main.first(class_="govuk-panel") is not None
