"""Rules 2(2): only a signature that passed gives effect; what cannot be judged yet waits where it can be seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from ruqsat.cases import again
from ruqsat.cases.actions import filing
from ruqsat.cases.drafting import NoSuchDraftError, Section, answers_of, attachments_of
from ruqsat.cases.models import Case
from ruqsat.jobs import sweep, telling
from ruqsat.journal import prepared, read
from ruqsat.law import signers
from ruqsat.law.acts import Received, Registered, SignatureJudged, Verdict
from ruqsat.law.application import Applicant, ApplicantKind, Attachment, PersonName, Representative
from ruqsat.law.calendar import local
from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.ruqsat_sandbox.asking import SIGNING, sign_elsewhere
from tests.together import at_once
from tests.walking import Road
from tests.world import AIZHAN, MAILBOX, PETR, PHONE, person
from tests.wrong_signatures import INDIVIDUAL, WRONG


def verdict_of(road: Road) -> SignatureJudged:
    """The last verdict on the application's signature."""
    return [filed.act for filed in road.look().acts if isinstance(filed.act, SignatureJudged)][-1]


Changes = dict[str, Any]
ALMATY_TIME = timezone(timedelta(hours=5))
CLINIC = "181240999010"
DINA = "790615499170"  # its head
SANIYA = "920308499215"  # employed there
OWN_KEY = {"signer": {"extKeyUsageOids": [SIGNING, INDIVIDUAL]}}
POWER_SHA256 = "cd" * 32


def of_clinic(*, bin_: str = CLINIC, **more: Any) -> Callable[[Road], Changes]:
    """A legal entity applies, whose head is the one who sends, unless said otherwise."""

    def changes(road: Road) -> Changes:
        return {"applicant": clinic_of(more.get("head", road.applicant), bin_), **power(road, **more)}

    return changes


def clinic_of(head: str, bin_: str) -> Applicant:
    name = PersonName(last="Басшысов", first="Мысал")
    return Applicant(
        kind=ApplicantKind.LEGAL_ENTITY, iin=head, name=name, bin=bin_, organization="«Үлгі Клиника» ЖШС", location="-"
    )


def for_aizhan(**more: Any) -> Callable[[Road], Changes]:
    """An individual applies through a representative, who sends."""

    def changes(road: Road) -> Changes:
        name = PersonName(last="Үлгібаева", first="Айжан")
        applicant = Applicant(kind=ApplicantKind.INDIVIDUAL, iin=AIZHAN, name=name)
        return {"applicant": applicant, **power(road, represented=True, **more)}

    return changes


def power(road: Road, *, represented: bool = False, attached: bool = True, **more: Any) -> Changes:
    """The representative's power, in force today unless said otherwise."""
    if not represented:
        return {}
    today = local(road.now).date()
    representative = Representative(
        iin=more.get("representative", road.applicant),
        name=PersonName(last="Өкілов", first="Мысал"),
        power=POWER_SHA256,
        number="17",
        issued_on=today - timedelta(days=30),
        valid_until=more.get("valid_until", today + timedelta(days=30)),
    )
    paper = Attachment(
        sha256=POWER_SHA256, name="power.pdf", media_type="application/pdf", size=1, proves="power_of_attorney"
    )
    return {"representative": representative, "attachments": (paper,) if attached else ()}


def own(_road: Road) -> Changes:
    """Nothing is changed: the one who sends applies in her own name."""
    return {}


YESTERDAY = date(2026, 3, 17)
WRONG_APPLICANTS = [
    pytest.param(
        {"signer": SANIYA, "application": own, "clause": "Rules 6"},
        "in their own name",
        id="an employee's certificate in one's own name",
    ),
    pytest.param(
        {"signer": SANIYA, "application": of_clinic(), "clause": "Rules 6"},
        "not one of a head",
        id="an employee for the legal entity",
    ),
    pytest.param(
        {"signer": DINA, "application": of_clinic(bin_="100240999122"), "clause": "Rules 6"},
        "another organization",
        id="the head of another organization",
    ),
    pytest.param(
        {"signer": DINA, "application": of_clinic(head=AIZHAN), "clause": "Rules 2(2)"},
        "another person",
        id="a head whose IIN is another",
    ),
    pytest.param(
        {"signer": DINA, "application": own, "clause": "Rules 6"},
        "in their own name",
        id="the head's certificate in her own name",
    ),
    pytest.param(
        {"signer": SANIYA, "application": of_clinic(head=DINA, represented=True), "clause": "Rules 6"},
        "does not let its holder act",
        id="a representative with an employee's certificate",
    ),
    pytest.param(
        {"signer": AIZHAN, "application": for_aizhan(representative=PETR), "clause": "Rules 2(2)"},
        "names a representative",
        id="the applicant instead of the representative",
    ),
    pytest.param(
        {"signer": PETR, "application": for_aizhan(valid_until=YESTERDAY), "clause": "Rules 6"},
        "power of attorney was not in force",
        id="a power that ran out",
    ),
    pytest.param(
        {"signer": PETR, "application": for_aizhan(attached=False), "clause": "Rules 6"},
        "is not attached",
        id="a power that is not attached",
    ),
]
RIGHT_APPLICANTS = [
    pytest.param({"signer": DINA, "application": of_clinic()}, id="the head of the clinic"),
    pytest.param({"signer": SANIYA, "application": own, "key": OWN_KEY}, id="an employee in her own name"),
    pytest.param(
        {"signer": SANIYA, "application": of_clinic(head=DINA, represented=True), "key": OWN_KEY},
        id="a representative of the clinic",
    ),
    pytest.param({"signer": PETR, "application": for_aizhan()}, id="a representative of a doctor"),
]


