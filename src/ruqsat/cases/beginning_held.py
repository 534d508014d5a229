"""One click from the license: a draft that knows its holder, what was stated last, and the license itself."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ruqsat.cases import drafting
from ruqsat.cases.case_file import NoSuchCaseError, NotPermittedError, look
from ruqsat.cases.drafting import Answers, Beginning, Section
from ruqsat.cases.models import Case, Draft
from ruqsat.law.application import Address, Applicant, ApplicantKind, Application, Service
from ruqsat.law.license import LicenseStanding
from ruqsat.law.license_held import by_its_file, may_ask
from ruqsat.law.local_time import local
from ruqsat.law.offices import HOME
from ruqsat.law.permitted import No
from ruqsat.licenses import holding
from ruqsat.people.models import Person

LOOKED_AT = 10
"""Among so many of the latest applications the holder's own is looked for."""


class NoSuchLicenseError(Exception):
    """There is no such license of this person."""


def begin(service: Service, number: str, *, owner: Person, at: datetime) -> Draft:
    """
    List 5: begin an application for *service* that rests on the license under *number*, fixed in it.

    What it asks for is filled in from the license and from what its holder stated last; what a reissue may have
    changed is not.

    :raises NoSuchLicenseError: if it is not this person's.
    :raises NotPermittedError: with the clause, if the license lets nobody ask for that.
    """
    found = holding.standing_of(owner, number)
    known = by_its_file(found, on=local(at).date()) if found is not None else None
    if found is None or known is None or found.license is None:
        raise NoSuchLicenseError(number)
    permission = may_ask(service, known)
    if isinstance(permission, No):
        raise NotPermittedError(permission)
    holder = found.license.holder
    beginning = Beginning(kind=holder.kind, bin=holder.bin or "", organization=holder.organization or "")
    if holder.kind is not ApplicantKind.LEGAL_ENTITY:
        beginning = Beginning(kind=holder.kind)
    prefilled = {Section.HELD.value: _held(found), **_of_number(holder)}
    last = _last_application(owner, found, at=at)
    if last is not None:
        prefilled |= _stated(last, changed=service is Service.REISSUE)
    return drafting.start(owner, service, at=at, beginning=beginning, prefilled=prefilled)


def _held(license_: LicenseStanding) -> dict[str, Any]:
    assert license_.license is not None  # noqa: S101 -- asked by the caller
    subtypes = {number: list(one.entered.subtypes) for number, one in license_.annexes.items()}
    office = license_.license.office
    return {"number": license_.license.number, "fixed": True, "office": office, "subtypes": subtypes}


def _of_number(holder: Applicant) -> Answers:
    """Annex 3(3): the number of a legal entity stays what it is."""
    if holder.kind is not ApplicantKind.LEGAL_ENTITY:
        return {}
    abroad = "no" if holder.bin else "yes"
    number = {"foreign": abroad, "bin": holder.bin or "", "branch_bin": holder.branch_bin or ""}
    return {Section.ORGANIZATION.value: number}


def _last_application(owner: Person, license_: LicenseStanding, *, at: datetime) -> Application | None:
    """What the holder stated last: in the latest application, or in that from which the license came."""
    assert license_.license is not None  # noqa: S101 -- asked by the caller
    number = license_.license.holder.number()
    latest = Case.objects.filter(applicant=owner).order_by("-received_at").values_list("id", flat=True)[:LOOKED_AT]
    for case in (*latest, license_.license.case):
        try:
            stated = look(case, at=at).standing.application
        except NoSuchCaseError:
            continue
        if stated is not None and stated.applicant.number() == number:
            return stated
    return None


def _stated(last: Application, *, changed: bool) -> Answers:
    """Contacts and bank account; names and addresses too, unless they may be what has *changed*."""
    phones = (*last.contacts.phones, "", "")
    contacts = {"email": last.contacts.email, "phone": phones[0], "second_phone": phones[1], "fax": last.contacts.fax}
    bank = {name: getattr(last.bank_account, name) for name in ("number", "bank", "location")}
    always: Answers = {Section.CONTACTS.value: contacts, Section.BANK.value: bank}
    return always if changed else always | dict(_of_the_applicant(last))


def _of_the_applicant(last: Application) -> Iterator[tuple[str, dict[str, Any]]]:
    applicant = last.applicant
    name = {part: getattr(applicant.name, part) or "" for part in ("last", "first", "patronymic")}
    if applicant.kind is ApplicantKind.LEGAL_ENTITY:
        yield Section.HEAD.value, name
        entity = {"organization": applicant.organization or "", "location": applicant.location or ""}
        yield Section.ENTITY.value, entity
        yield Section.LEGAL_ADDRESS.value, _address(last.address)
        return
    yield Section.NAME.value, name
    yield Section.RESIDENCE.value, _address(last.address)
    if applicant.kind is ApplicantKind.ENTREPRENEUR:
        yield Section.REGISTRATION.value, {"organization": applicant.organization or ""}


def _address(address: Address) -> dict[str, Any]:
    parts = ("postal_code", "region", "city", "district", "locality", "street", "building")
    abroad = {"country": address.country} if address.country != HOME else {}
    return {part: getattr(address, part) for part in parts} | abroad
