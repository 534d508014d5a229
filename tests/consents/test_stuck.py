"""Rules 8: one at which something broke is on record and stops no other; while the service is down, one is tried."""

from uuid import UUID, uuid4

import pytest

from ruqsat.consents import stuck
from ruqsat.consents.giving import ConsentService, NoSuchRequest
from ruqsat.consents.models import Untaken
from ruqsat.journal.models import Undone
from tests.clocks import stopped_at
from tests.consents.ground import AT

pytestmark = pytest.mark.django_db


def untaken(file: UUID | None) -> UUID:
    return Untaken.objects.create(id=uuid4(), file_id=file, came_at=AT, tell_at=AT).id


def done_with(*errors: Exception | None) -> list[int]:
    """At which of so many it came to be done, each ending so."""
    due = [untaken(uuid4()) for _ in errors]
    came: list[int] = []

    def do(id: UUID) -> None:
        came.append(due.index(id))
        error = errors[due.index(id)]
        if error is not None:
            raise error

    stuck.each(stuck.WITHDRAWAL, due, do, now=stopped_at(AT))
    assert list(Undone.objects.order_by("id").values_list("subject", flat=True)) == [
        id for id, error in zip(due, errors, strict=True) if isinstance(error, ValueError)
    ]
    return came


def test_one_that_breaks_is_on_record_and_stops_no_other() -> None:
    assert done_with(ValueError(), None, ValueError(), NoSuchRequest()) == [0, 1, 2, 3]
    assert set(Undone.objects.values_list("kind", "cause")) == {("tell_withdrawal", "broke")}


def test_while_the_service_is_down_one_is_tried() -> None:
    assert done_with(None, ConsentService("Down."), None) == [0, 1]


def test_one_that_is_done_is_not_undone_any_more() -> None:
    id = untaken(uuid4())
    stuck.broke(stuck.WITHDRAWAL, id, error=ValueError(), at=AT)
    stuck.each(stuck.WITHDRAWAL, [id], lambda _: None, now=stopped_at(AT))
    assert not Undone.objects.exists()


@pytest.mark.parametrize("gone", [True, False])
def test_what_has_no_file_stops_no_other_either(gone: bool) -> None:
    """A draft that was forgotten meanwhile, or a consent that came before its file was kept."""
    id = uuid4() if gone else untaken(None)

    def breaks(_: UUID) -> None:
        raise ValueError

    stuck.each(stuck.WITHDRAWAL, [id], breaks, now=stopped_at(AT))
    assert not Undone.objects.exists()


def test_what_a_slow_service_leaves_no_time_for_is_done_in_another_sweep() -> None:
    """The rest of a sweep does not wait for it; what was begun is done to its end."""
    due = [uuid4() for _ in range(5)]
    came: list[UUID] = []
    seconds = 0.0

    def slowly(id: UUID) -> None:
        nonlocal seconds
        seconds += stuck.MOST_SECONDS / 2
        came.append(id)

    stuck.each(stuck.WITHDRAWAL, due, slowly, now=stopped_at(AT), clock=lambda: seconds)
    assert came == due[:2]
