"""Rules 8: requests for consent go out with their links, answers by SMS come in, withdrawals are told."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from ruqsat.cases.actions import linking, settling
from ruqsat.consents import answering, stuck, withdrawals
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.keeping import books
from ruqsat.law import offices
from ruqsat.law.local_time import local
from ruqsat.law.purposes import PURPOSES

PAGE = "/my-consent/{token}/"
"""Where the link of a request leads: `ruqsat.web.portal.linked`."""


def send_links(*, now: Callable[[], datetime]) -> None:
    """Send the owners of data the requests that wait; while the service is down, one is tried."""
    lists = books.in_force().lists_on(local(now()).date())
    office = offices.committee(among=lists.offices).code

    def send(invitation: UUID) -> None:
        language = linking.language_of(invitation)
        with override(language):
            purpose = gettext(PURPOSES[linking.service_for(invitation)].text)
        linking.send(
            invitation,
            page=settings.PUBLIC_URL + PAGE,
            office=office,
            purpose=purpose,
            language=language,
            at=now(),
            registers=_service(),
        )

    linking.forget_what_is_over(at=now())
    stuck.each(stuck.LINK, linking.to_be_sent(at=now()), send, now=now)


def take_answers(*, now: Callable[[], datetime]) -> None:
    """Ask about the requests under way; while the service is down, about one."""
    due = answering.under_way(at=now())
    stuck.each(stuck.ANSWER, due, lambda one: settling.settle(one, now=now, registers=_service()), now=now)


def follow_consents(*, now: Callable[[], datetime]) -> None:
    """Do what follows on a consent where the process that took it died before; one that breaks stops no other."""
    settling.forget_what_is_over(at=now())
    due = settling.unfollowed(at=now())
    stuck.each(stuck.FOLLOWING, due, lambda one: settling.follow(one, now=now, registers=_service()), now=now)


def tell_withdrawals(*, now: Callable[[], datetime]) -> None:
    """Tell the service of the consents taken back; while it is down, of one."""
    due = withdrawals.untold(at=now())
    stuck.each(stuck.WITHDRAWAL, due, lambda one: withdrawals.tell(one, at=now(), registers=_service()), now=now)


def _service() -> Registers:
    return registers.connect(settings.GATEWAYS)
