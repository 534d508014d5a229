"""The writers of the chapters' files: propose, confirm, decline. Nothing else changes the book."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from ruqsat.journal import append as journal_append
from ruqsat.journal import files, read
from ruqsat.journal.append import Judged
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.writing import Part, columns, write
from ruqsat.keeping import books, publishing
from ruqsat.keeping.models import CONFIRMED, DECLINED, PROPOSED, Change
from ruqsat.law import book_changes
from ruqsat.law.acts import Act, Actor, ChangeConfirmed, ChangeDeclined, ChangeProposed, Filed
from ruqsat.law.appointment_changed import AppointmentChanged
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Change as ChangeOfBook
from ruqsat.law.book_change import Tables
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying, say
from ruqsat.law.version import LAW_VERSION


class ChangeRefusedError(RefusalError):
    """The change may not stand; ``faults`` are all the reasons, the first of which is the sentence shown."""

    def __init__(self, faults: Sequence[Saying]) -> None:
        super().__init__(faults[0])
        self.faults = tuple(faults)


class NoSuchChangeError(RefusalError):
    """No change of this number awaits a decision."""

    def __init__(self) -> None:
        super().__init__(say("No such change awaits a decision any more; look at the list of changes."))


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change does to open cases: how many terms move, how many of them become late by it."""

    moved: int
    late: int


Follow = Callable[[Book, Book], Effect]
"""Carries a change over into what is derived by the book before and the book after it, in the same transaction."""


def file_of(chapter: Chapter) -> UUID:
    """The id of a chapter's file."""
    return uuid5(NAMESPACE_URL, f"ruqsat:chapter:{chapter.value}")


def propose(chapter: Chapter, tables: Tables, *, by: Actor, at: datetime) -> UUID:
    """
    The first person enters a change; it awaits the second. Returns its id.

    :raises ChangeRefusedError: when it may not stand, with every reason.
    :raises book_change.NotAChange: when *tables* do not say a change of this chapter.
    """
    change = book_changes.read(chapter, tables)
    with transaction.atomic():
        book = books.held()
        _stop_on(book_changes.faults(change, book, on=local(at).date()))
        if Change.objects.filter(chapter=chapter.value, state=PROPOSED).exists():
            raise ChangeRefusedError([_ANOTHER])
        act = ChangeProposed(
            happened_at=at, chapter=chapter.value, tables=book_changes.text_of(tables), basis=change.basis
        )
        id_ = uuid4()
        try:
            _append(chapter, act, id_=id_, book=book, by=by, at=at, derived=[_proposed(id_, act, change, by=by, at=at)])
        except IntegrityError as error:
            if "change_one_proposed_in_a_chapter" in str(error):
                raise ChangeRefusedError([_ANOTHER]) from error
            raise
    return id_


_ANOTHER = say("Another change of this chapter awaits its second person; decide on that one first.")


def confirm(change: UUID, *, by: Actor, at: datetime, follow: Follow) -> Book:
    """
    The second person confirms: from now on the change stands, with all that follows from it, or nothing of it does.

    :param follow: moves what is derived from the book; it is called once, after the act, before the commit.
    :raises ChangeRefusedError: when it may not stand any more, or the second person is the first.
    :raises NoSuchChangeError: when it was decided on already.
    """
    with transaction.atomic():
        before = books.hold_alone()
        row = _awaiting(change)
        if row.proposed_by == by.person:
            raise ChangeRefusedError([say("A change is confirmed by another person than the one who proposed it.")])
        said = book_changes.read_text(Chapter(row.chapter), row.tables)
        if isinstance(said, AppointmentChanged) and said.person == by.person:
            raise ChangeRefusedError([say("Nobody confirms their own appointment or dismissal.")])
        _stop_on(book_changes.faults(said, before, on=local(at).date()))
        after = book_changes.amended([said], book=before)
        effect = follow(before, after)
        place = after.version
        act = ChangeConfirmed(happened_at=at, of=change, place=place, moved=effect.moved, late=effect.late)
        derived = [_decided(change, CONFIRMED, by=by, at=at, effect=effect, place=place)]
        _append(Chapter(row.chapter), act, id_=None, book=before, by=by, at=at, derived=derived)
    return after


