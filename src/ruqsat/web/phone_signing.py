"""
Signing with eGov mobile: the two addresses that the phone asks (NITEC-S-5096), and what the page in the browser asks.

API 1 says who asks for what until when, and where the documents are; API 2 gives the documents and takes them back
signed. The code on the screen is the word ``mobileSign:`` and the address of API 1.
"""

import base64
import hashlib
import io
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ruqsat import instance_clock
from ruqsat.law.local_time import local
from ruqsat.law.offices import OfficeKind
from ruqsat.people import phone_signing, sessions
from ruqsat.people.models import Office
from ruqsat.people.phone_signing import GoneError, NotGivenOutError, State, Waiting

PREFIX = "mobileSign:"
DETACHED = "CMS_SIGN_ONLY"
MIME = "@file/txt"
SIGN_IN = b"Ruqsat: sign in\n"
MOST_BYTES = 1_000_000


View = Callable[..., HttpResponse]


def _told(view: View) -> View:
    """What is not there is 404, what is not there any more 410; in no cache."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except NotGivenOutError:
            return JsonResponse({"message": _("There is nothing to be signed at this address.")}, status=404)
        except GoneError:
            return JsonResponse(
                {"message": _("The code was used, or its five minutes are over. Show a new code on the page.")},
                status=410,
            )

    return never_cache(answer)


@require_POST
@_told
def put(request: HttpRequest) -> HttpResponse:
    """The page in the browser lets its text wait for a phone."""
    try:
        text = base64.b64decode(request.POST.get("statement", ""), validate=True)
    except ValueError:
        raise NotGivenOutError from None
    waiting = phone_signing.put(
        text,
        ticket=request.POST.get("ticket", ""),
        session_key=sessions.key_of(request.session),
        at=instance_clock.now(),
    )
    address = _address(waiting)
    links = [
        {"name": name, "url": template.replace("{address}", quote(address, safe=""))}
        for name, template in settings.MOBILE_SIGNING.items()
    ]
    values = {
        "code": reverse("phone-code", kwargs={"id": waiting.id}),
        "state": reverse("phone-state", kwargs={"id": waiting.id}),
        "links": links,
        "until": local(waiting.expires_at).strftime("%H:%M"),
    }
    return JsonResponse(values, status=201)


@require_GET
@_told
def code(request: HttpRequest, *, id: UUID) -> HttpResponse:
    """The code that the phone reads from the screen."""
    waiting, _state, _cms = _seen(request, id)
    drawn = io.BytesIO()
    segno.make(f"{PREFIX}{_address(waiting)}", error="m").save(drawn, kind="svg", scale=5, border=4, light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@require_GET
@_told
def state(request: HttpRequest, *, id: UUID) -> HttpResponse:
    """How far the phone is, and what it signed, for the browser that showed the code."""
    _waiting, reached, cms = _seen(request, id)
    signed = {"cms": base64.b64encode(cms).decode()} if reached is State.SIGNED and cms else {}
    return JsonResponse({"state": reached, **signed})


def _seen(request: HttpRequest, id: UUID) -> tuple[Waiting, State, bytes | None]:
    # Whoever has no session put nothing there, and gets none for asking.
    session_key = request.session.session_key or ""
    return phone_signing.seen_by(id, session_key=session_key, at=instance_clock.now())


@csrf_exempt
@require_GET
@_told
def asks(request: HttpRequest, *, id: UUID, secret: str) -> HttpResponse:
    """API 1: who asks for what, until when, and where the documents are."""
    waiting = phone_signing.open_at(id, secret=secret, at=instance_clock.now())
    names = _names(waiting)
    values = {
        "description": f"{names['nameKz']} / {names['nameRu']}",
        "expiry_date": local(waiting.expires_at).isoformat(timespec="milliseconds"),
        "organisation": _organisation(),
        "document": {
            "uri": settings.PUBLIC_URL + reverse("phone-documents", kwargs={"id": waiting.id}),
            "auth_type": "Bearer",
            "auth_token": waiting.access,
        },
    }
    return JsonResponse(values)


@csrf_exempt
@require_http_methods(["GET", "PUT"])
@_told
def documents(request: HttpRequest, *, id: UUID) -> HttpResponse:
    """API 2: what is to be signed; the phone brings the same back, signed."""
    access, at = request.headers.get("Authorization", "").removeprefix("Bearer "), instance_clock.now()
    waiting = phone_signing.text_at(id, access=access, at=at)
    if request.method == "GET":
        return JsonResponse(_documents(waiting))
    cms = _signature(request)
    if cms is None:
        return JsonResponse({"message": _("The signature cannot be read. Sign again.")}, status=422)
    phone_signing.bring(cms, id=id, access=access, at=at)
    return JsonResponse({})


def _documents(waiting: Waiting) -> dict[str, Any]:
    meta = [
        {"name": "SHA-256", "value": hashlib.sha256(waiting.text).hexdigest()},
        {"name": "URL", "value": settings.PUBLIC_URL},
    ]
    content = {"mime": MIME, "data": base64.b64encode(waiting.text).decode()}
    document = {"id": 1, **_names(waiting), "meta": meta, "document": {"file": content}}
    return {"signMethod": DETACHED, "documentsToSign": [document]}


def _signature(request: HttpRequest) -> bytes | None:
    """The detached CMS in what the phone sent."""
    if len(request.body) > MOST_BYTES:
        return None
    try:
        (document,) = json.loads(request.body)["documentsToSign"]
        text = str(document["document"]["file"]["data"])
        cms = base64.b64decode("".join(text.split()), validate=True)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return cms if 0 < len(cms) <= phone_signing.MOST_BYTES_OF_SIGNATURE else None


def _address(waiting: Waiting) -> str:
    named = {"id": waiting.id, "secret": waiting.secret}
    return settings.PUBLIC_URL + reverse("phone-asks", kwargs=named)


def _names(waiting: Waiting) -> dict[str, str]:
    signs_in = waiting.text.startswith(SIGN_IN)
    message = gettext_noop("Text to sign in with") if signs_in else gettext_noop("Statement to be signed")
    return {f"name{suffix}": _in(language, message) for suffix, language in (("Ru", "ru"), ("Kz", "kk"), ("En", "en"))}


def _in(language: str, message: str) -> str:
    with translation.override(language):
        return translation.gettext(message)


def _organisation() -> dict[str, str]:
    """The Committee, which keeps the portal."""
    office = Office.objects.filter(kind=OfficeKind.COMMITTEE).order_by("code").first()
    names = office.names if office else {}
    return {
        "nameRu": names.get("ru", ""),
        "nameKz": names.get("kk", ""),
        "nameEn": names.get("en", ""),
        "bin": office.bin if office else "",
    }
