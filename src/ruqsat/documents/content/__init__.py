"""From what is on file to what a document says: plain data, in the language asked for, that `rendering` sets."""

from ruqsat.documents.content.control import approval_answer_data, conclusion_data
from ruqsat.documents.content.licenses import FIRST, Anew, annex_data, license_data
from ruqsat.documents.content.receipt import receipt_data
from ruqsat.documents.content.refusals import (
    hearing_protocol_data,
    preliminary_decision_data,
    refusal_data,
    refusal_of_annex_data,
    refusal_of_consideration_data,
)
from ruqsat.documents.content.sheet import Signatory

__all__ = [
    "FIRST",
    "Anew",
    "Signatory",
    "annex_data",
    "approval_answer_data",
    "conclusion_data",
    "hearing_protocol_data",
    "license_data",
    "preliminary_decision_data",
    "receipt_data",
    "refusal_data",
    "refusal_of_annex_data",
    "refusal_of_consideration_data",
]
