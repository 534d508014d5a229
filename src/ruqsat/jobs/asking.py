"""Rules 8: after filing, the registers that have not answered yet are asked; those that are down are asked again."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from ruqsat.cases.actions import asking_anew
from ruqsat.cases.case_file import look
from ruqsat.cases.inquiring import addresses_of, question_of, to_ask
from ruqsat.consents import sources, waiting
from ruqsat.consents.asking import ask_all
from ruqsat.gateways import registers
from ruqsat.law.acts import SYSTEM
from ruqsat.law.inquiries import INQUIRIES, Ask
from ruqsat.law.lapsed_consents import run_out
from ruqsat.law.silence import silences
from ruqsat.law.standing import Standing

NOBODY_WAITS = timedelta(0)


def ask_registers(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """
    Ask what is open of the case that *act* filed, each register when it is due (`ruqsat.consents.waiting`).

    Rules 9: once a register was down for four hours it is due in any case, so that it goes on file that it stays so.
    Where a consent has run out with something left to ask, that goes on file, and its owner is asked anew.
    """
    at = now()
    file = look(case, at=at)
    lapsed = run_out(file.standing, at=at)
    if lapsed:
        asking_anew.put_run_out(case, lapsed, at=at)
        file = look(case, at=at)
    application = file.standing.application
    if application is None:
        return
    addresses = addresses_of(application)
    gateway, record = registers.connect(settings.GATEWAYS), asking_anew.put_answers
    due = _due(case, file.standing, to_ask(file.standing, at=at), past=gateway.past, at=at)
    questions = [question_of(ask, application.applicant, addresses=addresses) for ask in due]
    if questions:
        ask_all(case, questions, now=now, by=SYSTEM, registers=gateway, record=record, yielding=NOBODY_WAITS)


def _due(
    case: UUID, standing: Standing, asks: Collection[Ask], *, past: Collection[str], at: datetime
) -> Iterator[Ask]:
    if not asks:
        return
    circuits = sources.standing_before({INQUIRIES[ask.inquiry].source for ask in asks}, past=past)
    vain = waiting.in_vain(case, [(ask.inquiry, ask.about) for ask in asks])
    known = {(one.inquiry, one.about): one for one in silences(standing)}
    for ask in asks:
        place = (ask.inquiry, ask.about)
        silence, tried = known.get(place), vain.get(place)
        again = waiting.again_at(tried, circuit=circuits[INQUIRIES[ask.inquiry].source])
        under_way = tried is not None and tried.under_way
        told = silence is not None and (silence.stays or at < silence.until)
        if again is None or again <= at or not (told or under_way):
            yield ask
