"""What a person sent and that could not be taken now: kept in the answer itself, to be sent again with one press."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.http import url_has_allowed_host_and_scheme

MOST_BYTES = 2_000_000  # of a form: what is larger holds files, which are chosen again
SILENT = frozenset({"csrfmiddlewaretoken", "cms", "prepared", "seen", "step", "order"})
"""Inputs that nobody typed: they are sent again and not shown."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A form as it came: where it was sent, its inputs with their values, whether files came with it."""

    to: str
    inputs: tuple[tuple[str, str], ...]
    with_files: bool

    @property
    def typed(self) -> tuple[str, ...]:
        """What the person typed, for reading."""
        return tuple(value for name, value in self.inputs if name not in SILENT and value.strip())

    @property
    def is_bare(self) -> bool:
        """Whether nothing came but the token of the form."""
        return all(name == "csrfmiddlewaretoken" for name, _value in self.inputs)

    def as_text(self) -> str:
        """For a hidden input of another form."""
        return json.dumps([self.to, self.inputs, self.with_files], ensure_ascii=False)


def sent_in(request: HttpRequest) -> Sent | None:
    """The form that *request* sends; ``None`` when it sends none, or one too large to be given back."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    if request.method != "POST" or not said.isdigit() or int(said) > MOST_BYTES:
        return None
    try:
        posted, files = request.POST, request.FILES
    except (UnreadablePostError, RawPostDataException):  # the browser went away, or a view read the body itself
        return None
    inputs = tuple((name, str(value)) for name, values in posted.lists() for value in values)
    if not inputs:
        return None
    return Sent(to=request.get_full_path(), inputs=inputs, with_files=bool(files))


def read_back(text: str) -> Sent | None:
    """What `Sent.as_text` gave, if *text* is that and leads to a page of this site."""
    try:
        to, inputs, with_files = json.loads(text)
        found = Sent(to=str(to), inputs=tuple(_pairs(inputs)), with_files=bool(with_files))
    except (ValueError, TypeError):
        return None
    return found if url_has_allowed_host_and_scheme(found.to, allowed_hosts=None) else None


def _pairs(inputs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in inputs)


def page_of_form(request: HttpRequest) -> str:
    """The page of this site from which a form was sent; "" when the browser does not say."""
    try:
        page, here = urlsplit(request.headers.get("Referer", "")), request.get_host()
    except (ValueError, DisallowedHost):  # no address at all; a request that names another site than this one
        return ""
    if page.netloc != here:
        return ""
    return page.path + (f"?{page.query}" if page.query else "")
