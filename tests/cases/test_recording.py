"""How layers below put facts on file: the first one opens it, and no fact stands there twice."""

from uuid import UUID, uuid4

from ruqsat.cases.models import Case
from ruqsat.cases.recording import put_new_on_file, put_on_file
from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import SYSTEM, Act, Basis, InquiryAnswered, Outcome
from tests.milestones import Stand
from tests.walking import Road

ANSWER = ProofBytes("answer", b"{}")


def answer(road: Road, outcome: Outcome, inquiry: str = "ban") -> tuple[Act, ProofBytes]:
    return (
        InquiryAnswered(
            happened_at=road.now,
            inquiry=inquiry,
            about="applicant",
            outcome=outcome,
            source="a register",
            basis=Basis.STATUTE,
            data={},
        ),
        ANSWER,
    )


def put(road: Road, *facts: tuple[Act, ProofBytes], ids: list[UUID] | None = None) -> int:
    """How many acts stand on file afterwards."""
    ids = ids or [uuid4() for _ in facts]
    put_on_file(road.case, facts, at=road.now, by=SYSTEM, ids=ids)
    return len(road.kinds())


def test_the_first_fact_opens_the_file_and_shows_no_case_yet(stand: Stand) -> None:
    road = stand("known")
    assert put(road, answer(road, Outcome.NONE)) == 1
    assert not Case.objects.exists()


def test_the_same_fact_under_the_same_id_stands_once(stand: Stand) -> None:
    road = stand("known")
    name, fact = uuid4(), answer(road, Outcome.NONE)
    assert put(road, fact, ids=[name]) == put(road, fact, ids=[name]) == 1


def test_what_is_known_is_not_put_there_again_and_what_is_new_is(stand: Stand) -> None:
    """Down, down again, answered, down once more, answered again: two acts."""
    road = stand("known")
    counts = []
    for outcome in (Outcome.UNAVAILABLE, Outcome.UNAVAILABLE, Outcome.VALUE, Outcome.UNAVAILABLE, Outcome.NONE):
        put_new_on_file(road.case, [answer(road, outcome)], at=road.now, by=SYSTEM, ids=[uuid4()])
        counts.append(len(road.kinds()))
    assert counts == [1, 1, 2, 2, 2]
    both = [answer(road, Outcome.VALUE), answer(road, Outcome.VALUE, "identity")]
    put_new_on_file(road.case, both, at=road.now, by=SYSTEM, ids=[uuid4(), uuid4()])
    assert len(road.kinds()) == 3
