"""Rules 8: what follows on a consent is done once, whoever does it."""

from datetime import datetime
from uuid import UUID

from ruqsat.consents.models import Consent
from ruqsat.journal.keys import blind_index


def followed(file: UUID, owner: str, *, at: datetime) -> None:
    """Rules 8: what follows on this owner's consent was done."""
    due = Consent.objects.filter(file_id=file, owner_index=blind_index(owner), follow_at__isnull=False)
    due.filter(given_at__lte=at).update(follow_at=None)
