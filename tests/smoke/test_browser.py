"""A browser keeps cookies, sends forms whole, and holds itself to the page's policy."""

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from ruqsat.smoke.browser import Browser, directive
from ruqsat.smoke.steps import FailedError

POLICY = "default-src 'none'; form-action 'self' {bank}"


class Site(BaseHTTPRequestHandler):
    """A form at /, its answer at /take, a redirect out at /away, a page that is broken."""

    bank = "http://127.0.0.1:1"

    def do_GET(self) -> None:
        """The form; its cookie must come back with it."""
        action = "/away" if self.path == "/leave" else "/take"
        self._say(
            200, f'<title>F</title><form method="post" action="{action}"><input name="a" value="1"><button></form>'
        )

    def do_POST(self) -> None:
        """What was sent is said back; what is wrong is a 422 with a summary."""
        if self.path == "/away":
            self._say(303, "", location=f"http://localhost:{self.headers['Host'].rpartition(':')[2]}/")
            return
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if sent["a"] == ["bad"]:
            self._say(422, '<title>F</title><div class="govuk-error-summary">Enter another</div>')
            return
        said = f"{sent} {self.headers['Cookie']} {self.headers['Origin']} {self.headers['Referer']}"
        self._say(200, f"<title>T</title><main>{said}</main>")

    def log_message(self, format: str, *args: object) -> None:
        """Not on the terminal of the tests."""

    def _say(self, status: int, html: str, *, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY.format(bank=self.bank))
        self.send_header("Set-Cookie", "ruqsat_csrf=c1; HttpOnly")
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(html.encode())))
        self.end_headers()
        self.wfile.write(html.encode())


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    with closing(Browser(site)) as opened:
        yield opened


def test_a_form_goes_with_cookies_origin_and_referer(browser: Browser, site: str) -> None:
    page = browser.submit(browser.get("/").form(field="a"), {"a": "2"})
    assert page.main.text == f"{{'a': ['2']}} ruqsat_csrf=c1 {site} {site}/"
    assert browser.cookies == {"ruqsat_csrf": "c1"}


def test_a_form_that_is_not_taken_is_said_with_the_summary(browser: Browser) -> None:
    with pytest.raises(FailedError) as failed:
        browser.submit(browser.get("/").form(field="a"), {"a": "bad"})
    assert failed.value.came == "422 at /take, “F”. It says: Enter another"


def test_a_form_does_not_go_where_the_policy_does_not_let_it(browser: Browser) -> None:
    with pytest.raises(FailedError, match="form-action of /leave to allow http://localhost:"):
        browser.submit(browser.get("/leave").form(field="a"))


def test_a_file_goes_only_with_a_form_that_sends_files(browser: Browser) -> None:
    form = browser.get("/").form(field="a")
    with pytest.raises(FailedError, match="a form that sends files"):
        browser.submit(form, files={"a": ("a.pdf", b"%PDF-", "application/pdf")})


def test_a_status_that_was_not_expected_is_said(browser: Browser) -> None:
    with pytest.raises(FailedError, match="200 at /"):
        browser.get("/", well=(404,))


def test_a_policy_is_read_by_directive() -> None:
    assert directive("a 'self'; connect-src 'self' ws://h:1/x ;b", "connect-src") == ["'self'", "ws://h:1/x"]
    assert directive("", "form-action") == []
