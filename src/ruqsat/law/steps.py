"""The steps of a case on the way to its result, as plans and collisions name them."""

from enum import StrEnum

from ruqsat.law.saying import Saying, say


class CaseStep(StrEnum):
    """A step on the way to a result, in the order of the procedure."""

    REGISTRATION = "registration"
    COMPLETENESS = "completeness"
    REQUEST = "request"
    ANSWER = "answer"
    NOTICE = "notice"
    VISIT = "visit"
    CONCLUSION = "conclusion"
    SEAL = "seal"
    PRELIMINARY_DECISION = "preliminary_decision"
    OBJECTION = "objection"
    DECISION = "decision"
    RESULT = "result"


_WHAT = {
    CaseStep.REGISTRATION: say("Registration of the application"),
    CaseStep.COMPLETENESS: say("Check of completeness"),
    CaseStep.REQUEST: say("Request to the approving body"),
    CaseStep.ANSWER: say("Answer of the approving body"),
    CaseStep.NOTICE: say("Notice of the visit"),
    CaseStep.VISIT: say("Visit to the facility"),
    CaseStep.CONCLUSION: say("Conclusion of permit control"),
    CaseStep.SEAL: say("Seal on the conclusion"),
    CaseStep.PRELIMINARY_DECISION: say("Preliminary decision received, if there is to be a refusal"),
    CaseStep.OBJECTION: say("Objection to the preliminary decision"),
    CaseStep.DECISION: say("Decision of the authorized person"),
    CaseStep.RESULT: say("Result in the personal account"),
}


def what(step: CaseStep) -> Saying:
    """What a step is called."""
    return _WHAT[step]
