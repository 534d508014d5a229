"""Clocks to give to what asks for the moment by itself."""

from collections.abc import Callable
from datetime import datetime


def stopped_at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment
