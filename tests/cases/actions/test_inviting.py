"""Rules 8: owners of data who do not fill in the form consent or refuse in their own account."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from ruqsat.cases import drafting, listing
from ruqsat.cases.actions import consenting, inviting, settling, withdrawing_consent
from ruqsat.cases.actions.inviting import NoSuchInvitationError
from ruqsat.cases.case_file import NoSuchCaseError
from ruqsat.cases.composing import document_demands
from ruqsat.cases.drafting import NoSuchDraftError
from ruqsat.cases.invited import ASKED_FOR, Invited
from ruqsat.consents import giving
from ruqsat.consents.answering import Came
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.law.acts import ConsentGiven, ConsentRefused, InquiryAnswered
from ruqsat.law.application import ApplicantKind, PersonName
from ruqsat.law.documents import DocumentDemand
from ruqsat.people.models import Person
from ruqsat.people.persons import know
from tests.cases.filling import CLINIC, MARIA, SANIYA, SPECIALIST, begun, list_both
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.world import AIZHAN, PETR, PHONE, PHONE_OF_SANIYA, person

PHONES = {SANIYA: PHONE_OF_SANIYA, AIZHAN: PHONE}


def gateway() -> Registers:
    return registers.connect(settings.GATEWAYS)


def clinic(road: Road) -> Person:
    """A draft of a clinic with two specialists; its head."""
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    return owner


def saniya(road: Road) -> Person:
    return know(SANIYA, PersonName(last="Макетова", first="Сания"), at=road.now)


def code_for(road: Road, invited: Invited, who: Person) -> Pending:
    return inviting.ask_for_code(
        invited.row.id, person=who, office="KMFK", purpose="License", language="kk", at=road.now, registers=gateway()
    )


def consents(road: Road, invited: Invited, who: Person, iin: str) -> Consent:
    pending = code_for(road, invited, who)
    return inviting.consent(
        invited.row.id,
        person=who,
        pending=pending.id,
        code=road.world.code_on(PHONES[iin]),
        now=road.world.now,
        registers=gateway(),
    )


def test_a_specialist_is_asked_and_finds_it_in_their_own_account(stand: Stand) -> None:
    """Rules 8: by whom with the number masked, to which inquiries, until when; nobody else sees it."""
    road = stand("known")
    owner = clinic(road)
    inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    (invited,) = inviting.invitations_to(saniya(road))
    assert (invited.asked_by, invited.number_masked) == ("«Үлгі Клиника» ЖШС", "•" * 8 + CLINIC[-4:])
    assert set(invited.row.data) == {
        "higher_education",
        "secondary_education",
        "name_change",
        "specialist_certificate",
        "labor_activity",
    }
    assert invited.open(at=road.now)
    assert not invited.open(at=road.now + ASKED_FOR)
    assert inviting.invitations_to(person(PETR)) == ()
    with pytest.raises(NoSuchInvitationError):
        inviting.invitation_to(person(PETR), invited.row.id)
    with pytest.raises(NoSuchCaseError):
        road.look()
    assert SANIYA.encode() not in bytes(invited.row.sealed)


def test_with_the_code_the_consent_is_the_specialists_and_the_registers_are_asked(stand: Stand) -> None:
    """Rules 8: the act names the specialist as owner; only then is anything asked about that person."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    before = {one.document for one in demands(road, owner) if one.about == SANIYA}
    consents(road, invited, who, SANIYA)
    acts = [filed.act for filed in road.look().acts]
    (given,) = [act for act in acts if isinstance(act, ConsentGiven)]
    assert (given.owner, road.look().acts[0].by.person) == (SANIYA, who.id)
    assert {act.about for act in acts if isinstance(act, InquiryAnswered)} == {SANIYA}
    assert before - {one.document for one in demands(road, owner) if one.about == SANIYA} == {"labor_activity"}
    assert inviting.invitation_to(who, invited.row.id).row.given is True
    with pytest.raises(NoSuchInvitationError):
        inviting.refuse(invited.row.id, person=who, at=road.now)


