"""Rules 8: which inquiries a case still calls for, and on what basis each may leave."""

from collections.abc import Mapping

from ruqsat.consents.asking import Question
from ruqsat.gateways.registers import Subject
from ruqsat.law.acts import Basis, ConsentGiven, Outcome
from ruqsat.law.application import Applicant, Application
from ruqsat.law.identifiers import check_bin
from ruqsat.law.inquiries import INQUIRIES, Ask, for_application, found_by
from ruqsat.law.procedure import Consent, Standing
from ruqsat.law.standing import act_of

# Rules 8(5) is answered by the payment gateway's notice and by asking it after each order: `ruqsat.payments`.
PAYMENT = "fee_payment"


NOWHERE: Mapping[str, str] = {}


def addresses_of(application: Application) -> dict[str, str]:
    """Rules 8(4): where an application has several facilities, the address of each by its id."""
    facilities = application.facilities
    return {one.id: one.address.in_line() for one in facilities} if len(facilities) > 1 else {}


def to_ask(standing: Standing) -> tuple[Ask, ...]:
    """
    Rules 8: the inquiries of a filed application that have no definite answer and may be made.

    One that needs a consent which nobody gave is not among them: that is not the register's silence but the owner's.
    """
    if standing.application is None:
        return ()
    asks = for_application(standing.application, education_year=standing.edition.education_year)
    return tuple(
        ask for ask in asks if ask.inquiry != PAYMENT and not _settled(ask, standing) and _has_basis(ask, standing)
    )


def question_of(ask: Ask, applicant: Applicant, *, addresses: Mapping[str, str] = NOWHERE) -> Question:
    """
    Rules 8: an inquiry as it leaves: about whom the case asks, on whose consent, and by what number.

    Where an applicant has several facilities the number alone does not tell which is meant: *addresses* does, by id.
    """
    number, address = found_by(ask, applicant), addresses.get(ask.about, "")
    subject = Subject(bin=number, address=address) if check_bin(number) else Subject(iin=number, address=address)
    return Question(inquiry=ask.inquiry, about=ask.about, owner=ask.owner, subject=subject)


def _settled(ask: Ask, standing: Standing) -> bool:
    answer = standing.answer(ask.inquiry, ask.about)
    return answer is not None and answer.outcome is not Outcome.UNAVAILABLE


def _has_basis(ask: Ask, standing: Standing) -> bool:
    if INQUIRIES[ask.inquiry].basis is Basis.STATUTE:
        return True
    return any(consent.withdrawn is None and _covers(consent, ask) for consent in standing.consents.values())


def _covers(consent: Consent, ask: Ask) -> bool:
    given = act_of(consent.given, ConsentGiven)
    return given.owner == ask.owner and ask.inquiry in given.data
