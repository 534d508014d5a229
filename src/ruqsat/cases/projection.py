"""What is derived from a case's file for lists and searches. Written only here; dropped and rebuilt at will."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ruqsat.cases.models import Case, OpenDuty
from ruqsat.cases.owed import system_work
from ruqsat.journal import read
from ruqsat.law.acts import Filed, Received
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.identifiers import masked
from ruqsat.law.procedure import Duty, Standing, standing


def project(case: UUID, acts: Sequence[Filed], now_standing: Standing, *, at: datetime) -> None:
    """Write the summary and the open duties of *case* as its standing says. Nothing to show before an application."""
    received = next((filed for filed in acts if isinstance(filed.act, Received)), None)
    if received is None:
        return
    Case.objects.update_or_create(id=case, defaults=_summary(received, acts, now_standing, at=at))
    _write_duties(case, now_standing)


def _summary(received: Filed, acts: Sequence[Filed], standing: Standing, *, at: datetime) -> dict[str, object]:
    assert isinstance(received.act, Received)  # noqa: S101 -- narrows the type for what follows
    application = received.act.application
    applicant = application.applicant
    return {
        "number": standing.number or None,
        "service": application.service.value,
        "stage": standing.stage.value,
        "ended": standing.ended,
        "office": application.office,
        "applicant_id": received.by.person,
        "applicant_name": applicant.organization or applicant.name.full(),
        "applicant_masked": masked(applicant.bin or applicant.iin),
        "received_at": received.filed_at,
        "filed_at": standing.filed_at,
        "service_due": standing.service_due.moment if standing.service_due else None,
        "service_due_on": standing.service_due.on if standing.service_due else None,
        "head_seq": acts[-1].seq,
        "changed_at": at,
        "system_owes": bool(system_work(acts, standing)),
    }


def _write_duties(case: UUID, standing: Standing) -> None:
    wanted = {(duty.code, duty.facility, duty.owed_by.value): _row(case, duty, standing) for duty in standing.duties}
    for row in OpenDuty.objects.filter(case_id=case):
        fresh = wanted.pop((row.code, row.facility, row.owed_by), None)
        if fresh is None:
            row.delete()
        elif _shown(row) != _shown(fresh):
            fresh.pk = row.pk
            fresh.save()
    OpenDuty.objects.bulk_create(wanted.values())


def _shown(row: OpenDuty) -> tuple[object, ...]:
    return (row.ref, row.due, row.due_on, row.since, row.office, row.assignee, row.visit, row.starts_at)


def _row(case: UUID, duty: Duty, standing: Standing) -> OpenDuty:
    return OpenDuty(
        case_id=case,
        code=str(duty.code),
        ref=duty.ref,
        owed_by=duty.owed_by.value,
        office=duty.office,
        facility=duty.facility,
        assignee=duty.person,
        visit=duty.visit,
        starts_at=standing.visits[duty.visit].plan.starts_at if duty.visit else None,
        since=duty.since,
        due=duty.due.moment if duty.due else None,
        due_on=duty.due.on if duty.due else None,
    )


def rebuild(case: UUID, *, at: datetime) -> None:
    """Drop what is derived from the file of *case* and derive it again."""
    from ruqsat.cases.case_file import edition_of

    acts = read.acts_of(case)
    OpenDuty.objects.filter(case_id=case).delete()
    project(case, acts, standing(acts, edition_of(acts, at=at), CALENDAR), at=at)
