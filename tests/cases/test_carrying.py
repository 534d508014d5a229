"""An edition whose day has come reaches the open cases: Rules 21-1."""

from datetime import timedelta
from uuid import UUID, uuid4

from ruqsat.cases import carrying
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.jobs import sweep
from ruqsat.journal import read, rebuild
from ruqsat.keeping import books
from ruqsat.law.acts import CasesCarriedOver
from tests.keeping.orders import published
from tests.milestones import Stand


def test_terms_of_open_cases_move_on_the_day_of_force_and_not_before(stand: Stand) -> None:
    """Rules 19, Rules 21-1: from thirteen working days to ten; recorded as an act, and derived again the same."""
    road = stand("approved")
    at = road.now
    change = published(at=at)
    before = Case.objects.get(id=road.case).service_due_on
    carrying.carry_over_due(now=lambda: at)
    assert Case.objects.get(id=road.case).service_due_on == before
    assert not [filed for filed in read.acts_of(change.file_id) if isinstance(filed.act, CasesCarriedOver)]
    on_its_day = at + timedelta(days=2)
    sweep.sweep(now=lambda: on_its_day)
    row = Case.objects.get(id=road.case)
    calendar = books.in_force().calendar
    registered = road.look().standing.counts_from
    assert registered is not None
    assert before == calendar.nth_after(registered, 13)
    assert row.service_due_on == calendar.nth_after(registered, 10)
    dues = set(OpenDuty.objects.filter(case=road.case, ref="Rules 10(3)").values_list("due_on", flat=True))
    assert dues == {row.service_due_on}
    (act,) = [filed.act for filed in read.acts_of(change.file_id) if isinstance(filed.act, CasesCarriedOver)]
    change.refresh_from_db()
    assert (act.cases, act.whole, act.late) == (1, True, 0)
    assert act.moved > 0
    assert (change.carried, change.moved, change.late) == (1, act.moved, 0)
    assert change.carried_whole_at == on_its_day
    assert [one for one in rebuild.look(at=on_its_day).differences if one.file == change.file_id] == []


def test_what_was_carried_over_is_not_carried_over_again(stand: Stand) -> None:
    road = stand("complete")
    change = published(at=road.now)
    for _ in range(2):
        carrying.carry_over_due(now=lambda: road.now + timedelta(days=2))
    acts = [filed.act for filed in read.acts_of(change.file_id) if isinstance(filed.act, CasesCarriedOver)]
    assert [act.cases for act in acts] == [1]


def test_portion_after_portion_it_goes_on_behind_the_last_case_and_past_none_that_has_ended(stand: Stand) -> None:
    """Rules 21-1: a hundred thousand cases are walked once, and not from their beginning for every fifty."""
    road = stand("complete")
    like = Case.objects.get(id=road.case)
    for number in range(4):
        like.pk, like.number, like.ended = uuid4(), f"KZ75-2026-90000{number}", number > 1
        like.save(force_insert=True)
    day = (road.now + timedelta(days=2)).date()
    walked = [carrying.behind(last, before=day) for last in (UUID(int=0), *sorted(_open()))]
    assert [list(rows) for rows in walked] == [sorted(_open())[place:] for place in range(4)]


def _open() -> list[UUID]:
    return list(Case.objects.filter(ended=False).values_list("id", flat=True))


def test_an_order_that_applies_nothing_to_open_cases_moves_none(stand: Stand) -> None:
    road = stand("complete")
    before = Case.objects.get(id=road.case)
    change = published(at=road.now, open_cases=())
    carrying.carry_over_due(now=lambda: road.now + timedelta(days=2))
    after = Case.objects.get(id=road.case)
    change.refresh_from_db()
    assert (after.service_due_on, after.changed_at) == (before.service_due_on, before.changed_at)
    assert change.carried == 0
    assert change.carried_whole_at is not None


def test_what_will_move_is_told_before_it_does(stand: Stand) -> None:
    """Rules 19."""
    road = stand("complete")
    change = published(at=road.now)
    (one,) = carrying.moving(books.in_force(), on=change.since, newest=10, at=road.now)
    calendar, registered = books.in_force().calendar, road.look().standing.counts_from
    assert registered is not None
    assert one.number == road.look().standing.number
    assert (one.before, one.after) == (calendar.nth_after(registered, 13), calendar.nth_after(registered, 10))
    assert carrying.open_cases() == 1