def receive_signed_otherwise(road: Road, *, by: str = AIZHAN, added: bytes = b"") -> None:
    """The application, with a signature over other bytes, or by somebody else."""
    ready = road.prepare()
    cms = road.world.sign(ready.statement + added, by)
    filing.receive(road.case, act=ready.id, cms=cms, by=person(road.applicant), at=road.now)


def receive_for(road: Road, cms: Callable[[bytes], bytes], **changes: Any) -> None:
    """The application with *changes*, as its signer saw it, sent with the signature that *cms* makes over it."""
    ready = road.prepare()
    assert isinstance(ready.act, Received)
    act = replace(ready.act, application=replace(ready.act.application, **changes))
    shown = prepared.prepare(act, file=road.case, for_person=person(road.applicant).id, at=road.now, relies_seq=0)
    signed = cms(shown.statement)
    filing.receive(road.case, act=shown.id, cms=signed, by=person(road.applicant), at=road.now)


def assert_ended(road: Road, *, sub_indication: str, sentence: str) -> None:
    """The verdict ended it, the applicant is told why by SMS and e-mail, and nothing more is owed."""
    said = verdict_of(road)
    assert (said.verdict, said.sub_indication) == (Verdict.FAILED, sub_indication), said
    assert sentence in said.reason
    file = road.look()
    assert (file.standing.stage, file.standing.number, road.owed()) == (Stage.SIGNATURE_FAILED, "", [])
    assert Case.objects.get(id=road.case).ended
    told = (len(road.world.messages_on(PHONE)), len(road.world.letters_to(MAILBOX)))
    telling.tell_applicant(road.case, now=road.world.now)
    assert (len(road.world.messages_on(PHONE)), len(road.world.letters_to(MAILBOX))) == (told[0] + 1, told[1] + 1)
    assert f"/applications/{road.case}/" in road.world.letters_to(MAILBOX)[0]["text"]


@pytest.mark.parametrize("wrong", WRONG)
def test_each_wrong_signature_ends_it_with_its_reason(stand: Stand, wrong: str) -> None:
    road = stand("consented")
    said = WRONG[wrong]
    ready = road.prepare()
    try:
        cms = said.make(road.world, ready.statement, AIZHAN)
        filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=road.now)
        road.register()
    finally:
        road.world.renew(AIZHAN)
    assert_ended(road, sub_indication=said.sub_indication, sentence=said.sentence)
    assert signers.clause_of(verdict_of(road).reason) == "Rules 2(2)"


def test_nothing_sent_as_a_signature_ends_it_too(stand: Stand) -> None:
    road = stand("consented")
    receive_for(road, lambda _: b"")
    road.register()
    assert_ended(road, sub_indication="FORMAT_FAILURE", sentence="cannot be read")


@pytest.mark.parametrize(("changes", "sentence"), WRONG_APPLICANTS)
def test_a_certificate_of_the_wrong_role_person_or_organization_ends_it(
    stand: Stand, changes: Changes, sentence: str
) -> None:
    """Rules 6: by the table of `ruqsat.law.signers`; with the clause it names."""
    road = stand("known")
    road.applicant = changes["signer"]
    road.fill()
    receive_for(road, lambda statement: road.world.sign(statement, road.applicant), **changes["application"](road))
    road.register()
    said = verdict_of(road)
    assert (said.verdict, said.sub_indication) == (Verdict.FAILED, "SIG_CONSTRAINTS_FAILURE")
    assert sentence in said.reason
    assert signers.clause_of(said.reason) == changes["clause"]


@pytest.mark.parametrize("changes", RIGHT_APPLICANTS)
def test_a_head_an_employee_in_her_own_name_and_a_representative_with_a_power_file(
    stand: Stand, changes: Changes
) -> None:
    road = stand("known")
    road.applicant = changes["signer"]
    road.fill()
    receive_for(
        road,
        lambda statement: road.world.sign(statement, road.applicant, **changes.get("key", {})),
        **changes["application"](road),
    )
    road.register()
    assert verdict_of(road).verdict is Verdict.PASSED, verdict_of(road).reason


def test_a_power_that_ran_out_on_the_day_before_signing_counts_however_late_it_is_judged(stand: Stand) -> None:
    """Rules 6: the day of signing, not the day on which the authority answers again."""
    road = stand("known")
    road.applicant = PETR
    road.fill()
    today = local(road.now).date()
    receive_for(road, lambda statement: road.world.sign(statement, PETR), **for_aizhan(valid_until=today)(road))
    road.world.break_down("ocsp", "crl")
    road.register()
    road.world.later(days=2)
    road.world.mend()
    road.register()
    assert verdict_of(road).verdict is Verdict.PASSED


