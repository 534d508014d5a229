"""
The browser session of a person who signed in.

It holds the person's id, until when the key is valid that signed in, and nothing else about the person.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from ruqsat.people.models import Person

PERSON = "person"
KEY_ENDS = "key_ends"


def begin(session: SessionBase, person: Person, *, key_ends: datetime | None = None) -> None:
    """The session is this person's from now on, under a new key: whoever knew the old one is out."""
    session.flush()
    session[PERSON] = str(person.id)
    if key_ends is not None:
        session[KEY_ENDS] = key_ends.isoformat()


def key_ends(session: SessionBase) -> datetime | None:
    """Until when the certificate is valid that signed in, where that is known."""
    said = session.get(KEY_ENDS)
    return datetime.fromisoformat(said) if said else None


def end(session: SessionBase) -> None:
    """Nobody is signed in, and nothing of the session is left."""
    session.flush()


def person_in(session: SessionBase) -> Person | None:
    """Who is signed in, if anybody."""
    known = session.get(PERSON)
    return Person.objects.filter(id=UUID(known)).first() if known else None


def key_of(session: SessionBase) -> str:
    """The session's key for a challenge; a session that has none yet gets one."""
    if not session.session_key:
        session.create()
    return str(session.session_key)
