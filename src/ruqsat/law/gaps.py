"""What an application may be filed without, and what the law makes of it: Rules 9, List 9(2), List 9(8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ruqsat.law.saying import Saying, say


class Gap(StrEnum):
    """What is not there, and does not have to be there for filing (docs/law/readings.md on List 9(2), List 9(8))."""

    DOCUMENTS = "documents"
    CONSENT = "consent"
    FEE = "fee"


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """The clause and the plain sentence on what follows from a gap."""

    ref: str
    saying: Saying


CONSEQUENCES: Mapping[Gap, Consequence] = {
    Gap.DOCUMENTS: Consequence(
        ref="Rules 9",
        saying=say(
            "Documents that the law asks for are not attached. Within its term for checking them the department "
            "refuses to consider such an application further, unless you add them before it does."
        ),
    ),
    Gap.CONSENT: Consequence(
        ref="List 9(8)",
        saying=say(
            "There is no consent to access to personal data in the state registers. Without it the license is "
            "refused, after you have been heard. The consent can still be given later."
        ),
    ),
    Gap.FEE: Consequence(
        ref="List 9(2)",
        saying=say(
            "The license fee is not paid. Without it the license is refused, after you have been heard. "
            "The fee can still be paid after filing."
        ),
    ),
}
