"""Rules 8: requests for consent go out with their links, answers by SMS come in, withdrawals are told."""

from datetime import datetime

import structlog
from django.conf import settings
from django.utils.translation import gettext, override

from ruqsat.cases.actions import linking, settling
from ruqsat.consents import answering, withdrawals
from ruqsat.consents.giving import ConsentService, NoSuchRequest
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.keeping import books
from ruqsat.law import offices
from ruqsat.law.local_time import local

log = structlog.get_logger()

PAGE = "/my-consent/{token}/"
"""Where the link of a request leads: `ruqsat.web.portal.linked`."""


def send_links(*, at: datetime) -> None:
    """Send the owners of data the requests that wait; while the service is down, one is tried."""
    lists = books.in_force().lists_on(local(at).date())
    office = offices.committee(among=lists.offices).code
    for invitation in linking.to_be_sent(at=at):
        language = linking.language_of(invitation)
        with override(language):
            purpose = gettext("Application for a license for medical activity")
        try:
            linking.send(
                invitation,
                page=settings.PUBLIC_URL + PAGE,
                office=office,
                purpose=purpose,
                language=language,
                at=at,
                registers=_service(),
            )
        except ConsentService as outage:
            log.warning("a request for consent waits", invitation=str(invitation), why=outage.why)
            return


def take_answers(*, at: datetime) -> None:
    """Ask about the requests under way; while the service is down, about one."""
    for pending in answering.under_way(at=at):
        try:
            settling.settle(pending, at=at, registers=_service())
        except NoSuchRequest:
            continue  # answered on a page meanwhile
        except ConsentService as outage:
            log.warning("the answer to a request for consent waits", request=str(pending), why=outage.why)
            return


def follow_consents(*, at: datetime) -> None:
    """Do what follows on a consent where the process that took it died before; one that breaks stops no other."""
    settling.forget_what_is_over(at=at)
    for consent in settling.unfollowed(at=at):
        try:
            settling.follow(consent, at=at, registers=_service())
        except Exception as error:
            log.exception("what follows on a consent cannot be done", consent=str(consent))
            settling.broke(consent, error=error, at=at)


def tell_withdrawals(*, at: datetime) -> None:
    """Tell the service of the consents taken back; while it is down, of one."""
    for consent in withdrawals.untold(at=at):
        outage = withdrawals.tell(consent, at=at, registers=_service())
        if outage is not None:
            log.warning("a withdrawal waits to be told", consent=str(consent), why=outage.why)
            return


def _service() -> Registers:
    return registers.connect(settings.GATEWAYS)
