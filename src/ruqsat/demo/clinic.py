"""The clinic's steps: a legal entity applies through its head, and its specialists consent on their own phones."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override

from ruqsat.cases import drafting, listing
from ruqsat.cases.actions import inviting
from ruqsat.cases.composing import THE_FACILITY
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.invited import service_of
from ruqsat.demo.applying import account, answered, document, save, subtypes
from ruqsat.demo.said import said
from ruqsat.demo.sandbox import Neighbour
from ruqsat.demo.walk import Walk
from ruqsat.law.application import ApplicantKind, PersonName, Service
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.purposes import PURPOSES
from ruqsat.law.requirements import for_facility
from ruqsat.people.persons import know

HEAD = "790615499170"
CLINIC = "181240999010"
SPECIALISTS = {"920308499215": "cardiology", "961204499254": "nursing"}
_ADDRESS = ("postal_code", "region", "city", "district", "locality", "street", "building")


def begin(walk: Walk) -> None:
    """Rules 6: the head begins a draft for the clinic."""
    beginning = Beginning(kind=ApplicantKind.LEGAL_ENTITY)
    walk.case = drafting.start(walk.person, Service.ISSUE, at=walk.now, beginning=beginning).id
    save(walk, Section.ACTIVITY, {"subtypes": subtypes(walk)})
    save(walk, Section.ORGANIZATION, {"foreign": "no", "bin": CLINIC, "branch_bin": ""})


def fill(walk: Walk) -> None:
    """Annex 3: the form, from what the registers said about the clinic; who works there is listed, asked, answers."""
    known, words = answered(walk, "entrepreneur_registration", APPLICANT), said(walk.language)
    address = {part: known[part] for part in _ADDRESS}
    where = f"{address['city']}, {address['street']}, {address['building']}"
    save(walk, Section.ENTITY, {"organization": known["name"], "location": where})
    save(walk, Section.LEGAL_ADDRESS, address)
    names = {"last": walk.applicant.last, "first": walk.applicant.first, "patronymic": walk.applicant.patronymic}
    save(walk, Section.HEAD, names)
    contacts = {"email": walk.applicant.email, "phone": walk.applicant.phone, "second_phone": "", "fax": ""}
    save(walk, Section.CONTACTS, contacts)
    save(walk, Section.BANK, {"number": account(walk), "bank": words["bank"], "location": address["city"]})
    title = answered(walk, "premises_title", THE_FACILITY)
    right = {"title_basis": title["kind"], "title_document": title["document_number"]}
    sanitary = answered(walk, "sanitary_conclusion", THE_FACILITY)
    save(walk, Section.FACILITY, {**address, **right, "sanitary_conclusion": sanitary.get("number", "")})
    points = for_facility(subtypes(walk))
    save(walk, Section.REQUIREMENTS, {one.key: words.get(one.key, words["requirement"]) for one in points})
    for iin, speciality in SPECIALISTS.items():
        _list(walk, walk.world.sandbox.known(iin), speciality)
    listing.list_ended(walk.person, walk.case, at=walk.now)


def _list(walk: Walk, who: Neighbour, speciality: str) -> None:
    """Rules 8, List 8(1): a specialist consents, what registers say is listed, the training is attached."""
    entry: dict[str, Any] = {
        "iin": who.iin,
        "last": who.last,
        "first": who.first,
        "patronymic": who.patronymic,
        "speciality": speciality,
        "graduated_in": 2016,
        "diploma": said(walk.language)["diploma"],
        "certificate": "",
        "employment": said(walk.language)["employment"],
    }
    place = listing.keep_specialist(walk.person, walk.case, entry, at=walk.now)
    _consents(walk, who)
    education = answered(walk, "higher_education", who.iin) or answered(walk, "secondary_education", who.iin)
    certificate, labor = answered(walk, "specialist_certificate", who.iin), answered(walk, "labor_activity", who.iin)
    entry |= {
        "graduated_in": int(education["graduated_on"][:4]),
        "diploma": f"{education['diploma_number']}, {education['institution']}",
        "certificate": certificate["number"],
        "employment": f"{labor['employer']}, {labor['position']}",
    }
    listing.keep_specialist(walk.person, walk.case, entry, place=place, at=walk.now)
    content, proves = document(walk, "advanced_training") + f"% {place}\n".encode(), "advanced_training"
    name = f"{proves}-{place}.pdf"
    drafting.attach(walk.person, walk.case, content, name=name, proves=proves, about=place, at=walk.now)


def _consents(walk: Walk, who: Neighbour) -> None:
    name = PersonName(last=who.last, first=who.first, patronymic=who.patronymic or None)
    with transaction.atomic():
        person = know(who.iin, name, at=walk.now)
    invited = inviting.invite(walk.case, owner=walk.person, iin=who.iin, at=walk.now)
    with override(who.language):
        purpose = gettext(PURPOSES[service_of(walk.case)].text)
    pending = inviting.ask_for_code(
        invited.row.id,
        person=person,
        office=walk.office,
        purpose=purpose,
        language=who.language,
        at=walk.now,
        registers=walk.world.registers,
    )
    code = walk.world.sandbox.code(who.phone)
    inviting.consent(
        invited.row.id,
        person=person,
        pending=pending.id,
        code=code,
        now=lambda: walk.now,
        registers=walk.world.registers,
    )
