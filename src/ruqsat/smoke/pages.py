"""What can be seen of a deployment without signing for anybody: pages, languages, files, headers, readiness."""

from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from ruqsat.smoke.browser import Browser, directive
from ruqsat.smoke.page import Page
from ruqsat.smoke.steps import FailedError, Steps

LANGUAGES = ("kk", "ru", "en")
READY, NOT_YET = 200, 503
READY_OR_NOT = (READY, NOT_YET)
NOBODYS = "99999999"  # no license has this number
_SAID_BY_EVERY_PAGE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
_SHUT = {"default-src": ["'none'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"]}
_UNSAFE = frozenset({"'unsafe-inline'", "'unsafe-eval'", "*"})


def see(url: str, steps: Steps) -> None:
    """
    Everything that needs no person, at *url*.

    :raises StoppedError: when a step fails.
    """
    with closing(Browser(url)) as browser:
        ready(browser, steps)
        _page(steps, "start page", lambda: _titled(browser.get("/")))
        with steps.step("security headers of the start page"):
            _headers(browser.get("/"))
        with steps.step("style, scripts and icon of the start page"):
            _files(browser, browser.get("/"))
        for language in LANGUAGES:
            with steps.step(f"language {language}: as the browser asks, and as chosen"):
                _language(url, language)
        with steps.step("sign-in page: a challenge to sign, cookies"):
            _challenge(browser, browser.get("/sign-in/"))
        _page(steps, "the Rules, and one clause", lambda: browser.get(browser.get("/rules/").link(to="/rules/")))
        _page(steps, "basic requirements", lambda: _titled(browser.get("/list/")))
        _page(steps, "register of licenses", lambda: _titled(browser.get("/register/")))
        with steps.step("public check: an unknown number is unknown"):
            form = browser.get("/check/").form(field="number")
            browser.submit(form, {"number": NOBODYS}, well=(404,))
        with steps.step("an address that is none; an account without signing in"):
            _titled(browser.get("/no/such/page/", well=(404,)))
            _kept_out(browser.get("/account/"))


def ready(browser: Browser, steps: Steps) -> None:
    """
    The service answers, and all that it needs does.

    :raises StoppedError: when it does not.
    """
    with steps.step("readiness: /readyz"):
        first = browser.get("/readyz", well=READY_OR_NOT)
        browser.until(
            "database, migrations, worker to be there", first, lambda page: page.status == READY, well=READY_OR_NOT
        )


def _page(steps: Steps, name: str, look: Callable[[], object]) -> None:
    with steps.step(name):
        look()


def _titled(page: Page) -> Page:
    if not page.title or len(list(page.root.all("h1"))) != 1:
        raise FailedError("a page with a title and one heading", page.said())
    return page


def _headers(page: Page) -> None:
    for name, value in _SAID_BY_EVERY_PAGE.items():
        if page.headers.get(name, "").lower() != value.lower():
            raise FailedError(f"the header {name}: {value}", page.headers.get(name) or "no such header")
    policy = page.headers.get("content-security-policy", "")
    for name, sources in _SHUT.items():
        if directive(policy, name) != sources:
            raise FailedError(f"{name} {' '.join(sources)} in the policy", policy or "no policy")
    if weak := _UNSAFE.intersection(policy.replace(";", " ").split()):
        raise FailedError("a policy that allows nothing unsafe", f"{min(weak)} in it")
    if page.url.startswith("https:") and "strict-transport-security" not in page.headers:
        raise FailedError("the header strict-transport-security", "no such header")


def _files(browser: Browser, page: Page) -> None:
    wanted = [(each["src"], "javascript") for each in page.root.all("script") if each["src"]]
    for each in page.root.all("link"):
        if each["rel"] in ("stylesheet", "icon"):
            wanted.append((each["href"], "css" if each["rel"] == "stylesheet" else "image/"))
    if {kind for _, kind in wanted} < {"css", "javascript"}:
        raise FailedError("a style and a script", page.said())
    for address, kind in wanted:
        came = browser.download(address).headers.get("content-type", "")
        if kind not in came:
            raise FailedError(f"{address} to be {kind}", came or "no type")


def _language(url: str, language: str) -> None:
    with closing(Browser(url, language=language)) as asking:
        _spoken(asking.get("/"), language)
    other = next(each for each in LANGUAGES if each != language)
    with closing(Browser(url, language=other)) as choosing:
        form = choosing.get("/").form(action="/language/")
        _spoken(choosing.submit(form, press=f"language={language}"), language)
        _spoken(choosing.get("/rules/"), language)


def _spoken(page: Page, language: str) -> None:
    if page.language != language:
        raise FailedError(f"a page in {language}", f"lang={page.language or 'none'}: {page.said()}")


def _challenge(browser: Browser, page: Page) -> None:
    form = page.signing_form()
    if form.element["data-purpose"] != "sign-in" or not form.element["data-statement"] or not form.value("challenge"):
        raise FailedError("a challenge in the signing panel", page.said())
    program = form.element["data-program"]
    if program not in directive(page.headers.get("content-security-policy", ""), "connect-src"):
        raise FailedError(f"connect-src to allow the signing program {program}", "a policy without it")
    if again := _same_challenge(browser, form.value("challenge")):
        raise FailedError("a fresh challenge each time", again)
    if page.url.startswith("https:") and not any(name.startswith("__Host-") for name in browser.cookies):
        raise FailedError("cookies that begin with __Host-", ", ".join(browser.cookies) or "none")


def _same_challenge(browser: Browser, challenge: str) -> str:
    page = browser.get("/sign-in/")
    return page.said() if page.signing_form().value("challenge") == challenge else ""


def _kept_out(page: Page) -> None:
    if urlsplit(page.url).path != "/sign-in/":
        raise FailedError("the sign-in page instead of an account", page.said())
