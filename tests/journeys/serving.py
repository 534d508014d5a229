"""The pages over HTTP on a database of a test's own, so that a browser can begin where the actions left a case."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from playwright.sync_api import Browser, Page

from tests.web.officers import window_of


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what goes wrong the pages' own log says."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: object, client_address: object) -> None:
        """A request on a database connection of its own, closed with it: the database goes when the test is over."""
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]  # as it was given
        finally:
            connections.close_all()


@contextmanager
def served() -> Iterator[str]:
    """Django, as it is set up at this moment, on a free port; its address."""
    with make_server("127.0.0.1", 0, WSGIHandler(), _Server, _Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def signed_in(browser: Browser, address: str, iin: str) -> Page:
    """A page of a browser in which the person with this IIN is signed in, and reads English."""
    context = browser.new_context(
        base_url=address, locale="en-US", timezone_id="Asia/Almaty", viewport={"width": 1280, "height": 900}
    )
    cookie = window_of(iin).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context.new_page()
