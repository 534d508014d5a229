"""The applicant's steps: the form is filled in, the registers are let in, the fee is paid, the application is sent."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from ruqsat.cases import drafting
from ruqsat.cases.actions import adding, consenting, filing, hearing, paying, withdrawing
from ruqsat.cases.composing import THE_FACILITY
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.invited import service_of
from ruqsat.demo import samples
from ruqsat.demo.said import said
from ruqsat.demo.walk import Walk
from ruqsat.law.acts import SYSTEM, InquiryAnswered, Outcome
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.identifiers import birth_date
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.purposes import PURPOSES
from ruqsat.law.requirements import for_facility
from ruqsat.law.standing import act_of
from ruqsat.payments import orders, telling

SUBTYPES: Mapping[str, str] = {
    "therapy": "outpatient_adult",
    "cardiology": "outpatient_adult",
    "neurology": "outpatient_adult",
    "surgery": "outpatient_adult",
    "pediatrics": "outpatient_child",
    "otorhinolaryngology": "outpatient_child",
    "dentistry": "dentistry_adult",
}
_ADDRESS = ("postal_code", "region", "city", "district", "locality", "street", "building")
_CONFIRMED = ("contacts_are_official", "no_court_ban", "documents_are_valid", "personal_data_may_be_used")


def begin(walk: Walk, *, entrepreneur: bool = False) -> None:
    """Rules 6: a draft with the activity chosen."""
    kind = ApplicantKind.ENTREPRENEUR if entrepreneur else ApplicantKind.INDIVIDUAL
    begun = drafting.start(walk.person, Service.ISSUE, at=walk.now, beginning=Beginning(kind=kind))
    walk.case = begun.id
    save(walk, Section.ACTIVITY, {"subtypes": subtypes(walk)})


def consent(walk: Walk) -> None:
    """Rules 8: the code comes back from the phone, and the registers are asked."""
    save(walk, Section.CONSENT, {"choice": "registers"})
    with override(walk.language):
        purpose = gettext(PURPOSES[service_of(walk.case)].text)
    pending = consenting.ask_for_consent(
        walk.case,
        owner=walk.person,
        office=walk.office,
        purpose=purpose,
        language=walk.language,
        at=walk.now,
        registers=walk.world.registers,
    )
    code = walk.world.sandbox.code(walk.applicant.phone)
    consenting.give_consent(
        walk.case,
        owner=walk.person,
        pending=pending.id,
        code=code,
        now=lambda: walk.now,
        registers=walk.world.registers,
    )


def decline(walk: Walk) -> None:
    """List 9(8): the registers may not be asked; everything is typed and attached instead."""
    save(walk, Section.CONSENT, {"choice": "typed"})


def fill(walk: Walk) -> None:
    """Annex 2: the rest of the form, from what registers said where they were asked."""
    words = said(walk.language)
    save(walk, Section.NAME, _name(walk))
    save(walk, Section.RESIDENCE, _residence(walk))
    registered = answered(walk, "entrepreneur_registration", APPLICANT).get("name")
    if registered:
        save(walk, Section.REGISTRATION, {"organization": registered})
    contacts = {"email": walk.applicant.email, "phone": walk.applicant.phone, "second_phone": "", "fax": ""}
    save(walk, Section.CONTACTS, contacts)
    save(walk, Section.BANK, {"number": account(walk), "bank": words["bank"], "location": _residence(walk)["city"]})
    save(walk, Section.FACILITY, _facility(walk))
    save(walk, Section.QUALIFICATION, _qualification(walk))
    points = for_facility(subtypes(walk))
    save(walk, Section.REQUIREMENTS, {one.key: words.get(one.key, words["requirement"]) for one in points})


def attach(walk: Walk, *proofs: str) -> None:
    """List 8(1): documents, each a sample of what it proves."""
    for proves in proofs:
        about = THE_FACILITY if proves == "premises_title" else walk.applicant.iin
        content = document(walk, proves)
        name = f"{proves}.pdf"
        drafting.attach(walk.person, walk.case, content, name=name, proves=proves, about=about, at=walk.now)


def finish(walk: Walk) -> None:
    """Annex 2(12), Annex 2(13): the documents are listed, the confirmations ticked: ready to sign."""
    save(walk, Section.DOCUMENTS, {"confirmed": True, "sheets": 4})
    save(walk, Section.PAPER, {"on_paper": "no"})
    save(walk, Section.CONFIRMATIONS, dict.fromkeys(_CONFIRMED, True))


def pay(walk: Walk) -> None:
    """List 6: the fee, on the gateway's page."""
    order = paying.order_for(walk.case, service=Service.ISSUE, payer=walk.person, at=walk.now)
    with override(walk.language):
        purpose = gettext("License fee for medical activity")
    back = f"{settings.PUBLIC_URL}/"
    page = orders.start(order, purpose=purpose, return_url=back, callback_url="", gateway=walk.world.payments)
    walk.world.sandbox.pay(page)
    telling.poll(order, at=walk.now, by=SYSTEM, gateway=walk.world.payments, files=paying.FILES)


def send(walk: Walk) -> None:
    """Rules 6, Rules 7: the application is signed and received."""
    prepared = filing.prepare_application(walk.case, owner=walk.person, at=walk.now, language=walk.language)
    cms = walk.world.sandbox.sign(walk.applicant.iin, prepared.statement)
    filing.receive(walk.case, act=prepared.id, cms=cms, by=walk.person, at=walk.now)


