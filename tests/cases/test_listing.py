"""The list of a legal entity's specialists: List 8(1)."""

import pytest

from ruqsat.cases import listing
from ruqsat.cases.drafting import NoSuchDraftError, answers_of, specialists_in
from ruqsat.law.application import ApplicantKind
from tests.cases.filling import MARIA, SANIYA, SPECIALIST, attach, begun, list_both
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road, draft_of
from tests.world import AIZHAN, PETR, person


def places(road: Road) -> dict[str, str]:
    return {one["id"]: one["iin"] for one in specialists_in(answers_of(draft_of(road)))}


def test_a_place_is_never_given_twice(stand: Stand) -> None:
    road = stand("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    attach(road, owner, "diploma", "S2")
    listing.drop_specialist(owner, road.case, "S2", at=road.now)
    assert not draft_of(road).attachments.exists()
    listing.keep_specialist(owner, road.case, {**SPECIALIST, "iin": MARIA}, at=road.now)
    assert places(road) == {"S1": SANIYA, "S3": MARIA}


def test_one_person_stands_there_once_and_can_be_changed(stand: Stand) -> None:
    road = stand("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    list_both(road, owner)
    with pytest.raises(listing.AlreadyListedError):
        listing.keep_specialist(owner, road.case, dict(SPECIALIST), at=road.now)
    with pytest.raises(listing.AlreadyListedError):
        listing.keep_specialist(owner, road.case, dict(SPECIALIST), place="S2", at=road.now)
    listing.keep_specialist(owner, road.case, {**SPECIALIST, "diploma": "other"}, place="S1", at=road.now)
    assert places(road) == {"S1": SANIYA, "S2": MARIA}


def test_nobody_else_changes_it_and_it_has_an_end(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    with pytest.raises(NoSuchDraftError):
        listing.keep_specialist(person(PETR), road.case, dict(SPECIALIST), at=road.now)
    monkeypatch.setattr(listing, "MOST", 1)
    listing.keep_specialist(owner, road.case, dict(SPECIALIST), at=road.now)
    with pytest.raises(listing.ListFullError):
        listing.keep_specialist(owner, road.case, {**SPECIALIST, "iin": MARIA}, at=road.now)


def test_two_windows_list_two_people(stand_apart: Stand) -> None:
    road = stand_apart("known")
    owner = person(AIZHAN)
    begun(road, owner, ApplicantKind.LEGAL_ENTITY)
    kept = at_once(
        *[
            lambda iin=iin: listing.keep_specialist(owner, road.case, {**SPECIALIST, "iin": iin}, at=road.now)
            for iin in (SANIYA, MARIA)
        ]
    )
    assert sorted(kept) == ["S1", "S2"]
    assert set(places(road).values()) == {SANIYA, MARIA}
