"""What has expired goes: statements nobody signed, challenges nobody used, sessions, drafts nobody came back to."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore

from ruqsat.cases import drafting
from ruqsat.journal import prepared
from ruqsat.people import challenges, phone_signing


def forget_expired(*, at: datetime) -> None:
    """Forget what expired before *at*. What is on file stays on file."""
    prepared.forget_expired(at=at)
    challenges.forget_expired(at=at)
    phone_signing.forget_expired(at=at)
    SessionStore.clear_expired()  # Django's, on the wall clock; whoever opens the page to sign in has one
    drafting.forget_expired(at=at)
