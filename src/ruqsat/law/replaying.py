"""
An amending order run over a case that is on file: what would have come out otherwise, had it been in force.

What happened stays as it happened: facts are facts. Terms are held against the days on which things were done, and
each decision is judged again at the moment at which it was filed, with what was on file before it (Rules 21-1).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from ruqsat.law import completeness, fees
from ruqsat.law.act import Clock, Nature
from ruqsat.law.acts import Filed, FoundComplete, InquiryAnswered, Role
from ruqsat.law.book import Book
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.editions import Edition
from ruqsat.law.folding import fold_all
from ruqsat.law.local_time import local
from ruqsat.law.procedure import empty
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing import No, Stage, Standing
from ruqsat.law.terms import Due
from ruqsat.law.titles import TITLES


class Matter(StrEnum):
    """In what a case would have come out otherwise."""

    NOT_PERMITTED = "not_permitted"
    MISSED = "missed"
    KEPT = "kept"
    MOVED = "moved"
    FEE = "fee"
    ASKED = "asked"
    NOT_ASKED = "not_asked"
    REGISTERED = "registered"


MATTERS: Mapping[Matter, Saying] = {
    Matter.NOT_PERMITTED: say("Decisions that would not have been permitted"),
    Matter.MISSED: say("Terms that would have been missed"),
    Matter.KEPT: say("Terms missed that would have been kept"),
    Matter.MOVED: say("Terms with another last day, kept or missed as before"),
    Matter.FEE: say("Fees of another amount"),
    Matter.ASKED: say("Documents that would have been asked for too"),
    Matter.NOT_ASKED: say("Documents that would not have been asked for"),
    Matter.REGISTERED: say("Applications that would count from another day"),
}
"""What each matter is called where they are counted, the gravest first."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that would have come out otherwise: its clause, what it is about, and how."""

    matter: Matter
    ref: str
    what: Saying
    told: Saying
    facility: str = ""


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One case with its differences, in the order of `MATTERS`; ``number`` as the office knows it."""

    case: UUID
    number: str
    received_on: date
    differences: tuple[Difference, ...]


_Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class _Term:
    ref: str
    what: Saying
    due: Due
    done: datetime | None = None

    def missed(self, *, at: datetime) -> bool:
        return self.due.passed(self.done or at)


@dataclass(kw_only=True)
class _Course:
    """A case folded under one edition, act by act: its terms with what became of them."""

    standing: Standing
    terms: dict[_Key, _Term] = field(default_factory=dict)

    def take(self, run: Sequence[Filed]) -> None:
        self.standing = fold_all(self.standing, run)
        last = run[-1]
        done = last.act.happened_at if last.act.CLOCK is Clock.HAPPENED else last.filed_at
        owed = {(duty.code, duty.facility): duty for duty in self.standing.duties if duty.owed_by is not Role.APPLICANT}
        for key, term in self.terms.items():
            if term.done is None and key not in owed:
                self.terms[key] = _Term(ref=term.ref, what=term.what, due=term.due, done=done)
        for key, duty in owed.items():
            if duty.due is not None and duty.due.ref not in _OF_THE_SERVICE:
                self.terms[key] = _Term(ref=duty.ref, what=duty.what, due=duty.due)

    def all_terms(self) -> Mapping[_Key, _Term]:
        """With the term of the service itself, which is one whoever owes the next step (Rules 19)."""
        due, standing = self.standing.service_due, self.standing
        if due is None or standing.stage in {Stage.WITHDRAWN, Stage.SIGNATURE_FAILED}:
            return self.terms
        done = standing.issued.filed_at if standing.issued else None
        return {("service", ""): _Term(ref=due.ref, what=_SERVICE, due=due, done=done), **self.terms}


_OF_THE_SERVICE = frozenset({"Rules 19", "Rules 25"})
_SERVICE = say("The result of the service is issued.")


def replay(
    acts: Sequence[Filed], *, rules: Edition, changed: Edition, book: Book, at: datetime
) -> tuple[Difference, ...]:
    """
    Rules 21-1: what would have come out otherwise in a case, had *changed* been in force for it and not *rules*.

    :param rules: the edition that the case lives under. :param at: now, for what is not done yet.
    """
    before, after = (_Course(standing=empty(one, book.calendar, book.mci)) for one in (rules, changed))
    found: list[Difference] = []
    checked: tuple[Standing, Standing] | None = None
    for quiet, run in groupby(acts, key=_is_answer):
        for chunk in [list(run)] if quiet else [[filed] for filed in run]:
            found += _judged(before.standing, after.standing, chunk[0])
            if isinstance(chunk[0].act, FoundComplete):
                checked = before.standing, after.standing
            before.take(chunk)
            after.take(chunk)
    if before.standing.received is None:
        return ()
    found += _terms(before.all_terms(), after.all_terms(), at=at)
    found += _registration(before.standing, after.standing)
    found += _fee(before.standing, after.standing)
    found += _documents(*(checked or (before.standing, after.standing)))
    order = list(MATTERS)
    return tuple(sorted(found, key=lambda one: order.index(one.matter)))


def _is_answer(filed: Filed) -> bool:
    return isinstance(filed.act, InquiryAnswered)


def _judged(before: Standing, after: Standing, filed: Filed) -> Iterator[Difference]:
    """Rules 20: a decision that *after* forbids and *before* permits, at the moment at which it was filed."""
    if filed.act.NATURE is not Nature.DECISION:
        return
    no = after.may(filed.act, by=filed.by, at=filed.filed_at)
    if not isinstance(no, No) or isinstance(before.may(filed.act, by=filed.by, at=filed.filed_at), No):
        return
    facility = getattr(filed.act, "facility", "")
    yield Difference(
        matter=Matter.NOT_PERMITTED, ref=no.ref, what=TITLES[filed.act.KIND], told=no.why, facility=facility
    )


def _terms(before: Mapping[_Key, _Term], after: Mapping[_Key, _Term], *, at: datetime) -> Iterator[Difference]:
    for key, term in after.items():
        was = before.get(key)
        if was is None or was.due.moment == term.due.moment:
            continue
        missed, would_be = was.missed(at=at), term.missed(at=at)
        matter = Matter.MOVED if missed == would_be else Matter.MISSED if would_be else Matter.KEPT
        days = {"before": was.due.on or was.due.moment, "after": term.due.on or term.due.moment}
        told = _not_done(**days) if term.done is None else _done(done=local(term.done).date(), **days)
        yield Difference(matter=matter, ref=term.ref, what=term.what, told=told, facility=key[1])


def _done(*, done: date, before: date, after: date) -> Saying:
    return say(
        "Done on %(done)s. The last day was %(before)s; by the order it is %(after)s.",
        done=done,
        before=before,
        after=after,
    )


def _not_done(*, before: date, after: date) -> Saying:
    return say("Not done yet. The last day is %(before)s; by the order it is %(after)s.", before=before, after=after)


def _registration(before: Standing, after: Standing) -> Iterator[Difference]:
    """Rules 7: what comes after hours counts from the next working day, and the hours are the edition's."""
    if before.filed_at is None:
        return
    days = [one.calendar.registration_day(before.filed_at, closes=one.edition.closes) for one in (before, after)]
    if days[0] != days[1]:
        told = say("It counted from %(before)s; by the order it counts from %(after)s.", before=days[0], after=days[1])
        yield Difference(matter=Matter.REGISTERED, ref="Rules 7", what=TITLES["registered"], told=told)


