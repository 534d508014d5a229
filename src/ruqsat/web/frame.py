"""What stands around every page: languages, who is signed in, where they may go, the sandbox's banner."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.law.acts import Role
from ruqsat.people.operators import is_operator
from ruqsat.web import contacts
from ruqsat.web.resending import page_of_form


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language of the pages, by its own name."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One place in the service navigation."""

    url: str
    text: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Everything `base.html` needs beyond the page itself."""

    here: str
    languages: tuple[Language, ...]
    navigation: tuple[NavigationItem, ...]
    person_name: str
    sandbox_url: str
    moved_to: datetime | None
    language_url: str
    sign_out_url: str
    rules_url: str
    list_url: str
    phones: tuple[contacts.Phone, ...]
    email: str


LANGUAGES = (
    Language(code="kk", name="Қазақша"),
    Language(code="ru", name="Русский"),
    Language(code="en", name="English"),
)

HOMES = {
    Role.OFFICER: "/desk/",
    Role.HEAD: "/desk/",
    Role.INSPECTOR: "/inspector/",
    Role.APPROVER: "/approvals/",
    Role.APPROVING_HEAD: "/approvals/",
    Role.KEEPER: "/committee/",
}
ACCOUNT = "/account/"
OPERATIONS = "/operations/"
CHECK = "/check/"


def frame_of(request: HttpRequest | None) -> Frame:
    """
    The frame of the page that answers *request*; without one (a page of failure), the bare frame.
    """
    person = getattr(request, "person", None)
    edition = contacts.edition_today() if request else contacts.edition_remembered()
    return Frame(
        here=_here(request) if request else "/",
        languages=LANGUAGES if request else (),
        navigation=tuple(_navigation(request)) if request else (),
        person_name=full_name(person) if person else "",
        sandbox_url=settings.SANDBOX_URL if instance_clock.may_move() else "",
        moved_to=_moved_to(),
        language_url=reverse("language"),
        sign_out_url=reverse("sign-out"),
        rules_url=reverse("rules"),
        list_url=reverse("list"),
        phones=contacts.phones(edition),
        email=edition.committee_email,
    )


def _here(request: HttpRequest) -> str:
    """
    Where somebody comes back to who chooses another language: this page, or the one whose form it answers.

    The address a form is sent to may have no page of its own. Browsers name the page before to us alone.
    """
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return page_of_form(request) or request.get_full_path()


def full_name(person: Any) -> str:
    """Last name, first name and, where there is one, patronymic."""
    return " ".join(part for part in (person.last, person.first, person.patronymic) if part)


def homes_of(roles: Set[Role]) -> list[str]:
    """
    The places of work of somebody with these posts, most binding first; everybody has a personal account, named last.
    """
    return [*dict.fromkeys(HOMES[role] for role in HOMES if role in roles), ACCOUNT]


def _navigation(request: HttpRequest) -> Iterator[NavigationItem]:
    names = {
        "/desk/": _("Desk"),
        "/approvals/": _("Approvals"),
        "/inspector/": _("Visits"),
        "/committee/": _("Calendar and Rules"),
        ACCOUNT: _("My applications"),
    }
    if getattr(request, "person", None):
        for url in homes_of({Role(post.role) for post in getattr(request, "appointments", ())}):
            yield _item(request, url, names[url])
        if is_operator(request.person):  # type: ignore[attr-defined]  # set by the middleware, as asked for above
            yield _item(request, OPERATIONS, _("Operations"))
    yield _item(request, reverse("rules"), _("The Rules"))
    yield _item(request, CHECK, _("Check a license"))
    if not getattr(request, "person", None):
        yield _item(request, reverse("sign-in"), _("Sign in"))


def _item(request: HttpRequest, url: str, text: str) -> NavigationItem:
    return NavigationItem(url=url, text=text, current=request.path.startswith(url))


def _moved_to() -> datetime | None:
    """The instance's time, when the sandbox's clock has been moved."""
    return instance_clock.now() if instance_clock.ahead() else None
