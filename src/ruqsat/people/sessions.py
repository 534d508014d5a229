"""The browser session of a person who signed in. It holds the person's id and nothing else about the person."""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from ruqsat.people.models import Person

PERSON = "person"


def begin(session: SessionBase, person: Person) -> None:
    """The session is this person's from now on, under a new key: whoever knew the old one is out."""
    session.flush()
    session[PERSON] = str(person.id)


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
