"""Two people for each change of the book: proposed by one, confirmed or declined by another, all of it or nothing."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from django.db import IntegrityError, transaction

from ruqsat.journal import read, rebuild
from ruqsat.keeping import books, changing
from ruqsat.keeping.changing import ChangeRefusedError, Effect, NoSuchChangeError
from ruqsat.keeping.models import Change
from ruqsat.law.acts import Actor, ChangeConfirmed, ChangeProposed, Role
from ruqsat.law.book import FIRST, Book, Chapter
from ruqsat.law.book_change import NotAChange, Tables
from tests.law.test_book_changes import EXCHANGE, INDEX, ORDER

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
FIRST_PERSON, SECOND_PERSON = (
    Actor(person=uuid5(UUID(int=0), name), role=Role.KEEPER, office="KMFK") for name in ("first", "second")
)


def nothing_open(_before: Book, _after: Book) -> Effect:
    return Effect(moved=0, late=0)


def proposed(chapter: Chapter = Chapter.MCI, tables: Tables | None = None) -> UUID:
    return changing.propose(chapter, tables or INDEX, by=FIRST_PERSON, at=AT)


def test_what_one_proposes_another_confirms_and_from_then_on_it_stands() -> None:
    """Tax 554."""
    change = proposed()
    assert books.in_force() is FIRST
    book = changing.confirm(change, by=SECOND_PERSON, at=AT + timedelta(hours=1), follow=nothing_open)
    assert book.mci.on(date(2027, 1, 1)) == 4600
    assert books.in_force().mci.on(date(2027, 1, 1)) == 4600
    assert books.in_force().version == 1
    proposed_act, confirmed_act = (filed.act for filed in read.acts_of(changing.file_of(Chapter.MCI)))
    assert isinstance(proposed_act, ChangeProposed)
    assert isinstance(confirmed_act, ChangeConfirmed)
    assert json.loads(proposed_act.tables) == INDEX
    assert (confirmed_act.of, confirmed_act.place) == (change, 1)


def test_the_first_person_does_not_confirm_and_nothing_is_recorded() -> None:
    change = proposed()
    with pytest.raises(ChangeRefusedError, match="by another person than the one who proposed it"):
        changing.confirm(change, by=FIRST_PERSON, at=AT, follow=nothing_open)
    assert Change.objects.get().state == "proposed"
    assert len(read.acts_of(changing.file_of(Chapter.MCI))) == 1


def test_the_database_refuses_a_confirmation_by_the_first_person() -> None:
    change = proposed()
    with pytest.raises(IntegrityError, match="change_confirmed_by_another"), transaction.atomic():
        Change.objects.filter(id=change).update(
            state="confirmed", decided_by=FIRST_PERSON.person, decided_at=AT, place=1
        )


def test_what_is_declined_does_not_stand_and_says_why() -> None:
    change = proposed()
    with pytest.raises(ChangeRefusedError, match="needs a reason"):
        changing.decline(change, reason=" ", by=SECOND_PERSON, at=AT)
    changing.decline(change, reason="the law is not published yet", by=SECOND_PERSON, at=AT)
    assert (Change.objects.get().state, Change.objects.get().reason) == ("declined", "the law is not published yet")
    assert books.in_force() is FIRST
    for again in (
        lambda: changing.confirm(change, by=SECOND_PERSON, at=AT, follow=nothing_open),
        lambda: changing.decline(change, reason="twice", by=SECOND_PERSON, at=AT),
    ):
        with pytest.raises(NoSuchChangeError):
            again()


def test_one_change_of_a_chapter_awaits_its_second_person_at_a_time() -> None:
    proposed()
    with pytest.raises(ChangeRefusedError, match="Another change of this chapter"):
        proposed()
    proposed(Chapter.CALENDAR, EXCHANGE)  # another chapter


def test_what_may_not_stand_or_cannot_be_read_is_not_proposed() -> None:
    with pytest.raises(ChangeRefusedError) as refused:
        proposed(tables=INDEX | {"year": 2026, "tenge": -1})
    assert len(refused.value.faults) == 2
    with pytest.raises(NotAChange):
        proposed(tables={"year": 2027})
    assert not Change.objects.exists()


def test_what_may_not_stand_any_more_is_not_confirmed() -> None:
    """Rules 21-1: an edition that would come into force backdated."""
    change = proposed(Chapter.EDITIONS, ORDER)
    with pytest.raises(ChangeRefusedError, match="comes into force on a day to come"):
        changing.confirm(change, by=SECOND_PERSON, at=datetime(2027, 2, 1, 6, tzinfo=UTC), follow=nothing_open)


def test_when_what_follows_fails_nothing_stands() -> None:
    change = proposed(Chapter.CALENDAR, EXCHANGE)

    def failing(_before: Book, _after: Book) -> Effect:
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        changing.confirm(change, by=SECOND_PERSON, at=AT, follow=failing)
    assert Change.objects.get().state == "proposed"
    assert books.in_force() is FIRST


def test_what_follows_is_given_both_books_and_its_effect_is_on_file() -> None:
    change = proposed(Chapter.CALENDAR, EXCHANGE)
    seen: list[tuple[bool, bool]] = []

    def follow(before: Book, after: Book) -> Effect:
        seen.append((before.calendar.is_working(date(2027, 5, 6)), after.calendar.is_working(date(2027, 5, 6))))
        return Effect(moved=7, late=2)

    changing.confirm(change, by=SECOND_PERSON, at=AT, follow=follow)
    assert seen == [(True, False)]
    row = Change.objects.get()
    assert (row.moved, row.late, row.place) == (7, 2, 1)


def test_changes_are_derived_again_from_their_files() -> None:
    changing.confirm(proposed(), by=SECOND_PERSON, at=AT, follow=nothing_open)
    changing.confirm(proposed(Chapter.EDITIONS, ORDER), by=SECOND_PERSON, at=AT, follow=nothing_open)
    changing.decline(proposed(Chapter.CALENDAR, EXCHANGE), reason="too early", by=SECOND_PERSON, at=AT)
    assert rebuild.look(at=AT).differences == ()
    assert books.in_force().version == 2


def test_a_change_that_is_not_there_is_told() -> None:
    with pytest.raises(NoSuchChangeError):
        changing.confirm(uuid4(), by=SECOND_PERSON, at=AT, follow=nothing_open)
