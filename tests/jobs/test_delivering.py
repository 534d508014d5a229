"""What a feed tells goes out in each file's order; nothing is dropped, nothing waits behind another file's trouble."""

import threading
from collections import defaultdict
from datetime import timedelta
from uuid import UUID

import pytest

from ruqsat.gateways.answers import Unavailable
from ruqsat.jobs import delivering
from ruqsat.jobs.delivering import Came, Feed, Refused, Resting, deliver, deliver_all
from ruqsat.journal.models import Counterpart, Outbox, Undone
from tests.clocks import stopped_at
from tests.journal.feeds import files_untold
from tests.journal.samples import AT
from tests.journal.test_undone import fed

SILENT = Unavailable(why="http://there answered with the status 503.")


class Other:
    """The other side: what it was told of each file, and what it says instead of taking it."""

    def __init__(self) -> None:
        self.told: dict[UUID, list[int]] = defaultdict(list)
        self.says: dict[UUID | None, Came | Exception] = {}
        self.asked: list[UUID] = []
        self.turn = threading.Lock()

    def tell(self, row: Outbox) -> Came:
        with self.turn:
            self.asked.append(row.file_id)
            said = self.says.get(row.file_id, self.says.get(None))
            if isinstance(said, Exception):
                raise said
            if said is None:
                self.told[row.file_id].append(row.seq)
            return said

    def feed(self, at_once: int = 1, files: int = 1) -> Feed:
        return Feed(name="monitoring", system="monitoring", telling=lambda _: self.tell, at_once=at_once, files=files)

    def all(self, *, after: timedelta = timedelta(0), at_once: int = 1, files: int = 1) -> None:
        deliver_all(self.feed(at_once, files), now=lambda: AT + after)


@pytest.fixture
def other() -> Other:
    return Other()


@pytest.mark.django_db
@pytest.mark.parametrize(("at_once", "together"), [(1, 1), (2, 2), (100, 20)])
def test_every_entry_is_told_once_and_in_order(other: Other, at_once: int, together: int) -> None:
    files = [fed(count) for count in (1, 5, 3)]
    other.all(at_once=at_once, files=together)
    assert [other.told[file] for file in files] == [[1], [1, 2, 3, 4, 5], [1, 2, 3]]
    assert not Outbox.objects.filter(delivered_at=None).exists()


@pytest.mark.django_db
def test_a_long_file_does_not_keep_the_others_waiting(other: Other) -> None:
    """Turns of one hundred, here of two: nobody is asked for the fifth before everybody was for the first."""
    fed(9), fed(2), fed(2)
    other.all(at_once=2)
    assert len(set(other.asked[:6])) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [Refused(why="No."), KeyError("940517499011")])
def test_what_fails_in_one_file_stops_that_file_and_no_other(other: Other, trouble: Refused | Exception) -> None:
    stuck, free = fed(3), fed(3)
    other.says[stuck] = trouble
    other.all()
    assert other.told == {free: [1, 2, 3]}
    row = Undone.objects.get()
    assert (row.file_id, row.attempts) == (stuck, len([file for file in other.asked if file == stuck]))
    assert "940517499011" not in row.why
    other.says.clear()
    assert deliver(other.feed(), stuck, now=stopped_at(AT + timedelta(hours=1))) is (row.dead_at is None or True)
    assert other.told[stuck] == ([] if row.dead_at else [1, 2, 3])


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [Refused(why="No."), KeyError("no")])
def test_of_files_told_together_one_in_trouble_keeps_no_other_from_being_noted(
    other: Other, trouble: Refused | Exception
) -> None:
    files = [fed(2) for _ in range(5)]
    other.says[files[2]] = trouble
    other.all(at_once=100, files=20)
    assert [len(other.told[file]) for file in files] == [2, 2, 0, 2, 2]
    assert Outbox.objects.filter(delivered_at=None).count() == 2


@pytest.mark.django_db
def test_when_nobody_answers_the_rest_is_not_asked_for_and_what_was_told_is_noted(other: Other) -> None:
    """Ten files together, each with a time-out of ten seconds: the first in vain says it for all."""
    for _ in range(10):
        fed(2)
    real = other.tell

    def tell(row: Outbox) -> Came:
        return real(row) if len(other.asked) < 3 else SILENT

    deliver_all(
        Feed(name="monitoring", system="monitoring", telling=lambda _: tell, at_once=100, files=20), now=lambda: AT
    )
    assert Outbox.objects.filter(delivered_at=None).count() == 17
    assert Counterpart.objects.get().failures == 1


