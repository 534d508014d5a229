"""Rules 9: a refusal of further consideration, found by an officer, signed by the head, sealed."""

import pytest

from ruqsat.cases import drafting
from ruqsat.cases.actions import adding, completeness
from ruqsat.cases.case_file import CaseMovedOnError, NotPermittedError
from ruqsat.documents import store
from ruqsat.law import completeness as law
from ruqsat.law.acts import ResultIssued, Shortcoming
from ruqsat.law.local_time import local
from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.walking import PDF, Road, draft_of
from tests.world import HEAD, head, officer, person


def incomplete(stand: Stand) -> Road:
    """Registered without the one document that is always asked for."""
    road = stand("consented")
    (row,) = draft_of(road).attachments.all()
    drafting.detach(person(road.applicant), road.case, row.id, at=road.now)
    road.receive()
    road.register()
    road.settle()
    return road


def lacking(road: Road) -> tuple[Shortcoming, ...]:
    missing = law.missing(road.look().standing, on=local(road.now).date())
    return tuple(one.shortcoming() for one in missing if one.held)


def draft(road: Road) -> None:
    completeness.draft_refusal(
        road.case,
        shortcomings=lacking(road),
        text="The certificate is missing.",
        by=officer(),
        seen=road.seen,
        at=road.now,
    )


def refuse(road: Road) -> None:
    by, actor = person(HEAD), head()
    prepared, _ = completeness.prepare_refusal(road.case, by=by, actor=actor, at=road.now)
    cms = road.world.sign(prepared.statement, HEAD)
    completeness.refuse_consideration(prepared.id, cms=cms, by=by, actor=actor, at=road.now)


def test_consideration_is_refused_with_each_missing_document_and_the_paper_is_sealed(stand: Stand) -> None:
    road = incomplete(stand)
    assert [one.ref for one in lacking(road)] == ["List 8(1)"]
    draft(road)
    refuse(road)
    assert road.look().standing.stage is Stage.CONSIDERATION_REFUSED
    assert road.owed() == ["seal_result"]
    road.issue()
    issued = next(filed.act for filed in road.look().acts if isinstance(filed.act, ResultIssued))
    assert [(one.what, store.find(road.case, one.sha256).sealed) for one in issued.documents] == [
        ("refusal_of_consideration", True)
    ]
    assert road.owed() == []


def test_a_document_that_comes_before_the_signature_stops_the_refusal(stand: Stand) -> None:
    road = incomplete(stand)
    draft(road)
    by, actor = person(HEAD), head()
    prepared, _ = completeness.prepare_refusal(road.case, by=by, actor=actor, at=road.now)
    adding.add_document(
        road.case,
        PDF,
        name="training.pdf",
        proves="advanced_training",
        about=road.applicant,
        by=person(road.applicant),
        at=road.now,
    )
    cms = road.world.sign(prepared.statement, HEAD)
    with pytest.raises(CaseMovedOnError):
        completeness.refuse_consideration(prepared.id, cms=cms, by=by, actor=actor, at=road.now)
    road.find_complete()
    assert road.look().standing.stage is Stage.COMPLETE


def test_who_drafted_the_refusal_does_not_sign_it(stand: Stand) -> None:
    """Rules 20: four eyes; and nobody signs what was not drafted."""
    road = incomplete(stand)
    with pytest.raises(NotPermittedError):
        completeness.prepare_refusal(road.case, by=person(HEAD), actor=head(), at=road.now)
    draft(road)
    with pytest.raises(NotPermittedError):
        completeness.prepare_refusal(road.case, by=person(HEAD), actor=officer(), at=road.now)
