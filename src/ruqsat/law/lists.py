"""The reference lists of one day: offices, subtypes of activity, points of the qualification requirements."""

from collections.abc import Iterable
from dataclasses import dataclass

from ruqsat.law import activities, offices, requirements
from ruqsat.law.activities import ActivityList
from ruqsat.law.offices import OfficeList
from ruqsat.law.requirements import Requirement, RequirementList


@dataclass(frozen=True, kw_only=True)
class Lists:
    """
    What was in force on one day. A case keeps those of the day on which its application was received
    (docs/law/readings.md, Rules 3).
    """

    offices: OfficeList = offices.LIST
    activities: ActivityList = activities.LIST
    requirements: RequirementList = requirements.LIST

    def points_for(self, subtypes: Iterable[str]) -> tuple[Requirement, ...]:
        """Rules 15, Rules 17: the points for a facility with these declared subtypes."""
        return requirements.for_facility(subtypes, among=self.requirements, known=self.activities.subtypes)


FIRST = Lists()
"""The tables beside the code."""
