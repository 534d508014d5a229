"""Paper originals in the register: handed over and given back, in the transaction of the case's act."""

from collections.abc import Collection, Sequence
from datetime import date

from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, PaperIssued, PaperOnBlank, PaperReturned
from ruqsat.law.application import THE_LICENSE
from ruqsat.law.saying import say
from ruqsat.licenses.license_file import Recording, license_file, standing_of
from ruqsat.licenses.models import PaperOriginal


class BlankUsedError(RefusalError):
    """A paper original stands on this blank already."""

    def __init__(self, blank: str) -> None:
        super().__init__(
            say("Blank %(blank)s is in the register already: look at the series and the number again.", blank=blank)
        )


def record_handed_over(
    number: str, papers: Sequence[PaperOnBlank], *, on: date, by: Actor, recording: Recording
) -> None:
    """
    Annex 2(5), Annex 3(5), List 8(2): the register knows what exists on paper of the license *number*.

    :raises BlankUsedError: if a paper of any license is on one of the blanks.
    """
    used = PaperOriginal.objects.filter(blank__in=[one.blank for one in papers]).first()
    if used is not None:
        raise BlankUsedError(used.blank)
    with license_file(number, recording=recording) as file:
        for one in papers:
            act = PaperIssued(happened_at=recording.at, annex=annex_of(one.paper), blank=one.blank, on=on)
            file.append(act, by=by)


def record_given_back(number: str, papers: Collection[str], *, on: date, by: Actor, recording: Recording) -> None:
    """
    List 8(2): the earlier paper originals came back; of what was on paper before this register nothing is known here.

    :param papers: as `LicenseHeld` names them.
    """
    if standing_of(number).license is None:
        return
    annexes = {annex_of(paper) for paper in papers}
    with license_file(number, recording=recording) as file:
        for one in file.standing.to_be_returned(on):
            if one.annex in annexes:
                act = PaperReturned(happened_at=recording.at, annex=one.annex, blank=one.blank, on=on)
                file.append(act, by=by)


def annex_of(paper: str) -> str:
    """How the file of a license names a paper: an annex by its number, the license by nothing."""
    return "" if paper == THE_LICENSE else paper
