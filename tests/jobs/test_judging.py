"""Rules 2(2): only a signature that passed gives effect; what cannot be judged yet waits where it can be seen."""

from datetime import timedelta

import pytest

from ruqsat.cases import again
from ruqsat.cases.actions import filing
from ruqsat.cases.drafting import NoSuchDraftError, Section, answers_of, attachments_of
from ruqsat.cases.models import Case
from ruqsat.jobs import sweep
from ruqsat.journal import read
from ruqsat.law.acts import SignatureJudged, Verdict
from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road
from tests.world import AIZHAN, PETR, person


def verdict_of(road: Road) -> SignatureJudged:
    """The last verdict on the application's signature."""
    return [filed.act for filed in road.look().acts if isinstance(filed.act, SignatureJudged)][-1]


def receive_signed_otherwise(road: Road, *, by: str = AIZHAN, added: bytes = b"") -> None:
    """The application, with a signature over other bytes, or by somebody else."""
    ready = road.prepare()
    cms = road.world.sign(ready.statement + added, by)
    filing.receive(road.case, act=ready.id, cms=cms, by=person(road.applicant), at=road.now)


@pytest.mark.parametrize(
    ("by", "added", "sub_indication", "reason"),
    [
        (AIZHAN, b" ", "HASH_FAILURE", ""),
        (PETR, b"", "SIG_CONSTRAINTS_FAILURE", "another person"),
    ],
)
def test_failed_ends_it_with_the_reason(stand: Stand, by: str, added: bytes, sub_indication: str, reason: str) -> None:
    road = stand("consented")
    receive_signed_otherwise(road, by=by, added=added)
    road.register()
    said = verdict_of(road)
    assert (said.verdict, said.sub_indication) == (Verdict.FAILED, sub_indication)
    assert said.reason
    assert reason in said.reason
    file = road.look()
    assert (file.standing.stage, file.standing.number, road.owed()) == (Stage.SIGNATURE_FAILED, "", [])
    assert Case.objects.get(id=road.case).ended


def test_a_revoked_certificate_ends_it(stand: Stand) -> None:
    road = stand("known")
    road.applicant = PETR
    road.fill()
    road.receive()
    road.world.revoke(PETR)
    try:
        road.register()
        assert (verdict_of(road).verdict, verdict_of(road).sub_indication) == (Verdict.FAILED, "REVOKED")
    finally:
        road.world.renew(PETR)


@pytest.mark.parametrize("cms", [b"", b"no signature at all"], ids=["empty", "garbage"])
def test_what_is_no_signature_ends_it_too(stand: Stand, cms: bytes) -> None:
    road = stand("consented")
    ready = road.prepare()
    filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=road.now)
    road.register()
    assert verdict_of(road).verdict is Verdict.FAILED


def test_after_a_failure_nothing_has_to_be_typed_again(stand: Stand) -> None:
    road = stand("consented")
    receive_signed_otherwise(road, added=b" ")
    with pytest.raises(NoSuchDraftError):
        again.copy_of_failed(person(AIZHAN), road.case, at=road.now)  # not judged yet
    road.register()
    with pytest.raises(NoSuchDraftError):
        again.copy_of_failed(person(PETR), road.case, at=road.now)
    fresh = again.copy_of_failed(person(AIZHAN), road.case, at=road.now)
    answers = answers_of(fresh)
    assert answers[Section.BANK]["bank"] == "Үлгі Банк"
    assert not {Section.CONSENT.value, Section.CONFIRMATIONS.value} & set(answers)
    assert [one.proves for one in attachments_of(fresh)] == ["advanced_training"]


def test_what_was_filed_is_not_copied(stand: Stand) -> None:
    road = stand("registered")
    with pytest.raises(NoSuchDraftError):
        again.copy_of_failed(person(AIZHAN), road.case, at=road.now)


def test_indeterminate_waits_where_it_can_be_seen_and_goes_on_by_itself(stand: Stand) -> None:
    """Nothing a user did is lost because OCSP and the lists are down."""
    road = stand("received")
    road.world.break_down("ocsp", "crl")
    for _ in range(2):
        road.world.later(minutes=1)
        sweep.sweep(at=road.now)
    assert road.kinds().count("signature_judged") == 1, "it is recorded once that it cannot be judged"
    assert verdict_of(road).verdict is Verdict.INDETERMINATE
    row = Case.objects.get(id=road.case)
    assert (row.stage, row.system_owes, row.ended) == ("received", True, False)
    road.world.mend("ocsp", "crl")
    road.world.later(minutes=1)
    sweep.sweep(at=road.now)
    assert verdict_of(road).verdict is Verdict.PASSED
    assert road.look().standing.number


def test_the_list_is_enough_where_ocsp_is_down(stand: Stand) -> None:
    road = stand("received")
    road.world.break_down("ocsp")
    road.register()
    assert verdict_of(road).verdict is Verdict.PASSED


def test_the_verdict_keeps_its_whole_report(stand: Stand) -> None:
    """The report with certificates and answers is the proof, so that it can be judged again from stored bytes."""
    road = stand("registered")
    judged = next(filed for filed in road.look().acts if isinstance(filed.act, SignatureJudged))
    report = read.proof_of(judged.id)
    assert b'"evidence"' in report
    assert judged.act.KIND == "signature_judged"


def test_judged_by_two_workers_at_once_it_is_registered_once(stand_apart: Stand) -> None:
    road = stand_apart("received")
    at = road.now + timedelta(minutes=1)
    assert at_once(lambda: sweep.do_owed(road.case, at=at), lambda: sweep.do_owed(road.case, at=at)) == [None, None]
    kinds = road.kinds()
    assert (kinds.count("signature_judged"), kinds.count("registered")) == (1, 1)
