"""Rules 8: a request for the consent of somebody who does not fill in the form: what it says, its codes, its answer."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ruqsat.cases.models import Case, Draft
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.journal.keys import instance_cipher
from ruqsat.law.application import Service

ASKED_FOR = timedelta(days=30)
"""How long an owner of data is asked; afterwards the request can be made anew."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A request for somebody's consent: by whom (name and masked number), to what, and what was answered."""

    row: Invitation
    owner: str
    iin: str
    asked_by: str
    number_masked: str

    def open(self, *, at: datetime) -> bool:
        """Whether it can still be answered."""
        return self.row.answered_at is None and self.row.until > at


def asked_again(given: Consent, *, at: datetime) -> bool:
    """
    Rules 8: the request by which this consent came begins again, with another link, unless it is open; whether there is
    such a request.
    """
    rows = Invitation.objects.filter(
        file_id=given.file_id, person_index=bytes(given.person_index), as_applicant=given.as_applicant
    )
    rows.exclude(answered_at=None, until__gt=at).update(**anew(at=at))
    return rows.exists()


def anew(*, at: datetime) -> dict[str, Any]:
    """How a request stands when it begins."""
    return {
        "asked_at": at,
        "until": at + ASKED_FOR,
        "answered_at": None,
        "given": None,
        "link_index": None,
        "link_due": at,
        "unreachable": False,
    }


def opened(row: Invitation) -> Invited:
    """What the row seals, read."""
    who = json.loads(instance_cipher().decrypt(bytes(row.sealed), row.file_id.bytes))
    owner, iin = who["owner"], who.get("iin", "")
    return Invited(row=row, owner=owner, iin=iin, asked_by=who["asked_by"], number_masked=who["masked"])


def service_of(file: UUID) -> Service:
    """Rules 8: what the application is for that the consent serves, be it a draft or a case."""
    models: tuple[type[Draft] | type[Case], ...] = (Draft, Case)
    found = (model._default_manager.filter(id=file).values_list("service", flat=True).first() for model in models)
    return Service(next(service for service in found if service is not None))


def codes_of(row: Invitation) -> QuerySet[Pending]:
    """The codes that were ever sent for this request."""
    return Pending.objects.filter(
        file_id=row.file_id, person_index=bytes(row.person_index), as_applicant=row.as_applicant
    )


def answered(file: UUID, person_index: bytes, *, as_applicant: bool, given: bool, at: datetime) -> Invited | None:
    """This request to this person for this file, answered now, its codes over; ``None`` if nobody was asked."""
    row = Invitation.objects.filter(file_id=file, person_index=person_index, as_applicant=as_applicant).first()
    if row is None:
        return None
    row.answered_at, row.given, row.link_due = at, given, None
    row.save(update_fields=["answered_at", "given", "link_due"])
    codes_of(row).filter(over_at=None).update(over_at=at)
    return opened(row)
