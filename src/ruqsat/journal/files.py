"""Files: opened at the first fact of legal effect, locked for the time of one action."""

from datetime import datetime
from uuid import UUID

from ruqsat.journal.canonical import instant
from ruqsat.journal.chain import genesis
from ruqsat.journal.keys import new_wrapped_key
from ruqsat.journal.models import File
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.writing import execute
from ruqsat.law.saying import say


class NoSuchFileError(RefusalError):
    """There is no file under this id."""

    def __init__(self, file: UUID) -> None:
        super().__init__(say("There is no file %(file)s in the journal.", file=str(file)))


class FileOfAnotherKindError(RefusalError):
    """A file with this id is there already, and it is of another kind."""

    def __init__(self, file: UUID, kind: str) -> None:
        super().__init__(say("File %(file)s is of another kind: %(kind)s.", file=str(file), kind=kind))


def open_file(kind: str, *, id: UUID, at: datetime) -> None:
    """
    Open a file with a key of its own; if it is open already, nothing happens.

    :raises FileOfAnotherKindError: if it is open as another kind.
    """
    if execute(_OPEN, [id, kind, at, new_wrapped_key(id), genesis(id, kind, instant(at))]):
        return
    ((found,),) = execute(_KIND, [id])
    if found != kind:
        raise FileOfAnotherKindError(id, found)


_OPEN = """
    INSERT INTO journal_file (id, kind, opened_at, wrapped_key, head_seq, head_hash)
    VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (id) DO NOTHING RETURNING id
"""
_KIND = "SELECT kind FROM journal_file WHERE id = $1"


def lock(file: UUID) -> File:
    """
    Hold the file's row until the transaction ends: two actions on one file come one after the other.

    Rows of other tables that only name the file, as an uploaded document, do not wait for it.

    :raises NoSuchFileError: if there is none.
    :raises django.db.transaction.TransactionManagementError: outside a transaction.
    """
    found = File.objects.select_for_update(no_key=True).filter(id=file).first()
    if found is None:
        raise NoSuchFileError(file)
    return found
