"""What the signing panel needs to know of a statement."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.cases import signing as cases_signing
from ruqsat.cases.signing import Key
from ruqsat.law.local_time import local
from ruqsat.people import phone_signing, sessions
from ruqsat.people.models import Person
from ruqsat.web.components import component

PURPOSES = ("sign", "sign-in")
TOLD_BEFORE_THE_KEY_ENDS = timedelta(days=30)


class UnknownPurpose(ValueError):
    """A panel is for signing or for signing in."""


def panel(
    request: HttpRequest, content: SafeString, *, statement: bytes, action: str, iin: str, purpose: str, button: str
) -> SafeString:
    """
    The panel as HTML. *statement*: the bytes that are signed; *iin*: whose key is offered ("" for any).

    :raises UnknownPurpose: for anything but "sign" and "sign-in".
    """
    if purpose not in PURPOSES:
        raise UnknownPurpose(purpose)
    values: dict[str, Any] = {
        "content": content,
        "statement": base64.b64encode(statement).decode(),
        "digest": hashlib.sha256(statement).hexdigest(),
        "readable": statement.decode(errors="replace") if purpose == "sign" else "",
        "action": action,
        "iin": iin,
        "purpose": purpose,
        "button": button or (_("Sign in") if purpose == "sign-in" else _("Sign")),
        "program": settings.SIGNING_PROGRAM_URL,
        "sandbox_url": settings.SANDBOX_URL if settings.GATEWAYS["pki"]["kind"] == "sandbox" else "",
        "key": Key(role="", bin=""),
        "kept": "",
        "locale": (get_language() or "ru")[:2],
        "csrf_token": get_token(request),
        "ticket": _ticket(request, statement),
    }
    person: Person | None = getattr(request, "person", None)
    if purpose == "sign" and person is not None:
        values |= _of_statement(statement, person) | _of_key(sessions.key_ends(request.session))
    return component("components/signing_panel.html", **values)


def _of_statement(statement: bytes, person: Person) -> dict[str, Any]:
    """Which key the program is asked for, in whose name, and the signature that waits to be checked."""
    kept = cases_signing.kept_for(statement, by=person)
    return {
        "key": cases_signing.key_for(statement, at=instance_clock.now()),
        "kept": base64.b64encode(kept).decode() if kept else "",
        "holder": person.full_name(),
    }


def _ticket(request: HttpRequest, statement: bytes) -> str:
    """With it the page lets the statement wait for a phone; empty where signing on a phone is not offered."""
    if not settings.MOBILE_SIGNING:
        return ""
    return phone_signing.ticket(statement, session_key=sessions.key_of(request.session))


def _of_key(ends: datetime | None) -> dict[str, Any]:
    """That the key ends soon with which the person signed in: a new one is had from home only while it is valid."""
    left = ends - instance_clock.now() if ends else TOLD_BEFORE_THE_KEY_ENDS
    if ends is None or left >= TOLD_BEFORE_THE_KEY_ENDS:
        return {}
    return {"key_ends": local(ends).date(), "days_left": max(left.days, 0)}


def posted_cms(request: HttpRequest) -> bytes | None:
    """The signature that the panel sent, ``None`` when it sent nothing that can be read."""
    try:
        cms = base64.b64decode(request.POST.get("cms", ""), validate=True)
    except ValueError:
        return None
    return cms if 0 < len(cms) <= phone_signing.MOST_BYTES_OF_SIGNATURE else None


def posted_act(request: HttpRequest) -> UUID | None:
    """The id of the prepared statement that the form names as ``prepared``, ``None`` when it names none."""
    try:
        return UUID(request.POST.get("prepared", ""))
    except ValueError:
        return None
