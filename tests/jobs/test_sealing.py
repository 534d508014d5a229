"""Rules 17, 20: the office's seal, off the request's path; without its key the work stays owed and nothing leaves."""

from datetime import timedelta

import pytest
from django.conf import settings

from ruqsat.cases.models import Case
from ruqsat.cases.owed import system_work
from ruqsat.documents import release, store
from ruqsat.documents import sealing as documents_sealing
from ruqsat.documents.models import Blob
from ruqsat.documents.rendering import Kind
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import Verdict
from ruqsat.jobs import sealing, sweep
from ruqsat.law.acts import ConclusionSealed, ReceiptIssued, ResultIssued
from ruqsat.law.procedure import Stage
from ruqsat.law.standing import act_of
from ruqsat.licenses.models import License
from tests.milestones import Stand, StandOfThree
from tests.together import at_once
from tests.walking import Road, Step


def lose_seals(road: Road, patch: pytest.MonkeyPatch) -> None:
    empty = road.world.folder / "no-seals"
    empty.mkdir(exist_ok=True)
    patch.setattr(settings, "SEALS_DIR", empty)


def heard_by_word(road: Road) -> None:
    """APPC 74: told of an intended refusal, the applicant is heard by word."""
    road.refuse_approval()
    road.announce()
    road.open_preliminary()
    road.object_by_word()


def refused(road: Road) -> None:
    """Rules 12, Rules 20: heard, and refused all the same."""
    heard_by_word(road)
    road.do_owed("seal_protocol")
    road.prepare_refusal("List 9(4)")
    earliest = road.look().standing.at(road.now).earliest_result
    assert earliest is not None
    road.world.set_clock(earliest.moment + timedelta(hours=10))
    road.refuse()


def sealed(road: Road, kind: Kind) -> list[Blob]:
    return list(Blob.objects.filter(file_id=road.case, kind=kind, sealed=True))


def test_a_conclusion_bears_the_seal_of_the_department_that_made_the_visit(stand_of_three: StandOfThree) -> None:
    """Rules 17, Rules 18: the result that of the department which has the case."""
    road = stand_of_three("issued")
    standing, trust = road.look().standing, TrustStore.from_folder(settings.TRUST_DIR)

    def sealed_by(sha256: str) -> str:
        return verify_pdf(release.released(road.case, sha256), trust=trust, at=road.now).seals[0].signer.bin

    offices = {}
    for facility in ("F1", "F3"):
        visit = standing.concluded_visit(facility)
        assert visit is not None
        assert visit.sealed is not None
        offices[facility] = sealed_by(act_of(visit.sealed, ConclusionSealed).document)
    assert offices == {"F1": "100240999122", "F3": "100240999340"}
    assert standing.issued is not None
    results = act_of(standing.issued, ResultIssued).documents
    assert {sealed_by(one.sha256) for one in results} == {"100240999122"}


@pytest.mark.parametrize(
    ("milestone", "steps", "task", "kind"),
    [
        ("registered", (), "seal_receipt", Kind.RECEIPT),
        ("visited", (Road.conclude,), "seal_conclusion", Kind.CONCLUSION),
        ("complete", (Road.refuse_approval, Road.intend), "send_preliminary_decision", Kind.PRELIMINARY_DECISION),
        ("complete", (heard_by_word,), "seal_protocol", Kind.HEARING_PROTOCOL),
        ("granted", (), "seal_result", Kind.LICENSE),
        ("complete", (refused,), "seal_result", Kind.REFUSAL),
    ],
)
def test_without_the_key_the_work_stays_owed_and_nothing_leaves(
    stand: Stand, milestone: str, steps: tuple[Step, ...], task: str, kind: Kind
) -> None:
    road = stand(milestone)
    for step in steps:
        step(road)
    kinds = road.kinds()
    with pytest.MonkeyPatch.context() as patch:
        lose_seals(road, patch)
        for _ in range(2):
            with pytest.raises(documents_sealing.SealUnavailable):
                road.do_owed(task)
    assert task in road.owed()
    assert Case.objects.get(id=road.case).system_owes
    assert (road.kinds(), sealed(road, kind)) == (kinds, [])
    unsealed = Blob.objects.filter(file_id=road.case, kind=kind)
    assert unsealed.count() == 1, "an attempt that fails leaves no second paper behind"
    with pytest.raises(release.NotSealedYet):
        release.released(road.case, unsealed.get().sha256)
    road.do_owed(task)
    assert task not in road.owed()
    assert len(sealed(road, kind)) == 1


