"""The license that an application rests on: that it stands, and that one application alone reissues it (Rules 19)."""

from datetime import date

from ruqsat.cases import numbering
from ruqsat.cases.case_file import CaseFile
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import LicenseSuperseded
from ruqsat.law.application import THE_LICENSE, Service
from ruqsat.law.license import FINAL, LicenseStanding
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying, say
from ruqsat.licenses.license_file import standing_of
from ruqsat.licenses.rows import plain


class LicenseOverError(RefusalError):
    """Rules 19: the license that the application rests on does not stand any more, by this register."""


class ReissuedElsewhereError(RefusalError):
    """Rules 19: another application reissues this license already."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say("License %(number)s is reissued on another application already; ask its register anew.", number=number)
        )


def stop_unless_held(file: CaseFile) -> None:
    """
    Rules 19: what rests on a license that this register knows rests on one that stands.

    :raises LicenseOverError: if it, or an annex that is asked anew, was reissued or terminated.
    """
    application = file.standing.application
    if application is None or application.held is None:
        return
    standing, today = standing_of(application.held.number), local(file.at).date()
    for annex in ("", *application.held.annexes):
        if standing.state_on(today, annex=annex) in FINAL:
            raise LicenseOverError(_why_over(standing, application.held.number, on=today))


def _why_over(standing: LicenseStanding, number: str, *, on: date) -> Saying:
    ended = standing.ended_by(on)
    if ended is not None and isinstance(ended.act, LicenseSuperseded):
        by = ended.act.by_license
        return say("License %(number)s was reissued: license %(by)s stands in its place.", number=number, by=by)
    return say("License %(number)s, or the annex that is asked for, was terminated.", number=number)


def claim_reissue(file: CaseFile) -> None:
    """
    Rules 19: a license is reissued once; from the signed decision on the claim is this case's.

    :raises ReissuedElsewhereError: if another case was quicker.
    """
    application = file.standing.application
    if application is None or application.held is None or application.service is not Service.REISSUE:
        return
    if (
        THE_LICENSE in application.held.papers
        and numbering.reissue_of(plain(application.held.number), case=file.id) != file.id
    ):
        raise ReissuedElsewhereError(application.held.number)
