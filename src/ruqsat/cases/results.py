"""The papers of a result, by service: List 5, Rules 19, 20. What is granted is set as PDF under its numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ruqsat.cases import numbering, papers
from ruqsat.cases.case_file import CaseFile, NoSuchCaseError, look
from ruqsat.cases.papers import Paper
from ruqsat.documents.content import FIRST, Anew, Signatory, annex_data, license_data
from ruqsat.documents.rendering import Kind
from ruqsat.law import merits, reissue
from ruqsat.law.acts import Actor, AnnexEntered, InquiryAnswered, LicenseReissued
from ruqsat.law.application import THE_LICENSE, Address, Applicant, Application, Facility, LicenseHeld, Service
from ruqsat.law.license import LicenseStanding, empty
from ruqsat.law.local_time import local
from ruqsat.law.standing import act_of
from ruqsat.licenses.license_file import standing_of
from ruqsat.licenses.rows import plain
from ruqsat.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Under which number the license stands, and each annex of a facility, by the facility's id."""

    license: str
    annexes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """What the papers of one result have in common."""

    file: CaseFile
    application: Application
    numbers: Numbers
    signatory: Signatory
    before: LicenseStanding
    today: date


def numbers_of(file: CaseFile) -> Numbers:
    """List 5, Rules 20 (docs/law/readings.md): the numbers of what is granted, reserved for this case."""
    application, held = _application(file), _application(file).held
    granted = _qualifying(file)
    if held is None:
        number = numbering.license_number(file.id, on=local(file.at).date())
        return Numbers(license=number, annexes={one.id: f"{place:03d}" for place, one in enumerate(granted, start=1)})
    if application.service is Service.ANNEX:
        taken = {*standing_of(held.number).annexes, *_annexes_told(file)}
        annexes = {
            one.id: numbering.annex_number(file.id, license_=plain(held.number), facility=one.id, taken=taken)
            for one in granted
        }
        return Numbers(license=held.number, annexes=annexes)
    if application.service is Service.REISSUE and THE_LICENSE in held.papers:
        return Numbers(license=numbering.license_number(file.id, on=local(file.at).date()), annexes={})
    return Numbers(license=held.number, annexes={})


def set_papers(file: CaseFile, *, numbers: Numbers, by: Person, actor: Actor) -> tuple[Paper, ...]:
    """Rules 19, 20: every paper that the service gives: the license first, annexes in the order of their numbers."""
    application, today = _application(file), local(file.at).date()
    setting = _Setting(
        file=file,
        application=application,
        numbers=numbers,
        signatory=papers.signatory(by, actor, on=today),
        before=standing_of(application.held.number) if application.held else empty(),
        today=today,
    )
    return tuple(_BY_SERVICE[application.service](setting))


def _issued(setting: _Setting) -> Sequence[Paper]:
    """Rules 10, 20: the license and one annex for each facility that qualifies."""
    return [_license(setting, Kind.LICENSE, issued_on=setting.today, first_on=setting.today), *_added(setting)]


def _added(setting: _Setting) -> Sequence[Paper]:
    """Rules 10, 19: an annex for each facility that qualifies."""
    return [
        _annex(
            setting,
            Kind.ANNEX,
            AnnexEntered(number=setting.numbers.annexes[one.id], address=one.address, subtypes=one.subtypes),
            issued_on=setting.today,
            facility=one.id,
        )
        for one in _qualifying(setting.file)
    ]


def _reissued(setting: _Setting) -> Sequence[Paper]:
    """Rules 19: what was asked anew: the license under its new number, the annexes under their own."""
    held, anew = _held(setting), Anew(reissued_on=setting.today)
    found = []
    if THE_LICENSE in held.papers:
        first_on = _first_day(held.number) or _told_day(setting.file)
        instead = Anew(reissued_on=setting.today, instead_of=held.number)
        found.append(_license(setting, Kind.REISSUED_LICENSE, issued_on=setting.today, first_on=first_on, anew=instead))
    for number in held.annexes:
        before = setting.before.annexes.get(number)
        worded = reissue.annex_anew(
            setting.application, number=number, before=before.worded_on(setting.today) if before else None
        )
        found.append(_annex(setting, Kind.REISSUED_ANNEX, worded, issued_on=setting.today, anew=anew))
    return found


