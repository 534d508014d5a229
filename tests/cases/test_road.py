"""The whole road, from a draft to the license in the register, and what is left behind it."""

import io
import json

import pytest

from ruqsat.cases.case_file import standing_of
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.documents import release, store
from ruqsat.journal import read, rebuild
from ruqsat.journal.commands import verify_command
from ruqsat.journal.models import File
from ruqsat.law.acts import LicenseEntered, ResultIssued
from ruqsat.law.procedure import Stage
from ruqsat.licenses import license_file
from ruqsat.licenses.checking import check_file
from ruqsat.licenses.models import License
from tests.milestones import Stand
from tests.world import AIZHAN, person

ROAD = [
    *("consent_given", "inquiry_answered", "fee_paid", "received", "signature_judged", "registered"),
    *("inquiry_answered", "receipt_issued", "found_complete", "approval_requested", "approval_answered"),
    *("signature_judged", "visit_scheduled", "visit_notice_sent", "visit_started", "recording_added"),
    *("conclusion_signed", "signature_judged", "conclusion_sealed", "decision_prepared", "granted"),
    *("signature_judged", "result_issued"),
]


def test_the_road_leads_from_the_draft_to_the_license(stand: Stand) -> None:
    """Rules 2 to 20, in the order of the procedure; nothing is owed at the end."""
    road = stand("issued")
    kinds = road.kinds()
    assert [kind for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind] == ROAD
    file = road.look()
    assert file.standing.stage is Stage.ISSUED
    assert road.owed() == []
    row = Case.objects.get(id=road.case)
    assert (row.stage, row.ended, row.system_owes, row.applicant_id) == ("issued", True, False, person(AIZHAN).id)
    assert row.number == file.standing.number
    assert not OpenDuty.objects.filter(case_id=road.case).exists()


def test_the_license_stands_in_the_register(stand: Stand) -> None:
    """Rules 20: the license, its annex and the sealed PDFs, in a file of its own."""
    road = stand("issued")
    issued = next(filed.act for filed in road.look().acts if isinstance(filed.act, ResultIssued))
    entered = License.objects.get(case=road.case)
    (act,) = [filed.act for filed in read.acts_of(license_file.file_of(entered.number))]
    assert isinstance(act, LicenseEntered)
    assert act.documents == issued.documents
    assert (entered.holder_id, entered.office, entered.status) == (person(AIZHAN).id, "KZ-75", "valid")
    (annex,) = entered.annexes.all()
    assert (annex.number, annex.region, annex.subtypes) == ("001", "75", ["outpatient_adult"])
    assert "Тәжірибе көшесі, 5" in annex.address
    assert {one.what for one in entered.documents.all()} == {"license", "annex"}


def test_what_was_signed_is_what_was_sealed_and_what_the_register_knows(stand: Stand) -> None:
    """Rules 20: each sealed PDF begins with the bytes that the head signed, and its seal covers the whole file."""
    road = stand("issued")
    granted = road.look().standing.granted
    issued = next(filed.act for filed in road.look().acts if isinstance(filed.act, ResultIssued))
    assert granted is not None
    for shown, sealed in zip(granted.documents, issued.documents, strict=True):
        original, content = store.read(road.case, shown.sha256), release.released(road.case, sealed.sha256)
        assert content.startswith(original)
        assert len(content) > len(original)
        assert check_file(content).document is not None
        assert check_file(original).document is None
        with pytest.raises(release.NotSealedYet):
            release.released(road.case, shown.sha256)


def test_the_journal_verifies_and_everything_derived_comes_out_the_same(stand: Stand) -> None:
    road = stand("issued")
    said = io.StringIO()
    assert verify_command(as_json=True, out=said) == 0, said.getvalue()
    assert json.loads(said.getvalue())["whole"] is True
    rebuilt = rebuild.look(at=road.now)
    assert rebuilt.differences == ()
    assert rebuilt.files == File.objects.count() == 2


@pytest.mark.parametrize(
    "milestone", ["received", "registered", "settled", "complete", "approved", "visited", "granted"]
)
def test_at_every_milestone_the_projection_is_what_the_acts_say(stand: Stand, milestone: str) -> None:
    """The folded tail and the acts read anew come out the same, and so do the rows."""
    road = stand(milestone)
    file = road.look()
    assert standing_of(file.acts, at=road.now, book=file.book) == file.standing
    assert rebuild.look(at=road.now).differences == ()
    row = Case.objects.get(id=road.case)
    assert (row.stage, row.head_seq, row.system_owes) == (
        file.standing.stage.value,
        file.standing.seq,
        bool(road.owed()),
    )
    shown = set(OpenDuty.objects.filter(case_id=road.case).values_list("code", "office", "due"))
    assert shown == {(duty.code, duty.office, duty.due.moment if duty.due else None) for duty in file.standing.duties}
