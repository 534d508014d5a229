"""Rules 10, Rules 18, List 5: the case facility by facility: approval, conclusion, outcome and ground side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import override

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import facilities
from ruqsat.law.acts import AnnexRefused, Filed, GroundFound
from ruqsat.law.application import Facility
from ruqsat.law.facilities import Prospect
from ruqsat.law.names import Names
from ruqsat.law.standing import Standing
from ruqsat.web.desk import bearing, examination
from ruqsat.web.desk.examination import ApprovalShown, People, VisitShown


@dataclass(frozen=True, kw_only=True)
class FacilityShown:
    """
    One facility of several: the offices of its region, what they said, and what becomes of its annex.

    ``refused`` are the grounds in the words of the draft or the decision; empty while there is none, and where granted.
    """

    facility: Facility
    body: str
    office: str
    approval: ApprovalShown
    visit: VisitShown | None
    prospect: Prospect
    refused: tuple[GroundFound, ...]

    @property
    def qualifies(self) -> bool:
        """Whether the annex can be granted."""
        return self.prospect is Prospect.QUALIFIES

    @property
    def fails(self) -> bool:
        """Whether the annex is to be refused."""
        return self.prospect is Prospect.FAILS


def rows(file: CaseFile, people: People, *, at: datetime) -> tuple[FacilityShown, ...]:
    """Each facility of a case that has several; nothing to tell apart in a case with one."""
    standing = file.standing
    if len(standing.facilities) < 2:
        return ()
    approvals = {one.facility.id: one for one in examination.approvals(file, people, at=at)}
    visits = {one.visit.plan.visit: one for one in examination.visits(file, people)}
    refused = {one.facility: one.grounds for one in said_to_be_refused(standing)}
    return tuple(
        FacilityShown(
            facility=one.facility,
            body=one.body,
            office=one.office,
            approval=approvals[one.facility.id],
            visit=visits.get(one.visit.plan.visit) if one.visit else None,
            prospect=one.prospect,
            refused=refused.get(one.facility.id, ()),
        )
        for one in facilities.each(standing, at=at)
    )


def said_to_be_refused(standing: Standing) -> tuple[AnnexRefused, ...]:
    """What the decision refuses, or the draft of one that awaits its signature."""
    decided = standing.decision or standing.prepared
    return getattr(decided.act, "annexes_refused", ()) if decided else ()


@dataclass(frozen=True, kw_only=True)
class ReasonAsked:
    """A ground against one facility, for which the decision says why; ``drafted`` in the applicant's language."""

    facility: Facility
    key: str
    names: Names
    drafted: str

    @property
    def field(self) -> str:
        """The name of its field on a form: "why_F2_4"."""
        return f"why_{self.facility.id}_{self.key.removeprefix('List 9(').removesuffix(')')}"


def reasons_asked(file: CaseFile, *, at: datetime) -> tuple[ReasonAsked, ...]:
    """Rules 10, Rules 13: for each annex to be refused and each of its grounds, the reason the applicant will read."""
    places = {one.id: one for one in file.standing.facilities}
    by_id = {filed.id: filed for filed in file.acts}
    return tuple(
        ReasonAsked(
            facility=places[one.facility],
            key=ground.ground,
            names=bearing.names_of(ground.ground),
            drafted=_drafted(ground, (by_id[fact] for fact in ground.facts), file),
        )
        for one in facilities.annexes_refused(file.standing, at=at)
        for ground in one.grounds
    )


def _drafted(ground: GroundFound, acts: Iterable[Filed], file: CaseFile) -> str:
    with override(file.standing.application.language if file.standing.application else None):
        return "\n".join(bearing.in_words(ground.ground, filed, file) for filed in acts)
