"""Signatures under decisions: by the right person, over what was shown, of those whom Rules 20 lets sign."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from ruqsat.cases import signing
from ruqsat.cases.actions import approval, decision, visit
from ruqsat.cases.case_file import CaseMovedOnError, NotPermittedError
from ruqsat.cases.recording import put_on_file
from ruqsat.documents import store
from ruqsat.journal import prepared, read
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.models import PreparedStatement
from ruqsat.law.acts import SYSTEM, Actor, FeePaid, Granted, Role
from ruqsat.law.calendar import local
from ruqsat.law.procedure import Stage
from ruqsat.people.appointments import NotAppointedError
from ruqsat.people.models import Appointment, Office
from tests.milestones import Stand
from tests.walking import Road
from tests.world import ALMATY, APPROVER, DEPUTY, HEAD, INSPECTOR, OFFICER, approver, head, inspector, officer, person
from tests.wrong_signatures import WRONG, as_individual


def test_a_deputy_may_sign(stand: Stand) -> None:
    """Rules 20: the head, the deputy or who acts for them, and the license says so."""
    road = stand("sealed")
    road.prepare_grant()
    road.grant(DEPUTY)
    granted = road.look().standing.decision
    assert granted is not None
    assert (road.look().standing.stage, granted.by.person) == (Stage.GRANTED, person(DEPUTY).id)
    assert isinstance(granted.act, Granted)
    pdf = PdfReader(BytesIO(store.read(road.case, granted.act.documents[0].sha256)))
    shown = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "басшының орынбасары" in shown
    assert "заместитель руководителя" in shown


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


@dataclass(frozen=True, kw_only=True)
class Signing:
    """One kind of act that somebody in an office signs: where the road stands, whose act it is, how it is sent."""

    milestone: str
    kind: str
    iin: str
    ready: Callable[[Road], prepared.Prepared]
    send: Callable[..., object]


def grant_ready(road: Road) -> prepared.Prepared:
    road.prepare_grant()
    return decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)[0]


def answer_ready(road: Road) -> prepared.Prepared:
    road.request_approval()
    by, actor = person(APPROVER), approver()
    return approval.prepare_answer(
        road.case, facility="F1", approved=True, reasons="", by=by, actor=actor, at=road.now
    )[0]


ACTS = {
    "the head's decision": Signing(
        milestone="sealed",
        kind="granted",
        iin=HEAD,
        ready=grant_ready,
        send=lambda road, act, cms: decision.grant(act, cms=cms, by=person(HEAD), actor=head(), at=road.now),
    ),
    "the approver's answer": Signing(
        milestone="complete",
        kind="approval_answered",
        iin=APPROVER,
        ready=answer_ready,
        send=lambda road, act, cms: approval.answer(act, cms=cms, by=person(APPROVER), actor=approver(), at=road.now),
    ),
    "the inspector's conclusion": Signing(
        milestone="visited",
        kind="conclusion_signed",
        iin=INSPECTOR,
        ready=Road.prepare_conclusion,
        send=lambda road, act, cms: visit.conclude(act, cms=cms, by=person(INSPECTOR), actor=inspector(), at=road.now),
    ),
}


@pytest.mark.parametrize("what", ACTS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_signature_is_told_at_once_files_nothing_and_can_be_made_again(
    stand: Stand, what: str, wrong: str
) -> None:
    """Rules 2(2): what happened, which clause; what was prepared and read stays as it was."""
    act, said = ACTS[what], WRONG[wrong]
    road = stand(act.milestone)
    ready = act.ready(road)
    try:
        spoiled = said.make(road.world, ready.statement, act.iin)
        with pytest.raises(signing.SignatureNotAcceptedError) as stopped:
            act.send(road, ready.id, spoiled)
    finally:
        road.world.renew(act.iin)
    assert said.sentence in str(stopped.value.saying)
    assert (stopped.value.no.ref, stopped.value.later) == ("Rules 2(2)", False)
    assert act.kind not in road.kinds()
    act.send(road, ready.id, road.world.sign(ready.statement, act.iin))
    assert road.kinds()[-2:] == [act.kind, "signature_judged"]


@pytest.mark.parametrize("what", ACTS)
def test_an_office_signs_with_the_certificate_of_its_work(stand: Stand, what: str) -> None:
    """Rules 20: not with that of an individual, and not with that of another organization."""
    act = ACTS[what]
    road = stand(act.milestone)
    ready = act.ready(road)
    own = as_individual(road.world, ready.statement, act.iin)
    with pytest.raises(signing.SignatureNotAcceptedError, match="issued for work in it") as stopped:
        act.send(road, ready.id, own)
    assert stopped.value.no.ref == "Rules 20"
    at_work = road.world.sign(ready.statement, act.iin)
    Office.objects.update(bin="100240999340")
    with pytest.raises(signing.SignatureNotAcceptedError, match="another organization") as stopped:
        act.send(road, ready.id, at_work)
    assert stopped.value.no.ref == "Rules 20"
    assert act.kind not in road.kinds()
    Office.objects.update(bin="")
    act.send(road, ready.id, at_work)
    assert act.kind in road.kinds(), "a BIN nobody has entered is compared with nothing"


@pytest.mark.parametrize("what", ACTS)
def test_an_appointment_that_ends_while_the_page_is_open_ends_the_right_to_sign(stand: Stand, what: str) -> None:
    """Rules 20: asked at the moment of signing; whoever holds the post then signs."""
    act = ACTS[what]
    road = stand(act.milestone)
    ready = act.ready(road)
    post = Appointment.objects.get(person=person(act.iin))
    post.since = post.until = local(road.now).date() - timedelta(days=1)
    post.save()
    cms = road.world.sign(ready.statement, act.iin)
    with pytest.raises(signing.SignatureNotAcceptedError, match="You do not hold this post today") as stopped:
        act.send(road, ready.id, cms)
    assert stopped.value.no.ref == "Rules 20"
    assert act.kind not in road.kinds()
    post.until = local(road.now).date()
    post.save()
    act.send(road, ready.id, cms)
    assert act.kind in road.kinds(), "the last day counts"


def test_who_holds_no_post_any_more_is_not_let_prepare(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    Appointment.objects.filter(person=person(HEAD)).update(since="2026-01-01", until="2026-03-01")
    with pytest.raises((signing.SignatureNotAcceptedError, NotAppointedError)) as stopped:
        decision.prepare_license(road.case, by=person(HEAD), actor=head(), at=road.now)
    assert "do not hold this post" in str(stopped.value.saying)


@pytest.mark.parametrize("what", ACTS)
def test_what_cannot_be_judged_now_is_kept_and_sent_later(stand: Stand, what: str) -> None:
    """Nothing has to be read or signed again because the certification authority is down."""
    act = ACTS[what]
    road = stand(act.milestone)
    ready = act.ready(road)
    cms = road.world.sign(ready.statement, act.iin)
    road.world.break_down("ocsp", "crl")
    with pytest.raises(signing.SignatureNotAcceptedError, match="does not answer now") as stopped:
        act.send(road, ready.id, cms)
    assert stopped.value.later
    kept = signing.kept_for(ready.statement, by=person(act.iin))
    assert kept == cms
    assert signing.kept_for(ready.statement, by=person(OFFICER)) is None
    road.world.mend()
    act.send(road, ready.id, kept)
    assert act.kind in road.kinds()
    assert signing.kept_for(ready.statement, by=person(act.iin)) is None


def test_a_kept_signature_that_turns_out_wrong_is_kept_no_longer(stand: Stand) -> None:
    road = stand("sealed")
    ready = grant_ready(road)
    cms = road.world.sign(ready.statement, DEPUTY)
    road.world.break_down("ocsp", "crl")
    with pytest.raises(signing.SignatureNotAcceptedError):
        decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    road.world.mend()
    with pytest.raises(signing.SignatureNotAcceptedError, match="another person"):
        decision.grant(ready.id, cms=cms, by=person(HEAD), actor=head(), at=road.now)
    assert signing.kept_for(ready.statement, by=person(HEAD)) is None


def test_what_is_kept_cannot_be_read_in_the_table(stand: Stand) -> None:
    road = stand("sealed")
    ready = grant_ready(road)
    cms = road.world.sign(ready.statement, HEAD)
    prepared.keep_signature(ready.id, cms)
    row = PreparedStatement.objects.get(id=ready.id)
    assert row.signature is not None
    assert cms[40:80] not in bytes(row.signature)


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


def test_whoever_is_named_in_the_application_takes_no_step_in_it(stand: Stand) -> None:
    """Rules 20, as read here: an officer who is the specialist of a clinic, a head who represents it."""
    road = stand("settled")
    application = road.look().standing.application
    assert application is not None
    named = person(application.specialists[0].iin)
    Appointment.objects.create(
        person=named, office_id=ALMATY, role="officer", since="2026-01-01", order_number="№ 99-90"
    )
    own = Actor(person=named.id, role=Role.OFFICER, office=ALMATY)
    with pytest.raises(NotPermittedError, match="party to this case") as stopped:
        road.find_complete(by=own)
    assert stopped.value.no.ref == "Rules 20"
    road.find_complete()
    assert "found_complete" in road.kinds()
