"""The applicant's own draft or case, loaded for one request. Anybody else's does not exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ruqsat import instance_clock
from ruqsat.cases import drafting
from ruqsat.cases.case_file import CaseFile, NoSuchCaseError, look, standing_of
from ruqsat.cases.composing import applicant_iin, applicant_of
from ruqsat.cases.drafting import (
    Answers,
    Beginning,
    NoSuchDraftError,
    Section,
    answers_of,
    beginning_of,
    draft_of,
    place_of,
    specialists_in,
)
from ruqsat.cases.facilities import NoSuchFacilityError, at_facility, places_in, subtypes_in
from ruqsat.cases.models import Case, Draft
from ruqsat.cases.sections import Task, tasks
from ruqsat.keeping import books
from ruqsat.law.application import Applicant, ApplicantKind
from ruqsat.law.procedure import Standing
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of
from ruqsat.web.guards import signed_in

UNFINISHED = drafting.UNFINISHED


class ApplicantRequest(HttpRequest):
    """A request of somebody signed in."""

    person: Person


@dataclass(frozen=True, kw_only=True)
class OpenedDraft:
    """A draft with everything typed in it, and what registers said for it, at one moment."""

    draft: Draft
    owner: Person
    answers: Answers
    standing: Standing
    at: datetime
    facility: str = ""

    def at_facility(self, place: str) -> "OpenedDraft":
        """
        The draft as one of its facilities has it: its own subtypes, premises and statements.

        :raises Http404: if it has no such facility.
        """
        try:
            return replace(self, answers=at_facility(self.answers, place), facility=place)
        except NoSuchFacilityError as error:
            raise Http404(place) from error

    @property
    def places(self) -> tuple[str, ...]:
        """The facilities, by their places."""
        return places_in(self.answers)

    @property
    def facility_seen(self) -> str:
        """The place of the facility whose answers these are: the one meant, or the first."""
        return self.facility or self.places[0]

    @property
    def id(self) -> UUID:
        """The id of the draft, and of the case it becomes."""
        return self.draft.id

    @property
    def beginning(self) -> Beginning:
        """For whom the application is."""
        return beginning_of(self.answers)

    @property
    def legal(self) -> bool:
        """Whether a legal entity applies."""
        return self.beginning.kind is ApplicantKind.LEGAL_ENTITY

    @property
    def applicant(self) -> Applicant:
        """Who applies, as far as it is typed."""
        return applicant_of(self.answers, self.owner)

    @property
    def iin(self) -> str:
        """The IIN of the applicant, or of the head of the legal entity."""
        return applicant_iin(self.answers, self.owner)

    @property
    def signer_iin(self) -> str:
        """The IIN of who is signed in, and signs."""
        return iin_of(self.owner)

    @property
    def specialists(self) -> list[dict[str, Any]]:
        """The specialists that a legal entity has listed so far."""
        return specialists_in(self.answers)

    def place(self, about: str) -> str:
        """Whom or what a document is about, as addresses and rows of the draft name it: never by a number."""
        return place_of(about, answers=self.answers, iin=self.iin)

    def given(self, section: Section) -> Mapping[str, Any]:
        """What was taken in one section."""
        return {key: value for key, value in self.answers.get(section.value, {}).items() if key != UNFINISHED}

    def unfinished(self, section: Section) -> Mapping[str, list[str]] | None:
        """What was typed in one section and could not be taken, by the names of the inputs."""
        typed: Mapping[str, list[str]] | None = self.answers.get(section.value, {}).get(UNFINISHED)
        return typed

    @property
    def subtypes(self) -> tuple[str, ...]:
        """The codes of the subtypes chosen so far for the facility that is seen."""
        return tuple(self.given(Section.ACTIVITY).get("subtypes", ()))

    @property
    def every_subtype(self) -> tuple[str, ...]:
        """The codes of the subtypes chosen so far, of all facilities."""
        return subtypes_in(self.answers)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The task list."""
        return tasks(self.draft)


@dataclass(frozen=True, kw_only=True)
class OpenedCase:
    """
    A filed application of the one who looks at it, at one moment.

    ``owner`` is who looks: who signed it, or the applicant for whom a representative did.
    """

    row: Case
    owner: Person
    file: CaseFile
    at: datetime

    @property
    def id(self) -> UUID:
        """The id of the case."""
        return self.row.id

    @property
    def iin(self) -> str:
        """The IIN of who is signed in, and signs."""
        return iin_of(self.owner)

    @property
    def standing(self) -> Standing:
        """Where the case stands."""
        return self.file.standing

    @property
    def read_only(self) -> bool:
        """Rules 6: whether the one who looks is the applicant, for whom a representative speaks."""
        return self.row.applicant_id != self.owner.id

    @property
    def representative(self) -> str:
        """The full name of who signed on a power; "" where the applicant did."""
        application = self.standing.application
        return application.representative.name.full() if application and application.representative else ""


def open_draft(draft: Draft, owner: Person, *, at: datetime) -> OpenedDraft:
    """A draft with its answers and the standing of its file, which may hold nothing yet."""
    try:
        standing = look(draft.id, at=at).standing
    except NoSuchCaseError:
        standing = standing_of((), at=at, book=books.in_force())
    return OpenedDraft(draft=draft, owner=owner, answers=answers_of(draft), standing=standing, at=at)


def own_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for the owner of an open draft; once it is filed, every page of it leads to the case."""

    @signed_in
    @wraps(view)
    def guarded(request: ApplicantRequest, id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        at = instance_clock.now()
        try:
            draft = draft_of(request.person, id, at=at)
        except NoSuchDraftError as error:
            if own_case_row(request.person, id) is not None:
                return redirect("portal:application", id)
            raise Http404(str(error)) from error
        return view(request, open_draft(draft, request.person, at=at), *args, **kwargs)

    return guarded


def own_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Rules 6: only for whoever signed a filed application."""
    return seen_case(signers_part(view))


def signers_part(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Rules 6: of a case that is opened already: an applicant who is represented is told who does this."""

    @wraps(view)
    def guarded(request: ApplicantRequest, opened: OpenedCase, *args: Any, **kwargs: Any) -> HttpResponse:
        if opened.read_only:
            status = 409 if request.method == "POST" else 200
            return render(request, "portal/for_representative.html", {"opened": opened}, status=status)
        return view(request, opened, *args, **kwargs)

    return guarded


def seen_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever signed a filed application, and to read for the applicant for whom a representative did."""

    @signed_in
    @wraps(view)
    def guarded(request: ApplicantRequest, id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        opened = open_case(request.person, id, at=instance_clock.now())
        if opened is None:
            raise Http404(str(id))
        return view(request, opened, *args, **kwargs)

    return guarded


def own_case_row(owner: Person, case: UUID) -> Case | None:
    """The summary of a case that this very person signed."""
    return Case.objects.filter(id=case, applicant=owner).first()


def cases_of(person: Person) -> QuerySet[Case]:
    """Rules 6, Rules 20: the cases in the person's account: signed by the person, or by a representative for them."""
    return Case.objects.filter(Q(applicant=person) | Q(represented_index=bytes(person.iin_index)))


def open_case(owner: Person, case: UUID, *, at: datetime) -> OpenedCase | None:
    """A case in the person's account, read from its file; ``None`` when there is none."""
    row = cases_of(owner).filter(id=case).first()
    if row is None:
        return None
    return OpenedCase(row=row, owner=owner, file=look(case, at=at), at=at)
