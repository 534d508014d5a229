"""Rules 20: a sealed document goes on holding: the time stamp over it is renewed before it ends."""

from datetime import datetime
from uuid import UUID, uuid5

from ruqsat.cases.case_file import case_file
from ruqsat.documents import store
from ruqsat.law.acts import SYSTEM, StampRenewed


def stamp_renewed(case: UUID, *, of: str, renewed: bytes, holds_until: datetime, at: datetime) -> None:
    """Keep the document *of* (SHA-256) with its new time stamp, and put that on file, once."""
    with case_file(case, at=at) as file:
        if any(isinstance(filed.act, StampRenewed) and filed.act.of == of for filed in file.acts):
            return
        last = store.find(case, of)
        blob = store.keep_renewed(last, renewed, holds_until=holds_until, at=at)
        act = StampRenewed(happened_at=at, of=of, document=blob.sha256)
        file.append(act, by=SYSTEM, id=uuid5(last.id, act.KIND))
