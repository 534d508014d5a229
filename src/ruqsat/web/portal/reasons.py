"""Why not, as the applicant reads it: each ground with the facts on file and what would help; each missing document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.documents import naming
from ruqsat.keeping import at_hand
from ruqsat.law import grounds
from ruqsat.law.acts import (
    Act,
    ApprovalAnswered,
    ConclusionSealed,
    ConclusionSigned,
    ConsentLapsed,
    ConsentRefused,
    ConsentWithdrawn,
    CourtActRecorded,
    Filed,
    Finding,
    GroundFound,
    InquiryAnswered,
    Outcome,
    Received,
    Shortcoming,
    UnreliabilityFound,
)
from ruqsat.law.inquiries import APPLICANT, INQUIRIES
from ruqsat.law.license_held import disproved_because
from ruqsat.law.names import Names
from ruqsat.law.standing import Standing
from ruqsat.web.portal.opened import OpenedCase
from ruqsat.web.templatetags.ruqsat_text import day, moment, names, reader_language, said
from ruqsat.web.templatetags.ruqsat_words import requirement_name


@dataclass(frozen=True, kw_only=True)
class FactTold:
    """An act on file in a sentence, its further lines, and the sealed document to read (its SHA-256, or "")."""

    text: str
    lines: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What the applicant can do about a ground: in words, and the page where it is done with the words of its link."""

    text: Any
    page: str = ""
    link: Any = ""


@dataclass(frozen=True, kw_only=True)
class GroundTold:
    """A ground: its clause and name, the office's reasons, the facts, whether the file bears it out, what helps."""

    ref: str
    names: Names
    text: str
    facts: tuple[FactTold, ...]
    stands: bool
    remedy: Remedy


@dataclass(frozen=True, kw_only=True)
class LackTold:
    """A document that is missing or has expired: its code, about whom or what, the clause that asks for it."""

    document: str
    about: str
    expired: bool
    ref: str


_COURT = Remedy(
    text=gettext_lazy(
        "Only a court can set its act aside. If the act concerns somebody else, or was set aside or carried out, say so"
        " in an objection and add the document that shows it."
    ),
    page="portal:adding",
    link=gettext_lazy("Add a document"),
)

REMEDIES: Mapping[str, Remedy] = {
    "List 9(1)": _COURT,
    "List 9(2)": Remedy(
        text=gettext_lazy("Pay the fee. As soon as the bank confirms the payment, this ground is gone."),
        page="portal:fee",
        link=gettext_lazy("Pay the license fee"),
    ),
    "List 9(3)": Remedy(
        text=gettext_lazy(
            "Say in an objection what you have put right, or where the finding is mistaken, and add what shows it. The"
            " department may visit the facility once more."
        ),
        page="portal:adding",
        link=gettext_lazy("Add a document"),
    ),
    "List 9(4)": Remedy(
        text=gettext_lazy(
            "Say in an objection what you have put right, or where the answer is mistaken, and add what shows it. The"
            " department may ask the sanitary service, or visit the facility, once more."
        ),
        page="portal:adding",
        link=gettext_lazy("Add a document"),
    ),
    "List 9(5)": _COURT,
    "List 9(6)": Remedy(
        text=gettext_lazy("Say in an objection why the data are right, and add a document that shows it."),
        page="portal:adding",
        link=gettext_lazy("Add a document"),
    ),
    "List 9(7)": _COURT,
    "List 9(8)": Remedy(
        text=gettext_lazy("Give your consent now, by a code to your phone. Then this ground is gone."),
        page="portal:giving",
        link=gettext_lazy("Give your consent"),
    ),
}


def grounds_told(opened: OpenedCase, named: Iterable[GroundFound]) -> tuple[GroundTold, ...]:
    """List 9: the grounds named in a decision, for the applicant."""
    standing = opened.standing
    by_id = {filed.id: filed for filed in opened.file.acts}
    bearing = grounds.borne_out(standing)
    return tuple(
        GroundTold(
            ref=one.ground,
            names=grounds.GROUNDS[one.ground].names,
            text=one.text,
            facts=tuple(_facts(one, by_id, standing, sealed_conclusions(opened.file.acts))),
            stands=one.ground in bearing,
            remedy=REMEDIES[one.ground],
        )
        for one in named
    )


def lacks_told(standing: Standing, shortcomings: Iterable[Shortcoming]) -> tuple[LackTold, ...]:
    """Rules 9: missing and expired documents, for the applicant."""
    return tuple(
        LackTold(document=one.document, about=about_whom(one.about, standing), expired=one.expired, ref=one.ref)
        for one in shortcomings
    )


def about_whom(about: str, standing: Standing) -> str:
    """Whom or what a document is about: nothing to say for the applicant; a specialist's name, a facility's address."""
    application = standing.application
    if application is None or about in {APPLICANT, application.applicant.iin}:
        return ""
    facility = standing.facility(about)
    if facility is not None:
        return naming.address(facility.address, reader_language())
    return next((one.name.full() for one in application.specialists if one.iin == about), "")