def test_revoked_after_it_came_is_too_late_to_matter(stand: Stand) -> None:
    """Rules 7: judged as of the moment it came, however late the verdict is."""
    road = stand("known")
    road.applicant = PETR
    road.fill()
    road.receive()
    road.world.later(minutes=1)
    road.world.revoke(PETR)
    road.world.later(minutes=1)
    try:
        road.register()
        assert verdict_of(road).verdict is Verdict.PASSED
    finally:
        road.world.renew(PETR)


def test_revoked_between_signing_and_sending_ends_it(stand: Stand) -> None:
    """What counts is when it came: the hour in the signature is its maker's own word."""
    road = stand("consented")
    ready = road.prepare()
    cms = road.world.sign(ready.statement, AIZHAN)
    road.world.later(minutes=1)
    road.world.revoke(AIZHAN)
    road.world.later(minutes=1)
    try:
        filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=road.now)
        road.register()
    finally:
        road.world.renew(AIZHAN)
    assert_ended(road, sub_indication="REVOKED", sentence="revoked")


def test_received_in_the_last_minute_while_ocsp_is_down_it_counts_for_that_day(stand: Stand) -> None:
    """Rules 7: at 18:29 of a Wednesday, judged on Thursday: registered as of Wednesday, terms from that day."""
    road = stand("consented")
    road.world.set_clock(datetime(2026, 3, 18, 18, 29, tzinfo=ALMATY_TIME))
    road.receive()
    came = road.now
    road.world.break_down("ocsp", "crl")
    for _ in range(3):
        road.world.later(minutes=1)
        sweep.sweep(now=road.world.now)
    assert road.kinds().count("signature_judged") == 1
    (duty,) = road.look().standing.duties
    assert (duty.code, local(duty.since).strftime("%H:%M")) == ("judge_signature", "18:29")
    road.world.set_clock(datetime(2026, 3, 19, 11, 5, tzinfo=ALMATY_TIME))
    road.world.mend()
    sweep.sweep(now=road.world.now)
    file = road.look()
    registered = next(filed.act for filed in file.acts if isinstance(filed.act, Registered))
    assert registered.on.isoformat() == "2026-03-18"
    assert file.standing.filed_at is not None
    assert abs(file.standing.filed_at - came) < timedelta(minutes=1)
    assert local(file.standing.filed_at).strftime("%H:%M") == "18:29"
    assert file.standing.service_due is not None
    assert str(file.standing.service_due.on) == "2026-04-09"
    assert str(next(duty.due.on for duty in file.standing.duties if duty.due)) == "2026-03-20"


def test_after_a_failure_nothing_has_to_be_typed_again(stand: Stand) -> None:
    road = stand("consented")
    receive_signed_otherwise(road, added=b" ")
    with pytest.raises(NoSuchDraftError):
        again.copy_of_ended(person(AIZHAN), road.case, at=road.now)  # not judged yet
    road.register()
    with pytest.raises(NoSuchDraftError):
        again.copy_of_ended(person(PETR), road.case, at=road.now)
    fresh = again.copy_of_ended(person(AIZHAN), road.case, at=road.now)
    answers = answers_of(fresh)
    assert answers[Section.BANK]["bank"] == "Үлгі Банк"
    assert not {Section.CONSENT.value, Section.CONFIRMATIONS.value} & set(answers)
    assert [one.proves for one in attachments_of(fresh)] == ["advanced_training"]


def test_what_was_filed_is_not_copied(stand: Stand) -> None:
    road = stand("registered")
    with pytest.raises(NoSuchDraftError):
        again.copy_of_ended(person(AIZHAN), road.case, at=road.now)


@pytest.mark.parametrize("key", ["rsa", "gost"])
@pytest.mark.parametrize("kind", ["unavailable", "wrong"])
def test_indeterminate_waits_where_it_can_be_seen_and_goes_on_by_itself(stand: Stand, key: str, kind: str) -> None:
    """Nothing a user did is lost because OCSP and the lists are down, or answer what nobody can rely on."""
    road = stand("consented")
    ready = road.prepare()
    cms = sign_elsewhere(road.world.client, AIZHAN, ready.statement, key=key)
    filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=road.now)
    road.world.break_down("ocsp", "crl", kind=kind)
    for _ in range(2):
        road.world.later(minutes=1)
        sweep.sweep(now=road.world.now)
    assert road.kinds().count("signature_judged") == 1, "it is recorded once that it cannot be judged"
    assert verdict_of(road).verdict is Verdict.INDETERMINATE
    row = Case.objects.get(id=road.case)
    assert (row.stage, row.system_owes, row.ended) == ("received", True, False)
    road.world.mend("ocsp", "crl")
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
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
    assert at_once(
        lambda: sweep.do_owed(road.case, now=lambda: at), lambda: sweep.do_owed(road.case, now=lambda: at)
    ) == [True, True]
    kinds = road.kinds()
    assert (kinds.count("signature_judged"), kinds.count("registered")) == (1, 1)
