"""Rules 9, Rules 13: documents that the applicant adds after filing."""

import pytest

from ruqsat.cases.actions import adding
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.documents.checking import NotAccepted
from ruqsat.law.acts import Filed
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.world import OFFICER, person


def add(road: Road, content: bytes = PDF, *, iin: str | None = None) -> Filed:
    return adding.add_document(
        road.case,
        content,
        name="training.pdf",
        proves="advanced_training",
        about=road.applicant,
        by=person(iin or road.applicant),
        at=road.now,
    )


def test_the_same_bytes_for_the_same_purpose_go_on_file_once(stand: Stand) -> None:
    road = stand("settled")
    assert add(road).id == add(road).id
    assert road.kinds().count("document_added") == 1


def test_only_the_applicant_adds_and_only_what_is_what_it_says(stand: Stand) -> None:
    road = stand("settled")
    with pytest.raises(NotPermittedError):
        add(road, iin=OFFICER)
    with pytest.raises(NotAccepted):
        add(road, b"")
    with pytest.raises(NotAccepted):
        add(road, b"MZ not a PDF")
    assert "document_added" not in road.kinds()


def test_after_the_decision_nothing_is_added(stand: Stand) -> None:
    road = stand("issued")
    with pytest.raises(NotPermittedError):
        add(road)
