"""Rules 8: the owner says that the SMS is answered: the service is asked, and the page says what came."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.cases.actions import settling
from ruqsat.consents.answering import Came
from ruqsat.consents.giving import ConsentService, NoSuchRequest
from ruqsat.consents.models import Pending
from ruqsat.gateways import registers
from ruqsat.web.templatetags.ruqsat_text import said


def look(request: HttpRequest, pending: Pending | None) -> None:
    """Ask what came of the request, and tell it on the next page; what came already stands there by itself."""
    if pending is None:
        return
    service = registers.connect(settings.GATEWAYS)
    try:
        came = settling.settle(pending.id, now=instance_clock.now, registers=service)
    except NoSuchRequest:
        return
    except ConsentService as outage:
        messages.warning(request, said(outage.saying))
        return
    if came is Came.WAITING:
        messages.info(request, _("No answer by SMS has come yet. An SMS can take a minute."))
    elif came is Came.OVER:
        messages.info(request, _("This code can no longer be used. Ask for a new one."))
