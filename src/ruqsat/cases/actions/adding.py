"""Rules 9, Rules 13: the applicant adds a document after filing."""

from datetime import datetime
from uuid import UUID

from ruqsat.cases.case_file import case_file, look
from ruqsat.documents import checking, store
from ruqsat.law.acts import Actor, DocumentAdded, Filed, Role
from ruqsat.people.models import Person


def add_document(case: UUID, content: bytes, *, name: str, proves: str, about: str, by: Person, at: datetime) -> Filed:
    """
    Rules 9, Rules 13: a document that was asked for goes on file. The same bytes for the same purpose count once.

    :param proves: a key of `ruqsat.law.documents.DOCUMENTS`. :param about: "applicant", an IIN or a facility's id.
    :raises NotPermittedError: once the case has ended, or for anybody who did not sign the application.
    :raises ruqsat.documents.checking.NotAccepted: if it is empty, too large, or not what its name says.
    """
    actor = Actor(person=by.id, role=Role.APPLICANT)
    media_type = checking.check_attachment(content, name=name)
    look(case, at=at).stop_unless_permitted(DocumentAdded, by=actor)
    blob = store.keep(case, content, name=name, media_type=media_type, at=at)
    act = DocumentAdded(
        happened_at=at,
        sha256=blob.sha256,
        name=name,
        media_type=blob.media_type,
        size=blob.size,
        proves=proves,
        about=about,
    )
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(act, by=actor)
        for filed in file.standing.added:
            if isinstance(filed.act, DocumentAdded) and _same(filed.act, act):
                return filed
        return file.append(act, by=actor)


def _same(one: DocumentAdded, other: DocumentAdded) -> bool:
    return (one.sha256, one.proves, one.about) == (other.sha256, other.proves, other.about)
