"""Pages that everybody can use: WCAG 2.2 AA as axe finds it, reflow at 320 pixels, one heading that names the page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.walking import Walker

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def found_by_axe(page: Page) -> list[str]:
    """What breaks a rule on this page, each with the elements that break it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


def beside_the_screen(page: Page) -> list[str]:
    """WCAG 1.4.10: what makes the page wider than 320 pixels, or a list of work that is read line by line there."""
    page.wait_for_load_state()
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
        lists = page.locator(".rq-worklist")
        cut: list[str] = lists.evaluate_all(
            "all => all.map(one => one.parentElement).filter(box => box.scrollWidth > box.clientWidth)"
            ".flatMap(box => [...box.querySelectorAll('td, td *')].filter(one =>"
            " one.getBoundingClientRect().right > box.getBoundingClientRect().right + 1).map(one => one.outerHTML))"
        )
        return [f"{page.url}: cut off at the side: {one[:200]}" for one in cut[:3]]
    wide: list[str] = page.evaluate(
        "[...document.body.querySelectorAll('*')]"
        ".filter(one => one.getBoundingClientRect().right > window.innerWidth + 1).map(one => one.outerHTML)"
    )
    return [f"{page.url}: wider than the screen: {one[:200]}" for one in wide[:3]]


def wrong_with(page: Page) -> list[str]:
    """Everything that is wrong with the page that is open now, at a desk and on a narrow phone."""
    headings = page.locator("h1").count()
    wrong = [] if headings == 1 else [f"{page.url}: {headings} headings of the first level"]
    page.set_viewport_size({"width": 1280, "height": 900})
    wrong += found_by_axe(page)
    wrong += beside_the_screen(page)
    return wrong + found_by_axe(page)


_JUDGED: set[str] = set()
"""Pages, by the name under which they were looked at, that axe has read in this session: it takes a second or two."""


def looked_at(walker: Walker, name: str) -> None:
    """
    For somebody to look at, wide and narrow; and nothing stands in anybody's way where there is least room.

    What several journeys come by is read by axe once; whether it fits into 320 pixels is asked each time.
    """
    page = walker.page
    walker.shot_without_leaving(name)
    wrong = beside_the_screen(page)
    if name not in _JUDGED:
        wrong += found_by_axe(page)
        _JUDGED.add(name)
    walker.shot_without_leaving(f"{name}-320")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == []
    assert page.locator("h1").count() == 1, page.url
