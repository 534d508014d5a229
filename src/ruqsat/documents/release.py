"""What may leave the system: no result, conclusion, protocol or receipt without the office's seal."""

from uuid import UUID

from ruqsat.documents import store
from ruqsat.documents.rendering import Kind
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

ONLY_SEALED = frozenset(
    {
        Kind.RECEIPT,
        Kind.CONCLUSION,
        Kind.PRELIMINARY_DECISION,
        Kind.HEARING_PROTOCOL,
        Kind.REFUSAL_OF_CONSIDERATION,
        Kind.REFUSAL,
        Kind.LICENSE,
        Kind.ANNEX,
        Kind.REISSUED_LICENSE,
        Kind.REISSUED_ANNEX,
        Kind.LICENSE_DUPLICATE,
        Kind.ANNEX_DUPLICATE,
    }
)


class NotSealedYet(RefusalError):
    """Rules 17, 20: the document does not carry the office's seal yet, and so does not leave."""

    def __init__(self) -> None:
        super().__init__(
            say("This document does not carry the office's seal yet. It can be had as soon as it is sealed.")
        )


def released(file: UUID, sha256: str) -> bytes:
    """
    Rules 20: the bytes of a document for those outside the office; of a sealed one those with the newest time stamp.

    :raises NotSealedYet: for a receipt, conclusion, preliminary decision, protocol, refusal, license or annex
        without its seal.
    :raises ruqsat.documents.store.NoSuchBlob: if nothing with this hash is kept for the file.
    """
    blob = store.find(file, sha256)
    if blob.kind in ONLY_SEALED and not blob.sealed:
        raise NotSealedYet
    return store.read(file, store.newest(blob).sha256)
