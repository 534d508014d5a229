"""Rules 14: who is named to make a visit."""

import pytest

from ruqsat.cases.case_file import NotPermittedError
from ruqsat.law.application import ApplicantKind, PersonName
from ruqsat.people.persons import know
from tests.cases.filling import DINA, SANIYA, begun, list_both
from tests.milestones import Stand
from tests.walking import Road
from tests.world import INSPECTOR


def clinic(stand: Stand) -> Road:
    """A clinic's application, signed by its head, that names another specialist too; it may be visited."""
    road = stand("known")
    owner = know(DINA, PersonName(last="Образцова", first="Дина", patronymic="Макетовна"), at=road.now)
    know(SANIYA, PersonName(last="Макетова", first="Сания", patronymic="Үлгіқызы"), at=road.now)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    road.applicant = DINA
    road.receive()
    road.register()
    road.world.later(days=6)
    road.find_complete()
    return road


@pytest.mark.parametrize("party", [DINA, SANIYA])
def test_a_party_is_not_named_to_make_the_visit(stand: Stand, party: str) -> None:
    """Rules 14, Rules 20: neither who signed nor a specialist of the application; said when the visit is fixed."""
    road = clinic(stand)
    with pytest.raises(NotPermittedError, match="is a party to this case") as stopped:
        road.schedule(inspector=party)
    assert stopped.value.no.ref == "Rules 20"
    assert "visit_scheduled" not in road.kinds()
    road.schedule(inspector=INSPECTOR)
    assert road.kinds()[-1] == "visit_scheduled"
