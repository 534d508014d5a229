"""What the file bears out of List 9: findings recorded, grounds, and the facts behind each, in words and by place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import grounds, merits
from ruqsat.law.acts import (
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    ConsentLapsed,
    ConsentRefused,
    ConsentWithdrawn,
    CourtActRecorded,
    Filed,
    Finding,
    FindingSetAside,
    GroundFound,
    InquiryAnswered,
    Outcome,
    UnreliabilityFound,
)
from ruqsat.law.license_held import disproved_because
from ruqsat.law.names import Names
from ruqsat.law.standing import Standing, act_of
from ruqsat.web.desk.examination import People, name_in
from ruqsat.web.templatetags.ruqsat_text import day, moment, named, said
from ruqsat.web.templatetags.ruqsat_words import one_line, requirement_name


@dataclass(frozen=True, kw_only=True)
class FindingShown:
    """A finding on file: its act, who recorded it, when; why, by whom and when it was set aside, if it was."""

    id: UUID
    act: CourtActRecorded | UnreliabilityFound
    ref: str
    recorded_by: str
    recorded_at: datetime
    set_aside: Filed | None
    reason: str
    set_aside_by: str

    @property
    def court(self) -> bool:
        """Whether a court said it; otherwise an officer found it."""
        return isinstance(self.act, CourtActRecorded)


def findings(file: CaseFile, people: People) -> tuple[FindingShown, ...]:
    """Every court's act and every unreliability on file, in the order they came; set aside or not."""
    aside = {filed.act.of: filed for filed in file.acts if isinstance(filed.act, FindingSetAside)}
    return tuple(_finding(filed, aside.get(filed.id), people) for filed in file.acts if _is_finding(filed))


def _is_finding(filed: Filed) -> bool:
    return isinstance(filed.act, CourtActRecorded | UnreliabilityFound)


def _finding(filed: Filed, aside: Filed | None, people: People) -> FindingShown:
    assert isinstance(filed.act, CourtActRecorded | UnreliabilityFound)  # noqa: S101 -- chosen so by the caller
    return FindingShown(
        id=filed.id,
        act=filed.act,
        ref=filed.act.ground if isinstance(filed.act, CourtActRecorded) else "List 9(6)",
        recorded_by=name_in(people, filed),
        recorded_at=filed.filed_at,
        set_aside=aside,
        reason=act_of(aside, FindingSetAside).reason if aside else "",
        set_aside_by=name_in(people, aside),
    )


@dataclass(frozen=True, kw_only=True)
class FactShown:
    """A fact on file that bears a ground out: in a sentence, and the part of the case page where it stands."""

    text: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class GroundShown:
    """
    List 9: a ground that the file bears out, with its facts; ``drafted`` is its reason in the applicant's language.

    ``told`` says that the applicant is told of it already, ``curable`` that the applicant can still take it away.
    """

    key: str
    names: Names
    acts: tuple[UUID, ...]
    facts: tuple[FactShown, ...]
    drafted: str
    told: bool
    curable: bool

    def found(self, text: str) -> GroundFound:
        """The ground as an act names it."""
        return GroundFound(ground=self.key, facts=self.acts, text=text)


def on_file(file: CaseFile) -> tuple[GroundShown, ...]:
    """List 9: every ground that the file bears out now."""
    standing = file.standing
    told, timely = grounds.announced(standing), grounds.to_be_announced(standing)
    by_id = {filed.id: filed for filed in file.acts}
    return tuple(
        GroundShown(
            key=key,
            names=grounds.GROUNDS[key].names,
            acts=acts,
            facts=tuple(_fact(key, by_id[one], file) for one in acts),
            drafted=_drafted(key, [by_id[one] for one in acts], file),
            told=key in told,
            curable=key not in timely,
        )
        for key, acts in grounds.borne_out(standing).items()
    )


def names_of(key: str) -> Names:
    """What a ground is called."""
    return grounds.GROUNDS[key].names


def in_words(key: str, filed: Filed, file: CaseFile) -> str:
    """A fact behind a ground in a sentence, in the language that is on."""
    return _fact(key, filed, file).text


