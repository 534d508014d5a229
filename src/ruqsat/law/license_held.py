"""What can be asked for on a license that is held: List 5, Rules 19, as its own file knows it, or the register says."""

from dataclasses import dataclass
from datetime import date

from ruqsat.law import merits
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.application import THE_LICENSE, Application, Service
from ruqsat.law.license import FINAL, LicenseStanding
from ruqsat.law.permitted import No, Permission, Yes
from ruqsat.law.saying import Saying, say


@dataclass(frozen=True, kw_only=True)
class KnownLicense:
    """
    A license on a day: its number, whether it is over, and which papers there are: ``"license"``, ``"001"``, …

    ``on_paper`` are those of them whose original is out on paper.
    """

    number: str
    over: bool
    papers: tuple[str, ...]
    on_paper: frozenset[str]


def by_its_file(license_: LicenseStanding, *, on: date) -> KnownLicense | None:
    """Rules 2(1): a license of this register on that day; ``None`` where nothing was entered by then."""
    if license_.license is None or license_.state_on(on) is None:
        return None
    annexes = tuple(one for one in sorted(license_.annexes) if license_.state_on(on, annex=one) not in {None, *FINAL})
    out = {annex: license_.on_paper(annex) for annex in ("", *annexes)}
    return KnownLicense(
        number=license_.license.number,
        over=license_.state_on(on) in FINAL,
        papers=(THE_LICENSE, *annexes),
        on_paper=frozenset(annex or THE_LICENSE for annex, is_out in out.items() if is_out),
    )


def by_the_register(answer: InquiryAnswered | None) -> KnownLicense | None:
    """Rules 8(3): the license that the state register told of; ``None`` where it was not asked, or knows none."""
    if answer is None or answer.outcome is not Outcome.VALUE:
        return None
    return KnownLicense(
        number=answer.data.get("number", ""),
        over=answer.data.get("status", "") in merits.OVER,
        papers=(THE_LICENSE, *answer.data.get("annexes", "").split()),
        on_paper=merits.papers_issued(answer),
    )


def may_ask(service: Service, known: KnownLicense) -> Permission:
    """
    List 5, Rules 19, List 9(6): whether *service* can be asked for on that license (docs/law/readings.md).

    A suspended license is still held; a duplicate is of what was issued on paper.
    """
    if known.over:
        return No(ref="List 9(6)", why=say("This license is no longer in force, so nothing can rest on it."))
    if service is Service.DUPLICATE and not to_choose(service, known):
        return No(
            ref="Rules 19",
            why=say(
                "Neither the license nor an annex of it was issued on paper. A duplicate is given of a paper that was "
                "lost or damaged; the electronic document is in your account."
            ),
        )
    return Yes()


def to_choose(service: Service, known: KnownLicense) -> tuple[str, ...]:
    """List 8(2), List 8(3), Rules 19: the papers that *service* can concern: any for a reissue, else those on paper."""
    if service is Service.DUPLICATE:
        return tuple(paper for paper in known.papers if paper in known.on_paper)
    return known.papers


def not_on_paper(known: KnownLicense) -> tuple[str, ...]:
    """Rules 19: the papers of which no duplicate is given, because they were never issued on paper."""
    return tuple(paper for paper in known.papers if paper not in known.on_paper)


def disproved_because(application: Application, answer: InquiryAnswered) -> Saying:
    """
    Rules 8(3), List 9(6): in what the register's answer about the license is not as *application* states.

    Asked where `merits.license_disproved` found that it is not.
    """
    known, held = by_the_register(answer), application.held
    if known is None or held is None:
        return say("The register knows no license of the applicant.")
    if known.number != held.number:
        return say(
            "The register knows license %(known)s of the applicant, and not %(stated)s.",
            known=known.number,
            stated=held.number,
        )
    if known.over:
        return say("License %(number)s is no longer in force.", number=known.number)
    missing = [annex for annex in held.annexes if annex not in known.papers]
    if missing:
        return say("License %(number)s has no annex %(annexes)s.", number=known.number, annexes=", ".join(missing))
    return say(
        "Not all of what a duplicate of license %(number)s is asked for was issued on paper.", number=known.number
    )