@pytest.mark.django_db
def test_a_slow_system_is_noted_as_it_goes(other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "TURN_SECONDS", 0.0)
    file = fed(3)
    assert deliver(other.feed(at_once=100), file, now=lambda: AT)
    assert other.told[file] == [1, 2, 3]
    monkeypatch.setattr(delivering, "MOST_SECONDS", 0.0)
    assert deliver(other.feed(at_once=100), fed(3), now=lambda: AT)
    assert Outbox.objects.filter(delivered_at=None).count() == 3


@pytest.mark.django_db
def test_what_was_told_before_the_failure_is_noted(other: Other) -> None:
    file = fed(3)
    real = other.tell

    def tell(row: Outbox) -> Came:
        return SILENT if row.seq == 3 else real(row)

    feed = Feed(name="monitoring", system="monitoring", telling=lambda _: tell, at_once=100)
    assert not deliver(feed, file, now=lambda: AT)
    assert list(Outbox.objects.filter(delivered_at=None).values_list("seq", flat=True)) == [3]
    assert Undone.objects.get().subject == Outbox.objects.get(seq=3).entry_id


@pytest.mark.django_db
def test_an_outage_is_found_out_by_three_and_after_it_everything_goes_at_once(other: Other) -> None:
    files = [fed(2) for _ in range(10)]
    other.says[None] = SILENT
    other.all()
    assert len(other.asked) == 3
    assert Counterpart.objects.get().down_since == AT
    for minute in range(1, 30):
        other.all(after=timedelta(minutes=minute))
    assert len(other.asked) == 3 + 29  # one question a minute, not three
    assert not Undone.objects.exclude(dead_at=None).exists()
    other.says.clear()
    other.all(after=timedelta(days=1))
    assert all(other.told[file] == [1, 2] for file in files)
    assert Counterpart.objects.get().down_since is None
    assert not Undone.objects.exists()


@pytest.mark.django_db
def test_what_nobody_was_asked_about_waits_in_its_order_and_says_nothing_of_the_system(other: Other) -> None:
    waiting = fed(2)
    other.says[waiting] = Unavailable(why="it waits by itself", asked=False)
    for hour in range(20):
        fed(1)
        other.all(after=timedelta(hours=hour))
    assert Undone.objects.get().dead_at is None
    assert not Counterpart.objects.filter(failures__gt=0).exists()
    assert waiting not in other.told
    assert len(other.told) == 20


@pytest.mark.django_db
def test_what_rests_stops_nobody_also_while_the_system_is_down_and_is_not_looked_at_before_its_hour(
    other: Other,
) -> None:
    """A thousand letters in pauses of their own: a new one is told all the same."""
    resting = [fed(1)]
    other.says[resting[0]] = SILENT
    other.all()
    resting += [fed(1) for _ in range(20)]
    for file in resting:
        other.says[file] = Resting(why="it waits by itself", until=AT + timedelta(minutes=5))
    new = fed(1)
    other.all(after=timedelta(minutes=1))
    other.all(after=timedelta(minutes=2))
    assert other.told[new] == [1]
    assert Counterpart.objects.get().down_since is None
    asked = len(other.asked)
    other.says.clear()
    other.all(after=timedelta(minutes=4))
    assert len(other.asked) == asked
    other.all(after=timedelta(minutes=5))
    assert [other.told[file] for file in resting] == [[1]] * 21


@pytest.mark.django_db
def test_what_chokes_the_other_side_while_it_takes_the_rest_becomes_a_dead_letter(other: Other) -> None:
    """It says 503 to this one only: no outage."""
    poison = fed(2)
    other.says[poison] = SILENT
    for hour in range(20):
        fed(1)
        other.all(after=timedelta(hours=hour))
    assert Undone.objects.get().dead_at is not None
    assert Outbox.objects.filter(delivered_at=None).count() == 2
    assert len(other.told) == 20


def test_several_files_are_told_at_the_same_time_each_in_its_order(own_database: object, other: Other) -> None:
    files = [fed(4) for _ in range(12)]
    inside, most = 0, 0
    real = other.tell
    together = threading.Barrier(delivering.TOGETHER, timeout=20)

    def tell(row: Outbox) -> Came:
        nonlocal inside, most
        if row.seq == 1 and not other.told:
            together.wait()
        return real(row)

    other.tell = tell  # type: ignore[method-assign]  # the same side, met by several at once
    other.all(at_once=100)
    assert all(other.told[file] == [1, 2, 3, 4] for file in files)
    assert files_untold("monitoring") == set()