def _drafted(key: str, acts: list[Filed], file: CaseFile) -> str:
    """The reason for one ground, drafted from its facts in the language in which the applicant applied."""
    with override(file.standing.application.language if file.standing.application else None):
        return "\n".join(_fact(key, filed, file).text for filed in acts)


def _fact(key: str, filed: Filed, file: CaseFile) -> FactShown:
    text, anchor = _in_words(key, filed, file)
    return FactShown(text=text, anchor=anchor)


def _in_words(  # noqa: PLR0911 -- a table: one sentence for each kind of fact
    key: str, filed: Filed, file: CaseFile
) -> tuple[str, str]:
    """A fact behind a ground, in the language that is on."""
    standing = file.standing
    match filed.act:
        case CourtActRecorded() as act:
            words = {"court": act.court, "number": act.number, "day": day(act.dated)}
            return _("Court act: %(court)s, No. %(number)s, %(day)s.") % words, "findings"
        case UnreliabilityFound() as act:
            return _("Unreliable: %(what)s Shown by: %(shown)s") % {"what": act.what, "shown": act.shown_by}, "findings"
        case InquiryAnswered() as act:
            return _answer(act, standing), "facts"
        case ApprovalAnswered() as act:
            body = next((one.body for one in _requests(file) if one.facility == act.facility), "")
            words = {"body": named(body), "day": day(filed.filed_at), "reasons": act.reasons}
            where = standing.facility(act.facility)
            if len(standing.facilities) > 1 and where is not None:
                words["address"] = one_line(where.address)
                text = _("%(body)s did not approve the facility at %(address)s on %(day)s: %(reasons)s")
                return text % words, "approvals"
            return _("%(body)s did not approve on %(day)s: %(reasons)s") % words, "approvals"
        case ConclusionSigned() as act:
            return _conclusion(act, filed, standing), "visits"
        case ConsentRefused():
            return _("The owner of the data refused consent on %(moment)s.") % {"moment": moment(filed.filed_at)}, "fee"
        case ConsentWithdrawn():
            words = {"moment": moment(filed.filed_at)}
            return _("The owner of the data took the consent back on %(moment)s.") % words, "fee"
        case ConsentLapsed():
            words = {"moment": moment(filed.filed_at)}
            return _("The consent ended on %(moment)s; asked anew, the owner of the data gave none.") % words, "fee"
    if key == "List 9(2)":
        return _unpaid(standing), "fee"
    return _("No consent to the use of restricted personal data is on file."), "fee"


def _requests(file: CaseFile) -> Iterator[ApprovalRequested]:
    return (filed.act for filed in reversed(file.acts) if isinstance(filed.act, ApprovalRequested))


def _unpaid(standing: Standing) -> str:
    if merits.fee_share(standing) > 0:
        return _("The license fee is paid only in part.")
    return _("No payment of the license fee is on file.")


def _answer(act: InquiryAnswered, standing: Standing) -> str:
    source = {"source": named(act.source), "day": day(act.happened_at)}
    if act.inquiry == "ban":
        return _("%(source)s answered on %(day)s that the activity is prohibited.") % source
    if act.inquiry == "medical_license" and standing.application:
        why = {"why": said(disproved_because(standing.application, act))}
        return _("%(source)s answered on %(day)s: %(why)s") % (source | why)
    specialists = standing.application.specialists if standing.application else ()
    words = source | {"who": next((one.name.full() for one in specialists if one.iin == act.about), act.about)}
    if act.outcome is Outcome.NONE:
        return _("%(source)s answered on %(day)s that it knows no specialist certificate of %(who)s.") % words
    return _("%(source)s answered on %(day)s that the specialist certificate of %(who)s has lapsed.") % words


def _conclusion(act: ConclusionSigned, filed: Filed, standing: Standing) -> str:
    facility = standing.facility(act.facility)
    points = [one for one in act.points if one.finding is Finding.NOT_COMPLIANT]
    words = {
        "day": day(filed.filed_at),
        "address": one_line(facility.address) if facility else act.facility,
        "points": "; ".join(f"{requirement_name(one.requirement)}: {one.note}" for one in points),
    }
    text = _("Permit control concluded on %(day)s that the facility at %(address)s does not comply. %(points)s")
    return text % words
