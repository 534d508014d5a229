"""Rules 12, List 9: the road of a refusal through its real parts: announced, received, answered, decided, sealed."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from django.conf import settings

from ruqsat.cases.actions import decision, hearing, visit
from ruqsat.cases.case_file import CaseMovedOnError, NotPermittedError
from ruqsat.cases.recording import put_on_file
from ruqsat.consents import giving
from ruqsat.documents import checking, release, store
from ruqsat.documents.checking import Evidence
from ruqsat.documents.rendering import Kind
from ruqsat.eds.pdf import verify_pdf
from ruqsat.eds.trust import TrustStore
from ruqsat.jobs import telling
from ruqsat.law.acts import (
    Act,
    Actor,
    ConsentGiven,
    CourtActRecorded,
    Finding,
    ObjectionFiled,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
    Refused,
    ResultIssued,
    Role,
)
from ruqsat.law.local_time import local
from ruqsat.law.procedure import Stage
from ruqsat.licenses.models import License
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.world import HEAD, INSPECTOR, PHONE, head, inspector, officer, person


def refused_approval(stand: Stand) -> Road:
    """Complete, and the approving body said no."""
    road = stand("complete")
    road.request_approval()
    road.answer_approval(approved=False)
    return road


def wait_for_the_hearing(road: Road) -> None:
    """Rules 12: until the third working day after the receipt has begun."""
    earliest = road.look().standing.at(road.now).earliest_result
    assert earliest is not None
    road.world.set_clock(earliest.moment + timedelta(hours=10))


A = TypeVar("A", bound=Act)


def act_of_kind(road: Road, kind: type[A]) -> A:
    """The first act of this kind on file."""
    return next(filed.act for filed in road.look().acts if isinstance(filed.act, kind))


def test_an_intended_refusal_is_sealed_told_received_and_only_then_decided(stand: Stand) -> None:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    sent = act_of_kind(road, PreliminaryDecisionSent)
    assert release.released(road.case, sent.document).startswith(b"%PDF")
    telling.tell_applicant(road.case, now=road.world.now)
    assert "/to/" in road.world.messages_on(PHONE)[0]["text"]
    with pytest.raises(NotPermittedError) as no:
        road.prepare_refusal("List 9(4)")
    assert no.value.no.ref == "Rules 12"
    road.open_preliminary()
    assert road.look().standing.stage is Stage.HEARING
    road.object_in_writing()
    road.prepare_refusal("List 9(4)")
    with pytest.raises(NotPermittedError) as early:
        road.refuse()
    assert early.value.no.not_before is not None
    wait_for_the_hearing(road)
    road.refuse()
    road.issue()
    issued = act_of_kind(road, ResultIssued)
    (paper,) = issued.documents
    assert (paper.what, store.find(road.case, paper.sha256).sealed) == ("refusal", True)
    assert road.look().standing.stage is Stage.REFUSED
    assert not License.objects.filter(case=road.case).exists()
    assert road.owed() == []


def test_opening_twice_is_one_receipt(stand: Stand) -> None:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    road.open_preliminary()
    road.open_preliminary()
    assert road.kinds().count("preliminary_decision_served") == 1


def test_another_way_of_receipt_is_recorded_with_what_shows_it(stand: Stand) -> None:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    shown = Evidence(name="copy.pdf", content=PDF)
    with pytest.raises(NotPermittedError):
        record(road, reference="", evidence=shown)
    with pytest.raises(checking.NotAccepted):
        record(road, reference="copy signed", evidence=Evidence(name="copy.pdf", content=b""))
    record(road, reference="copy signed", evidence=shown)
    assert road.look().standing.at(road.now).objection_open
    assert store.read(road.case, act_of_kind(road, PreliminaryDecisionServed).evidence) == PDF


def record(road: Road, *, reference: str, evidence: Evidence) -> None:
    """Rules 12: the officer says that the applicant was handed the decision."""
    hearing.record_receipt(
        road.case,
        received_at=road.now,
        means="handed over",
        reference=reference,
        evidence=evidence,
        by=officer(),
        at=road.now,
    )


def test_what_was_said_by_word_stands_in_a_protocol_that_the_officer_signed(stand: Stand) -> None:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    road.open_preliminary()
    road.object_by_word("We have mended it.")
    said = act_of_kind(road, ObjectionFiled)
    assert (said.oral, store.find(road.case, said.document).kind) == (True, Kind.HEARING_PROTOCOL)


def test_the_authority_may_still_grant_after_hearing_the_applicant(stand: Stand) -> None:
    """APPC 73: the approving body is asked once more, and the license is granted."""
    road = refused_approval(stand)
    road.announce("List 9(4)")
    road.open_preliminary()
    road.object_in_writing()
    road.request_approval()
    road.answer_approval()
    for step in (road.schedule, road.notify, road.visit_and_record, road.conclude, road.seal_conclusion):
        step()
    road.prepare_grant()
    road.grant()
    road.issue()
    assert road.look().standing.stage is Stage.ISSUED


def examined(stand: Stand, *, finding: Finding = Finding.COMPLIANT) -> Road:
    """Unpaid, and examined to the end."""
    road = stand("known")
    for step in (
        road.fill,
        road.consent,
        road.receive,
        road.register,
        road.settle,
        road.find_complete,
        road.request_approval,
        road.answer_approval,
        road.schedule,
        road.notify,
        road.visit_and_record,
    ):
        step()
    prepared = road.prepare_conclusion(finding)
    cms = road.world.sign(prepared.statement, INSPECTOR)
    visit.conclude(prepared.id, cms=cms, by=person(INSPECTOR), actor=inspector(), at=road.now)
    road.seal_conclusion()
    return road


def test_unpaid_is_refused_and_paying_in_time_takes_the_ground_away(stand: Stand) -> None:
    """List 9(2)."""
    road = examined(stand)
    with pytest.raises(NotPermittedError) as no:
        road.prepare_grant()
    assert no.value.no.ref == "List 9(2)"
    road.announce("List 9(2)")
    road.open_preliminary()
    road.prepare_refusal("List 9(2)")
    road.pay()
    wait_for_the_hearing(road)
    with pytest.raises(NotPermittedError) as paid:
        road.refuse()
    assert paid.value.no.ref == "List 9(2)"
    decision.return_draft(road.case, reason="Paid meanwhile.", by=head(), at=road.now)
    road.prepare_grant()
    road.grant()
    assert road.look().standing.stage is Stage.GRANTED


def test_a_negative_conclusion_is_refused_on_requirements_and_on_the_conclusion(stand: Stand) -> None:
    """List 9(3), List 9(4)."""
    road = examined(stand, finding=Finding.NOT_COMPLIANT)
    road.pay()
    road.announce()
    road.open_preliminary()
    road.prepare_refusal("List 9(3)", "List 9(4)")
    wait_for_the_hearing(road)
    road.refuse()
    assert [one.ground for one in act_of_kind(road, Refused).grounds] == ["List 9(3)", "List 9(4)"]


def test_consent_taken_back_is_a_ground(stand: Stand) -> None:
    """List 9(8)."""
    road = stand("sealed")
    given = act_of_kind(road, ConsentGiven)
    giving.withdraw(road.case, given.consent, at=road.now, by=applicant(road), record=put_on_file)
    with pytest.raises(NotPermittedError) as no:
        road.prepare_grant()
    assert no.value.no.ref == "List 9(8)"
    road.announce("List 9(8)")
    road.open_preliminary()
    road.prepare_refusal("List 9(8)")
    wait_for_the_hearing(road)
    road.refuse()
    assert road.look().standing.stage is Stage.REFUSED


def applicant(road: Road) -> Actor:
    return Actor(person=person(road.applicant).id, role=Role.APPLICANT)


def _court(road: Road, ground: str) -> None:
    hearing.record_court_act(
        road.case,
        ground=ground,
        court="District court No. 2",
        number="2-117/2026",
        dated=local(road.now).date(),
        by=officer(),
        at=road.now,
    )


def _unreliable(road: Road) -> None:
    hearing.record_unreliability(
        road.case, what="The diploma", shown_by="The institute's letter No. 14", by=officer(), at=road.now
    )


@pytest.mark.parametrize(
    ("ground", "borne_out"),
    [
        ("List 9(1)", lambda road: _court(road, "List 9(1)")),
        ("List 9(5)", lambda road: _court(road, "List 9(5)")),
        ("List 9(6)", _unreliable),
        ("List 9(7)", lambda road: _court(road, "List 9(7)")),
    ],
)
def test_each_ground_that_an_officer_records_leads_to_a_refusal(
    stand: Stand, ground: str, borne_out: Callable[[Road], None]
) -> None:
    road = stand("complete")
    borne_out(road)
    road.announce(ground)
    road.open_preliminary()
    road.prepare_refusal(ground)
    wait_for_the_hearing(road)
    road.refuse()
    refused = act_of_kind(road, Refused)
    assert [one.ground for one in refused.grounds] == [ground]


def test_a_finding_set_aside_leaves_nothing_to_refuse_on(stand: Stand) -> None:
    road = stand("complete")
    _court(road, "List 9(5)")
    found = next(filed for filed in road.look().acts if isinstance(filed.act, CourtActRecorded))
    hearing.set_aside(road.case, of=found.id, reason="The court has lifted it.", by=officer(), at=road.now)
    with pytest.raises(NotPermittedError):
        road.announce("List 9(5)")


def test_an_objection_after_the_refusal_was_set_stops_the_head(stand: Stand) -> None:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    road.open_preliminary()
    road.prepare_refusal("List 9(4)")
    wait_for_the_hearing(road)
    by, actor = person(HEAD), head()
    prepared, _ = decision.prepare_refusal_paper(road.case, by=by, actor=actor, at=road.now)
    road.object_in_writing("Late, but true.")
    cms = road.world.sign(prepared.statement, HEAD)
    with pytest.raises(CaseMovedOnError):
        decision.refuse(prepared.id, cms=cms, by=by, actor=actor, at=road.now)


def test_a_refusal_carries_the_seal_of_the_office(stand: Stand) -> None:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    road.open_preliminary()
    road.prepare_refusal("List 9(4)")
    wait_for_the_hearing(road)
    road.refuse()
    refused = act_of_kind(road, Refused)
    with pytest.raises(release.NotSealedYet):
        release.released(road.case, refused.documents[0].sha256)
    road.issue()
    issued = act_of_kind(road, ResultIssued)
    pdf = release.released(road.case, issued.documents[0].sha256)
    assert pdf.startswith(store.read(road.case, refused.documents[0].sha256)), "the very PDF that the head read"
    report = verify_pdf(pdf, trust=TrustStore.from_folder(settings.TRUST_DIR), at=road.now)
    assert report.verdict.value == "passed", report
