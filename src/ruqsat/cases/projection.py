"""What is derived from a case's file for lists and searches. Written only here; dropped and rebuilt at will."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from ruqsat.cases.owed import Work, system_work
from ruqsat.journal import read
from ruqsat.journal.keys import blind_index
from ruqsat.journal.writing import Part, columns, write
from ruqsat.keeping import books
from ruqsat.law.acts import Filed, Received
from ruqsat.law.book import Book
from ruqsat.law.identifiers import masked
from ruqsat.law.offices import visiting_office
from ruqsat.law.procedure import Duty, Standing
from ruqsat.law.terms import Due

NO_TERM = datetime(9000, 1, 1, tzinfo=UTC)
"""Where a duty without a term stands among those that have one: after all of them."""


def project(
    case: UUID, acts: Sequence[Filed], now_standing: Standing, *, owed: Sequence[Work], at: datetime
) -> list[Part]:
    """
    What writes the summary and the open duties of *case* as its standing says, with the acts, in one statement.

    Nothing to show before an application. :param owed: what the system owes by this standing.
    """
    received = now_standing.received
    if received is None:
        return []
    summary = _summary(case, received, acts, now_standing, owed=owed, at=at)
    duties = {(row[1], row[2], row[3]): row for row in (_row(case, duty, now_standing) for duty in now_standing.duties)}
    return [
        Part(_CASE, columns(_OF_CASE), [[summary[name] for name in _OF_CASE]]),
        Part(_DUTIES, columns(_OF_DUTY), list(duties.values())),
    ]


def _summary(
    case: UUID, received: Filed, acts: Sequence[Filed], standing: Standing, *, owed: Sequence[Work], at: datetime
) -> dict[str, object]:
    assert isinstance(received.act, Received)  # noqa: S101 -- narrows the type for what follows
    application = received.act.application
    applicant = application.applicant
    service_from, service_days, _ = _count(standing.service_due)
    return {
        "id": case,
        "number": standing.number or None,
        "service": application.service.value,
        "stage": standing.stage.value,
        "ended": standing.ended,
        "office": application.office,
        "applicant_id": received.by.person,
        "represented_index": blind_index(applicant.iin) if application.representative else None,
        "applicant_name": applicant.called(),
        "applicant_masked": masked(applicant.number()),
        "received_at": received.filed_at,
        "filed_at": standing.filed_at,
        "service_due": standing.service_due.moment if standing.service_due else None,
        "service_due_on": standing.service_due.on if standing.service_due else None,
        "service_from": service_from,
        "service_days": service_days,
        "head_seq": acts[-1].seq,
        "changed_at": at,
        "system_owes": bool(owed),
    }


_OF_CASE = {
    "id": "uuid",
    "number": "text",
    "service": "text",
    "stage": "text",
    "ended": "bool",
    "office": "text",
    "applicant_id": "uuid",
    "represented_index": "bytea",
    "applicant_name": "text",
    "applicant_masked": "text",
    "received_at": "timestamptz",
    "filed_at": "timestamptz",
    "service_due": "timestamptz",
    "service_due_on": "date",
    "service_from": "date",
    "service_days": "int",
    "head_seq": "int",
    "changed_at": "timestamptz",
    "system_owes": "bool",
}
_CASE = f"""summary AS (
    INSERT INTO cases_case ({", ".join(_OF_CASE)}) SELECT {", ".join(_OF_CASE)} FROM {{rows}}
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _OF_CASE if name != "id")}
    RETURNING id
)"""  # noqa: S608 -- names of columns

_OF_DUTY = {
    "case_id": "uuid",
    "code": "text",
    "facility": "text",
    "owed_by": "text",
    "ref": "text",
    "office": "text",
    "assignee": "uuid",
    "visit": "uuid",
    "starts_at": "timestamptz",
    "since": "timestamptz",
    "due": "timestamptz",
    "due_on": "date",
    "case_office": "text",
    "in_order": "timestamptz",
    "place": "text",
    "counts_from": "date",
    "working_days": "int",
    "days_back": "int",
    "since_counted": "bool",
}
_KEY = ("case_id", "code", "facility", "owed_by")
_SHOWN = tuple(name for name in _OF_DUTY if name not in _KEY)
_SAME_DUTY = " AND ".join(f"d.{name} = r.{name}" for name in _KEY)
# A duty that stays keeps its row, which is written only where something of it changed; one that is done goes.
_DUTIES = f"""done AS (
    DELETE FROM cases_openduty d
    WHERE d.case_id = (SELECT id FROM summary) AND NOT EXISTS (SELECT 1 FROM {{rows}} WHERE {_SAME_DUTY})
), duties AS (
    INSERT INTO cases_openduty ({", ".join(_OF_DUTY)}) SELECT {", ".join(_OF_DUTY)} FROM {{rows}}
    WHERE NOT EXISTS (
        SELECT 1 FROM cases_openduty d WHERE {_SAME_DUTY}
        AND {" AND ".join(f"d.{name} IS NOT DISTINCT FROM r.{name}" for name in _SHOWN)}
    )
    ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _SHOWN)}
)"""  # noqa: S608 -- names of columns


def _row(case: UUID, duty: Duty, standing: Standing) -> tuple[object, ...]:
    """The values of a duty, in the order of `_OF_DUTY`."""
    return (
        case,
        str(duty.code),
        duty.facility,
        duty.owed_by.value,
        duty.ref,
        duty.office,
        duty.person,
        duty.visit,
        standing.visits[duty.visit].plan.starts_at if duty.visit else None,
        duty.since,
        duty.due.moment if duty.due else None,
        duty.due.on if duty.due else None,
        standing.application.office if standing.application else "",
        duty.due.moment if duty.due else NO_TERM,
        _place(duty, standing),
        *_count(duty.due),
        duty.since_counted,
    )


_PLACE_AT_MOST = 500


def _place(duty: Duty, standing: Standing) -> str:
    """Rules 10, Rules 18: which facility the duty is about, as written; empty where nobody could mistake it."""
    facility, application = standing.facility(duty.facility), standing.application
    if facility is None or application is None:
        return ""
    alone = (
        len(standing.facilities) == 1
        and visiting_office(facility, among=standing.lists.offices).code == application.office
    )
    return "" if alone else facility.address.in_line()[:_PLACE_AT_MOST]


def _count(due: Due | None) -> tuple[date | None, int, int]:
    """From which day, how many working days, how many of them back: what another calendar counts anew."""
    count = due.count if due else None
    return (count.start, count.days, count.back) if count else (None, 0, 0)


def rebuild(case: UUID, *, at: datetime) -> None:
    """Derive again what is derived from the file of *case*; what is no longer owed goes."""
    derive(case, book=books.in_force(), at=at)


def derive(case: UUID, *, book: Book, at: datetime) -> None:
    """Derive what is derived from the file of *case* by that book."""
    from ruqsat.cases.case_file import standing_of

    acts = read.acts_of(case)
    now = standing_of(acts, at=at, book=book)
    parts = project(case, acts, now, owed=system_work(acts, now), at=at)
    if parts:
        write(parts)
