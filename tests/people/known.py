"""People and posts to start tests from. The IINs were never issued: their serials are 9900 and up."""

from datetime import UTC, date, datetime
from uuid import uuid4

from ruqsat.eds.reports import Report, SignerReport
from ruqsat.law.acts import Role
from ruqsat.law.application import PersonName
from ruqsat.law.identifiers import check_digit
from ruqsat.law.signers import INDIVIDUAL
from ruqsat.people.models import Appointment, Office, Person
from ruqsat.people.persons import know

AT = datetime(2026, 3, 18, 13, 30, tzinfo=UTC)
TODAY = date(2026, 3, 18)


def iin(serial: int) -> str:
    """A valid IIN of somebody who does not exist."""
    eleven = f"8501013{serial}"
    return f"{eleven}{check_digit(eleven)}"


def person(serial: int = 9901) -> Person:
    """Somebody."""
    return know(iin(serial), PersonName(last="Ойдан", first="Шығарылған", patronymic="Мысалұлы"), at=AT)


def office(code: str = "KZ-75") -> Office:
    """An office."""
    names = {"kk": "Бөлім", "ru": "Департамент", "en": "Department"}
    found, _ = Office.objects.get_or_create(
        code=code, defaults={"kind": "licensor", "region": "75", "names": names, "loaded_at": AT}
    )
    return found


def appoint(
    whom: Person,
    role: Role = Role.OFFICER,
    *,
    kind: str = "",
    since: date = TODAY,
    until: date | None = None,
    code: str = "KZ-75",
) -> Appointment:
    """A post."""
    return Appointment.objects.create(
        person=whom,
        office=office(code),
        role=role.value,
        kind=kind,
        since=since,
        until=until,
        order_number=f"№ {uuid4().hex[:4]}",
    )


def signer(**changes: object) -> SignerReport:
    """The report of one signer that passed."""
    said: dict[str, object] = {
        "sub_indication": None,
        "reason": None,
        "last": "ОЙДАН",
        "first": "ШЫҒАРЫЛҒАН",
        "patronymic": "МЫСАЛҰЛЫ",
        "iin": iin(9901),
        "roles": (INDIVIDUAL,),
    }
    return SignerReport(**said | changes)  # type: ignore[arg-type]  # fields by name


def report(*signers: SignerReport) -> Report:
    """The report of these signers, all passed."""
    return Report(at=AT, sub_indication=None, reason=None, signers=signers or (signer(),))
