"""What has expired goes: statements nobody signed, challenges nobody used, drafts nobody came back to."""

from datetime import datetime

from ruqsat.cases import drafting
from ruqsat.journal import prepared
from ruqsat.people import challenges


def forget_expired(*, at: datetime) -> None:
    """Forget what expired before *at*. What is on file stays on file."""
    prepared.forget_expired(at=at)
    challenges.forget_expired(at=at)
    drafting.forget_expired(at=at)
