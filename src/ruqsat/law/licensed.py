"""What belongs to a license, Rules 2(1), List 8(2): its annexes, its paper originals, and the changes of both."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ruqsat.law.acts import Actor, AnnexEntered, Filed
from ruqsat.law.acts_of_license import LegalBasis


@dataclass(frozen=True, kw_only=True)
class Annexed:
    """
    An annex of the license, the day on which it was first issued, and how it was worded from which day on.

    ``reissued`` are its later wordings under the same number, in the order in which they were recorded.
    """

    entered: AnnexEntered
    issued_on: date
    reissued: tuple[tuple[date, AnnexEntered], ...] = ()

    def worded_on(self, day: date) -> AnnexEntered:
        """Rules 2(1), Rules 19: the annex as it reads on *day*; of two reissues on one day the later recorded."""
        since, worded = self.issued_on, self.entered
        for on, annex in self.reissued:
            if since <= on <= day:
                since, worded = on, annex
        return worded

    def reissued_on(self, day: date) -> date | None:
        """Rules 19: the last day by *day* on which it was reissued; ``None`` where it was not."""
        return max((on for on, _ in self.reissued if on <= day), default=None)


@dataclass(frozen=True, kw_only=True)
class Change:
    """
    One change as the register shows it: the act, what it concerns, from when, by whom and on what basis.

    What followed from a case rests on that ``case``; everything else on a ``basis``. ``undone`` when it was set aside.
    """

    filed: Filed
    annex: str
    on: date
    by: Actor
    basis: LegalBasis | None
    case: UUID | None
    undone: bool


@dataclass(frozen=True, kw_only=True)
class Paper:
    """
    List 8(2): a paper original, and the days on which it was handed out and given back.

    ``reissued_on`` is set when its annex was worded anew since, ``duplicated_on`` when it was lost or damaged.
    """

    annex: str
    blank: str
    issued_on: date
    returned_on: date | None = None
    reissued_on: date | None = None
    duplicated_on: date | None = None
