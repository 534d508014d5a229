"""
Every act that can stand in a file: of a case, a complaint, a license, a chapter of the book, in the law's words.

An act is a frozen record. Its ``KIND`` and ``VERSION`` name its form on file for ever; ``PROOF`` says what must stand
behind it; ``CLOCK`` says which of the two clocks its terms use; ``NATURE`` whether it is a fact, recorded whenever it
comes, or a decision, judged before it is taken. ``RELIES_ON`` names the kinds whose arrival after the officer looked
means that the officer must look again.
"""

from collections.abc import Mapping

from ruqsat.law.act import SYSTEM, Act, Actor, Basis, Clock, Filed, Finding, Nature, Outcome, Proof, Role, Verdict
from ruqsat.law.acts_of_book import (
    ChangeConfirmed,
    ChangeDeclined,
    ChangeProposed,
    InformationReceived,
    InformationSent,
)
from ruqsat.law.acts_of_complaint import (
    BodyDecided,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintForwarded,
    ComplaintSatisfied,
    ComplaintWithdrawn,
    ProviderConsidered,
    RegisteredByBody,
)
from ruqsat.law.acts_of_decision import (
    AnnexEntered,
    AnnexRefused,
    Corrected,
    DecisionPrepared,
    DecisionReturned,
    Granted,
    LicenseEntered,
    PaperOriginalReturned,
    Refused,
    ResultDocument,
    ResultIssued,
)
from ruqsat.law.acts_of_examination import (
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSealed,
    ConclusionSigned,
    PointFound,
    RecordingAdded,
    VisitCancelled,
    VisitNoticeSent,
    VisitScheduled,
    VisitStarted,
)
from ruqsat.law.acts_of_filing import (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    DocumentAdded,
    FeePaid,
    FoundComplete,
    InquiryAnswered,
    ReceiptIssued,
    Received,
    Registered,
    Shortcoming,
    SignatureJudged,
    Withdrawn,
)
from ruqsat.law.acts_of_hearing import (
    CourtActRecorded,
    FindingSetAside,
    GroundFound,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
    UnreliabilityFound,
)
from ruqsat.law.acts_of_license import (
    AnnexAdded,
    DuplicateIssued,
    LicenseEntrySetAside,
    LicenseReissued,
    LicenseResumed,
    LicenseSuperseded,
    LicenseSuspended,
    LicenseTerminated,
    PaperIssued,
    PaperReturned,
)

__all__ = [
    "KINDS",
    "SYSTEM",
    "Act",
    "Actor",
    "AnnexAdded",
    "AnnexEntered",
    "AnnexRefused",
    "ApprovalAnswered",
    "ApprovalRequested",
    "Basis",
    "BodyDecided",
    "ChangeConfirmed",
    "ChangeDeclined",
    "ChangeProposed",
    "Clock",
    "ComplaintDecided",
    "ComplaintFiled",
    "ComplaintForwarded",
    "ComplaintSatisfied",
    "ComplaintWithdrawn",
    "ConclusionSealed",
    "ConclusionSigned",
    "ConsentGiven",
    "ConsentRefused",
    "ConsentWithdrawn",
    "ConsiderationRefusalDrafted",
    "ConsiderationRefused",
    "Corrected",
    "CourtActRecorded",
    "DecisionPrepared",
    "DecisionReturned",
    "DocumentAdded",
    "DuplicateIssued",
    "FeePaid",
    "Filed",
    "Finding",
    "FindingSetAside",
    "FoundComplete",
    "Granted",
    "GroundFound",
    "InformationReceived",
    "InformationSent",
    "InquiryAnswered",
    "LicenseEntered",
    "LicenseEntrySetAside",
    "LicenseReissued",
    "LicenseResumed",
    "LicenseSuperseded",
    "LicenseSuspended",
    "LicenseTerminated",
    "Nature",
    "ObjectionFiled",
    "Outcome",
    "PaperIssued",
    "PaperOriginalReturned",
    "PaperReturned",
    "PointFound",
    "PreliminaryDecisionMade",
    "PreliminaryDecisionSent",
    "PreliminaryDecisionServed",
    "Proof",
    "ProviderConsidered",
    "ReceiptIssued",
    "Received",
    "RecordingAdded",
    "Refused",
    "Registered",
    "RegisteredByBody",
    "ResultDocument",
    "ResultIssued",
    "Role",
    "Shortcoming",
    "SignatureJudged",
    "UnreliabilityFound",
    "Verdict",
    "VisitCancelled",
    "VisitNoticeSent",
    "VisitScheduled",
    "VisitStarted",
    "Withdrawn",
]


def _every_kind() -> dict[str, type[Act]]:
    return {act.KIND: act for act in Act.__subclasses__()}


KINDS: Mapping[str, type[Act]] = _every_kind()
