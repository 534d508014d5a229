"""List 8(2): what state registers hold on a change, as the fields of its page, each with its source and day."""

from collections.abc import Iterator

from ruqsat.cases import sections_held
from ruqsat.cases.composing import THE_FACILITY
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.discrepancies import plain
from ruqsat.law.inquiries import APPLICANT
from ruqsat.web.portal import held
from ruqsat.web.portal.forms.addresses import ADDRESS
from ruqsat.web.portal.known import Known
from ruqsat.web.portal.opened import OpenedDraft


def of_the_change(opened: OpenedDraft) -> Iterator[tuple[str, Known]]:
    """Rules 8(2), Rules 8(6), Rules 8(9): from what, to what, by the register that shows this ground."""
    match sections_held.ground_in(opened.answers):
        case "Permits 33(1)":
            renamed = _value(opened, "name_change", opened.iin)
            if renamed is not None:
                yield "before", _known(renamed, renamed.data.get("old_name", ""))
                yield "now", _known(renamed, renamed.data.get("new_name", ""))
        case "Permits 33(2)" | "Permits 33(3)" | "Permits 33(4)":
            registered = _value(opened, "entrepreneur_registration", APPLICANT)
            if registered is not None:
                yield "now", _known(registered, _registered(registered, held.written(opened)))
        case "Permits 33(6)":
            estate = _value(opened, "real_estate", THE_FACILITY)
            if estate is not None and estate.data.get("address"):
                yield "now", _known(estate, estate.data["address"])


def _registered(answer: InquiryAnswered, before: str) -> str:
    """The registered name; where that is what the license says, the registered address, as the register tells it."""
    name = answer.data.get("name", "")
    address = ", ".join(answer.data[part] for part in ADDRESS if answer.data.get(part))
    return address if address and plain(name) == plain(before) else name


def _value(opened: OpenedDraft, inquiry: str, about: str) -> InquiryAnswered | None:
    answer = opened.standing.answer(inquiry, about)
    return answer if answer is not None and answer.outcome is Outcome.VALUE else None


def _known(answer: InquiryAnswered, value: str) -> Known:
    return Known(value=value, source=answer.source, answered_at=answer.happened_at)
