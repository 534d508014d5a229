"""A request for somebody's consent: its codes and its answer are its own."""

from datetime import timedelta

from ruqsat.cases.actions import inviting
from ruqsat.cases.invited import answered, codes_of, opened
from ruqsat.consents.models import Invitation
from tests.cases.actions.test_inviting import clinic, code_for, saniya
from tests.cases.filling import SANIYA
from tests.milestones import Stand


def test_an_answer_ends_the_request_and_its_codes(stand: Stand) -> None:
    """Rules 8."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    asked = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    code = code_for(road, asked, who)
    assert list(codes_of(asked.row)) == [code]
    said = answered(road.case, bytes(asked.row.person_index), as_applicant=False, given=True, at=road.now)
    assert said is not None
    assert not said.open(at=road.now)
    assert not codes_of(asked.row).filter(over_at=None).exists()


def test_an_answer_for_the_applicant_s_data_is_none_to_a_specialist_s_request(stand: Stand) -> None:
    """Rules 8: whoever asked nobody for it has no answer either."""
    road = stand("known")
    owner = clinic(road)
    asked = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    assert answered(road.case, bytes(asked.row.person_index), as_applicant=True, given=True, at=road.now) is None
    now = opened(Invitation.objects.get())
    assert now.open(at=road.now)
    assert (now.owner, now.iin) == (SANIYA, SANIYA)
    assert not now.open(at=road.now + timedelta(days=30))
