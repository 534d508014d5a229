"""What the decision rests on: the fee, approvals and conclusions of each facility, consent (List 9)."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from ruqsat.law import documents, inquiries
from ruqsat.law.acts import ConsentGiven, FeePaid, Filed, InquiryAnswered, Outcome, PaperOriginalReturned
from ruqsat.law.application import Application, LicenseHeld, Service
from ruqsat.law.fees import MciUnknown, license_fee
from ruqsat.law.local_time import local
from ruqsat.law.standing import Standing, act_of


def _fee(standing: Standing, *, on: date) -> int:
    """The fee on that day; until the index of a new year is recorded, by the last one that is."""
    assert standing.application is not None  # noqa: S101 - asked by the callers
    service, index = standing.application.service, standing.mci
    try:
        return license_fee(service, on=on, edition=standing.edition, index=index)
    except MciUnknown:
        last = max(wording.until for wording in index if wording.until is not None)
        return license_fee(service, on=last, edition=standing.edition, index=index)


def fee_share(standing: Standing) -> Fraction:
    """
    List 9(2), Tax 554: how much of the fee is paid, 1 being all of it.

    Each payment counts by the MCI of its own day; a payment known both from the gateway and from a register, once.
    """
    if standing.application is None:
        return Fraction(0)
    shares: dict[str, Fraction] = {}
    for filed in standing.payments:
        paid = act_of(filed, FeePaid)
        fee = _fee(standing, on=local(paid.happened_at).date())
        if fee == 0:
            return Fraction(1)
        shares[str(paid.order)] = shares.get(str(paid.order), Fraction(0)) + Fraction(paid.amount, fee)
    known = standing.answers.get(("fee_payment", inquiries.APPLICANT))
    if known is not None and act_of(known, InquiryAnswered).outcome is Outcome.VALUE:
        answer = act_of(known, InquiryAnswered)
        order, amount = answer.data.get("order", ""), answer.data.get("amount", "")
        if amount.isdecimal() and order not in shares:
            fee = _fee(standing, on=local(answer.happened_at).date())
            shares[order] = Fraction(int(amount), fee) if fee else Fraction(1)
    return sum(shares.values(), Fraction(0))


def fee_needed(standing: Standing) -> bool:
    """List 6: whether this service costs anything at all; an annex alone does not (docs/law/readings.md)."""
    if standing.application is None or standing.registered_on is None:
        return True
    return _fee(standing, on=standing.registered_on) > 0


def fee_paid(standing: Standing) -> bool:
    """List 9(2): whether the fee is paid in full."""
    return not fee_needed(standing) or fee_share(standing) >= 1


def consented(standing: Standing, *, at: datetime | None = None) -> bool:
    """
    List 9(8): whether the applicant's consent to restricted personal data is on file, was not taken back and did not
    lapse; with *at*, nor has run out by then.
    """
    given = [act_of(one.given, ConsentGiven) for one in standing.consents.values() if not one.over]
    mine = [act for act in given if act.owner == inquiries.APPLICANT]
    return any(at is None or at < act.valid_until for act in mine)


def approved(standing: Standing, facility: str, *, at: datetime) -> bool:
    """Rules 11: whether the approving body approved; its silence counts only where the edition's setting says so."""
    approval = standing.approvals.get(facility)
    if approval is None:
        return False
    if approval.stands is not None:
        return approval.approved is True
    silent = approval.due is not None and approval.due.passed(at)
    return standing.edition.silence_is_consent and silent


def approval_settled(standing: Standing, facility: str, *, at: datetime) -> bool:
    """Rules 11: whether there is an answer for the facility, or a silence that counts as one."""
    approval = standing.approvals.get(facility)
    answered = approval is not None and approval.answered is not None
    return answered or approved(standing, facility, at=at)


def concluded(standing: Standing, facility: str) -> bool:
    """Rules 17, 20: whether permit control of the facility has its sealed conclusion."""
    visit = standing.concluded_visit(facility)
    return visit is not None and visit.sealed is not None


def qualifies(standing: Standing, facility: str, *, at: datetime) -> bool:
    """Rules 10, 18: whether this facility can have its annex: approved, and a sealed positive conclusion."""
    visit = standing.concluded_visit(facility)
    return (
        approved(standing, facility, at=at)
        and concluded(standing, facility)
        and visit is not None
        and visit.positive is True
    )


