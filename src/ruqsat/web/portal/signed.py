"""What an applicant signs after filing: prepared on one page, read and signed on the next; nothing typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ruqsat.journal import prepared
from ruqsat.journal.prepared import NoSuchPreparedError, Prepared, PreparedExpiredError, PreparedTakenError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, Role
from ruqsat.law.standing import No, Permission
from ruqsat.people.persons import iin_of
from ruqsat.web import signing
from ruqsat.web.officers import refusal_text
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase

GONE = (NoSuchPreparedError, PreparedExpiredError, PreparedTakenError)


@dataclass(frozen=True, kw_only=True)
class SignPage:
    """
    A page on which one kind of act is signed.

    ``file`` puts it on file; ``back`` is the page where it was written; ``done`` is said once it is on file.
    """

    kind: type[Act]
    template: str
    back: str
    done: Any
    file: Callable[..., Any] = field(repr=False)


def may(opened: OpenedCase, kind: type[Act]) -> Permission:
    """Whether the applicant can bring about such an act now."""
    return opened.standing.may(kind, by=Actor(person=opened.owner.id, role=Role.APPLICANT), at=opened.at)


def not_now(
    request: ApplicantRequest, opened: OpenedCase, permission: No, *, title: str, kept: str = ""
) -> HttpResponse:
    """The page that says why this cannot be done, by which clause; what was typed is shown, to be copied."""
    context = {"opened": opened, "permission": permission, "title": title, "kept": kept}
    return render(request, "portal/not_now.html", context, status=409 if request.method == "POST" else 200)


def sign(
    request: ApplicantRequest, opened: OpenedCase, act: UUID, *, page: SignPage, more: Mapping[str, Any]
) -> HttpResponse:
    """Read what was prepared, sign it, and it is on file. A signature that does not pass says why."""
    problem = ""
    try:
        frozen = prepared_act(opened, act, kind=page.kind)
        if request.method == "POST":
            cms = signing.posted_cms(request)
            if cms is not None:
                page.file(act, cms=cms, by=opened.owner, at=opened.at)
                messages.success(request, page.done)
                return redirect("portal:application", opened.id)
            problem = _("The signature did not arrive. Sign again.")
    except GONE as error:
        messages.error(request, refusal_text(error))
        return redirect(page.back, opened.id)
    except RefusalError as error:
        problem = refusal_text(error)
    context = {"opened": opened, "prepared": frozen, "act": frozen.act, "iin": iin_of(opened.owner), "problem": problem}
    return render(request, page.template, context | dict(more), status=422 if request.method == "POST" else 200)


def prepared_act(opened: OpenedCase, act: UUID, *, kind: type[Act]) -> Prepared:
    """
    What was prepared for this applicant in this case.

    :raises Http404: for a statement about anything else.
    :raises RefusalError: once it has expired or was signed.
    """
    frozen = prepared.look(act, for_person=opened.owner.id, at=opened.at)
    if frozen.file != opened.id or not isinstance(frozen.act, kind):
        raise Http404(str(act))
    return frozen
