"""The answer to whether a decision may be taken: yes, or no by which clause, why, and from when."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ruqsat.law.saying import Saying
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class Yes:
    """The decision may be taken."""

    allowed: Literal[True] = True

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class No:
    """The decision may not be taken: the clause, the sentence and, where time cures it, from when it may."""

    ref: str
    why: Saying
    not_before: Due | None = None
    allowed: Literal[False] = False

    def __bool__(self) -> bool:
        return False


Permission: TypeAlias = Yes | No
