"""An amending order: what it replaces in the edition before it, from which day, and for which cases (Rules 21-1)."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from ruqsat.law.book import Book
from ruqsat.law.book_change import NotAChange, Tables, day_in, only, text_in
from ruqsat.law.clauses import CLAUSES, in_force
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.edition_values import value_of
from ruqsat.law.editions import Edition
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say
from ruqsat.law.timeline import Timeline, Wording

_PLACES = frozenset({"id", "order", "signed_on", "published_on", "in_force_from", "replaces", "open_cases"})
_ID = re.compile(r"[0-9]{4}-[0-9a-z]{1,12}")
_ONLY_WHEN_FILED = frozenset({"opens", "lunch_from", "lunch_until", "closes", "education_year"})
_OF_THE_DAY = frozenset({"contact_centre", "committee_email", "texts"})
NEVER_OF_OPEN_CASES = _ONLY_WHEN_FILED | _OF_THE_DAY
"""Fields that an order cannot apply to cases that were filed before it."""


@dataclass(frozen=True, kw_only=True)
class EditionAmended:
    """
    An amending order by its days, the fields that it replaces, and those of them that it applies to open cases.
    """

    id: str
    order: str
    signed_on: date
    published_on: date
    in_force_from: date
    replaces: Mapping[str, Any]
    open_cases: tuple[str, ...] = ()

    @classmethod
    def read(cls, tables: Tables) -> "EditionAmended":
        """
        Read ``id``, ``order``, the three days, the table ``replaces`` and the list ``open_cases``.

        :raises NotAChange: when a place is missing or wrong, or a replaced field is unknown or of another kind.
        """
        only(tables, _PLACES)
        given = tables.get("replaces", {})
        if not isinstance(given, Mapping):
            raise NotAChange(say("At “%(place)s” a table is expected.", place="replaces"))
        listed = tables.get("open_cases", [])
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            raise NotAChange(say("At “%(place)s” a list of names is expected.", place="open_cases"))
        return cls(
            id=text_in(tables, "id"),
            order=text_in(tables, "order"),
            signed_on=day_in(tables, "signed_on"),
            published_on=day_in(tables, "published_on"),
            in_force_from=day_in(tables, "in_force_from"),
            replaces=MappingProxyType({name: value_of(name, value) for name, value in given.items()}),
            open_cases=tuple(listed),
        )

    @property
    def basis(self) -> str:
        """The order itself."""
        return self.order

    @property
    def since(self) -> date:
        """The day on which it comes into force."""
        return self.in_force_from

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """Rules 21-1: days in their order, not backdated, one order a day, and an edition that says one thing."""
        if not _ID.fullmatch(self.id):
            yield say("The name of an edition is the year and the number of its order, like 2027-15.")
        if any(wording.value.id == self.id for wording in book.editions):
            yield say("An edition %(id)s is recorded already.", id=self.id)
        yield from self._days(book, on=on)
        if not self.replaces:
            yield say("The order replaces nothing.")
        for name in self.open_cases:
            if name not in self.replaces:
                yield say("“%(field)s” is said to apply to open cases and is not replaced.", field=name)
            elif name in _ONLY_WHEN_FILED:
                yield say("“%(field)s” bears on the filing alone and cannot apply to open cases.", field=name)
            elif name in _OF_THE_DAY:
                yield say("“%(field)s” is shown to everybody alike and cannot apply to open cases.", field=name)
        before = list(book.editions)[-1].value
        for name, value in self.replaces.items():
            if name != "texts" and getattr(before, name) == value:
                yield say("“%(field)s” is what the edition before it says.", field=name)
        for ref, said in self.replaces.get("texts", ()):
            if in_force(before).get(ref) == said:
                yield say("“%(field)s” is what the edition before it says.", field=ref)
        yield from contradictions(self.edition_after(before))

    def _days(self, book: Book, *, on: date) -> Iterator[Saying]:
        last = max(wording.since for wording in book.editions)
        if not self.signed_on <= self.published_on <= self.in_force_from:
            yield say("An order is signed, then published, then in force; its days say otherwise.")
        if self.signed_on > on:
            yield say("The order is signed on a day to come: %(day)s.", day=self.signed_on)
        if self.in_force_from <= on:
            yield say("An edition comes into force on a day to come; %(day)s is not one.", day=self.in_force_from)
        if self.in_force_from <= last:
            yield say("Another edition comes into force on %(day)s, not earlier than this one.", day=last)

    def edition_after(self, before: Edition) -> Edition:
        """The edition that the order makes of *before*; of the texts, those that it words anew."""
        kept: dict[str, Any] = dict(self.replaces)
        if "texts" in kept:
            kept["texts"] = tuple(sorted({**dict(before.texts), **dict(kept["texts"])}.items(), key=_ref_of))
        return replace(
            before,
            id=self.id,
            order=self.order,
            in_force_from=self.in_force_from,
            open_cases=self.open_cases,
            **kept,
        )

    def amended(self, book: Book) -> Book:
        """The book with the edition that the order makes of the last one."""
        edition = self.edition_after(list(book.editions)[-1].value)
        return replace(book, editions=Timeline([*book.editions, Wording(since=self.in_force_from, value=edition)]))


def _ref_of(text: tuple[str, Names]) -> str:
    return text[0]


def contradictions(edition: Edition) -> Iterator[Saying]:
    """Rules 7, 9, 12, 19, List 8, List 9: what an edition cannot say at once."""
    if not edition.opens < edition.lunch_from < edition.lunch_until < edition.closes:
        yield say("The office opens, has lunch, and closes, in this order; the hours say otherwise.")
    for name in _COUNTED:
        if getattr(edition, name) < 1:
            yield say("“%(field)s” is at least one.", field=name)
    for name in _FREE:
        if getattr(edition, name) < 0:
            yield say("“%(field)s” is not below zero.", field=name)
    if edition.objection_days >= edition.hearing_days:
        yield say("The objection ends before the result may be issued; the terms of Rules 12 say otherwise.")
    if edition.completeness_days >= edition.issue_days:
        yield say("The check of completeness ends before the term of the service; the terms say otherwise.")
    for name, known in _KNOWN:
        for key in getattr(edition, name):
            if key not in known:
                yield say("“%(key)s” in “%(field)s” is not known.", key=key, field=name)
    yield from _contacts(edition)
    for ref, _ in edition.texts:
        if ref not in CLAUSES:
            yield say("“%(key)s” in “%(field)s” is not known.", key=ref, field="texts")


def _contacts(edition: Edition) -> Iterator[Saying]:
    """List 10(3), List 10(5): numbers that can be called, an address that can be written to."""
    if not edition.contact_centre or not all(_PHONE.fullmatch(number) for number in edition.contact_centre):
        yield say("The contact centre has one telephone number or more, like 1414 or 8-800-080-7777.")
    if not _EMAIL.fullmatch(edition.committee_email):
        yield say("The Committee's e-mail is one address, like kmfk@dsm.gov.kz.")


_PHONE = re.compile(r"[0-9+][0-9 ()-]{2,24}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_KNOWN: tuple[tuple[str, Collection[str]], ...] = (
    ("documents_issue", DOCUMENTS),
    ("documents_reissue", DOCUMENTS),
    ("documents_duplicate", DOCUMENTS),
    ("grounds", GROUNDS),
)


_COUNTED = (
    "completeness_days",
    "approval_request_days",
    "approval_days",
    "hearing_days",
    "objection_days",
    "visit_notice_hours",
    "recordings_at_least",
    "issue_days",
    "reissue_days",
    "duplicate_days",
    "update_days",
    "complaint_provider_days",
    "complaint_body_days",
    "complaint_forward_days",
    "complaint_months",
)
_FREE = (
    "visit_early_minutes",
    "issue_fee_mci",
    "annex_fee_mci",
    "reissue_fee_percent",
    "reissue_fee_cap_mci",
    "duplicate_fee_percent",
)
