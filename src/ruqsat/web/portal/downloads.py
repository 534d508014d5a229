"""Documents handed to the applicant: what they filed themselves, and what carries the office's seal."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.cases.drafting import NoSuchDraftError, attachments_of, draft_of
from ruqsat.documents import release, store
from ruqsat.documents.models import Blob
from ruqsat.law.acts import (
    ConclusionSealed,
    Filed,
    PreliminaryDecisionServed,
    ProtocolSealed,
    ReceiptIssued,
    ResultIssued,
)
from ruqsat.people.models import Person
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.opened import ApplicantRequest, open_case


@require_safe
@signed_in
def document(request: ApplicantRequest, id: UUID, sha256: str) -> HttpResponse:
    """Rules 20: one document of the applicant's own draft or case; nothing unsealed of the office's."""
    if sha256 not in _within_reach(request.person, id):
        raise Http404(sha256)
    try:
        content, blob = release.released(id, sha256), store.find(id, sha256)
    except (store.NoSuchBlob, release.NotSealedYet) as error:
        raise Http404(sha256) from error
    return as_file(content, blob)


def as_file(content: bytes, blob: Blob) -> HttpResponse:
    """A document as the browser shows it, under the name it was kept by."""
    response = HttpResponse(content, content_type=blob.media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(store.name_of(blob))}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _within_reach(person: Person, id: UUID) -> set[str]:
    at = instance_clock.now()
    case = open_case(person, id, at=at)
    if case is not None:
        application = case.standing.application
        own = {one.sha256 for one in application.attachments} if application else set()
        return own | {one.sha256 for one in case.standing.documents_added} | sealed_of(case.file.acts)
    try:
        return {one.sha256 for one in attachments_of(draft_of(person, id, at=at))}
    except NoSuchDraftError:
        return set()


def sealed_of(acts: list[Filed]) -> set[str]:
    """SHA-256 of the sealed documents that the acts on file hand to the applicant."""
    return {sha256 for filed in acts for sha256 in _sealed(filed.act)}


def _sealed(act: Any) -> tuple[str, ...]:
    match act:
        # a preliminary decision that is not opened stays closed
        case ReceiptIssued() | ConclusionSealed() | PreliminaryDecisionServed() | ProtocolSealed():
            return (act.document,)
        case ResultIssued():
            return tuple(document.sha256 for document in act.documents)
    return ()
