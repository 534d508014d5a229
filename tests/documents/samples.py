"""An application and those who sign about it, plainly invented. The IIN was never issued: its serial is 9901."""

from datetime import UTC, date, datetime

from ruqsat.documents.content import Signatory
from ruqsat.law.activities import declarable
from ruqsat.law.application import (
    Address,
    Applicant,
    ApplicantKind,
    Application,
    Attachment,
    BankAccount,
    Confirmations,
    Contacts,
    Facility,
    PersonName,
    RequirementStatement,
    Service,
    Specialist,
)
from ruqsat.law.names import Names
from ruqsat.law.offices import OFFICES
from ruqsat.law.requirements import REQUIREMENTS

AT = datetime(2026, 3, 18, 13, 20, 5, tzinfo=UTC)
IIN = "900101399016"
NAME = PersonName(last="Ойдан", first="Шығарылған", patronymic="Мысалұлы")
HOME = Address(
    postal_code="050001",
    region="75",
    city="Алматы",
    district="Медеуский район",
    locality="мкр. Образцовый",
    street="ул. Примерная",
    building="12, кв. 4",
)
PLACE = Address(
    postal_code="010002",
    region="71",
    city="Астана",
    district="район Есиль",
    locality="Придуманное",
    street="пр. Вымышленный",
    building="7",
)
SUBTYPES = tuple(subtype.code for subtype in declarable())[:2]
FACILITY = Facility(
    id="F1",
    address=PLACE,
    subtypes=SUBTYPES,
    title_basis="Договор аренды № 5-пример",
    sanitary_conclusion="KZ00-заключение",
)
HEAD = Signatory(
    name="Тестбаев Арман Үлгіұлы",
    position=Names(kk="Департамент басшысы", ru="Руководитель департамента", en="Head of the department"),
    office="KZ-75",
)
APPROVER = Signatory(
    name="Келісов Ерлан Үлгіұлы", position=Names(kk="Басшы", ru="Руководитель", en="Head"), office="SES-71"
)


def application(*, language: str = "ru", kind: ApplicantKind = ApplicantKind.INDIVIDUAL) -> Application:
    """An application with every field of Annex 2, or of Annex 3, filled in and different from the others."""
    legal = kind is ApplicantKind.LEGAL_ENTITY
    return Application(
        service=Service.ISSUE,
        office="KZ-75",
        licensor=OFFICES["KZ-75"].names.in_(language),
        applicant=Applicant(
            kind=kind,
            iin=IIN,
            name=NAME,
            bin="260140099018" if legal else None,
            organization="ТОО «Выдуманная клиника»" if legal else None,
            location="г. Астана, пр. Вымышленный, 7" if legal else None,
        ),
        address=HOME,
        contacts=Contacts(email="oydan@example.kz", phones=("+77010000001", "+77270000002"), fax="+77270000003"),
        bank_account=BankAccount(number="KZ00EXAMPLE", bank="АО «Пример Банк»", location="г. Караганда"),
        on_paper=True,
        facilities=(FACILITY,),
        specialists=(
            Specialist(
                iin=IIN,
                name=NAME,
                speciality="Терапия",
                graduated_in=2016,
                diploma="ЖБ-Б 0000001",
                certificate="СС-0000002",
                employment="Индивидуальная практика",
                facility="F1",
            ),
        ),
        requirements=tuple(
            RequirementStatement(requirement=key, facility="F1", text=f"Заявление по пункту {place}")
            for place, key in enumerate(REQUIREMENTS, start=1)
        ),
        attachments=(
            Attachment(
                sha256="ab" * 32, name="Диплом.pdf", media_type="application/pdf", size=123456, proves="diploma"
            ),
        ),
        sheets=17,
        confirmations=Confirmations(
            contacts_are_official=True,
            no_court_ban=True,
            documents_are_valid=True,
            personal_data_may_be_used=True,
        ),
        completed_on=date(2026, 3, 18),
        language=language,
    )
