"""Papers that are read as PDF and signed: the head's decisions, and an officer's protocol of a hearing by word."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ruqsat import instance_clock
from ruqsat.cases.actions import completeness, decision, hearing
from ruqsat.cases.actions.decision import DatedOtherwiseError
from ruqsat.cases.case_file import CaseFile, CaseMovedOnError
from ruqsat.journal import prepared
from ruqsat.journal.prepared import NoSuchPreparedError, Prepared, PreparedExpiredError, PreparedTakenError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Act, Actor, ConsiderationRefused, Filed, Granted, ObjectionFiled, Refused, Role
from ruqsat.law.standing import Standing
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of
from ruqsat.web.desk import by_facility, examination
from ruqsat.web.desk.ended import PaperShown, papers_of
from ruqsat.web.desk.seat import open_case
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, tell
from ruqsat.web.signing import posted_cms

GONE = (NoSuchPreparedError, PreparedExpiredError, PreparedTakenError, DatedOtherwiseError)


@dataclass(frozen=True, kw_only=True)
class Signing:
    """How an act is put on file once signed, and what its page says."""

    file: Callable[..., Filed]
    title: Promise
    signed: Promise
    button: Promise
    done: Promise


_DECISIONS: Mapping[type[Act], Signing] = {
    Granted: Signing(
        file=decision.grant,
        title=gettext_lazy("Read and sign the license"),
        signed=gettext_lazy("You sign the decision to grant the license. It names each of these files by its SHA-256."),
        button=gettext_lazy("Sign the license"),
        done=gettext_lazy("The license is signed. The office's seal is being put on it."),
    ),
    Refused: Signing(
        file=decision.refuse,
        title=gettext_lazy("Read and sign the refusal"),
        signed=gettext_lazy("You sign the decision to refuse the license. It names this file by its SHA-256."),
        button=gettext_lazy("Sign the refusal"),
        done=gettext_lazy("The refusal is signed. The office's seal is being put on it."),
    ),
    ConsiderationRefused: Signing(
        file=completeness.refuse_consideration,
        title=gettext_lazy("Read and sign the refusal of consideration"),
        signed=gettext_lazy("You sign the refusal of further consideration. It names this file by its SHA-256."),
        button=gettext_lazy("Sign the refusal of consideration"),
        done=gettext_lazy("The refusal of consideration is signed. The office's seal is being put on it."),
    ),
}
_MIXED = Signing(
    file=decision.grant,
    title=gettext_lazy("Read and sign the decision on each facility"),
    signed=gettext_lazy(
        "You sign one decision: it grants the license with its annexes, and refuses the annex of each facility named."
        " It names each of these files by its SHA-256."
    ),
    button=gettext_lazy("Sign the decision"),
    done=gettext_lazy("The decision is signed. The office's seal is being put on each of its papers."),
)
"""Rules 10: a license with some annexes, and the reasoned refusal of others."""
_OF_HELD = replace(
    _DECISIONS[Granted],
    title=gettext_lazy("Read and sign the decision"),
    signed=gettext_lazy("You sign the decision to grant the application. It names each of these files by its SHA-256."),
    button=gettext_lazy("Sign the decision"),
    done=gettext_lazy("The decision is signed. The office's seal is being put on the result."),
)
"""Rules 19: the same where a license is held: an annex to it, its reissue, a duplicate."""

_PROTOCOL: Mapping[type[Act], Signing] = {
    ObjectionFiled: Signing(
        file=hearing.file_protocol,
        title=gettext_lazy("Read and sign the protocol"),
        signed=gettext_lazy("You sign the protocol of the hearing. It names this file by its SHA-256."),
        button=gettext_lazy("Sign the protocol"),
        done=gettext_lazy("The protocol is on file as the applicant's objection."),
    ),
}

_Setting = Callable[[UUID, Person, Actor, datetime], Prepared]


def _set_license(case: UUID, by: Person, actor: Actor, at: datetime) -> Prepared:
    return decision.prepare_license(case, by=by, actor=actor, at=at)[0]


def _set_refusal(case: UUID, by: Person, actor: Actor, at: datetime) -> Prepared:
    return decision.prepare_refusal_paper(case, by=by, actor=actor, at=at)[0]


def _set_refusal_of_consideration(case: UUID, by: Person, actor: Actor, at: datetime) -> Prepared:
    return completeness.prepare_refusal(case, by=by, actor=actor, at=at)[0]


_SETTINGS: Mapping[str, _Setting] = {
    "license": _set_license,
    "refusal": _set_refusal,
    "refusal_of_consideration": _set_refusal_of_consideration,
}


@require_POST
@officer(Role.HEAD)
def set_paper(request: OfficerRequest, case: UUID, what: str) -> HttpResponse:
    """Rules 9, Rules 20: what was prepared is set as PDF for the head to read and sign."""
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=(Role.HEAD,))
    try:
        frozen = _SETTINGS[what](case, request.person, actor, at)
    except RefusalError as error:
        tell(request, error)
        return redirect("desk:case", case)
    return redirect("desk:sign-decision", case, frozen.id)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.HEAD)
def sign(request: OfficerRequest, case: UUID, act: UUID) -> HttpResponse:
    """Rules 9, Rules 20: the head reads each PDF and signs the statement that names their hashes; the seal follows."""
    return _signing_page(request, case, act, role=Role.HEAD, kinds=_DECISIONS)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def sign_protocol(request: OfficerRequest, case: UUID, act: UUID) -> HttpResponse:
    """Rules 12, APPC 74: the officer reads the protocol of the hearing by word and signs it."""
    return _signing_page(request, case, act, role=Role.OFFICER, kinds=_PROTOCOL)


def _signing_page(
    request: OfficerRequest, case: UUID, act: UUID, *, role: Role, kinds: Mapping[type[Act], Signing]
) -> HttpResponse:
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(role,))
    problem = ""
    try:
        frozen = _prepared(request, file, act, kinds=kinds, at=at)
        words = _words(frozen.act, file, kinds)
        if request.method == "POST":
            cms = posted_cms(request)
            if cms is not None:
                words.file(act, cms=cms, by=request.person, actor=actor, at=at)
                messages.success(request, str(words.done))
                return redirect("desk:case", case)
            problem = _("The signature did not arrive. Sign again.")
    except CaseMovedOnError as error:
        return moved_on(request, error, back=reverse("desk:case", args=[case]))
    except GONE as error:
        tell(request, error)
        return redirect("desk:case", case)
    except RefusalError as error:
        problem = refusal_text(error)
    people = examination.people_in(file)
    context = {
        "file": file,
        "standing": file.standing,
        "draft": examination.draft(file, people, at=at),
        "facilities": by_facility.rows(file, people, at=at),
        "fee_taken_back": examination.fee_taken_back(file),
        "prepared": frozen,
        "papers": _papers(frozen.act, file.standing),
        "words": words,
        "protocol": isinstance(frozen.act, ObjectionFiled),
        "iin": iin_of(request.person),
        "problem": problem,
    }
    return render(request, "desk/sign.html", context, status=422 if request.method == "POST" else 200)


def _prepared(
    request: OfficerRequest, file: CaseFile, act: UUID, *, kinds: Collection[type[Act]], at: datetime
) -> Prepared:
    """
    The act as it was set for this very person.

    :raises Http404: for a statement about anything else.
    """
    frozen = prepared.look(act, for_person=request.person.id, at=at)
    if frozen.file != file.id or type(frozen.act) not in kinds:
        raise Http404(str(act))
    return frozen


def _papers(act: Act, standing: Standing) -> tuple[PaperShown, ...]:
    match act:
        case Granted() | Refused():
            return tuple(papers_of(act.documents, standing))
        case ConsiderationRefused():
            return (PaperShown(what="refusal_of_consideration", number="", sha256=act.document),)
        case ObjectionFiled():
            return (PaperShown(what="protocol", number="", sha256=act.document),)
    raise LookupError(act.KIND)


def _words(act: Act, file: CaseFile, kinds: Mapping[type[Act], Signing]) -> Signing:
    application = file.standing.application
    rests_on_license = application is not None and application.held is not None
    if isinstance(act, Granted) and act.annexes_refused:
        return _MIXED
    return _OF_HELD if isinstance(act, Granted) and rests_on_license else kinds[type(act)]
