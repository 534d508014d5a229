"""Rules 8: a question that was put in vain is put again, later each time, and at once when its register is back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from ruqsat.consents import waiting
from ruqsat.consents.circuit import Circuit
from ruqsat.consents.models import Inquiry
from ruqsat.consents.waiting import Vain, again_at
from ruqsat.journal.files import open_file
from ruqsat.journal.keys import blind_index
from ruqsat.law.acts import Basis

AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
CLOSED = Circuit()
DOWN = Circuit(failures=4, failing_since=AT, ask_again_at=AT + timedelta(minutes=7))
BACK = Circuit(back_at=AT + timedelta(minutes=2))
BACK_BEFORE = Circuit(back_at=AT - timedelta(minutes=2))


def vain(times: int, *, share: float = 1.0, under_way: bool = False) -> Vain:
    return Vain(times=times, asked_at=AT, share=share, under_way=under_way)


@pytest.mark.parametrize(
    ("tried", "circuit", "minutes"),
    [
        (None, CLOSED, None),
        (None, DOWN, 7),
        (vain(1), CLOSED, 1),
        (vain(1, share=0), CLOSED, 0.5),
        (vain(2), CLOSED, 2),
        (vain(5), CLOSED, 16),
        (vain(6), CLOSED, 30),
        (vain(6, share=0), CLOSED, 15),
        (vain(500), CLOSED, 30),
        (vain(6), DOWN, 7),
        (vain(6), BACK, None),
        (vain(6), BACK_BEFORE, 30),
        (vain(1, under_way=True), CLOSED, 2),
        (vain(1, under_way=True), DOWN, 2),
        (vain(1, under_way=True), BACK, 2),
    ],
)
def test_when_a_question_is_put_again(tried: Vain | None, circuit: Circuit, minutes: float | None) -> None:
    expected = None if minutes is None else AT + timedelta(minutes=minutes)
    assert again_at(tried, circuit=circuit) == expected


def test_in_four_hours_a_register_that_is_down_is_asked_some_fifteen_times_by_one_case() -> None:
    """What one case would do by itself: the circuit of the source makes it fewer for all together."""
    for share, least, most in ((0.0, 15, 22), (1.0, 10, 14)):
        at, times = AT, 0
        while at <= AT + timedelta(hours=4):
            times += 1
            again = again_at(Vain(times=times, asked_at=at, share=share), circuit=CLOSED)
            assert again is not None
            at = again
        assert least <= times <= most


@pytest.mark.django_db
def test_the_ledger_knows_how_often_a_question_was_put_in_vain_since_its_last_answer() -> None:
    file, other = uuid4(), uuid4()
    for each in (file, other):
        open_file("case", id=each, at=AT)

    def put(on: UUID, minute: int, outcome: str, *, about: str = "applicant", inquiry: str = "ban") -> None:
        at = AT + timedelta(minutes=minute)
        Inquiry.objects.create(
            file_id=on, inquiry=inquiry, about_index=blind_index(about), basis=Basis.STATUTE.value, asked_at=at,
            outcome=outcome, answered_at=at if outcome else None,
        )  # fmt: skip

    for minute, outcome in enumerate(("unavailable", "none", "unavailable", "unavailable", "unavailable")):
        put(file, minute, outcome)
    put(file, 9, "", about="somebody")
    put(other, 9, "unavailable")
    asked = [("ban", "applicant"), ("ban", "somebody"), ("identity", "applicant")]
    found = waiting.in_vain(file, asked)
    assert set(found) == {("ban", "applicant"), ("ban", "somebody")}
    known = found["ban", "applicant"]
    assert (known.times, known.asked_at, known.under_way) == (3, AT + timedelta(minutes=4), False)
    assert 0 <= known.share <= 1
    assert found["ban", "somebody"].under_way
