"""What somebody types into the pages, section by section."""

from django.test import Client

from ruqsat.cases.drafting import Section
from ruqsat.cases.models import Draft
from ruqsat.law.requirements import for_facility

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
ADDRESS: dict[str, object] = {
    "postal_code": "050099",
    "region": "75",
    "city": "Алматы",
    "district": "Бостандық ауданы",
    "locality": "",
    "street": "Үлгі көшесі",
    "building": "12",
}
SUBTYPES = ["outpatient_adult"]
TYPED: dict[Section, dict[str, object]] = {
    Section.ACTIVITY: {"subtypes": SUBTYPES},
    Section.CONSENT: {"choice": "typed"},
    Section.NAME: {
        "last": "Үлгібаева",
        "first": "Айжан",
        "patronymic": "Сынаққызы",
        "birth_date_day": "17",
        "birth_date_month": "5",
        "birth_date_year": "1994",
    },
    Section.RESIDENCE: ADDRESS,
    Section.CONTACTS: {"email": "aizhan@example.kz", "phone": "8 700 000 01 01", "second_phone": "", "fax": ""},
    Section.BANK: {"number": "KZ75 125K ZT20 6910 0100", "bank": "Үлгі Банк", "location": "Алматы"},
    Section.FACILITY: ADDRESS
    | {"title_basis": "lease", "title_document": "99-0101", "sanitary_conclusion": "A.99.X.KZ75VBZ00990101"},
    Section.QUALIFICATION: {
        "speciality": "therapy",
        "graduated_in": "2018",
        "diploma": "ЖБ-Б 9900101",
        "certificate": "KZ99VKC00990101",
        "employment": "Үлгі емхана, терапевт",
    },
    Section.REQUIREMENTS: {point.key: f"Yes: {point.key}" for point in for_facility(SUBTYPES)},
    Section.PAPER: {"on_paper": "no"},
    Section.CONFIRMATIONS: {
        "contacts_are_official": "on",
        "no_court_ban": "on",
        "documents_are_valid": "on",
        "personal_data_may_be_used": "on",
    },
}


def fill(window: Client, draft: Draft, *sections: Section) -> None:
    """Type the given sections into their pages, all of them if none is named; documents apart."""
    for section in sections or tuple(TYPED):
        answer = window.post(f"/applications/{draft.id}/{section.value}/", TYPED[section])
        assert answer.status_code == 302, (section, answer.content.decode())


def attach_everything(window: Client, draft: Draft) -> None:
    """Attach one file for each document asked for, and say that all is there."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = window.get(f"/applications/{draft.id}/documents/").context
    for place in page["places"]:
        wanted = place["wanted"]
        file = SimpleUploadedFile(f"{wanted.slot}.pdf", PDF + wanted.slot.encode())
        path = f"/applications/{draft.id}/documents/{wanted.demand.document}/{wanted.about}/attach/"
        assert window.post(path, {f"{wanted.slot}-file": file}).status_code == 302
    done = window.post(f"/applications/{draft.id}/documents/", {"sheets": "7", "confirmed": "on"})
    assert done.status_code == 302


def send_all_the_same(window: Client, draft: Draft) -> None:
    """Say that one has read what follows from what is not there."""
    done = window.post(f"/applications/{draft.id}/check-answers/", {"all_the_same": "on"})
    assert done.status_code == 302
