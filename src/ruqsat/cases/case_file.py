"""The file of one case, open for one action: read, judge, append, and bring everything derived along."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases import consequences, projection
from ruqsat.cases.owed import Work, system_work
from ruqsat.journal import append as journal_append
from ruqsat.journal import files, read
from ruqsat.journal.append import Judged, ProofBytes
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, Filed, Nature
from ruqsat.law.calendar import CALENDAR, local
from ruqsat.law.editions import EDITIONS, Edition
from ruqsat.law.procedure import No, Standing, empty, fold, standing
from ruqsat.law.saying import say
from ruqsat.law.version import LAW_VERSION


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
    """The acts of one case and their standing, inside one transaction that holds the file's lock."""

    def __init__(self, case: UUID, acts: list[Filed], *, at: datetime) -> None:
        self.id = case
        self.at = at
        self.acts = acts
        self.edition = edition_of(acts, at=at)
        self.standing: Standing = standing(acts, self.edition, CALENDAR) if acts else empty(self.edition, CALENDAR)
        self.appended: list[Filed] = []
        self._owed_before = system_work(self.acts, self.standing)

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

        :param seen: the last ``seq`` that whoever decides had before their eyes.
        :raises NotPermittedError: with the clause and, where time cures it, the moment from which it may be done.
        :raises CaseMovedOnError: if an act of a kind the decision relies on arrived after ``seen``.
        """
        if act.NATURE is Nature.DECISION:
            self._stop_if_moved_on(act, seen=seen)
            self.stop_unless_permitted(act, by=by)
        filed = journal_append.append(
            self.id,
            act,
            id=id,
            at=self.at,
            by=by,
            judged=self.judged(),
            proof=proof,
            statement=statement,
        )
        self._take(filed)
        return filed

    def append_facts(
        self, facts: Sequence[tuple[Act, ProofBytes | None]], *, by: Actor, ids: Sequence[UUID] | None = None
    ) -> list[Filed]:
        """
        Put a batch of facts on file with one statement to the database (answers of registers come by hundreds).

        :param ids: one for each, so that a second call with the same ones changes nothing.
        """
        filed = journal_append.append_all(
            self.id,
            facts,
            at=self.at,
            by=by,
            judged=self.judged(),
            ids=ids,
        )
        for one in filed:
            self._take(one)
        return filed

    def stop_unless_permitted(self, act: Act | type[Act], *, by: Actor) -> None:
        """
        Ask the law whether *act* may be brought about now: decisions, and the facts that somebody decides to make.

        A kind instead of an act asks before there is anything to show, so that nothing is set in vain.

        :raises NotPermittedError: if the law says no.
        """
        permission = self.standing.may(act, by=by, at=self.at)
        if isinstance(permission, No):
            raise NotPermittedError(permission)

    def judged(self) -> Judged:
        """By what acts of this file are judged now: kept with each entry."""
        return Judged(edition=self.edition.id, calendar=CALENDAR.version, law=LAW_VERSION)

    def newly_owed(self) -> tuple[Work, ...]:
        """The work of the system that the acts of this action brought."""
        return tuple(work for work in system_work(self.acts, self.standing) if work not in self._owed_before)

    def _take(self, filed: Filed) -> None:
        if any(known.id == filed.id for known in self.acts):
            return
        self.acts.append(filed)
        self.appended.append(filed)
        self.standing = fold(self.standing, filed)

    def _stop_if_moved_on(self, act: Act, *, seen: int | None) -> None:
        if seen is None:
            return
        changes = [filed for filed in self.acts if filed.seq > seen and filed.act.KIND in act.RELIES_ON]
        if changes:
            raise CaseMovedOnError(changes)


def edition_of(acts: Sequence[Filed], *, at: datetime) -> Edition:
    """The edition a case lives under: that of the day its application was received, else of today."""
    received = next((filed.filed_at for filed in acts if filed.act.KIND == "received"), at)
    return EDITIONS.on(local(received).date())


@contextmanager
def case_file(case: UUID, *, at: datetime, opening: bool = False) -> Iterator[CaseFile]:
    """
    Open a case's file for one action: one transaction, the file locked, projections and jobs in the same commit.

    :param opening: the first fact of legal effect opens the file if it is not there yet.
    :raises NoSuchCaseError: if there is no such file and *opening* is not set.
    """
    with transaction.atomic():
        if opening:
            files.open_file("case", id=case, at=at)
        try:
            files.lock(case)
        except files.NoSuchFileError as error:
            raise NoSuchCaseError(case) from error
        file = CaseFile(case, read.acts_of(case), at=at)
        yield file
        if file.appended:
            projection.project(file.id, file.acts, file.standing, at=at)
            consequences.follow(file.id, file.appended, owed=file.newly_owed())


def look(case: UUID, *, at: datetime) -> CaseFile:
    """
    The case as it stands, for reading: no lock, nothing can be kept from it.

    :raises NoSuchCaseError: if nothing is on file.
    """
    acts = read.acts_of(case)
    if not acts:
        raise NoSuchCaseError(case)
    return CaseFile(case, acts, at=at)
