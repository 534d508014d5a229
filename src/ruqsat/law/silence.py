"""Rules 8, Rules 9: a register that does not answer: since when, until when it alone is asked, and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ruqsat.law.acts import Act, ConsentLapsed, Filed, InquiryAnswered, Outcome
from ruqsat.law.replacing import replace
from ruqsat.law.standing import Standing, act_of

ASKED_ALONE_FOR = timedelta(hours=4)
"""Rules 9 names no time for it (docs/law/readings.md)."""


@dataclass(frozen=True, kw_only=True)
class Silence:
    """
    An inquiry of a case to which no answer came yet: since when, and whether the register counts as staying down.

    ``until`` is when it will, if it is asked in vain so long.
    """

    inquiry: str
    about: str
    since: datetime
    until: datetime
    stays: bool


def silences(standing: Standing) -> tuple[Silence, ...]:
    """Rules 8: every inquiry of which the file knows only that the register does not answer."""
    return tuple(
        Silence(inquiry=act.inquiry, about=act.about, since=since, until=since + ASKED_ALONE_FOR, stays=stays)
        for act in (act_of(filed, InquiryAnswered) for filed in standing.answers.values())
        if act.outcome is Outcome.UNAVAILABLE
        for since in (_since(act, filed_at=standing.filed_at),)
        for stays in ((act.inquiry, act.about) in standing.staying_down,)
    )


def adds_nothing(act: Act, standing: Standing) -> bool:
    """
    Rules 8: whether the file knows it: that a register is down stands on it once, and once more if it stays so; that a
    consent is over stands there once.
    """
    if isinstance(act, ConsentLapsed):
        consent = standing.consents.get(act.consent)
        return consent is None or consent.over
    if not isinstance(act, InquiryAnswered) or act.outcome is not Outcome.UNAVAILABLE:
        return False
    known = standing.answer(act.inquiry, act.about)
    if known is None:
        return False
    return (act.inquiry, act.about) in standing.staying_down or not _long_enough(standing, known, act)


def with_answers(standing: Standing, batch: Iterable[Filed]) -> Standing:
    """
    Rules 8: the standing after further answers: that a register is down takes nothing back that it once answered.

    Rules 9: asked in vain for four hours since the filing, it counts as staying down, until it does answer.
    """
    answers, staying = dict(standing.answers), standing.staying_down
    for filed in batch:
        act = act_of(filed, InquiryAnswered)
        place = (act.inquiry, act.about)
        if act.outcome is not Outcome.UNAVAILABLE or place not in answers:
            answers[place] = filed
            staying -= {place}
        elif _long_enough(standing, act_of(answers[place], InquiryAnswered), act):
            staying |= {place}
    return replace(standing, answers=answers, staying_down=staying)


def _long_enough(standing: Standing, known: InquiryAnswered, act: InquiryAnswered) -> bool:
    if known.outcome is not Outcome.UNAVAILABLE or standing.filed_at is None:
        return False
    return act.happened_at >= _since(known, filed_at=standing.filed_at) + ASKED_ALONE_FOR


def _since(first: InquiryAnswered, *, filed_at: datetime | None) -> datetime:
    """Before the filing nobody asks but the applicant who fills in the form."""
    return max(first.happened_at, filed_at or first.happened_at)
