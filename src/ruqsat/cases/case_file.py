"""The file of one case, open for one action: read, judge, append, and bring everything derived along."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from ruqsat.cases import consequences, projection
from ruqsat.cases.owed import system_work
from ruqsat.cases.remembered import Remembered, recall, remember
from ruqsat.journal import append as journal_append
from ruqsat.journal import files
from ruqsat.journal.append import Entering, Judged, ProofBytes, chained, entering_of, write_entries
from ruqsat.journal.chain import NewEntry
from ruqsat.journal.locked import BEFORE_THE_FIRST, Locked, Place, acts_after, lock_with_acts
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import at_hand, books
from ruqsat.law import recusal
from ruqsat.law.acts import Act, Actor, Filed, Nature, Role, VisitScheduled
from ruqsat.law.book import Book
from ruqsat.law.editions import Edition
from ruqsat.law.folding import fold_all
from ruqsat.law.lists import Lists
from ruqsat.law.local_time import local
from ruqsat.law.procedure import No, Standing, empty, standing
from ruqsat.law.saying import say
from ruqsat.law.version import LAW_VERSION
from ruqsat.people.persons import iin_of_officer


class NotPermittedError(RefusalError):
    """The law does not permit this decision now; ``no`` says by which clause, why, and from when it may be taken."""

    def __init__(self, no: No) -> None:
        super().__init__(no.why)
        self.no = no


class CaseMovedOnError(RefusalError):
    """Since the officer looked, acts arrived that this decision relies on; ``changes`` are they."""

    def __init__(self, changes: Sequence[Filed]) -> None:
        super().__init__(say("The case has moved on since you looked, and nothing was recorded: decide anew."))
        self.changes = tuple(changes)


class NoSuchCaseError(RefusalError):
    """There is no file of a case under this id."""

    def __init__(self, case: UUID) -> None:
        super().__init__(say("There is no case %(case)s.", case=str(case)))


class CaseFile:
    """
    The acts of one case and their standing, inside one transaction that holds the file's lock.

    What is appended is folded in at once and written when the action ends, with all that follows from it, in one
    statement.
    """

    def __init__(self, known: Remembered, *, case: UUID, at: datetime, book: Book, held: Locked | None = None) -> None:
        self.id = case
        self.at = at
        self.book = book
        self.acts = list(known.acts)
        self.edition = known.standing.edition
        self.standing = known.standing
        self.appended: list[Filed] = []
        self._owed = known.owed
        self._held = held
        self._unwritten: list[NewEntry] = []

    def append(
        self,
        act: Act,
        *,
        by: Actor,
        proof: ProofBytes | None = None,
        statement: bytes | None = None,
        id: UUID | None = None,
        seen: int | None = None,
    ) -> Filed:
        """
        Put *act* on file. Facts always go on file; a decision is judged first.

        The same decision by the same person on the same sight of the case is one decision: a button pressed twice, or
        an answer that was lost on its way, gives the first one back.

        :param seen: the last ``seq`` that whoever decides had before their eyes.
        :raises NotPermittedError: with the clause and, where time cures it, the moment from which it may be done.
        :raises CaseMovedOnError: if an act of a kind the decision relies on arrived after ``seen``.
        """
        if act.NATURE is Nature.DECISION:
            if seen is not None and (taken := self._taken_already(act, by=by, seen=seen)) is not None:
                return taken
            self._stop_if_moved_on(act, seen=seen)
            self._stop_unless_permitted_still(act, by=by, seen=seen)
        entering = entering_of(self.id, act, id=id, proof=proof, statement=statement, documents=())
        return self._put([entering], by=by)[0]

    def append_facts(
        self, facts: Sequence[tuple[Act, ProofBytes | None]], *, by: Actor, ids: Sequence[UUID] | None = None
    ) -> list[Filed]:
        """
        Put a batch of facts on file (answers of registers come by hundreds).

        :param ids: one for each, so that a second call with the same ones changes nothing.
        """
        names: Sequence[UUID | None] = ids or [None] * len(facts)
        entering = [
            entering_of(self.id, act, id=name, proof=proof, statement=None, documents=())
            for name, (act, proof) in zip(names, facts, strict=True)
        ]
        return self._put(entering, by=by)

    def stop_unless_permitted(self, act: Act | type[Act], *, by: Actor) -> None:
        """
        Ask the law whether *act* may be brought about now: decisions, and the facts that somebody decides to make.

        A kind instead of an act asks before there is anything to show, so that nothing is set in vain.

        :raises NotPermittedError: if the law says no.
        """
        for party in self._parties(act, by=by):
            raise NotPermittedError(party)
        permission = self.standing.may(act, by=by, at=self.at)
        if isinstance(permission, No):
            raise NotPermittedError(permission)

    def _parties(self, act: Act | type[Act], *, by: Actor) -> Iterator[No]:
        """Rules 20: who acts, or is named to visit, by the IIN, which the acts on file do not hold."""
        if by.office and by.person is not None:
            yield from recusal.of_named(self.standing, by=by, iin=iin_of_officer(by.person))
        if isinstance(act, VisitScheduled):
            yield from recusal.of_named_inspector(self.standing, iin=iin_of_officer(act.inspector))

    def judged(self) -> Judged:
        """By what acts of this file are judged now: kept with each entry."""
        return Judged(edition=self.edition.id, calendar=self.book.calendar.version, law=LAW_VERSION)

    def write(self) -> None:
        """Write what was appended since the last time, and what is derived from all of it; one statement."""
        if not self._unwritten or self._held is None:
            return
        fresh, owed = self.appended[-len(self._unwritten) :], system_work(self.acts, self.standing)
        derived = projection.project(self.id, self.acts, self.standing, owed=owed, at=self.at)
        # What was owed before is with its own job, or with the sweep.
        derived += consequences.follow(self.id, fresh, owed=[work for work in owed if work not in self._owed])
        write_entries(self._held, self._unwritten, derived)
        self._unwritten, self._owed = [], owed
        place = Place(self._held.seq, self._held.hash)
        remember(self.id, Remembered(place, tuple(self.acts), self.standing, owed))

    def _put(self, entering: Sequence[Entering], *, by: Actor) -> list[Filed]:
        assert self._held is not None  # noqa: S101 -- only a file that was opened for an action is appended to
        asked = {one.id for one in entering if one.may_be_on_file}
        on_file = asked & {filed.id for filed in self.acts} if asked else asked
        again = [one for one in entering if one.id in on_file]
        if again:
            self.write()  # an act of this very action may be among them, and the database compares
        known = journal_append.on_file(self._held, again) if again else {}
        filed, entries = chained(self._held, entering, known=known, at=self.at, by=by, judged=self.judged())
        fresh = [one for one in filed if one.id not in on_file]
        self.acts += fresh
        self.appended += fresh
        self._unwritten += entries
        self.standing = fold_all(self.standing, fresh)
        return filed

    def _taken_already(self, act: Act, *, by: Actor, seen: int) -> Filed | None:
        since = (filed for filed in self.acts if filed.seq > seen and filed.by == by)
        return next((one for one in since if replace(one.act, happened_at=act.happened_at) == act), None)

    def _stop_unless_permitted_still(self, act: Act, *, by: Actor, seen: int | None) -> None:
        """What an office may not do any more because somebody was quicker is told as what they did."""
        try:
            self.stop_unless_permitted(act, by=by)
        except NotPermittedError:
            since = self.acts if seen is not None and by.role is not Role.APPLICANT else []
            quicker = [filed for filed in since if filed.seq > (seen or 0) and filed.by.person not in {None, by.person}]
            if quicker:
                raise CaseMovedOnError(quicker) from None
            raise

    def _stop_if_moved_on(self, act: Act, *, seen: int | None) -> None:
        if seen is None:
            return
        changes = [filed for filed in self.acts if filed.seq > seen and filed.act.KIND in act.RELIES_ON]
        if changes:
            raise CaseMovedOnError(changes)


def edition_of(acts: Sequence[Filed], *, at: datetime, book: Book) -> Edition:
    """
    The edition a case lives under: that of the day its application was received, else of today; with what later orders
    apply to open cases.
    """
    return book.edition_of_case(filed_on=_received_on(acts, at=at), on=local(at).date())


def lists_of(acts: Sequence[Filed], *, at: datetime, book: Book) -> Lists:
    """The reference lists that a case keeps: those of the day its application was received, else of today."""
    return book.lists_on(_received_on(acts, at=at))


def _received_on(acts: Sequence[Filed], *, at: datetime) -> date:
    return local(next((filed.filed_at for filed in acts if filed.act.KIND == "received"), at)).date()


def standing_of(acts: Sequence[Filed], *, at: datetime, book: Book) -> Standing:
    """What *acts* add up to at *at* by that book."""
    edition, lists = edition_of(acts, at=at, book=book), lists_of(acts, at=at, book=book)
    return standing(acts, edition, book.calendar, book.mci, lists=lists)


@contextmanager
def case_file(case: UUID, *, at: datetime, opening: bool = False) -> Iterator[CaseFile]:
    """
    Open a case's file for one action: one transaction, the file locked, projections and jobs in the same commit.

    :param opening: the first fact of legal effect opens the file if it is not there yet.
    :raises NoSuchCaseError: if there is no such file and *opening* is not set.
    """
    with transaction.atomic():
        book = books.held()
        at_hand.take(book, on=local(at).date())
        held, known = _locked(case, at=at, book=book, opening=opening)
        if held.kind != "case":
            raise files.FileOfAnotherKindError(case, held.kind)
        file = CaseFile(known, case=case, at=at, book=book, held=held)
        yield file
        file.write()


def look(case: UUID, *, at: datetime) -> CaseFile:
    """
    The case as it stands, for reading: no lock, nothing can be kept from it.

    :raises NoSuchCaseError: if nothing is on file.
    """
    book = books.in_force()
    at_hand.take(book, on=local(at).date())
    try:
        _, known = _read(acts_after, case, at=at, book=book)
    except files.NoSuchFileError as error:
        raise NoSuchCaseError(case) from error
    if not known.acts:
        raise NoSuchCaseError(case)
    return CaseFile(known, case=case, at=at, book=book)


def _locked(case: UUID, *, at: datetime, book: Book, opening: bool) -> tuple[Locked, Remembered]:
    try:
        return _read(lock_with_acts, case, at=at, book=book)
    except files.NoSuchFileError as error:
        if not opening:
            raise NoSuchCaseError(case) from error
    files.open_file("case", id=case, at=at)
    return _read(lock_with_acts, case, at=at, book=book)


class _Reader(Protocol):
    def __call__(self, file: UUID, after: Place) -> tuple[Locked, list[Filed]] | None: ...


def _read(reader: _Reader, case: UUID, *, at: datetime, book: Book) -> tuple[Locked, Remembered]:
    """The acts on file and what they add up to: those that are not remembered are read and folded in."""
    known = recall(case)
    if known is not None:
        found = reader(case, known.place)
        if found is not None and _holds(known, found[1], at=at, book=book):
            held, tail = found
            return held, _after(known, tail, held) if tail else known
    found = reader(case, BEFORE_THE_FIRST)
    assert found is not None  # noqa: S101 -- every file has its beginning
    held, acts = found
    edition, lists = edition_of(acts, at=at, book=book), lists_of(acts, at=at, book=book)
    before = empty(edition, book.calendar, book.mci, lists=lists)
    whole = _after(Remembered(BEFORE_THE_FIRST, (), before, ()), acts, held)
    remember(case, whole)
    return held, whole


def _holds(known: Remembered, tail: Sequence[Filed], *, at: datetime, book: Book) -> bool:
    """Whether what is remembered was folded by the rules that the whole file is folded by."""
    acts, folded = (*known.acts, *tail), known.standing
    edition, lists = edition_of(acts, at=at, book=book), lists_of(acts, at=at, book=book)
    same_book = folded.calendar is book.calendar and folded.mci is book.mci
    return same_book and folded.edition == edition and folded.lists == lists


def _after(known: Remembered, tail: Sequence[Filed], held: Locked) -> Remembered:
    acts, now = (*known.acts, *tail), fold_all(known.standing, tail)
    return Remembered(Place(held.seq, held.hash), acts, now, system_work(acts, now))
