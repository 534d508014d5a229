"""How a layer that does not own a file puts facts on it: the owner of the file passes in the way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import Act, Actor, Filed


class FileFacts(Protocol):
    """
    Puts facts on a file, opening it if need be, and brings what is derived from it along.

    Called inside the transaction of whoever calls; the same facts under the same ids a second time change nothing.
    """

    def __call__(
        self,
        file: UUID,
        facts: Sequence[tuple[Act, ProofBytes | None]],
        *,
        at: datetime,
        by: Actor,
        ids: Sequence[UUID],
    ) -> Sequence[Filed]:
        """File *facts*, one id for each."""
