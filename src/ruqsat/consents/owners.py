"""Rules 8: as whom a case names the owner of data; sealed, as a request may stand before any file."""

from uuid import UUID

from ruqsat.consents.models import Pending
from ruqsat.journal.keys import instance_cipher


def sealed(owner: str, *, request: UUID) -> bytes:
    """The owner's name in the case, for the request that the service calls so."""
    return instance_cipher().encrypt(owner.encode(), _place(request))


def owner_of(row: Pending) -> str:
    """As whom the case names the owner of the data: "applicant" or a specialist's IIN."""
    return instance_cipher().decrypt(bytes(row.owner_encrypted), _place(row.id)).decode()


def _place(request: UUID) -> bytes:
    return b"consents/pending/" + request.bytes