def test_no_time_stamp_no_seal(stand: Stand) -> None:
    road = stand("granted")
    road.world.break_down("tsp")
    with pytest.raises(documents_sealing.SealUnavailable):
        road.do_owed("seal_result")
    assert road.look().standing.stage is Stage.GRANTED
    assert not License.objects.exists()


@pytest.mark.parametrize("silent", [("ocsp", "crl"), ("tsp",)])
def test_while_the_authority_is_silent_the_result_waits_and_goes_out_by_itself_with_everything_in_it(
    stand: Stand, silent: tuple[str, ...]
) -> None:
    """Rules 20: neither a seal without its time stamps nor one whose certificate nobody vouches for leaves."""
    road = stand("granted")
    road.world.break_down(*silent)
    with pytest.raises(documents_sealing.SealWaits, match="tried again"):
        road.do_owed("seal_result")
    road.world.later(minutes=1)
    assert sweep.do_owed(road.case, now=road.world.now), "nothing is broken: it is tried again soon"
    assert (road.owed(), sealed(road, Kind.LICENSE)) == (["seal_result"], [])
    assert Case.objects.get(id=road.case).system_owes
    road.world.mend()
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    (blob,) = sealed(road, Kind.LICENSE)
    said = verify_pdf(store.read(road.case, blob.sha256), trust=TrustStore.from_folder(settings.TRUST_DIR), at=road.now)
    assert (said.verdict, said.level) == (Verdict.PASSED, Level.B_LTA)


@pytest.mark.parametrize(
    ("milestone", "act"),
    [("settled", ReceiptIssued), ("sealed", ConclusionSealed), ("issued", ResultIssued)],
)
def test_the_seal_covers_the_whole_file_and_holds(stand: Stand, milestone: str, act: type) -> None:
    road = stand(milestone)
    found = next(filed.act for filed in road.look().acts if isinstance(filed.act, act))
    names = (
        [found.document]
        if isinstance(found, ReceiptIssued | ConclusionSealed)
        else [
            one.sha256
            for one in found.documents  # type: ignore[attr-defined]  # ResultIssued
        ]
    )
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    for name in names:
        said = verify_pdf(release.released(road.case, name), trust=trust, at=road.now)
        assert said.verdict.value == "passed", said


@pytest.mark.parametrize(
    ("milestone", "steps", "task", "kind"),
    [
        ("registered", (), "seal_receipt", "receipt_issued"),
        ("visited", (Road.conclude,), "seal_conclusion", "conclusion_sealed"),
        (
            "complete",
            (Road.refuse_approval, Road.intend),
            "send_preliminary_decision",
            "preliminary_decision_sent",
        ),
        ("complete", (heard_by_word,), "seal_protocol", "protocol_sealed"),
        ("granted", (), "seal_result", "result_issued"),
    ],
)
def test_done_twice_and_by_two_workers_at_once_it_is_done_once(
    stand_apart: Stand, milestone: str, steps: tuple[Step, ...], task: str, kind: str
) -> None:
    road = stand_apart(milestone)
    for step in steps:
        step(road)
    file = road.look()
    piece = next(each for each in system_work(file.acts, file.standing) if each.task == task)
    doing = getattr(sealing, task)
    at = road.now
    came = at_once(*[lambda: doing(road.case, piece.act, now=lambda: at)] * 2)
    doing(road.case, piece.act, now=lambda: at)
    assert came == [None, None]
    assert road.kinds().count(kind) == 1
    assert License.objects.count() == (1 if kind == "result_issued" else 0)


def test_the_sweep_seals_what_a_dead_process_left(stand: Stand) -> None:
    road = stand("granted")
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert road.look().standing.stage is Stage.ISSUED
    assert License.objects.get().case == road.case
