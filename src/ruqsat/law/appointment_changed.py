"""Rules 20: who is appointed to a post, from which day, by which order; and whose appointment ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ruqsat.law import list_change
from ruqsat.law.act import Role
from ruqsat.law.book import Book
from ruqsat.law.book_change import NotAChange, Tables, day_in, only, text_in
from ruqsat.law.offices import OfficeKind
from ruqsat.law.saying import Saying, say

_PLACES = frozenset({"person", "office", "role", "kind", "since", "until", "order", "ends"})
KINDS = ("head", "deputy", "acting")
HEADS = frozenset({Role.HEAD, Role.APPROVING_HEAD})
POSTS = {
    OfficeKind.LICENSOR: frozenset({Role.OFFICER, Role.INSPECTOR, Role.HEAD}),
    OfficeKind.APPROVING: frozenset({Role.APPROVER, Role.APPROVING_HEAD}),
    OfficeKind.COMMITTEE: frozenset({Role.KEEPER, Role.OFFICER, Role.HEAD}),
}
"""The posts that an office of each kind has."""


@dataclass(frozen=True, kw_only=True)
class AppointmentChanged:
    """
    A person, by the pseudonymous id, is appointed to a post of an office from ``since`` on, to ``until``, if any.

    ``ends`` says that an appointment which is there has ``until`` as its last day instead: a dismissal.
    """

    person: UUID
    office: str
    role: Role
    kind: str
    since: date
    until: date | None
    order: str
    ends: bool = False

    @classmethod
    def read(cls, tables: Tables) -> "AppointmentChanged":
        """
        Read ``person``, ``office``, ``role``, ``kind``, ``since``, ``until``, ``order``, and ``ends`` of a dismissal.

        :raises NotAChange: when a place is missing or wrong.
        """
        only(tables, _PLACES)
        ends = tables.get("ends", False)
        if not isinstance(ends, bool):
            raise NotAChange(say("At “%(place)s” true or false is expected.", place="ends"))
        return cls(
            person=_person(text_in(tables, "person")),
            office=text_in(tables, "office"),
            role=_role(text_in(tables, "role")),
            kind=list_change.text_if_any(tables, "kind") or "",
            since=day_in(tables, "since"),
            until=day_in(tables, "until") if tables.get("until") is not None or ends else None,
            order=text_in(tables, "order"),
            ends=ends,
        )

    @property
    def basis(self) -> str:
        """The order of appointment or dismissal."""
        return self.order

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """Rules 20: by a dated order, never backdated, to a post that the office has."""
        begins = self.until if self.ends and self.until is not None else self.since
        if begins < on:
            yield say("%(day)s is over; nobody is appointed or dismissed backdated.", day=begins)
        if self.until is not None and self.until < self.since:
            yield say("An appointment ends after it begins; its days say otherwise.")
        offices = list_change.last_of(book.offices)
        office = offices.offices.get(self.office)
        if office is None or self.office in offices.ended:
            yield say("There is no office “%(code)s”.", code=self.office)
        elif self.role not in POSTS[office.kind]:
            yield say("The office “%(code)s” has no such post.", code=self.office)
        if self.role in HEADS and self.kind not in KINDS:
            yield say("A head is appointed as head, deputy or acting head.")
        if self.role not in HEADS and self.kind:
            yield say("Only heads are appointed as head, deputy or acting head.")

    def amended(self, book: Book) -> Book:
        """The book with this appointment among those that were confirmed."""
        return replace(book, appointments=(*book.appointments, self))


def _person(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotAChange(say("At “%(place)s” the number of a person is expected.", place="person")) from None


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise NotAChange(say("There is no post “%(post)s”.", post=text)) from None
