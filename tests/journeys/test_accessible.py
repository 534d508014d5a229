"""Pages that everybody can use: WCAG 2.2 AA as axe finds it, reflow at 320 pixels, one heading that names the page."""

import pytest
from playwright.sync_api import Browser, Page

from tests.instance import RunningInstance
from tests.journeys.looking import beside_the_screen, wrong_with
from tests.journeys.walking import Walker

APPLICANT = "940517499011"
OFFICER = "850719499299"
OPEN_TO_ALL = (
    "/",
    "/rules/",
    "/rules/rules-9/",
    "/list/?on=2026-12-01",
    "/need/",
    "/need/?service=issue&who=individual&signs=self&facilities=0",
    "/need/?service=issue&who=individual&signs=self&facilities=2&elsewhere=1&graduated=before&graduated=in",
    "/need/?service=reissue&who=legal_entity&signs=representative&ground=Permits+33(4)&original=paper",
    "/fee/?service=reissue&on=2026-05-05",
    "/terms/?service=issue&on=2026-12-28&at=18:31",
    "/working-days/?start=2026-12-28&days=0&on=2026-05-11",
    "/offices/",
    "/check/",
    "/check/99999999/",
    "/register/",
    "/sign-in/",
    "/no/such/page/",
    "/language/",
)
KEEPER = "780520499737"
OPERATOR = "850311499776"
OWN = {
    APPLICANT: ("/account/", "/applications/new/", "/desk/"),
    OFFICER: ("/desk/", "/desk/?list=others"),
    OPERATOR: ("/operations/",),
    KEEPER: (
        "/committee/",
        "/committee/calendar/?year=2027",
        "/committee/calendar/enter/",
        "/committee/calendar/enter/?what=day",
        "/committee/calendar/from-file/",
        "/committee/mci/",
        "/committee/mci/enter/",
    ),
}


@pytest.mark.browser_context_args(locale="kk-KZ")
def test_nothing_stands_in_anybodys_way_on_the_public_pages(page: Page) -> None:
    wrong = []
    for address in OPEN_TO_ALL:
        page.goto(address)
        wrong += wrong_with(page)
    assert wrong == []


@pytest.mark.parametrize(
    "language",
    [pytest.param(code, marks=pytest.mark.browser_context_args(locale=code)) for code in ("ru", "en")],
)
def test_longer_words_of_another_language_fit_too(page: Page, language: str) -> None:
    wrong = []
    for address in OPEN_TO_ALL:
        page.goto(address)
        wrong += beside_the_screen(page)
    assert wrong == []


@pytest.mark.parametrize("iin", OWN)
def test_nor_on_the_first_pages_of_those_who_sign_in(
    browser: Browser, ruqsat_instance: RunningInstance, iin: str
) -> None:
    walker = Walker(browser, ruqsat_instance, iin=iin)
    walker.sign_in()
    wrong = []
    for address in OWN[iin]:
        walker.page.goto(address)
        wrong += wrong_with(walker.page)
    assert wrong == []
