"""Rules 8: which inquiries a case still calls for, and on what basis each may leave."""

from collections.abc import Mapping
from datetime import datetime

from ruqsat.consents.asking import Question
from ruqsat.gateways.registers import Subject
from ruqsat.law.application import Applicant, Application
from ruqsat.law.identifiers import check_bin
from ruqsat.law.inquiries import Ask, found_by
from ruqsat.law.lapsed_consents import may_leave, unanswered
from ruqsat.law.procedure import Standing

NOWHERE: Mapping[str, str] = {}


def addresses_of(application: Application) -> dict[str, str]:
    """Rules 8(4): where an application has several facilities, the address of each by its id."""
    facilities = application.facilities
    return {one.id: one.address.in_line() for one in facilities} if len(facilities) > 1 else {}


def to_ask(standing: Standing, *, at: datetime | None = None) -> tuple[Ask, ...]:
    """
    Rules 8: the inquiries of a filed application that have no definite answer and may be made.

    One that needs a consent which nobody gave is not among them: that is not the register's silence but the owner's.
    With *at*, nor one whose consent has run out by then, which the file tells only once it was to be asked.
    """
    return tuple(ask for ask in unanswered(standing) if may_leave(standing, ask, at=at))


def question_of(ask: Ask, applicant: Applicant, *, addresses: Mapping[str, str] = NOWHERE) -> Question:
    """
    Rules 8: an inquiry as it leaves: about whom the case asks, on whose consent, and by what number.

    Where an applicant has several facilities the number alone does not tell which is meant: *addresses* does, by id.
    """
    number, address = found_by(ask, applicant), addresses.get(ask.about, "")
    subject = Subject(bin=number, address=address) if check_bin(number) else Subject(iin=number, address=address)
    return Question(inquiry=ask.inquiry, about=ask.about, owner=ask.owner, subject=subject)
