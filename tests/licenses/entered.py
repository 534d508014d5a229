"""A license in the register without a case: its file begun by the act that enters it."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

from ruqsat.journal.append import Judged
from ruqsat.law.acts import Act, AnnexEntered, LicenseEntered, ResultDocument
from ruqsat.law.application import Address, Applicant, ApplicantKind, PersonName
from ruqsat.licenses.license_file import Recording, license_file
from ruqsat.licenses.models import License

ADDRESS = Address(
    postal_code="", region="75", city="Алматы", district="", locality="", street="Тәжірибе көшесі", building="5"
)
JUDGED = Judged(edition="2026", calendar="2026", law="2026")


def an_annex(number: str = "001") -> AnnexEntered:
    return AnnexEntered(number=number, address=ADDRESS, subtypes=("outpatient_adult",))


def entered(iin: str, name: PersonName, *, on: date, number: str = "26000001", sha256: str = "ab" * 32) -> License:
    """A license with annex 001 and one sealed document, issued on that day to the person with this IIN."""
    act = LicenseEntered(
        happened_at=_at(on),
        number=number,
        case=uuid4(),
        holder=Applicant(kind=ApplicantKind.INDIVIDUAL, iin=iin, name=name),
        office="KZ-75",
        licensor="Department for Almaty city",
        issued_on=on,
        annexes=(an_annex(),),
        documents=(ResultDocument(what="license", facility="", number=number, sha256=sha256),),
    )
    add(number, act, on=on)
    return License.objects.get(number=number)


def add(number: str, *acts: Act, on: date) -> None:
    """More acts on the license's file, recorded on that day."""
    with license_file(number, recording=Recording(judged=JUDGED, at=_at(on))) as file:
        for act in acts:
            file.append(act)


def _at(on: date) -> datetime:
    return datetime.combine(on, time(5), tzinfo=UTC)
