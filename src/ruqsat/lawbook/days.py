"""``ruqsat law workday`` and ``ruqsat law add``."""

import argparse

from ruqsat.law.calendar import CalendarUnknown
from ruqsat.lawbook import reading
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import language, said


def workday(asked: argparse.Namespace) -> Answer:
    """Whether a day is a working day, and why."""
    spoken, on, calendar = language(asked.language), reading.day(asked.on), asked.book.calendar
    try:
        working, why = calendar.is_working(on), said(calendar.why(on), language=spoken)
    except CalendarUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    return Answer(data={"on": str(on), "working": working, "why": why}, lines=(why,))


def add(asked: argparse.Namespace) -> Answer:
    """The day that so many working days lead to."""
    spoken, start = language(asked.language), reading.day(asked.start)
    days = reading.count(asked.days, of="working days")
    try:
        counted = asked.book.calendar.add(start, days)
    except CalendarUnknown as error:
        raise CannotAnswer(reading.sentence(error)) from error
    derivation = [said(step, language=spoken) for step in counted.derivation]
    data = {"from": str(start), "days": days, "result": str(counted.on), "derivation": derivation}
    return Answer(data=data, lines=(str(counted.on), *(f"  {step}" for step in derivation)))
