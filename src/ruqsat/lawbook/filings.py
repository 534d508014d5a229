"""``ruqsat law terms`` and ``ruqsat law fee``."""

import argparse

from ruqsat.law.book import Book
from ruqsat.law.calendar import CalendarUnknown
from ruqsat.law.fee_in_words import fee_told
from ruqsat.law.fees import MciUnknown, mci
from ruqsat.law.local_time import local
from ruqsat.law.terms_of_filing import TermOfFiling, of_filing
from ruqsat.lawbook import reading
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language, said


def terms(asked: argparse.Namespace) -> Answer:
    """Every term that follows from a filing."""
    spoken, service, filed_at = language(asked.language), reading.service(asked.service), reading.moment(asked.filed)
    book: Book = asked.book
    edition = reading.edition(local(filed_at).date(), book=book)
    try:
        found = of_filing(service, filed_at=filed_at, calendar=book.calendar, edition=edition)
        registered = book.calendar.registration_day(filed_at, closes=edition.closes)
    except CalendarUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    data = {
        "service": service.value,
        "edition": edition.id,
        "filed_at": filed_at.isoformat(),
        "registered_on": str(registered),
        "terms": [_term(term, spoken=spoken) for term in found],
    }
    return Answer(data=data, lines=tuple(line for term in found for line in _lines(term, spoken=spoken)))


def _term(term: TermOfFiling, *, spoken: str) -> dict[str, str | list[str]]:
    return {
        "ref": term.due.ref,
        "what": said(term.what, language=spoken),
        "owed_by": term.owed_by.value,
        "due": str(term.due.on),
        "derivation": [said(step, language=spoken) for step in term.due.derivation],
    }


def _lines(term: TermOfFiling, *, spoken: str) -> tuple[str, ...]:
    steps = (f"    {said(step, language=spoken)}" for step in term.due.derivation)
    return (f"{term.due.on}  {term.due.ref:<10}  {said(term.what, language=spoken)}", *steps)


def fee(asked: argparse.Namespace) -> Answer:
    """The fee for a service, by the index of the day of payment."""
    spoken, service, on = language(asked.language), reading.service(asked.service), reading.day(asked.on)
    edition = reading.edition(on, book=asked.book)
    try:
        told = fee_told(service, on=on, index=mci(on=on, index=asked.book.mci), edition=edition)
    except MciUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    derivation = [said(step, language=spoken) for step in told.derivation]
    data = {"service": service.value, "on": str(on), "mci": told.index, "tenge": told.tenge, "refs": list(told.refs)}
    return Answer(
        data={**data, "derivation": derivation},
        lines=(
            f"{told.tenge} ₸  ({', '.join(told.refs)}; 1 MCI = {told.index} ₸)",
            *(f"    {step}" for step in derivation),
        ),
    )
