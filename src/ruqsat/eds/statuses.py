"""What an authority said about one certificate, whether by OCSP or in a CRL."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CLOCKS_MAY_DIFFER = timedelta(minutes=5)


class Condition(StrEnum):
    """Good, revoked for good, on hold, or not known to the authority. Only the first is good."""

    GOOD = "good"
    REVOKED = "revoked"
    ON_HOLD = "on_hold"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Status:
    """One statement of an authority, its signature found right. ``next_at``: by when a newer one is promised."""

    condition: Condition
    said_at: datetime
    next_at: datetime | None
    revoked_at: datetime | None = None
