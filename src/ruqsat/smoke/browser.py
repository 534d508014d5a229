"""One person's browser: cookies, pages, forms as they stand in the page, and what the page's own policy lets it do."""

import ssl
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import httpx

from ruqsat.smoke.page import Answer, Form, Page
from ruqsat.smoke.steps import FailedError, wait_for

TIME_OUT = httpx.Timeout(30.0)
WELL = frozenset({200})

File = tuple[str, bytes, str]
"""Name, content, media type."""


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    # Loading the certificates takes longer than a page: once for all browsers.
    return ssl.create_default_context()


class Browser:
    """A browser on the service at *url*; to be closed."""

    def __init__(self, url: str, *, language: str = "") -> None:
        self.url = url.rstrip("/")
        headers = {"User-Agent": "ruqsat smoke", "Accept": "text/html,*/*"}
        if language:
            headers["Accept-Language"] = language
        self._client = httpx.Client(
            verify=_trusted(), trust_env=False, timeout=TIME_OUT, headers=headers, follow_redirects=True
        )

    def close(self) -> None:
        """Forget everything."""
        self._client.close()

    @property
    def cookies(self) -> Mapping[str, str]:
        """What the service has left here."""
        return {each.name: each.value or "" for each in self._client.cookies.jar}

    def get(self, address: str, *, well: Collection[int] = WELL) -> Page:
        """
        The page at *address*, a whole one or a path of the service.

        :raises FailedError: when its status is none of *well*.
        """
        page = _page(self._client.get(self._whole(address)))
        return _expected(page, "a page", well=well)

    def download(self, address: str) -> httpx.Response:
        """
        What lies at *address*, whatever it is.

        :raises FailedError: when it is not there.
        """
        answer = self._client.get(self._whole(address))
        if answer.status_code != 200:
            raise FailedError(f"a file at {urlsplit(str(answer.url)).path}", _page(answer).said())
        return answer

    def submit(
        self,
        form: Form,
        answers: Mapping[str, Answer] | None = None,
        *,
        files: Mapping[str, File] | None = None,
        press: str | None = "",
        well: Collection[int] = WELL,
    ) -> Page:
        """
        Send *form* answered so, with whatever else it carries, and give the page that comes.

        :param press: which button, as `Form.button` names it; None: a script sends the form.
        :raises FailedError: when the form does not fit the answers, the page's policy forbids where it goes, or the
            page that comes has another status than one of *well* or says that something is wrong.
        """
        fields = form.fields(answers or {}) + ([] if press is None else form.button(press))
        if form.method == "GET":
            return _expected(_page(self._client.get(form.action, params=dict(fields))), "a page", well=well)
        headers = {"Origin": _origin(form.page.url), "Referer": form.page.url}
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        answer = self._client.post(form.action, data=data, files=_files(form, files), headers=headers)
        _allowed(form, answer)
        page = _expected(_page(answer), "the form to be taken", well=well)
        if page.has_errors and page.status == 200:
            raise FailedError("the form to be taken", page.said())
        return page

    def until(self, what: str, page: Page, ready: Callable[[Page], bool], *, well: Collection[int] = WELL) -> Page:
        """
        *page*, fetched again and again until it is *ready*.

        :raises FailedError: when it is not in time; *what* was waited for.
        """
        looked = [page]

        def look() -> Page | None:
            if ready(looked[-1]):
                return looked[-1]
            looked.append(self.get(page.url, well=well))
            return None

        def seen() -> str:
            return looked[-1].said()

        return wait_for(what, look, seen=seen)

    def _whole(self, address: str) -> str:
        return address if "://" in address else f"{self.url}/{address.lstrip('/')}"


def _files(form: Form, files: Mapping[str, File] | None) -> dict[str, File] | None:
    if not files:
        return None
    if strangers := set(files) - form.names:
        raise FailedError(f"a field for a file “{min(strangers)}”", f"a form without it: {form.page.said()}")
    if not form.sends_files:
        raise FailedError("a form that sends files", f"one without multipart/form-data at {form.page.path}")
    return dict(files)


def _allowed(form: Form, answer: httpx.Response) -> None:
    """A browser sends a form, and follows it, only where the page's ``form-action`` lets it."""
    allowed = directive(form.page.headers.get("content-security-policy", ""), "form-action")
    went = [str(each.url) for each in (*answer.history, answer)]
    own = _origin(form.page.url)
    for address in went:
        if allowed and not ("'self'" in allowed and _origin(address) == own) and not _listed(address, allowed):
            raise FailedError(f"form-action of {form.page.path} to allow {_origin(address)}", " ".join(allowed))


def _listed(address: str, allowed: Collection[str]) -> bool:
    return _origin(address) in allowed or f"{urlsplit(address).scheme}:" in allowed


def directive(policy: str, name: str) -> list[str]:
    """The sources that a Content-Security-Policy gives for *name*."""
    for part in policy.split(";"):
        words = part.split()
        if words and words[0] == name:
            return words[1:]
    return []


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _page(answer: httpx.Response) -> Page:
    return Page(url=str(answer.url), status=answer.status_code, headers=answer.headers, html=answer.text)


def _expected(page: Page, what: str, *, well: Collection[int]) -> Page:
    if page.status not in well:
        raise FailedError(what, page.said())
    return page