def sealed_conclusions(acts: Iterable[Filed]) -> Mapping[UUID, str]:
    """The sealed conclusions that the applicant may read, by their visit."""
    return {filed.act.visit: filed.act.document for filed in acts if isinstance(filed.act, ConclusionSealed)}


def _facts(
    ground: GroundFound, by_id: Mapping[UUID, Filed], standing: Standing, sealed: Mapping[UUID, str]
) -> Iterator[FactTold]:
    for fact in ground.facts:
        filed = by_id.get(fact)
        if filed is None:
            continue
        told = _TOLD.get(type(filed.act))
        if told is not None:
            yield told(filed, ground, standing, sealed)


def _received(filed: Filed, ground: GroundFound, _standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    """List 9(2), List 9(8): what bears out that something is not there is the application itself."""
    words = {"day": day(filed.filed_at)}
    if ground.ground == "List 9(2)":
        return FactTold(text=_("The application was filed on %(day)s without a payment of the fee in full.") % words)
    return FactTold(text=_("The application was filed on %(day)s, and no consent of yours was on file.") % words)


def _answered(filed: Filed, _ground: GroundFound, standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    assert isinstance(filed.act, InquiryAnswered)  # noqa: S101 -- by the table below
    answer, whom = filed.act, about_whom(filed.act.about, standing)
    words = {"inquiry": names(INQUIRIES[answer.inquiry].names), "day": day(answer.happened_at)}
    if answer.inquiry == "medical_license" and standing.application:
        why = {"why": said(disproved_because(standing.application, answer))}
        text = _("The register of licenses answered on %(day)s: %(why)s") % (words | why)
    elif answer.inquiry == "ban":
        text = _("The register of bans answered on %(day)s that the activity is prohibited.") % words
    elif answer.outcome is Outcome.NONE:
        text = _("%(inquiry)s: the register had nothing on record on %(day)s.") % words
    else:
        text = _("%(inquiry)s: what the register had on %(day)s has expired.") % words
    return FactTold(text=text, lines=(whom,) if whom else ())


def _court_act(filed: Filed, _ground: GroundFound, _standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    assert isinstance(filed.act, CourtActRecorded)  # noqa: S101 -- by the table below
    words = {"court": filed.act.court, "number": filed.act.number, "day": day(filed.act.dated)}
    return FactTold(text=_("Court act: %(court)s, No. %(number)s, %(day)s.") % words)


def _unreliable(filed: Filed, _ground: GroundFound, _standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    assert isinstance(filed.act, UnreliabilityFound)  # noqa: S101 -- by the table below
    return FactTold(
        text=_("Found unreliable: %(what)s") % {"what": filed.act.what},
        lines=(_("Shown by: %(source)s") % {"source": filed.act.shown_by},),
    )


def _not_approved(filed: Filed, _ground: GroundFound, standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    assert isinstance(filed.act, ApprovalAnswered)  # noqa: S101 -- by the table below
    approval = standing.approvals.get(filed.act.facility)
    known = at_hand.lists().offices.offices
    body = names(known[approval.body].short) if approval and approval.body in known else ""
    words = {"day": day(filed.filed_at), "body": body, "facility": about_whom(filed.act.facility, standing)}
    text = _("The sanitary service (%(body)s) did not approve the facility on %(day)s: %(facility)s.") % words
    return FactTold(text=text, lines=tuple(filed.act.reasons.splitlines()))


def _concluded(filed: Filed, _ground: GroundFound, standing: Standing, sealed: Mapping[UUID, str]) -> FactTold:
    assert isinstance(filed.act, ConclusionSigned)  # noqa: S101 -- by the table below
    words = {"day": day(filed.filed_at), "facility": about_whom(filed.act.facility, standing)}
    return FactTold(
        text=_("The visit found points that do not comply; conclusion of %(day)s: %(facility)s.") % words,
        lines=tuple(
            f"{requirement_name(point.requirement)}: {point.note}".removesuffix(": ")
            for point in filed.act.points
            if point.finding is Finding.NOT_COMPLIANT
        ),
        document=sealed.get(filed.act.visit, ""),
    )


def _consent_refused(filed: Filed, _ground: GroundFound, _standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    return FactTold(text=_("The consent was refused on %(moment)s.") % {"moment": moment(filed.filed_at)})


def _consent_gone(filed: Filed, _ground: GroundFound, _standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    return FactTold(text=_("The consent was taken back on %(moment)s.") % {"moment": moment(filed.filed_at)})


def _consent_over(filed: Filed, _ground: GroundFound, _standing: Standing, _sealed: Mapping[UUID, str]) -> FactTold:
    words = {"moment": moment(filed.filed_at)}
    return FactTold(text=_("The consent ended on %(moment)s, and no other was given.") % words)


_TOLD: Mapping[type[Act], Callable[[Filed, GroundFound, Standing, Mapping[UUID, str]], FactTold]] = {
    Received: _received,
    InquiryAnswered: _answered,
    CourtActRecorded: _court_act,
    UnreliabilityFound: _unreliable,
    ApprovalAnswered: _not_approved,
    ConclusionSigned: _concluded,
    ConsentRefused: _consent_refused,
    ConsentWithdrawn: _consent_gone,
    ConsentLapsed: _consent_over,
}
