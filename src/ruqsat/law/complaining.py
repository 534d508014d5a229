"""Of what in a case a complaint may be made: Rules 22, 26 and APPC 91."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ruqsat.law.acts import (
    Actor,
    ApprovalAnswered,
    ComplaintFiled,
    Filed,
    Role,
)
from ruqsat.law.acts_of_complaint import Against
from ruqsat.law.permissions_of_complaint import permission
from ruqsat.law.saying import say
from ruqsat.law.standing import Duty, No, Permission, Standing, Yes
from ruqsat.law.standing_of_complaint import ComplaintStanding

_OF_THE_PROVIDER = frozenset({Role.OFFICER, Role.INSPECTOR, Role.HEAD, Role.SYSTEM})


def silences(case: Standing, *, at: datetime) -> tuple[Duty, ...]:
    """Rules 22, APPC 91: what the provider should have done by now and has not; of this inaction one may complain."""
    return tuple(
        duty
        for duty in case.duties
        if duty.owed_by in _OF_THE_PROVIDER and duty.due is not None and duty.due.passed(at)
    )


def may_complain(
    case: Standing, acts: Sequence[Filed], complaint: ComplaintFiled, *, by: Actor, at: datetime
) -> Permission:
    """Rules 22, Rules 26: whether this complaint about this case may be filed, and why not."""
    return next(_obstacles(case, acts, complaint, by=by, at=at), Yes())


def _obstacles(
    case: Standing, acts: Sequence[Filed], complaint: ComplaintFiled, *, by: Actor, at: datetime
) -> Iterator[No]:
    if case.received is None or case.application is None:
        yield No(ref="Rules 22", why=say("No application has been sent yet, so there is nothing to complain of."))
        return
    if by.role is Role.APPLICANT and by.person != case.received.by.person:
        yield No(ref="Rules 6", why=say("This application was signed by another person."))
    if complaint.office not in {case.application.office, *(duty.office for duty in case.duties)}:
        yield No(ref="Rules 26", why=say("The complaint is filed with the department whose act it is about."))
    if complaint.act is not None:
        yield from _of_an_act({filed.id: filed for filed in acts}.get(complaint.act))
    if complaint.against is Against.INACTION:
        yield from _of_inaction(case, complaint, at=at)
    fresh = ComplaintStanding(edition=case.edition, calendar=case.calendar)
    judged = permission(fresh, complaint, by=by, at=at)
    if isinstance(judged, No):
        yield judged


def _of_an_act(filed: Filed | None) -> Iterator[No]:
    if filed is None:
        yield No(ref="Rules 22", why=say("The act that is complained of does not stand in this case."))
    elif isinstance(filed.act, ApprovalAnswered):
        why = say("The approving body is another authority: a complaint about its answer is filed with it.")
        yield No(ref="Rules 26", why=why)
    elif filed.by.role not in _OF_THE_PROVIDER:
        yield No(ref="Rules 22", why=say("This was not done by the provider or its employees."))


def _of_inaction(case: Standing, complaint: ComplaintFiled, *, at: datetime) -> Iterator[No]:
    owed = [duty for duty in case.duties if duty.code == complaint.duty and duty.owed_by in _OF_THE_PROVIDER]
    if not owed and (complaint.duty != SERVICE or case.ended):
        yield No(ref="Rules 22", why=say("The provider does not owe this step now."))
    terms = [duty.due for duty in owed] if complaint.duty != SERVICE else [case.service_due]
    running = [due for due in terms if due is not None and not due.passed(at)]
    if running:
        last = running[0]
        why = say("The term of this step is still running, until %(last)s.", last=last.on or last.moment)
        yield No(ref="APPC 91", why=why, not_before=last)


SERVICE = "service"
"""What `ComplaintFiled.duty` says of a result that did not come within the term of the service."""
