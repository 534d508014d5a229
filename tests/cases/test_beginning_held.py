"""One click from the license to a draft that is filled in: List 5, List 8(2), List 8(3)."""

from datetime import timedelta

import pytest

from ruqsat.cases.beginning_held import NoSuchLicenseError, begin
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.sections import Progress, tasks
from ruqsat.law.application import Service
from ruqsat.licenses.models import License
from tests.milestones import Stand
from tests.walking import HOME, Road
from tests.world import AIZHAN, PETR, person


def number_of(road: Road) -> str:
    return License.objects.get(case=road.case).number


@pytest.mark.parametrize("service", [Service.ANNEX, Service.REISSUE])
def test_the_draft_knows_the_license_and_what_was_stated_last(stand: Stand, service: Service) -> None:
    """List 8(1), List 8(2): contacts and bank account are there; of a reissue nothing that may have changed."""
    road = stand("issued")
    draft = begin(service, number_of(road), owner=person(AIZHAN), at=road.now)
    answers = answers_of(draft)
    assert draft.service == service.value
    assert answers["held"]["number"] == number_of(road)
    assert answers["held"]["fixed"] is True
    assert answers["held"]["subtypes"] == {"001": ["outpatient_adult"]}
    done = {task.section for task in tasks(draft) if task.progress is Progress.DONE}
    assert {Section.CONTACTS, Section.BANK} <= done
    assert (answers.get("residence", {}).get("street") == HOME["street"]) == (service is Service.ANNEX)
    assert ("name" in answers) == (service is Service.ANNEX)
    assert Section.HELD not in {task.section for task in tasks(draft)}


def test_a_duplicate_of_what_was_never_on_paper_is_not_begun(stand: Stand) -> None:
    """Rules 19: refused with its clause."""
    road = stand("issued")
    with pytest.raises(NotPermittedError) as refused:
        begin(Service.DUPLICATE, number_of(road), owner=person(AIZHAN), at=road.now)
    assert refused.value.no.ref == "Rules 19"


def test_only_the_holder_begins_there(stand: Stand) -> None:
    """List 5."""
    road = stand("issued")
    with pytest.raises(NoSuchLicenseError):
        begin(Service.ANNEX, number_of(road), owner=person(PETR), at=road.now)
    with pytest.raises(NoSuchLicenseError):
        begin(Service.ANNEX, "13009902", owner=person(AIZHAN), at=road.now)
    with pytest.raises(NoSuchLicenseError):
        begin(Service.ANNEX, number_of(road), owner=person(AIZHAN), at=road.now - timedelta(days=1))


def test_the_button_pressed_twice_begins_one_draft(stand: Stand) -> None:
    road = stand("issued")
    first, second = (begin(Service.ANNEX, number_of(road), owner=person(AIZHAN), at=road.now) for _ in range(2))
    assert first.id == second.id
