"""Rules 14–17: the visit is fixed, told, made, recorded, concluded."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from ruqsat.cases import papers, signing
from ruqsat.cases.case_file import CaseFile, case_file
from ruqsat.documents import checking, store
from ruqsat.documents.checking import Evidence
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.prepared import Prepared
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import (
    SYSTEM,
    Actor,
    ConclusionSealed,
    ConclusionSigned,
    Filed,
    Finding,
    PointFound,
    RecordingAdded,
    VisitCancelled,
    VisitNoticeRecorded,
    VisitNoticeSent,
    VisitScheduled,
    VisitStarted,
)
from ruqsat.law.saying import say
from ruqsat.law.standing import Visit
from ruqsat.people.models import Person


class NoVisitUnderWayError(RefusalError):
    """The visit is not on file, has not begun, was called off, or has its conclusion already."""

    def __init__(self) -> None:
        super().__init__(say("This visit is not under way: it has not begun, was called off, or is concluded."))


def schedule(
    case: UUID, *, facility: str, starts_at: datetime, inspector: UUID, by: Actor, seen: int, at: datetime
) -> Filed:
    """
    Rules 14: fix the day and hour of the visit; the notice goes out after the commit.

    :raises NotPermittedError: if twenty-four hours do not fit before it, or the inspector is a party to the case.
    """
    with case_file(case, at=at) as file:
        # The same form sent twice is the same visit; fixed anew, on a later sight of the case, it is another one.
        visit = uuid5(case, f"visit {facility} {starts_at.isoformat()} {inspector} {seen}")
        act = VisitScheduled(happened_at=at, visit=visit, facility=facility, starts_at=starts_at, inspector=inspector)
        return file.append(act, by=by, seen=seen)


def cancel(case: UUID, *, visit: UUID, reason: str, by: Actor, at: datetime) -> Filed:
    """Rules 14: the visit will not take place at that hour."""
    with case_file(case, at=at) as file:
        return file.append(VisitCancelled(happened_at=at, visit=visit, reason=reason), by=by)


def notice_sent(case: UUID, notice: VisitNoticeSent, *, raw: bytes, id: UUID, at: datetime) -> None:
    """Rules 14: the twenty-four hours run from the recorded sending; what is said of it later goes on file too."""
    with case_file(case, at=at) as file:
        if not any(filed.id == id for filed in file.acts):
            file.append(notice, by=SYSTEM, proof=ProofBytes("answer", raw), id=id)


def record_notice(
    case: UUID,
    *,
    visit: UUID,
    notified_at: datetime,
    means: str,
    told: str,
    reference: str,
    evidence: Evidence,
    by: Actor,
    at: datetime,
) -> Filed:
    """
    Rules 14: an officer or the inspector records another means by which the applicant was notified, with what shows it.

    :raises NotPermittedError: if there is no such visit to come, or something is missing.
    :raises NotAccepted: if the file that shows it is none that can be kept.
    """
    media_type = checking.check_evidence(evidence.content, name=evidence.name)
    act = VisitNoticeRecorded(
        happened_at=notified_at, visit=visit, means=means, told=told, reference=reference, evidence=evidence.sha256
    )
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(act, by=by)
        store.keep(case, evidence.content, name=evidence.name, media_type=media_type, at=at)
        return file.append(act, by=by)


def begin(case: UUID, *, visit: UUID, by: Actor, at: datetime) -> Filed:
    """
    Rules 14: the specialist is at the facility.

    :raises NotPermittedError: before twenty-four hours from the notice have passed.
    """
    with case_file(case, at=at) as file:
        return file.append(VisitStarted(happened_at=at, visit=visit), by=by)


def add_recording(case: UUID, *, visit: UUID, content: bytes, name: str, by: Actor, at: datetime) -> Filed:
    """
    Rules 16: keep an audio, photo or video recording of the visit; on disk before this returns.

    :raises NotAccepted: if the file is empty, too large, or not what its name says.
    :raises NoVisitUnderWayError: before the visit begins, and once its conclusion is signed.
    """
    media_type = checking.check_recording(content, name=name)
    with case_file(case, at=at) as file:
        _under_way(file, visit)
        blob = store.keep(case, content, name=name, media_type=media_type, at=at)
        act = RecordingAdded(
            happened_at=at, visit=visit, sha256=blob.sha256, name=name, media_type=blob.media_type, size=blob.size
        )
        return file.append(act, by=by)


def prepare_conclusion(
    case: UUID,
    *,
    visit: UUID,
    points: tuple[PointFound, ...],
    authorized_person: str,
    by: Person,
    actor: Actor,
    at: datetime,
) -> tuple[Prepared, bytes]:
    """
    Rules 17: the conclusion as a PDF to read, and the statement that names its hash, ready to sign.

    :raises NotPermittedError: without a recording (Rules 16), or while a point is open (Rules 17).
    :raises NoVisitUnderWayError: before the visit begins, and once its conclusion is signed.
    """
    with case_file(case, at=at) as file:
        found = ConclusionSigned(
            happened_at=at,
            visit=visit,
            facility=_under_way(file, visit).plan.facility,
            points=points,
            authorized_person=authorized_person,
            positive=all(point.finding is not Finding.NOT_COMPLIANT for point in points),
            document="",
        )
        file.stop_unless_permitted(found, by=actor)
        pdf = papers.conclusion(file, found, by=by, actor=actor)
        act = replace(found, document=pdf.sha256)
        return signing.prepare(file, act, by=by, actor=actor, documents=(pdf.sha256,)), pdf.content


def _under_way(file: CaseFile, visit: UUID) -> Visit:
    found = file.standing.visits.get(visit)
    if found is None or not found.open or found.started is None:
        raise NoVisitUnderWayError
    return found


def conclude(act: UUID, *, cms: bytes, by: Person, actor: Actor, at: datetime) -> Filed:
    """
    Rules 17: the signed conclusion goes on file; the office's seal follows.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=actor)


def conclusion_sealed(case: UUID, *, visit: UUID, sealed: bytes, at: datetime) -> None:
    """Rules 17, 20: keep the sealed conclusion and put its hash on file, once."""
    with case_file(case, at=at) as file:
        if any(isinstance(filed.act, ConclusionSealed) and filed.act.visit == visit for filed in file.acts):
            return
        signed = next(filed for filed in file.acts if _concludes(filed, visit))
        assert isinstance(signed.act, ConclusionSigned)  # noqa: S101 -- narrows the type for what follows
        blob = store.keep_sealed(store.find(case, signed.act.document), sealed, at=at)
        file.append(ConclusionSealed(happened_at=at, visit=visit, document=blob.sha256), by=SYSTEM)


def _concludes(filed: Filed, visit: UUID) -> bool:
    return isinstance(filed.act, ConclusionSigned) and filed.act.visit == visit
