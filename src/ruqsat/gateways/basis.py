"""Rules 8: on what an inquiry rests. A register is asked on one of these and on nothing else."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class OnConsent:
    """Rules 8: the owner of the data consented; ``token`` shows it to the register and opens it ``until`` then."""

    token: str = field(repr=False)
    consent: UUID
    until: datetime


@dataclass(frozen=True, kw_only=True)
class OnStatute:
    """Rules 8, last part: the law asks without a consent, by the clause ``ref``: of the ban alone."""

    ref: str


RestsOn = OnConsent | OnStatute
