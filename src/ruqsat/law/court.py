"""When the way to court is open: Rules 27, APPC 91."""

from dataclasses import dataclass
from datetime import datetime

from ruqsat.law.acts_of_complaint import Resolution
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing_of_complaint import ComplaintStage, ComplaintStanding
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class Court:
    """Whether one may go to court, by which clause and why; ``not_before`` where only time stands in the way."""

    open: bool
    ref: str
    why: Saying
    not_before: Due | None = None


def court_is_open(complaint: ComplaintStanding | None, *, at: datetime, otherwise: str = "") -> Court:
    """
    Rules 27: court is open after the pre-trial appeal, unless a law provides otherwise.

    :param complaint: the one about the decision, action or inaction in question; ``None`` when there is none.
    :param otherwise: the law that opens court without a pre-trial appeal, as its reference; empty when there is none.
    """
    if otherwise:
        return Court(open=True, ref=otherwise, why=say("A law opens court here without a pre-trial appeal."))
    if complaint is None or complaint.stage in _NOT_FILED:
        why = say("Court is open after the pre-trial appeal: complain first to the department whose act it is.")
        return Court(open=False, ref="Rules 27", why=why)
    if complaint.ended:
        return _ended(complaint)
    due = complaint.decide_by
    if complaint.at(at).body_silent and due is not None:
        why = say(
            "The body considering the complaint let its term pass on %(last)s: that is deemed a refusal.",
            last=due.on or due.moment,
        )
        return Court(open=True, ref="APPC 91", why=why)
    why = say("The complaint is being considered; court is open after the decision on it, or when its term passes.")
    return Court(open=False, ref="Rules 27", why=why, not_before=due)


def _ended(complaint: ComplaintStanding) -> Court:
    if complaint.stage is ComplaintStage.SATISFIED:
        why = say("The provider satisfied the complaint in full; what it does anew may be appealed anew.")
        return Court(open=False, ref="Rules 27", why=why)
    if complaint.stage is ComplaintStage.WITHDRAWN:
        why = say("The complaint was taken back before it was decided, so there was no pre-trial appeal.")
        return Court(open=False, ref="Rules 27", why=why)
    if complaint.resolution is Resolution.LEFT:
        why = say("The complaint was left without consideration, so there was no pre-trial appeal.")
        return Court(open=False, ref="Rules 27", why=why)
    why = say("The pre-trial appeal is over: the body considering the complaint has decided.")
    return Court(open=True, ref="Rules 27", why=why)


_NOT_FILED = frozenset({ComplaintStage.PREPARING, ComplaintStage.RECEIVED, ComplaintStage.SIGNATURE_FAILED})
