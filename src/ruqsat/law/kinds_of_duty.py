"""What can be owed in a case and in a complaint: each kind of duty with its clause, its sentence and who owes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.law.acts import Role
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing import Duty
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class _Kind:
    ref: str
    what: Saying
    owed_by: Role


_OF_CASE: Mapping[str, _Kind] = {
    "judge_signature": _Kind(
        ref="Rules 6", what=say("The signature on the application is judged."), owed_by=Role.SYSTEM
    ),
    "register": _Kind(ref="Rules 7", what=say("The application is registered."), owed_by=Role.SYSTEM),
    "issue_receipt": _Kind(
        ref="Permits 25",
        what=say("The receipt with the inventory of what was filed is given to the applicant."),
        owed_by=Role.SYSTEM,
    ),
    "pay_fee": _Kind(ref="List 6", what=say("The license fee is paid."), owed_by=Role.APPLICANT),
    "add_document": _Kind(
        ref="List 8(1)", what=say("A document that List 8 asks for is added."), owed_by=Role.APPLICANT
    ),
    "check_completeness": _Kind(
        ref="Rules 9",
        what=say("The documents are checked for completeness, or consideration is refused."),
        owed_by=Role.OFFICER,
    ),
    "request_approval": _Kind(
        ref="Rules 10(1)",
        what=say("The approving body of the facility's region is asked for its approval."),
        owed_by=Role.OFFICER,
    ),
    "answer_approval": _Kind(
        ref="Rules 11", what=say("The approving body answers whether it approves."), owed_by=Role.APPROVER
    ),
    "schedule_visit": _Kind(
        ref="Rules 10(3)", what=say("The day and hour of the visit to the facility are fixed."), owed_by=Role.OFFICER
    ),
    "send_visit_notice": _Kind(
        ref="Rules 14",
        what=say("The applicant is notified of the day and hour of the visit."),
        owed_by=Role.SYSTEM,
    ),
    "notify_of_visit": _Kind(
        ref="Rules 14",
        what=say("No message reached the applicant: the visit is notified by another recorded means."),
        owed_by=Role.OFFICER,
    ),
    "carry_out_visit": _Kind(ref="Rules 14", what=say("The visit to the facility is made."), owed_by=Role.INSPECTOR),
    "add_recording": _Kind(
        ref="Rules 16",
        what=say("An audio, photo or video recording of the visit is added."),
        owed_by=Role.INSPECTOR,
    ),
    "sign_conclusion": _Kind(
        ref="Rules 17", what=say("The conclusion of permit control is signed."), owed_by=Role.INSPECTOR
    ),
    "seal_conclusion": _Kind(
        ref="Rules 17", what=say("The office's seal is put on the conclusion."), owed_by=Role.SYSTEM
    ),
    "serve_preliminary_decision": _Kind(
        ref="Rules 12",
        what=say("The applicant is told of the intended refusal and can state a position."),
        owed_by=Role.OFFICER,
    ),
    "object": _Kind(
        ref="Rules 12", what=say("The applicant may object to the preliminary decision."), owed_by=Role.APPLICANT
    ),
    "send_preliminary_decision": _Kind(
        ref="Rules 12",
        what=say("The preliminary decision is sealed and sent to the applicant."),
        owed_by=Role.SYSTEM,
    ),
    "receive_preliminary_decision": _Kind(
        ref="Rules 12",
        what=say("The preliminary decision is opened in the personal account, or its receipt is recorded."),
        owed_by=Role.APPLICANT,
    ),
    "prepare_decision": _Kind(
        ref="Rules 19",
        what=say("The decision is prepared for the authorized person's signature."),
        owed_by=Role.OFFICER,
    ),
    "sign_license": _Kind(
        ref="Rules 20", what=say("The license is signed by the authorized person."), owed_by=Role.HEAD
    ),
    "sign_refusal_of_consideration": _Kind(
        ref="Rules 9",
        what=say("The refusal of further consideration is signed by the authorized person."),
        owed_by=Role.HEAD,
    ),
    "sign_refusal": _Kind(
        ref="Rules 20", what=say("The refusal is signed by the authorized person."), owed_by=Role.HEAD
    ),
    "return_paper_original": _Kind(
        ref="List 8(2)",
        what=say("The earlier paper original is given back to the department."),
        owed_by=Role.APPLICANT,
    ),
    "hand_over_paper": _Kind(
        ref="Annex 2(5)",
        what=say("What was wanted on paper is handed over to the applicant."),
        owed_by=Role.OFFICER,
    ),
    "issue_result": _Kind(
        ref="Rules 20",
        what=say("The sealed result is put into the applicant's personal account."),
        owed_by=Role.SYSTEM,
    ),
}

_OF_COMPLAINT: Mapping[str, _Kind] = {
    "judge_complaint_signature": _Kind(
        ref="Rules 22", what=say("The signature on the complaint is judged."), owed_by=Role.SYSTEM
    ),
    "register_complaint": _Kind(ref="Rules 7", what=say("The complaint is registered."), owed_by=Role.SYSTEM),
    "consider_complaint": _Kind(
        ref="Rules 23", what=say("The head considers the complaint and answers it."), owed_by=Role.HEAD
    ),
    "forward_complaint": _Kind(
        ref="Rules 26",
        what=say("The complaint goes with the file to the body considering it, unless it is satisfied in full."),
        owed_by=Role.OFFICER,
    ),
    "register_at_body": _Kind(
        ref="Rules 25", what=say("The body considering the complaint registers it."), owed_by=Role.SYSTEM
    ),
    "decide_complaint": _Kind(
        ref="Rules 25",
        what=say("The body considering the complaint decides on it."),
        owed_by=Role.COMPLAINT_OFFICER,
    ),
}

_KINDS: Mapping[str, _Kind] = {**_OF_CASE, **_OF_COMPLAINT}

CODES = tuple(_OF_CASE)
"""Every code a duty in a case can have."""

COMPLAINT_CODES = tuple(_OF_COMPLAINT)
"""Every code a duty in a complaint can have."""


def what_is_owed(code: str) -> Saying:
    """The sentence of a duty, by its code: what lists show, which do not fold."""
    return _KINDS[code].what


def owed(
    code: str,
    *,
    office: str,
    since: datetime,
    due: Due | None = None,
    facility: str = "",
    visit: UUID | None = None,
    person: UUID | None = None,
) -> Duty:
    """The duty of that code, as it stands in this file."""
    kind = _KINDS[code]
    return Duty(
        code=code,
        ref=kind.ref,
        what=kind.what,
        owed_by=kind.owed_by,
        office=office,
        due=due,
        since=since,
        facility=facility,
        visit=visit,
        person=person,
    )
