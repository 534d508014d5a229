"""Signing in and out, and the language of the pages."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from ruqsat import instance_clock
from ruqsat.eds.trust import TrustStore
from ruqsat.gateways import pki
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Role
from ruqsat.law.local_time import local
from ruqsat.law.names import LANGUAGES
from ruqsat.people import appointments, challenges, sessions, signing_in
from ruqsat.people.models import Person
from ruqsat.people.persons import choose_language
from ruqsat.web import signing
from ruqsat.web.frame import homes_of
from ruqsat.web.resending import Sent, read_back
from ruqsat.web.templatetags.ruqsat_text import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Rules 2(2), List 10(2): who signs in shows who they are, by a signature over a fresh challenge."""
    if request.method != "POST":
        return _panel(request)
    try:
        person = _who_signed(request)
    except RefusalError as refusal:
        return _panel(request, problem=said(refusal.saying))
    sessions.begin(request.session, person, key_ends=signing_in.key_ends(person))
    back = _next(request) or _home(person)
    sent = read_back(request.POST.get("sent", ""))
    if sent is None:
        return _speaking(request, redirect(back), person)
    vars(request)["person"] = person  # the page that follows is already theirs
    return _speaking(request, render(request, "public/send_again.html", {"sent": sent, "back": back}), person)


@never_cache
def sign_in_first(request: HttpRequest, sent: Sent, *, back: str) -> HttpResponse:
    """401: a form came from somebody who is signed in no more. It stays in the page, to be sent again afterwards."""
    challenge = challenges.issue(sessions.key_of(request.session), at=instance_clock.now())
    values = {"challenge": challenge, "next": back, "sent": sent.as_text()}
    return render(request, "public/sign_in.html", values, status=401)


def _panel(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    challenge = challenges.issue(sessions.key_of(request.session), at=instance_clock.now())
    sent = read_back(request.POST.get("sent", ""))
    values = {
        "challenge": challenge,
        "next": _next(request),
        "sent": sent.as_text() if sent else "",
        "problem": problem,
    }
    return render(request, "public/sign_in.html", values, status=422 if problem else 200)


def _who_signed(request: HttpRequest) -> Person:
    at = instance_clock.now()
    cms = signing.posted_cms(request) or b""
    trust = TrustStore.from_folder(settings.TRUST_DIR)
    evidence = pki.gather(cms, trust=trust, pki=pki.configured(settings.GATEWAYS["pki"]), at=at)
    return signing_in.sign_in(
        cms,
        challenge=_challenge(request),
        session_key=sessions.key_of(request.session),
        evidence=evidence,
        trust=trust,
        at=at,
    )


def _challenge(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("challenge", ""))
    except ValueError:
        raise challenges.NoSuchChallengeError from None


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, when that is a page of this site; "" otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if is_ours else ""


def _home(person: Person) -> str:
    today = local(instance_clock.now()).date()
    return homes_of({Role(post.role) for post in appointments.held(person, on=today)})[0]


def _speaking(request: HttpRequest, response: HttpResponse, person: Person) -> HttpResponse:
    """A language chosen in this browser is the person's choice; otherwise the pages speak what was chosen before."""
    present = (get_language() or settings.LANGUAGE_CODE)[:2]
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or not person.language:
        choose_language(person, present)
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        person.language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends; drafts are kept."""
    sessions.end(request.session)
    return redirect("start")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The pages speak another language from now on; for somebody signed in, messages do too."""
    chosen = request.POST.get("language", "")
    person: Person | None = getattr(request, "person", None)
    if person is not None and chosen in LANGUAGES:
        choose_language(person, chosen)
    return set_language(request)
