"""What an officer is told when a decision cannot be taken, or was overtaken; two officers on one case at once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.cases.actions import approval, completeness, decision, visit
from ruqsat.cases.case_file import CaseMovedOnError, NoSuchCaseError, NotPermittedError, case_file, look
from ruqsat.cases.composing import THE_FACILITY
from ruqsat.cases.recording import put_on_file
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.models import Entry
from ruqsat.law.acts import Actor, Basis, FoundComplete, InquiryAnswered, Outcome, VisitNoticeSent
from ruqsat.law.procedure import Stage
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road
from tests.world import INSPECTOR, SECOND_OFFICER, head, inspector, officer, person

Try = Callable[[Road], object]


def an_answer_arrives(road: Road, *, inquiry: str = "labor_activity") -> None:
    """A register answers once more, after the officer looked."""
    act = InquiryAnswered(
        happened_at=road.now,
        inquiry=inquiry,
        about="applicant",
        outcome=Outcome.VALUE,
        source="a register",
        basis=Basis.STATUTE,
        data={},
    )
    put_on_file(road.case, [(act, ProofBytes("answer", b"{}"))], at=road.now, by=officer(), ids=[uuid4()])


def test_an_answer_that_arrived_meanwhile_stops_the_officer_with_what_changed(stand: Stand) -> None:
    road = stand("settled")
    seen = road.seen
    an_answer_arrives(road)
    with pytest.raises(CaseMovedOnError, match="has moved on") as stopped:
        road.find_complete(seen=seen)
    assert [filed.act.KIND for filed in stopped.value.changes] == ["inquiry_answered"]
    assert road.look().standing.stage is Stage.FILED
    road.find_complete()
    assert road.look().standing.stage is Stage.COMPLETE


def test_a_kind_that_the_decision_does_not_rely_on_stops_nobody(stand: Stand) -> None:
    """Not any new entry, only those of `RELIES_ON`: an approval is asked for whatever registers say meanwhile."""
    road = stand("complete")
    seen = road.seen
    an_answer_arrives(road)
    approval.request_approval(road.case, facility=THE_FACILITY, by=officer(), seen=seen, at=road.now)
    assert road.kinds()[-1] == "approval_requested"


def _visit_tomorrow_morning(road: Road) -> object:
    return visit.schedule(
        road.case,
        facility=THE_FACILITY,
        starts_at=road.now + timedelta(hours=23),
        inspector=person(INSPECTOR).id,
        by=officer(),
        seen=road.seen,
        at=road.now,
    )


@pytest.mark.parametrize(
    ("milestone", "attempt", "ref", "why"),
    [
        ("received", lambda road: road.find_complete(), "Rules 6", "not filed yet"),
        ("settled", lambda road: road.find_complete(head()), "Rules 20", "another capacity"),
        ("settled", lambda road: road.request_approval(), "Rules 10", "not been found complete"),
        ("complete", lambda road: road.find_complete(), "Rules 9", "already"),
        ("complete", _visit_tomorrow_morning, "Rules 14", "24 hours"),
        ("complete", lambda road: road.prepare_grant(), "Rules 10(1)", "approving body has not answered"),
        ("approved", lambda road: road.request_approval(), "Rules 10(1)", "already been asked"),
        ("approved", lambda road: road.prepare_grant(), "Rules 10(3)", "Permit control"),
        ("approved", lambda road: road.grant(), "Rules 20", "No draft"),
        ("granted", lambda road: road.prepare_grant(), "Rules 20", "decided"),
    ],
)
def test_what_may_not_be_done_is_refused_with_its_clause(
    stand: Stand, milestone: str, attempt: Try, ref: str, why: str
) -> None:
    road = stand(milestone)
    before = road.kinds()
    with pytest.raises(NotPermittedError, match=why) as stopped:
        attempt(road)
    assert stopped.value.no.ref == ref
    assert road.kinds() == before


def test_where_time_cures_it_the_moment_is_said(stand: Stand) -> None:
    """Rules 14: twenty-four hours from the recorded sending of the notice."""
    road = stand("approved")
    road.schedule()
    road.notify()
    notice = next(filed.act for filed in road.look().acts if isinstance(filed.act, VisitNoticeSent))
    early = notice.happened_at + timedelta(hours=23, minutes=59)
    with pytest.raises(NotPermittedError) as stopped:
        visit.begin(road.case, visit=road.visit, by=inspector(), at=early)
    no = stopped.value.no
    assert no.ref == "Rules 14"
    assert no.not_before is not None
    assert no.not_before.moment == notice.happened_at + timedelta(hours=24)


def test_two_officers_at_once_one_decides_and_the_other_is_told(stand_apart: Stand) -> None:
    road = stand_apart("settled")
    seen, at = road.seen, road.now
    first, second = officer(), officer(SECOND_OFFICER)
    came = at_once(
        lambda: completeness.find_complete(road.case, by=first, seen=seen, at=at),
        lambda: completeness.find_complete(road.case, by=second, seen=seen, at=at),
    )
    (told,) = [one for one in came if isinstance(one, Exception)]
    assert isinstance(told, CaseMovedOnError)
    assert [filed.act.KIND for filed in told.changes] == ["found_complete"]
    assert road.kinds().count("found_complete") == 1


def test_two_officers_fixing_a_visit_at_once_fix_one(stand_apart: Stand) -> None:
    road = stand_apart("approved")
    seen, at, who = road.seen, road.now, person(INSPECTOR).id
    first, second = officer(), officer(SECOND_OFFICER)

    def fix(by: Actor) -> object:
        starts = at + timedelta(hours=30)
        return visit.schedule(
            road.case, facility=THE_FACILITY, starts_at=starts, inspector=who, by=by, seen=seen, at=at
        )

    came = at_once(lambda: fix(first), lambda: fix(second))
    assert [type(one) for one in came if isinstance(one, Exception)] == [CaseMovedOnError]
    assert road.kinds().count("visit_scheduled") == 1


def test_a_failing_action_leaves_nothing_behind(stand: Stand) -> None:
    """One action is one transaction: acts, projections and jobs go together."""
    road = stand("settled")
    before = (road.kinds(), next_untold("monitoring", road.case))

    def fail() -> None:
        with case_file(road.case, at=road.now) as file:
            file.append(FoundComplete(happened_at=road.now), by=officer())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (road.kinds(), next_untold("monitoring", road.case)) == before


def test_a_case_that_is_not_there_says_so(stand: Stand) -> None:
    road = stand("known")
    nowhere = uuid4()
    with pytest.raises(NoSuchCaseError):
        look(nowhere, at=road.now)
    with pytest.raises(NoSuchCaseError):
        decision.prepare_grant(nowhere, note="", by=officer(), seen=0, at=road.now)


def test_by_what_an_act_was_judged_stands_with_it(stand: Stand) -> None:
    road = stand("complete")
    entry = Entry.objects.get(file_id=road.case, kind="found_complete")
    judged = road.look().judged()
    assert (entry.edition, entry.calendar_version, entry.law_version) == (judged.edition, judged.calendar, judged.law)
