"""Rules 8: what a person consented to, in whosever case, and what registers were asked about that person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from ruqsat.cases.invited import Invited, opened
from ruqsat.cases.models import Case
from ruqsat.consents.giving import NoSuchConsent
from ruqsat.consents.models import Consent, Inquiry, Invitation
from ruqsat.law.acts import Basis
from ruqsat.people.models import Person


class Force(StrEnum):
    """Whether a consent bears inquiries today."""

    IN_FORCE = "in_force"
    RUN_OUT = "run_out"
    ENDED = "ended"  # a register says that it is not in force there
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    A consent in the ledger, with every inquiry that rested on it, the newest first.

    ``own``: given as the applicant; else somebody else's application asked (``invited`` says who, while it is kept).
    ``case`` is none before the application is filed.
    """

    consent: Consent
    force: Force
    own: bool
    case: Case | None
    invited: Invited | None
    inquiries: tuple[Inquiry, ...]

    @property
    def bears_a_case(self) -> bool:
        """List 9(8): whether the applicant's own application is under consideration and rests on it."""
        return self.own and self.case is not None and not self.case.ended


@dataclass(frozen=True, kw_only=True)
class OnStatute:
    """Rules 8, last part: an inquiry without consent, and the case that it was made for."""

    inquiry: Inquiry
    case: Case | None


def entries_of(person: Person, *, at: datetime) -> tuple[Entry, ...]:
    """Rules 8: every consent that this person ever gave, the newest first."""
    consents = Consent.objects.filter(person_index=bytes(person.iin_index)).order_by("-given_at", "id")
    return _entries(list(consents), person, at=at)


def entry_of(person: Person, consent: UUID, *, at: datetime) -> Entry:
    """
    One of them.

    :raises ruqsat.consents.giving.NoSuchConsent: if it is nobody's or somebody else's.
    """
    found = Consent.objects.filter(id=consent, person_index=bytes(person.iin_index)).first()
    if found is None:
        raise NoSuchConsent
    return _entries([found], person, at=at)[0]


def on_statute(person: Person) -> tuple[OnStatute, ...]:
    """Rules 8: what was asked without a consent: about this person in any case, or about the entity in the own one."""
    mine = Case.objects.filter(Q(applicant=person) | Q(represented_index=bytes(person.iin_index)))
    about = Q(person_index=bytes(person.iin_index)) | Q(file_id__in=mine.values("id"))
    found = Inquiry.objects.filter(about, basis=Basis.STATUTE.value).order_by("-asked_at", "id")
    rows = list(found)
    cases = _cases(row.file_id for row in rows)
    return tuple(OnStatute(inquiry=row, case=cases.get(row.file_id)) for row in rows)


def _entries(consents: list[Consent], person: Person, *, at: datetime) -> tuple[Entry, ...]:
    files = {one.file_id for one in consents}
    cases = _cases(files)
    asked = {
        (row.file_id, row.as_applicant): opened(row)
        for row in Invitation.objects.filter(file_id__in=files, person_index=bytes(person.iin_index))
    }
    resting: dict[UUID | None, list[Inquiry]] = {}
    for row in Inquiry.objects.filter(consent__in=consents).order_by("-asked_at", "inquiry", "id"):
        resting.setdefault(row.consent_id, []).append(row)
    return tuple(
        Entry(
            consent=one,
            force=_force(one, at=at),
            own=one.as_applicant,
            case=cases.get(one.file_id),
            invited=asked.get((one.file_id, one.as_applicant)),
            inquiries=tuple(resting.get(one.id, ())),
        )
        for one in consents
    )


def _force(consent: Consent, *, at: datetime) -> Force:
    if consent.withdrawn_at is not None:
        return Force.WITHDRAWN
    if consent.ended_at is not None:
        return Force.ENDED
    return Force.IN_FORCE if consent.valid_until > at else Force.RUN_OUT


def _cases(files: Iterable[UUID]) -> dict[UUID, Case]:
    return Case.objects.in_bulk(set(files))
