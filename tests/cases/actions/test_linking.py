"""Rules 8: employees answer on their own phone, by a link and a code; neither of them does it alone."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from ruqsat.cases.actions import inviting, linking
from ruqsat.cases.actions.inviting import NoSuchInvitationError
from ruqsat.cases.invited import ASKED_FOR, Invited
from ruqsat.cases.listing import keep_specialist
from ruqsat.consents import giving
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import ConsentRequested, NoPhone, Registers
from ruqsat.journal.keys import blind_index
from ruqsat.law.acts import ConsentGiven, ConsentRefused, InquiryAnswered
from ruqsat.people.models import Person
from tests.cases.actions.test_inviting import clinic, code_for, gateway, saniya
from tests.cases.filling import MARIA, SANIYA, SPECIALIST
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.world import PHONE_OF_SANIYA

WITHOUT_PHONE = "900101399016"


def asked(road: Road) -> Invited:
    """A specialist of a clinic is asked."""
    owner = clinic(road)
    return inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)


def send(road: Road, invited: Invited, *, at: datetime | None = None, by: Registers | None = None) -> None:
    linking.send(
        invited.row.id,
        page="https://ruqsat.example/my-consent/{token}/",
        office="KMFK",
        purpose="License",
        language="kk",
        at=at or road.now,
        registers=by or gateway(),
    )


def token_on_the_phone(road: Road) -> str:
    found = re.search(r"/my-consent/([\w-]+)/", road.world.messages_on(PHONE_OF_SANIYA)[0]["text"])
    assert found is not None
    return found[1]


def pending(invited: Invited) -> Pending:
    return Pending.objects.get(person_index=bytes(invited.row.person_index), over_at=None)


def test_the_request_comes_to_the_registered_phone_with_code_and_link(stand: Stand) -> None:
    """Rules 8: of the link only a keyed digest is kept."""
    road = stand("known")
    invited = asked(road)
    assert linking.to_be_sent(at=road.now) == [invited.row.id]
    send(road, invited)
    token = token_on_the_phone(road)
    assert linking.by_link(token).row.id == invited.row.id
    assert len(token) >= 43
    assert bytes(Invitation.objects.get().link_index or b"") == blind_index(token)
    assert linking.to_be_sent(at=road.now) == []
    send(road, invited)
    assert len(road.world.messages_on(PHONE_OF_SANIYA)) == 1, "sent once"


def test_by_link_and_code_one_consents_without_signing_in(stand: Stand) -> None:
    """Rules 8: what follows is the same as in the own account."""
    road = stand("known")
    invited = asked(road)
    Person.objects.filter(iin_index=blind_index(SANIYA)).update(iin_index=bytes(32))  # never was here
    send(road, invited)
    token, code = token_on_the_phone(road), road.world.code_on(PHONE_OF_SANIYA)
    linking.consent(token, pending=pending(invited).id, code=code, now=road.world.now, registers=gateway())
    acts = road.look().acts
    assert isinstance(acts[0].act, ConsentGiven)
    assert (acts[0].act.owner, acts[0].by.person) == (SANIYA, None)
    assert {one.act.about for one in acts if isinstance(one.act, InquiryAnswered)} == {SANIYA}
    assert Invitation.objects.get().given is True
    with pytest.raises(NoSuchInvitationError):
        linking.refuse(token, pending=uuid4(), code=code, now=road.world.now, registers=gateway())


def test_by_link_and_code_one_refuses(stand: Stand) -> None:
    """Rules 8: the code shows that it is the owner who refuses; who signed in here before is named."""
    road = stand("known")
    invited, who = asked(road), saniya(road)
    send(road, invited)
    token, code = token_on_the_phone(road), road.world.code_on(PHONE_OF_SANIYA)
    with pytest.raises(giving.CodeWrong):
        linking.refuse(
            token, pending=pending(invited).id, code=other_than(code), now=road.world.now, registers=gateway()
        )
    assert Invitation.objects.get().given is None
    linking.refuse(token, pending=pending(invited).id, code=code, now=road.world.now, registers=gateway())
    (filed,) = road.look().acts
    assert (type(filed.act), filed.by.person) == (ConsentRefused, who.id)
    assert Invitation.objects.get().given is False
    assert not Consent.objects.exists()


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_of_another_request_answers_nothing_here(stand: Stand) -> None:
    """Rules 8: a code is bound to its request; another specialist's link and this one's code do not go together."""
    road = stand("known")
    owner = clinic(road)
    mine = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    send(road, mine)
    token, code, its = token_on_the_phone(road), road.world.code_on(PHONE_OF_SANIYA), pending(mine)
    other = inviting.invite(road.case, owner=owner, iin=MARIA, at=road.now)
    Invitation.objects.filter(id=other.row.id).update(link_index=blind_index("hers"))
    for answer in (linking.consent, linking.refuse):
        with pytest.raises(giving.NoSuchRequest):
            answer("hers", pending=its.id, code=code, now=road.world.now, registers=gateway())
    linking.consent(token, pending=its.id, code=code, now=road.world.now, registers=gateway())


def test_a_link_opens_nothing_once_it_is_old_replaced_or_made_up(stand: Stand) -> None:
    road = stand("known")
    invited = asked(road)
    send(road, invited)
    token = token_on_the_phone(road)
    late = road.now + ASKED_FOR
    with pytest.raises(NoSuchInvitationError):
        linking.ask_for_code(token, office="KMFK", purpose="License", language="kk", at=late, registers=gateway())
    for made_up in ("", token[:-1], token + "x", str(invited.row.id)):
        with pytest.raises(NoSuchInvitationError):
            linking.by_link(made_up)
    again = asked_again(road, invited)
    with pytest.raises(NoSuchInvitationError):
        linking.by_link(token)
    send(road, again)
    assert linking.by_link(token_on_the_phone(road)).row.id == invited.row.id


def asked_again(road: Road, invited: Invited) -> Invited:
    return inviting.invite(road.case, owner=draft_of(road).owner, iin=invited.iin, at=road.now)


def test_while_the_service_is_down_the_request_waits(stand: Stand) -> None:
    road = stand("known")
    invited = asked(road)
    road.world.break_down("consents")
    with pytest.raises(giving.ConsentService):
        send(road, invited)
    assert linking.to_be_sent(at=road.now) == []
    road.world.mend()
    later = road.world.later(minutes=3)
    assert linking.to_be_sent(at=later) == [invited.row.id]
    send(road, invited, at=later)
    assert linking.by_link(token_on_the_phone(road)).open(at=later)


def test_a_code_that_the_owner_is_typing_stays_good(stand: Stand) -> None:
    """Rules 8: who was quicker than the SMS and asked for a code in the own account is not sent another one."""
    road = stand("known")
    invited, who = asked(road), saniya(road)
    typed = code_for(road, invited, who)
    send(road, invited)
    assert pending(invited).id == typed.id
    assert linking.to_be_sent(at=typed.expires_at) == [invited.row.id]
    code = road.world.code_on(PHONE_OF_SANIYA)
    inviting.consent(invited.row.id, person=who, pending=typed.id, code=code, now=road.world.now, registers=gateway())
    assert linking.to_be_sent(at=typed.expires_at) == []


@dataclass(frozen=True)
class AskedAnewMeanwhile:
    """The service, beside whom who fills in the form asks the specialist anew before it answers."""

    road: Road
    invited: Invited

    def request_consent(self, **asked: Any) -> ConsentRequested | NoPhone | Unavailable:
        came = gateway().request_consent(**asked)
        asked_again(self.road, self.invited)
        return came


def test_a_request_made_anew_while_a_link_is_being_sent_gets_a_link_of_its_own(stand: Stand) -> None:
    """Rules 8: the link that was on its way ends, and the new request is still to be sent."""
    road = stand("known")
    invited = asked(road)
    send(road, invited, by=cast("Registers", AskedAnewMeanwhile(road, invited)))
    assert linking.to_be_sent(at=road.now) == [invited.row.id]


def test_whose_number_is_not_registered_is_marked(stand: Stand) -> None:
    """Rules 8: then only the own account is left, and who asks sees it."""
    road = stand("known")
    owner = clinic(road)
    keep_specialist(owner, road.case, {**SPECIALIST, "iin": WITHOUT_PHONE}, place=None, at=road.now)
    invited = inviting.invite(road.case, owner=owner, iin=WITHOUT_PHONE, at=road.now)
    send(road, invited)
    row = Invitation.objects.get()
    assert (row.unreachable, row.link_due, row.link_index) == (True, None, None)