def decline(change: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """
    The change does not stand, for this reason: by the second person, or by the first, who takes it back.

    :raises ChangeRefusedError: without a reason. :raises NoSuchChangeError: when it was decided on already.
    """
    if not reason.strip():
        raise ChangeRefusedError([say("Declining a change needs a reason.")])
    with transaction.atomic():
        book = books.held()
        row = _awaiting(change)
        act = ChangeDeclined(happened_at=at, of=change, reason=reason.strip())
        derived = [_decided(change, DECLINED, by=by, at=at, reason=act.reason)]
        _append(Chapter(row.chapter), act, id_=None, book=book, by=by, at=at, derived=derived)


def _stop_on(faults: Sequence[Saying]) -> None:
    if faults:
        raise ChangeRefusedError(faults)


def _awaiting(change: UUID) -> Change:
    row = Change.objects.select_for_update().filter(id=change, state=PROPOSED).first()
    if row is None:
        raise NoSuchChangeError
    return row


def _append(
    chapter: Chapter, act: Act, *, id_: UUID | None, book: Book, by: Actor, at: datetime, derived: Sequence[Part]
) -> Filed:
    file = file_of(chapter)
    files.open_file("chapter", id=file, at=at)
    edition = book.edition_on(local(at).date())
    judged = Judged(edition=edition.id, calendar=book.calendar.version, law=LAW_VERSION)
    return journal_append.append(file, act, id=id_, at=at, by=by, judged=judged, derived=derived)


# --- what lists and the book read ----------------------------------------------------------------------------------

_PROPOSED = {
    "id": "uuid",
    "file_id": "uuid",
    "chapter": "text",
    "state": "text",
    "tables": "text",
    "basis": "text",
    "since": "date",
    "proposed_by": "uuid",
    "proposed_at": "timestamptz",
    "reason": "text",
}
_DECIDED = {
    "id": "uuid",
    "state": "text",
    "decided_by": "uuid",
    "decided_at": "timestamptz",
    "reason": "text",
    "moved": "int",
    "late": "int",
    "place": "int",
}
_INSERT = f"""proposed AS (
    INSERT INTO keeping_change ({", ".join(_PROPOSED)}) SELECT {", ".join(_PROPOSED)} FROM {{rows}}
)"""  # noqa: S608 -- names of columns
_UPDATE = f"""decided AS (
    UPDATE keeping_change c SET {", ".join(f"{name} = r.{name}" for name in _DECIDED if name != "id")}
    FROM {{rows}} WHERE c.id = r.id
)"""  # noqa: S608 -- names of columns


def _proposed(id_: UUID, act: ChangeProposed, change: ChangeOfBook, *, by: Actor, at: datetime) -> Part:
    chapter = Chapter(act.chapter)
    row = (id_, file_of(chapter), act.chapter, PROPOSED, act.tables, act.basis, change.since, by.person, at, "")
    return Part(_INSERT, columns(_PROPOSED), [row])


def _decided(
    id_: UUID,
    state: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    effect: Effect | None = None,
    place: int | None = None,
) -> Part:
    moved, late = (effect.moved, effect.late) if effect else (None, None)
    return Part(_UPDATE, columns(_DECIDED), [(id_, state, by.person, at, reason, moved, late, place)])


def rebuild(file: UUID, *, at: datetime) -> None:
    """Derive the changes of one chapter again from its file."""
    for filed in read.acts_of(file):
        match filed.act:
            case ChangeProposed() as act:
                said = book_changes.read_text(Chapter(act.chapter), act.tables)
                write([_proposed(filed.id, act, said, by=filed.by, at=filed.filed_at)])
            case ChangeConfirmed(of=of, place=place, moved=moved, late=late):
                effect = Effect(moved=moved, late=late)
                write([_decided(of, CONFIRMED, by=filed.by, at=filed.filed_at, effect=effect, place=place)])
            case ChangeDeclined(of=of, reason=reason):
                write([_decided(of, DECLINED, by=filed.by, at=filed.filed_at, reason=reason)])
            case act:
                for part in publishing.derived_again(file, act, filed_at=filed.filed_at):
                    write([part])