def _duplicated(setting: _Setting) -> Sequence[Paper]:
    """List 8(3), Rules 19: what stands in the original, under its number and day, marked as a duplicate of today."""
    held, original = _held(setting), setting.before.license
    found = []
    if THE_LICENSE in held.papers:
        stands_for = _stands_for(setting.before)
        issued_on = original.issued_on if original else _told_day(setting.file)
        anew = Anew(reissued_on=issued_on if stands_for else None, instead_of=stands_for, duplicate_on=setting.today)
        first_on = _first_day(held.number) or _told_day(setting.file)
        found.append(_license(setting, Kind.LICENSE_DUPLICATE, issued_on=issued_on, first_on=first_on, anew=anew))
    for number in held.annexes:
        annexed = setting.before.annexes.get(number)
        worded = (
            annexed.worded_on(setting.today)
            if annexed
            else reissue.annex_anew(setting.application, number=number, before=None)
        )
        anew = Anew(reissued_on=annexed.reissued_on(setting.today) if annexed else None, duplicate_on=setting.today)
        issued_on = annexed.issued_on if annexed else None
        found.append(_annex(setting, Kind.ANNEX_DUPLICATE, worded, issued_on=issued_on, anew=anew))
    return found


def _license(
    setting: _Setting, kind: Kind, *, issued_on: date | None, first_on: date | None, anew: Anew = FIRST
) -> Paper:
    holder, address = _whose(setting)
    data = license_data(
        number=setting.numbers.license,
        issued_on=issued_on,
        first_issued_on=first_on,
        holder=holder,
        address=address,
        office=_office(setting),
        signatory=setting.signatory,
        anew=anew,
    )
    return papers.kept(setting.file, kind, data, facility="", number=setting.numbers.license)


def _annex(
    setting: _Setting,
    kind: Kind,
    annex: AnnexEntered,
    *,
    issued_on: date | None,
    facility: str = "",
    anew: Anew = FIRST,
) -> Paper:
    data = annex_data(
        number=setting.numbers.license,
        annex=annex.number,
        license_issued_on=_license_day(setting),
        issued_on=issued_on,
        holder=_whose(setting)[0],
        address=annex.address,
        subtypes=annex.subtypes,
        office=_office(setting),
        signatory=setting.signatory,
        anew=anew,
    )
    return papers.kept(setting.file, kind, data, facility=facility, number=annex.number)


def _license_day(setting: _Setting) -> date | None:
    """The day of the license that an annex is to: today where it is issued with it."""
    application = setting.application
    if application.held is None or application.held.number != setting.numbers.license:
        return setting.today
    return setting.before.license.issued_on if setting.before.license else _told_day(setting.file)


def _whose(setting: _Setting) -> tuple[Applicant, Address]:
    """Whose name and address a paper bears: of a duplicate those of the original, of all else the applicant's now."""
    application, original = setting.application, setting.before.license
    if application.service is not Service.DUPLICATE or original is None:
        return application.applicant, application.address
    try:
        first = look(original.case, at=setting.file.at).standing.application
    except NoSuchCaseError:
        first = None
    return original.holder, first.address if first else application.address


def _office(setting: _Setting) -> str:
    """The department that a paper names: of a duplicate the one of the original."""
    original = setting.before.license
    if setting.application.service is Service.DUPLICATE and original is not None:
        return original.office
    return setting.application.office


def _first_day(number: str) -> date | None:
    """Rules 19: the day of the first license in the line that leads to this one, as far as the register knows it."""
    standing = standing_of(number)
    earlier = _stands_for(standing)
    found = _first_day(earlier) if earlier else None
    return found or (standing.license.issued_on if standing.license else None)


def _stands_for(standing: LicenseStanding) -> str:
    reissues = (act_of(filed, LicenseReissued) for filed in standing.reissues)
    return next((act.of_license for act in reissues if not act.annex), "")


def _told(file: CaseFile) -> Mapping[str, str]:
    """Rules 8(3): what the state register told of the license that is held."""
    known = merits.license_answer(file.standing)
    return act_of(known, InquiryAnswered).data if known else {}


def _told_day(file: CaseFile) -> date | None:
    try:
        return date.fromisoformat(_told(file).get("issued_on", ""))
    except ValueError:
        return None


def _annexes_told(file: CaseFile) -> list[str]:
    return _told(file).get("annexes", "").split()


def _qualifying(file: CaseFile) -> list[Facility]:
    facilities = _application(file).facilities
    return [one for one in facilities if merits.qualifies(file.standing, one.id, at=file.at)]


def _held(setting: _Setting) -> LicenseHeld:
    assert setting.application.held is not None  # noqa: S101 -- asked of services that rest on a license
    return setting.application.held


def _application(file: CaseFile) -> Application:
    assert file.standing.application is not None  # noqa: S101 -- papers are set for applications
    return file.standing.application


_BY_SERVICE: Mapping[Service, Callable[[_Setting], Sequence[Paper]]] = {
    Service.ISSUE: _issued,
    Service.ANNEX: _added,
    Service.REISSUE: _reissued,
    Service.DUPLICATE: _duplicated,
}