def demands(road: Road, owner: Person) -> tuple[DocumentDemand, ...]:
    return document_demands(draft_of(road), owner, at=road.now)


def test_a_refusal_is_on_file_and_nothing_is_asked(stand: Stand) -> None:
    """Rules 8, List 9(8): the documents of List 8 stand in for the registers."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    inviting.refuse(invited.row.id, person=who, at=road.now)
    (filed,) = road.look().acts
    assert isinstance(filed.act, ConsentRefused)
    assert (filed.act.owner, filed.by.person) == (SANIYA, who.id)
    assert inviting.invitation_to(who, invited.row.id).row.given is False
    assert ("labor_activity", SANIYA) in {(one.document, one.about) for one in demands(road, owner)}
    again = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    assert (again.row.id, again.row.given) == (invited.row.id, None)
    consents(road, again, who, SANIYA)
    assert road.kinds()[:2] == ["consent_refused", "consent_given"]


def test_a_consent_is_taken_back_by_who_gave_it(stand: Stand) -> None:
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    given = consents(road, invited, who, SANIYA)
    with pytest.raises(giving.NoSuchConsent):
        withdrawing_consent.withdraw(given.id, by=owner, at=road.now)
    withdrawing_consent.withdraw(given.id, by=who, at=road.now)
    assert road.kinds()[-1] == "consent_withdrawn"
    with pytest.raises(giving.NoSuchConsent):
        withdrawing_consent.withdraw(given.id, by=who, at=road.now)


def test_whom_a_representative_signs_for_consents_in_person(stand: Stand) -> None:
    """Rules 6, Rules 8: a power to sign is no power to consent: the code goes to the owner of the data alone."""
    road = stand("known")
    owner, who = person(PETR), person(AIZHAN)
    begun(road, owner, ApplicantKind.INDIVIDUAL, represented=True)
    with pytest.raises(NoSuchDraftError):
        consenting.ask_for_consent(
            road.case, owner=owner, office="KMFK", purpose="License", language="kk", at=road.now, registers=gateway()
        )
    invited = inviting.invite_applicant(road.case, owner=owner, at=road.now)
    assert invited.owner == "applicant"
    consents(road, invited, who, AIZHAN)
    said = road.look().standing.answer("identity", "applicant")
    assert said is not None
    assert said.data["last"] == "Үлгібаева"


def head_and_specialist(road: Road, *, represented: bool) -> Person:
    """A draft of a clinic whose head, Aizhan, is a specialist there too; who fills it in."""
    owner = person(PETR if represented else AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY, represented=represented)
    listing.keep_specialist(owner, road.case, {**SPECIALIST, "iin": AIZHAN}, at=road.now)
    listing.list_ended(owner, road.case, at=road.now)
    return owner


def test_the_head_who_is_a_specialist_too_is_asked_for_both_apart(stand: Stand) -> None:
    """Rules 8: a consent for the entity's data is none to the person's own, and the other way round (readings)."""
    road = stand("known")
    owner, who = head_and_specialist(road, represented=True), person(AIZHAN)
    of_entity = inviting.invite_applicant(road.case, owner=owner, at=road.now)
    assert inviting.invite_everybody(road.case, owner=owner, at=road.now) == 1
    (in_person,) = [one for one in inviting.invitations_to(who) if one.owner != "applicant"]
    assert (of_entity.owner, in_person.owner) == ("applicant", AIZHAN)
    assert not set(of_entity.row.data) & set(in_person.row.data)
    first, second = code_for(road, of_entity, who), code_for(road, in_person, who)
    assert inviting.pending_code(of_entity, at=road.now) == first, "the code of one ends none of the other"
    assert inviting.pending_code(in_person, at=road.now) == second
    settled(road, second)
    given = [(one.owner, one.row.given) for one in inviting.invitations_to(who)]
    assert sorted(given, key=str) == [(AIZHAN, True), ("applicant", None)]
    assert [one.as_applicant for one in Consent.objects.all()] == [False]
    settled(road, first)
    assert all(one.row.given for one in inviting.invitations_to(who))
    asked = {one.act.about for one in road.look().acts if isinstance(one.act, InquiryAnswered)}
    assert asked >= {"applicant", AIZHAN}


def test_the_head_s_consent_in_the_form_does_not_answer_the_request_to_the_same_person_as_a_specialist(
    stand: Stand,
) -> None:
    """Rules 8."""
    road = stand("known")
    owner = head_and_specialist(road, represented=False)
    in_person = inviting.invite(road.case, owner=owner, iin=AIZHAN, at=road.now)
    pending = consenting.ask_for_consent(
        road.case, owner=owner, office="KMFK", purpose="License", language="kk", at=road.now, registers=gateway()
    )
    settled(road, pending)
    assert Invitation.objects.get().given is None
    assert inviting.is_open(in_person, at=road.now)
    assert inviting.live_consent_of(in_person, at=road.now) is None


def settled(road: Road, pending: Pending) -> None:
    """The owner says yes by SMS, and the system looks it up."""
    road.world.client.post(f"/api/phone/{PHONE}/reply", json={"text": f"1 {pending.number}"})
    assert settling.settle(pending.id, now=road.world.now, registers=gateway()) is Came.GIVEN


@pytest.mark.parametrize("iin", [MARIA[::-1], PETR])
def test_only_those_whom_the_draft_names_are_asked(stand: Stand, iin: str) -> None:
    road = stand("known")
    owner = clinic(road)
    with pytest.raises(NoSuchDraftError):
        inviting.invite(road.case, owner=owner, iin=iin, at=road.now)
    with pytest.raises(NoSuchDraftError):
        inviting.invite(road.case, owner=person(PETR), iin=SANIYA, at=road.now)
    assert not Invitation.objects.exists()


def test_what_is_over_or_nobodys_cannot_be_answered(stand: Stand) -> None:
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    with pytest.raises(NoSuchInvitationError):
        inviting.refuse(invited.row.id, person=who, at=road.now + ASKED_FOR + timedelta(seconds=1))
    with pytest.raises(NoSuchInvitationError):
        inviting.invitation_to(who, uuid4())
    pending = code_for(road, invited, who)
    with pytest.raises(giving.NoSuchRequest):
        answer(road, invited, who, uuid4(), "000000")
    draft_of(road).delete()
    with pytest.raises(NoSuchInvitationError):
        answer(road, invited, who, pending.id, road.world.code_on(PHONES[SANIYA]))


def test_of_an_expired_draft_no_request_is_kept(stand: Stand) -> None:
    road = stand("known")
    owner = clinic(road)
    inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    drafting.forget_expired(at=road.now + drafting.KEPT_FOR + timedelta(days=2))
    assert not Invitation.objects.exists()


def answer(road: Road, invited: Invited, who: Person, pending: UUID, code: str) -> None:
    inviting.consent(invited.row.id, person=who, pending=pending, code=code, now=road.world.now, registers=gateway())


def test_everybody_who_was_not_asked_is_asked_at_once(stand: Stand) -> None:
    """Rules 8: each in their own account; who was asked before is not asked anew."""
    road = stand("known")
    owner = clinic(road)
    before = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    road.world.later(hours=1)
    assert inviting.invite_everybody(road.case, owner=owner, at=road.now) == 1
    assert inviting.invite_everybody(road.case, owner=owner, at=road.now) == 0
    asked = {one.owner: one for one in inviting.invitations_of(road.case)}
    assert set(asked) == {SANIYA, MARIA}
    assert asked[SANIYA].row.asked_at == before.row.asked_at
    assert asked[MARIA].row.data == before.row.data
    with pytest.raises(NoSuchDraftError):
        inviting.invite_everybody(road.case, owner=person(PETR), at=road.now)
