"""Signing in and out, and the language of the pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Rules 2(2): who signs in shows it with a signature over a fresh challenge."""
    return render(request, "public/sign_in.html", {})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends; drafts are kept."""
    request.session.flush()
    return redirect("start")


language = require_POST(set_language)
