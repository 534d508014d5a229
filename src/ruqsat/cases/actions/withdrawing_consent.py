"""Rules 8: who consented takes the consent back in the own account, in whosever case it was given."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases.choosing import Choice, choose
from ruqsat.cases.drafting import answers_of, beginning_of
from ruqsat.cases.ledger import entry_of
from ruqsat.cases.models import Draft
from ruqsat.cases.recording import put_on_file
from ruqsat.consents import giving
from ruqsat.law.acts import Actor, Role
from ruqsat.people.models import Person


def withdraw(consent: UUID, *, by: Person, at: datetime) -> None:
    """
    Rules 8: no inquiry rests on it from now on, what was asked stays on file; the service is told after the commit.

    List 9(8): of the applicant's own, what follows for the case is said by the law from the act alone.

    :raises ruqsat.consents.giving.NoSuchConsent: if it is somebody else's, or was taken back.
    """
    entry = entry_of(by, consent, at=at)
    actor = Actor(person=by.id, role=Role.APPLICANT)
    with transaction.atomic():
        giving.withdraw(entry.consent.file_id, consent, at=at, by=actor, record=put_on_file)
        draft = Draft.objects.filter(id=entry.consent.file_id, owner=by, filed_at=None, expires_at__gt=at).first()
        if draft is not None and entry.own and not beginning_of(answers_of(draft)).represented:
            choose(by, draft.id, Choice.TYPED, said_at=at, at=at)