def lose_the_key(walk: Walk, *, reason: str) -> None:
    """The authority revokes or suspends the applicant's certificates; she signs all the same."""
    walk.world.sandbox.sign(walk.applicant.iin, b"an earlier letter")  # who never signed has nothing to lose
    walk.world.sandbox.revoke(walk.applicant.iin, reason=reason)


def find_new_keys(walk: Walk) -> None:
    """A new key, so that she can sign in."""
    walk.world.sandbox.renew(walk.applicant.iin)


def add(walk: Walk, proves: str) -> None:
    """Rules 9, Rules 13: a document that was missing comes after filing."""
    content, iin = document(walk, proves), walk.applicant.iin
    adding.add_document(walk.case, content, name=f"{proves}.pdf", proves=proves, about=iin, by=walk.person, at=walk.now)


def open_preliminary(walk: Walk) -> None:
    """Rules 12: the applicant opens the preliminary decision in the account."""
    hearing.open_preliminary(walk.case, by=walk.person, at=walk.now)


def object_in_writing(walk: Walk, text: str) -> None:
    """Rules 12: an objection, signed."""
    words = said(walk.language)[text]
    prepared = hearing.prepare_objection(walk.case, text=words, by=walk.person, at=walk.now)
    cms = walk.world.sandbox.sign(walk.applicant.iin, prepared.statement)
    hearing.object_to(prepared.id, cms=cms, by=walk.person, at=walk.now)


def withdraw(walk: Walk) -> None:
    """Rules 6: the applicant takes the application back."""
    reason = said(walk.language)["withdrawal"]
    prepared = withdrawing.prepare_withdrawal(walk.case, reason=reason, by=walk.person, at=walk.now)
    cms = walk.world.sandbox.sign(walk.applicant.iin, prepared.statement)
    withdrawing.withdraw(prepared.id, cms=cms, by=walk.person, at=walk.now)


def save(walk: Walk, section: Section, values: dict[str, Any]) -> None:
    drafting.save_section(walk.person, walk.case, section, values, at=walk.now)


def subtypes(walk: Walk) -> list[str]:
    return [SUBTYPES[walk.speciality]]


def answered(walk: Walk, inquiry: str, about: str) -> Mapping[str, str]:
    """What a register said before filing; empty where it was not asked, or has nothing."""
    from ruqsat.cases.case_file import NoSuchCaseError

    try:
        filed = walk.look().standing.answers.get((inquiry, about))
    except NoSuchCaseError:
        return {}
    answer = act_of(filed, InquiryAnswered) if filed else None
    return answer.data if answer is not None and answer.outcome is Outcome.VALUE else {}


def _name(walk: Walk) -> dict[str, str]:
    one, born = walk.applicant, birth_date(walk.applicant.iin)
    return {
        "last": one.last,
        "first": one.first,
        "patronymic": one.patronymic,
        "birth_date": born.isoformat() if born else "",
    }


def _residence(walk: Walk) -> dict[str, str]:
    identity = answered(walk, "identity", APPLICANT)
    if identity:
        return {part: identity.get(part, "") for part in _ADDRESS}
    return {**said(walk.language)["home"], "region": walk.region, "city": walk.applicant.premises["city"]}


def _facility(walk: Walk) -> dict[str, str]:
    title = answered(walk, "premises_title", THE_FACILITY)
    sanitary = answered(walk, "sanitary_conclusion", THE_FACILITY)
    home = _residence(walk)
    where = walk.applicant.premises or _parts(title.get("address") or f"{home['street']}, 2А")
    return {
        **{part: home[part] for part in ("postal_code", "region", "city", "district", "locality")},
        "street": where["street"],
        "building": where["building"],
        "title_basis": title.get("kind", "lease"),
        "title_document": title.get("document_number", ""),
        "sanitary_conclusion": sanitary.get("number", ""),
    }


def _parts(address: str) -> dict[str, str]:
    """The street and the building of an address as the register of titles writes it."""
    *_, street, building = (part.strip() for part in address.split(","))
    return {"street": street, "building": building}


def _qualification(walk: Walk) -> dict[str, str]:
    iin, words = walk.applicant.iin, said(walk.language)
    education = answered(walk, "higher_education", iin)
    certificate, labor = answered(walk, "specialist_certificate", iin), answered(walk, "labor_activity", iin)
    diploma = ", ".join(filter(None, (education.get("diploma_number"), education.get("institution"))))
    work = ", ".join(filter(None, (labor.get("employer"), labor.get("position"))))
    return {
        "speciality": walk.speciality,
        "graduated_in": education.get("graduated_on", "2018")[:4],
        "diploma": diploma or words["diploma"],
        "certificate": certificate.get("number", ""),
        "employment": work or words["employment"],
    }


def account(walk: Walk) -> str:
    """ISO 13616: an account number with its check digits, in a bank that is not there."""
    account = f"125KZT2069{walk.place:06}"
    check = 98 - int("".join(str(int(each, 36)) for each in f"{account}KZ00")) % 97
    return f"KZ{check:02}{account}"


def document(walk: Walk, proves: str) -> bytes:
    on = (walk.now - timedelta(days=90)).date()
    heading = proves.replace("_", " ").capitalize()
    return samples.page([heading, "A sample. Nobody issued it.", f"Holder: {walk.applicant.iin}", f"Of {on}"])
