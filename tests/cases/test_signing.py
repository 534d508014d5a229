"""Signatures under decisions: by the right person, over what was shown, of those whom Rules 20 lets sign."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.cases import signing
from ruqsat.cases.actions import approval, decision, visit
from ruqsat.cases.case_file import CaseMovedOnError, NotPermittedError
from ruqsat.cases.recording import put_on_file
from ruqsat.journal import prepared, read
from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import SYSTEM, Actor, FeePaid, Granted, Role
from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.world import ALMATY, APPROVER, DEPUTY, HEAD, INSPECTOR, OFFICER, approver, head, inspector, officer, person


def test_a_deputy_may_sign(stand: Stand) -> None:
    """Rules 20: the head, the deputy or who acts for them."""
    road = stand("sealed")
    road.prepare_grant()
    road.grant(DEPUTY)
    granted = road.look().standing.decision
    assert granted is not None
    assert (road.look().standing.stage, granted.by.person) == (Stage.GRANTED, person(DEPUTY).id)


def test_who_prepared_does_not_sign(stand: Stand) -> None:
    """Rules 20: another person, even one who holds both posts."""
    road = stand("sealed")
    road.prepare_grant()
    same = Actor(person=person(OFFICER).id, role=Role.HEAD, office=ALMATY)
    with pytest.raises(NotPermittedError, match="does not sign it") as stopped:
        decision.prepare_license(road.case, by=person(OFFICER), actor=same, at=road.now)
    assert stopped.value.no.ref == "Rules 20"


def test_the_signed_statement_names_the_very_pdfs_shown(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    ready, papers = decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)
    assert isinstance(ready.act, Granted)
    assert [one.sha256 for one in ready.act.documents] == [one.sha256 for one in papers]
    assert ready.documents == tuple(one.sha256 for one in papers)
    cms = road.world.sign(ready.statement, HEAD)
    filed = decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    assert filed.id == ready.id
    assert (read.statement_of(filed.id), read.proof_of(filed.id)) == (ready.statement, cms)


@pytest.mark.parametrize(
    ("by", "added", "why"), [(DEPUTY, b"", "another person"), (HEAD, b" ", ".")], ids=["another's key", "other bytes"]
)
def test_a_signature_that_did_not_pass_files_nothing_and_can_be_made_again(
    stand: Stand, by: str, added: bytes, why: str
) -> None:
    road = stand("sealed")
    road.prepare_grant()
    ready, _ = decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)
    wrong, right = road.world.sign(ready.statement + added, by), road.world.sign(ready.statement, HEAD)
    with pytest.raises(signing.SignatureNotAcceptedError, match=why) as stopped:
        decision.grant(ready.id, cms=wrong, by=person(HEAD), actor=head(), at=road.now)
    assert not stopped.value.later
    assert "granted" not in road.kinds()
    decision.grant(ready.id, cms=right, by=person(HEAD), actor=head(), at=road.now)
    assert road.kinds()[-2:] == ["granted", "signature_judged"]


def test_what_cannot_be_judged_now_can_be_sent_later(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    ready, _ = decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)
    cms = road.world.sign(ready.statement, HEAD)
    road.world.break_down("ocsp", "crl")
    with pytest.raises(signing.SignatureNotAcceptedError) as stopped:
        decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    assert stopped.value.later
    road.world.mend()
    decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    assert "granted" in road.kinds()


def test_the_same_signature_twice_is_one_decision(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    ready, _ = decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)
    cms = road.world.sign(ready.statement, HEAD)
    decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    with pytest.raises(prepared.PreparedTakenError):
        decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    assert road.kinds().count("granted") == 1


def test_a_prepared_statement_is_nobody_elses_and_lasts_a_day(stand: Stand) -> None:
    road = stand("approved")
    road.schedule()
    road.notify()
    road.visit_and_record()
    ready = road.prepare_conclusion()
    cms = road.world.sign(ready.statement, INSPECTOR)
    with pytest.raises(prepared.NoSuchPreparedError):
        visit.conclude(ready.id, cms=cms, by=person(OFFICER), actor=officer(), at=road.now)
    with pytest.raises(prepared.PreparedExpiredError):
        visit.conclude(ready.id, cms=cms, by=person(INSPECTOR), actor=inspector(), at=road.now + timedelta(hours=24))
    assert "conclusion_signed" not in road.kinds()


def test_what_arrived_while_the_head_was_reading_stops_the_signature(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    ready, _ = decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)
    paid = FeePaid(happened_at=road.now, order=uuid4(), amount=1, means="bank", reference="BK-1")
    put_on_file(road.case, [(paid, ProofBytes("answer", b"{}"))], at=road.now, by=SYSTEM, ids=[uuid4()])
    cms = road.world.sign(ready.statement, HEAD)
    with pytest.raises(CaseMovedOnError) as stopped:
        decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    assert [filed.act.KIND for filed in stopped.value.changes] == ["fee_paid"]
    road.grant()
    assert road.look().standing.stage is Stage.GRANTED


def test_two_answers_of_the_approving_body_are_one(stand: Stand) -> None:
    """Rules 11: the body answers once; a second window with the opposite answer changes nothing."""
    road = stand("complete")
    road.request_approval()
    by, actor, at = person(APPROVER), approver(), road.now

    def ready(approved: bool) -> prepared.Prepared:
        reasons = "" if approved else "No hot water."
        made, _ = approval.prepare_answer(
            road.case, facility="F1", approved=approved, reasons=reasons, by=by, actor=actor, at=at
        )
        return made

    yes, no = ready(True), ready(False)
    signed = {each.id: road.world.sign(each.statement, APPROVER) for each in (yes, no)}
    approval.answer(yes.id, cms=signed[yes.id], by=by, actor=actor, at=road.now)
    with pytest.raises(NotPermittedError) as stopped:
        approval.answer(no.id, cms=signed[no.id], by=by, actor=actor, at=road.now)
    assert stopped.value.no.ref == "Rules 11"
    assert road.look().standing.approvals["F1"].approved is True
