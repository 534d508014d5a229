"""What do I need? A few questions, one per page, and the exact list; every answer stands in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.law import needed
from ruqsat.law.application import Service
from ruqsat.law.documents import DOCUMENTS, Document, DocumentDemand
from ruqsat.law.editions import Edition
from ruqsat.law.fee_in_words import FeeTold, fee_told
from ruqsat.law.inquiries import INQUIRIES, Ask, Inquiry, Scope
from ruqsat.law.local_time import local
from ruqsat.law.reissue import GROUNDS
from ruqsat.law.supposed import Supposed
from ruqsat.web.public import in_force
from ruqsat.web.public.questions import (
    ASKED,
    CHANGE,
    FOREIGN,
    KINDS,
    Given,
    Walked,
    carried,
    kind_of,
    onwards,
    originals,
    signing,
    studies,
    walk,
)
from ruqsat.web.public.terms_told import TermShown, service_term
from ruqsat.web.public.words import SERVICES
from ruqsat.web.templatetags.ruqsat_text import names


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """A document on the list: what it is, of whom or for what, why, under which clause."""

    document: Document
    of_whom: str
    demand: DocumentDemand


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """An answer as given, and where it is changed."""

    key: str
    value: str
    change: str


@require_safe
def need(request: HttpRequest) -> HttpResponse:
    """Rules 13: the complete and reliable list of what is needed, for a case that a few answers describe."""
    now = instance_clock.now()
    today = local(now).date()
    edition = in_force.edition_on(today)
    walked = walk(request.GET, edition=edition)
    if ASKED in request.GET and not walked.failed:
        return redirect(f"{reverse('need')}?{onwards(request.GET, walked)}")
    if walked.question is not None:
        return _question(request, walked)
    return render(request, "public/need.html", _list(request, walked, edition=edition, at=now))


def _question(request: HttpRequest, walked: Walked) -> HttpResponse:
    key = walked.question.key if walked.question else ""
    form = walked.form
    others = carried(request.GET, without=key)
    values = {
        "form": form,
        "bound": form[key] if form else None,
        "key": key,
        "asked": ASKED,
        "carried": others,
        "back": f"{reverse('need')}?{urlencode([*carried(request.GET, without=''), (CHANGE, walked.before)])}"
        if walked.before
        else reverse("start"),
        "left_out": walked.left_out,
    }
    return render(request, "public/need_question.html", values, status=422 if walked.failed else 200)


def _list(request: HttpRequest, walked: Walked, *, edition: Edition, at: datetime) -> dict[str, Any]:
    given, on = walked.given, local(at).date()
    service, kind = Service(given["service"]), kind_of(given)
    supposed = _supposed(given, edition=edition)
    list_ = needed.needed(supposed, edition=edition, on=on)
    facilities, elsewhere = given.get("facilities", 0), given.get("elsewhere", 0)
    on_paper = given.get("original") not in (None, "electronic")
    return {
        "on": on,
        "edition": edition,
        "address": f"{settings.PUBLIC_URL}{reverse('need')}?{onwards(request.GET, walked)}",
        "answers_back": f"{reverse('need')}?{onwards(request.GET, walked)}&{urlencode({CHANGE: list(given)[-1]})}",
        "left_out": walked.left_out,
        "answers": list(_answers(given, onwards(request.GET, walked), edition=edition)),
        "service": SERVICES[service],
        "original": needed.paper_original(service, on_paper=on_paper),
        "impossible": service is Service.DUPLICATE and not on_paper,
        "forms": _documents(list_.forms, given, edition=edition),
        "attached": _documents(list_.attached, given, edition=edition),
        "where_unknown": _documents(list_.where_unknown, given, edition=edition),
        "by_consent": _inquiries(list_.by_consent),
        "by_statute": _inquiries(list_.by_statute),
        "consents": list(needed.consents(supposed, edition=edition, on=on)),
        "held": needed.held(service),
        "place": needed.place(kind, foreign=given["who"] == FOREIGN),
        "certificates": needed.certificates(kind, represented=supposed.represented),
        "steps": list(needed.steps(supposed, facilities=facilities, elsewhere=elsewhere, edition=edition, on=on)),
        "fee": _fee(service, on=on, edition=edition),
        "term": _term(service, at=at, edition=edition),
    }


_YEAR_FROM_LIMIT = {"before": -1, "in": 0, "after": 1}


def _supposed(given: Given, *, edition: Edition) -> Supposed:
    """One specialist stands for all who completed their studies in such a year, one facility for all."""
    ticked: list[str] = given.get("graduated", [])
    return Supposed(
        service=Service(given["service"]),
        kind=kind_of(given),
        ground=given.get("ground", ""),
        graduated={one: edition.education_year + _YEAR_FROM_LIMIT[one] for one in ticked},
        facilities=("facility",) if given.get("facilities") else (),
        represented=given["signs"] == "representative",
    )


def _documents(demands: tuple[DocumentDemand, ...], given: Given, *, edition: Edition) -> list[DocumentRow]:
    about: dict[str, list[DocumentDemand]] = {}
    for demand in demands:
        about.setdefault(demand.document, []).append(demand)
    return [
        DocumentRow(
            document=DOCUMENTS[key],
            of_whom=_of_whom(key, [one.about for one in found], given, edition=edition),
            demand=found[0],
        )
        for key, found in about.items()
    ]


def _of_whom(document: str, about: list[str], given: Given, *, edition: Edition) -> str:
    match DOCUMENTS[document].scope:
        case Scope.FACILITY:
            return _("For each facility: %(count)s.") % {"count": given["facilities"]}
        case Scope.SPECIALIST if set(about) == set(given["graduated"]):
            return _("Of each specialist.")
        case Scope.SPECIALIST:
            when = studies(edition)
            ticked = "; ".join(when[one] for one in about)
            return _("Of each specialist who completed the studies: %(when)s.") % {"when": ticked}
        case Scope.APPLICANT:
            return ""


def _inquiries(asks: tuple[Ask, ...]) -> list[Inquiry]:
    return [INQUIRIES[key] for key in dict.fromkeys(ask.inquiry for ask in asks)]


def _fee(service: Service, *, on: date, edition: Edition) -> FeeTold | None:
    index = in_force.index_on(on)
    return None if index is None else fee_told(service, on=on, index=index, edition=edition)


def _term(service: Service, *, at: datetime, edition: Edition) -> TermShown | str:
    """The term if it is filed now; a sentence where the calendar does not reach so far."""
    try:
        return service_term(service, filed_at=at, calendar=in_force.calendar(), edition=edition)
    except in_force.NotKnownHere as unknown:
        return str(unknown)


def _answers(given: Given, query: str, *, edition: Edition) -> Iterator[AnswerRow]:
    words: Mapping[str, tuple[str, Mapping[str, Any]]] = {
        "service": (_("Asked for"), {service.value: name for service, name in SERVICES.items()}),
        "who": (_("Applicant"), KINDS),
        "signs": (_("Signs"), signing(given)),
        "ground": (_("What has changed"), {key: names(ground.names) for key, ground in GROUNDS.items()}),
        "original": (_("Original"), originals(given) if "original" in given else {}),
        "facilities": (_("Facilities"), {}),
        "elsewhere": (_("Of them in another region"), {}),
        "graduated": (_("Studies completed"), studies(edition)),
    }
    for key, value in given.items():
        title, texts = words[key]
        parts = value if isinstance(value, list) else [value]
        yield AnswerRow(
            key=title,
            value="; ".join(str(texts.get(part, part)) for part in parts),
            change=f"{reverse('need')}?{query}&{urlencode({CHANGE: key})}",
        )