def without_certificate(standing: Standing) -> Mapping[str, Filed]:
    """Rules 8(10), List 9(3): specialists whose certificate the register does not know, or knows as lapsed, by IIN."""
    on = local(standing.filed_at).date() if standing.filed_at else None
    found: dict[str, Filed] = {}
    for (inquiry, about), filed in standing.answers.items():
        if inquiry != "specialist_certificate":
            continue
        answer = act_of(filed, InquiryAnswered)
        lapsed = on is not None and answer.outcome is Outcome.VALUE and documents.expired(answer, on=on)
        if answer.outcome is Outcome.NONE or lapsed:
            found[about] = filed
    return found


def license_answer(standing: Standing) -> Filed | None:
    """Rules 8(3): the register's answer about the license that the application rests on; ``None`` while unknown."""
    filed = standing.answers.get(("medical_license", inquiries.APPLICANT))
    return filed if standing.has_answered("medical_license", inquiries.APPLICANT) else None


def license_disproved(standing: Standing) -> Filed | None:
    """
    Rules 8(3), List 9(6): the answer by which the license is not as the application states, if there is one.

    Another number or none, no longer in force, or without the annex named; for a duplicate also a paper that was never
    issued on paper (Rules 19; docs/law/readings.md).
    """
    application, filed = standing.application, license_answer(standing)
    if application is None or application.held is None or filed is None:
        return None
    answer = act_of(filed, InquiryAnswered)
    as_stated = answer.outcome is Outcome.VALUE and _as_stated(application, application.held, answer)
    return None if as_stated else filed


OVER = frozenset({"superseded", "terminated"})
"""Rules 8(3): what the register says of a license that is no longer held."""


def _as_stated(application: Application, held: LicenseHeld, answer: InquiryAnswered) -> bool:
    if answer.data.get("number", "") != held.number or answer.data.get("status", "") in OVER:
        return False
    if not set(held.annexes) <= set(answer.data.get("annexes", "").split()):
        return False
    return application.service is not Service.DUPLICATE or set(held.papers) <= papers_issued(answer)


def papers_issued(answer: InquiryAnswered) -> frozenset[str]:
    """Rules 19: which of the license and its annexes were issued on paper, as the register says."""
    return frozenset(answer.data.get("on_paper", "").split())


def papers_to_return(standing: Standing) -> tuple[str, ...]:
    """List 8(2): paper originals whose place a reissued license or annex takes, not given back yet; as asked for."""
    application, known = standing.application, license_answer(standing)
    if application is None or application.held is None or application.service is not Service.REISSUE or known is None:
        return ()
    returned = {paper for one in standing.returned_papers for paper in act_of(one, PaperOriginalReturned).papers}
    owed = papers_issued(act_of(known, InquiryAnswered)) - returned
    return tuple(paper for paper in application.held.papers if paper in owed)


def disapproved(standing: Standing, facility: str) -> bool:
    """Rules 11, List 9(4): whether the approving body refused the facility and was not asked anew since."""
    approval = standing.approvals.get(facility)
    return approval is not None and approval.approved is False


def spared(standing: Standing, facility: str) -> bool:
    """Rules 10(3), List 9(4): whether a disapproved facility is decided on without a visit (docs/law/readings.md)."""
    fixed = any(visit.cancelled is None for visit in standing.visits_to(facility))
    return disapproved(standing, facility) and not fixed


def fails(standing: Standing, facility: str) -> bool:
    """List 9(3), List 9(4): whether the file already shows that this facility cannot have its annex."""
    approval, visit = standing.approvals.get(facility), standing.concluded_visit(facility)
    refused = approval is not None and approval.refusal is not None
    negative = visit is not None and visit.positive is False
    if refused or negative or standing.application is None:
        return refused or negative
    unqualified = without_certificate(standing)
    return any(one.facility == facility and one.iin in unqualified for one in standing.application.specialists)


def begins_with_a_term(standing: Standing) -> bool:
    """Rules 11: whether a term that ended without an answer is among what `examined_since` goes by."""
    return any(one.answered is None for one in standing.approvals.values())


def examined_since(standing: Standing) -> datetime | None:
    """Rules 10, 17: since when every facility has its approval and sealed conclusion, or needs none; or ``None``."""
    if standing.complete is None:
        return None
    moments = [standing.complete.filed_at]
    for facility in standing.facilities:
        approval, visit = standing.approvals.get(facility.id), standing.concluded_visit(facility.id)
        if approval is None or approval.due is None:
            return None
        if visit is not None and visit.sealed is not None:
            moments.append(visit.sealed.filed_at)
        elif not spared(standing, facility.id):
            return None
        if approval.answered is not None:
            moments.append(approval.answered.filed_at)
        elif approval.before is None and not standing.edition.silence_is_consent:
            return None
        else:
            moments.append(approval.due.moment)
    return max(moments)