def _fee(before: Standing, after: Standing) -> Iterator[Difference]:
    """List 6: by the index of the day on which the fee was paid, or on which the application came."""
    if before.application is None or before.received is None:
        return
    on = local(before.payments[0].filed_at if before.payments else before.received.filed_at).date()
    service = before.application.service
    try:
        amounts = [fees.license_fee(service, on=on, edition=one.edition, index=one.mci) for one in (before, after)]
    except fees.MciUnknown:
        return
    if amounts[0] != amounts[1]:
        told = say("%(before)s tenge; by the order %(after)s tenge.", before=amounts[0], after=amounts[1])
        yield Difference(matter=Matter.FEE, ref="List 6", what=say("The license fee."), told=told)


def _documents(before: Standing, after: Standing) -> Iterator[Difference]:
    """List 8: what was asked for when completeness was found, or is asked for now."""
    if before.received is None:
        return
    on = before.registered_on or local(before.received.filed_at).date()
    asked = [
        {(demand.document, demand.about): demand for demand in completeness.demands(one, on=on)}
        for one in (before, after)
    ]
    what = say("A document that List 8 asks for.")
    for place in asked[1].keys() - asked[0].keys():
        told = say("By the order it is asked for: “%(document)s”.", document=DOCUMENTS[place[0]].names)
        yield Difference(matter=Matter.ASKED, ref=asked[1][place].ref, what=what, told=told)
    for place in asked[0].keys() - asked[1].keys():
        told = say("By the order it is not asked for: “%(document)s”.", document=DOCUMENTS[place[0]].names)
        yield Difference(matter=Matter.NOT_ASKED, ref=asked[0][place].ref, what=what, told=told)


def counted(replayed: Sequence[Replayed]) -> Mapping[Matter, int]:
    """How many differences there are of each matter, in all of the cases."""
    found = dict.fromkeys(MATTERS, 0)
    for one in replayed:
        for difference in one.differences:
            found[difference.matter] += 1
    return found
