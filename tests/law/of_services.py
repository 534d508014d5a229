"""Applications for the services that rest on a license that is held, for the tests of the law."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from ruqsat.law.acts import FoundComplete, Granted, InquiryAnswered, Outcome, ResultDocument
from ruqsat.law.application import Application, Change, LicenseHeld, Loss, Service
from ruqsat.law.standing import act_of
from tests.law.road import HEAD, IIN, OFFICER, SHA, Road, an_application

HELD = "25000017"
RENAMED = Change(
    ground="Permits 33(1)",
    changed_on=date(2026, 10, 20),
    before="Үлгіленова Үлгі Жобақызы",
    now="Мысалова Үлгі Жобақызы",
)
MOVED_ON_PAPER = Change(
    ground="Permits 33(6)",
    changed_on=date(2026, 10, 20),
    before="Алматы қ., Мысал көшесі, 1",
    now="Алматы қ., Мысал көшесі, 1А",
)
REQUIRED_BY_LAW = Change(
    ground="Permits 33(7)",
    changed_on=date(2026, 10, 20),
    before="амбулаториялық көмек",
    now="консультациялық-диагностикалық көмек",
)


def for_annex(*, facilities: int = 1) -> Application:
    """An annex for further facilities to the license that is held."""
    return replace(an_application(facilities=facilities), service=Service.ANNEX, held=LicenseHeld(number=HELD))


def for_reissue(change: Change = RENAMED, *papers: str, facilities: int = 0) -> Application:
    """The license, or the papers named, anew because of *change*."""
    plain = an_application(facilities=facilities)
    held = LicenseHeld(number=HELD, papers=papers or ("license", "001"))
    return replace(plain, service=Service.REISSUE, held=held, change=change, attachments=())


def for_duplicate(*papers: str) -> Application:
    """A duplicate of the papers named."""
    held = LicenseHeld(number=HELD, papers=papers or ("license",))
    plain = replace(an_application(), facilities=(), specialists=(), attachments=())
    return replace(plain, service=Service.DUPLICATE, held=held, loss=Loss.LOST)


OF_SERVICE: Mapping[Service, Callable[[], Application]] = {
    Service.ISSUE: an_application,
    Service.ANNEX: for_annex,
    Service.REISSUE: for_reissue,
    Service.DUPLICATE: for_duplicate,
}


def knows_the_license(
    road: Road, *, number: str = HELD, status: str = "valid", annexes: str = "001 002", on_paper: str = "license 001"
) -> None:
    """The register answers that the applicant holds the license."""
    road.answer("medical_license", "applicant", number=number, status=status, annexes=annexes, on_paper=on_paper)


def filed(application: Application, *, paid: int | None = 43250, known: bool = True) -> Road:
    """A road on which *application* is filed, and what is asked about it answered."""
    road = Road()
    if known:
        knows_the_license(road)
    if application.service is Service.REISSUE:
        road.answer("name_change", IIN, old_name="Үлгіленова Үлгі Жобақызы", new_name="Мысалова Үлгі Жобақызы")
    if paid is not None:
        road.pay(paid)
    road.file_application(application, paid=False)
    return road


def found_complete(application: Application, *, paid: int | None = 43250) -> Road:
    """And its documents are found complete."""
    road = filed(application, paid=paid)
    road.file(FoundComplete(happened_at=road.at), by=OFFICER)
    return road


def grant(number: str, *documents: tuple[str, str, str]) -> Granted:
    """A decision that names *documents*: what, of which facility, under which number."""
    named = tuple(
        ResultDocument(what=what, facility=facility, number=number_, sha256=SHA)
        for what, facility, number_ in documents
    )
    return Granted(happened_at=Road().at, license_number=number, documents=named)


def what_register_says(road: Road) -> InquiryAnswered:
    """The answer about the license on this road."""
    return act_of(road.standing.answers["medical_license", "applicant"], InquiryAnswered)


def decide(road: Road, act: Granted) -> None:
    """The officer prepares, the head signs."""
    road.prepare(grant=True)
    road.file(act, by=HEAD)


def no_license(road: Road) -> None:
    """The register answers that the applicant holds none."""
    road.answer("medical_license", "applicant", Outcome.NONE)
