"""Rules 8: after filing, the registers that have not answered yet are asked; those that are down are asked again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from ruqsat.cases.case_file import look
from ruqsat.cases.inquiring import addresses_of, question_of, to_ask
from ruqsat.cases.recording import put_new_on_file
from ruqsat.consents.asking import ask_all
from ruqsat.consents.models import Inquiry
from ruqsat.gateways import registers
from ruqsat.journal.keys import blind_index
from ruqsat.law.acts import SYSTEM
from ruqsat.law.inquiries import Ask

ASK_AGAIN_AFTER = timedelta(minutes=2)


def ask_registers(case: UUID, act: UUID, *, at: datetime) -> None:
    """Ask what is open of the case that *act* filed; each register that was down not sooner than two minutes later."""
    file = look(case, at=at)
    application = file.standing.application
    if application is None:
        return
    open_ones = [ask for ask in to_ask(file.standing) if not _just_asked(case, ask, at=at)]
    addresses = addresses_of(application)
    questions = [question_of(ask, application.applicant, addresses=addresses) for ask in open_ones]
    if questions:
        gateway = registers.connect(settings.GATEWAYS["registers"]["url"])
        ask_all(case, questions, at=at, by=SYSTEM, registers=gateway, record=put_new_on_file)


def _just_asked(case: UUID, ask: Ask, *, at: datetime) -> bool:
    return Inquiry.objects.filter(
        file_id=case,
        inquiry=ask.inquiry,
        about_index=blind_index(ask.about),
        asked_at__gt=at - ASK_AGAIN_AFTER,
    ).exists()
