"""After the result: what was wanted on paper is handed over, and an earlier paper original is given back."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError

from ruqsat.cases.case_file import CaseFile, case_file
from ruqsat.law.acts import Actor, Filed, Granted, PaperHandedOver, PaperOnBlank, PaperOriginalReturned
from ruqsat.law.local_time import local
from ruqsat.licenses import on_paper
from ruqsat.licenses.license_file import Recording
from ruqsat.licenses.on_paper import BlankUsedError


def hand_over(
    case: UUID, *, papers: tuple[PaperOnBlank, ...], to: str, on: date, proof: str, by: Actor, seen: int, at: datetime
) -> Filed:
    """
    Annex 2(5), Annex 3(5): paper copies were handed over; the license's file knows them from the same moment.

    :raises NotPermittedError: with the clause.
    :raises BlankUsedError: if the register has a paper on one of the blanks.
    """
    act = PaperHandedOver(happened_at=at, papers=papers, to=to, on=on, proof=proof)
    try:
        with case_file(case, at=at) as file:
            filed = file.append(act, by=by, seen=seen)
            if filed in file.appended:  # a button pressed twice is one handing over
                granted = file.standing.granted
                assert isinstance(granted, Granted)  # noqa: S101 -- permitted only of what was granted
                on_paper.record_handed_over(granted.license_number, papers, on=on, by=by, recording=_recording(file))
            return filed
    except IntegrityError as error:
        if "paper_blank_once" in str(error):  # somebody used the blank at the same moment
            raise BlankUsedError(", ".join(one.blank for one in papers)) from error
        raise


def give_back(case: UUID, *, papers: tuple[str, ...], note: str, by: Actor, at: datetime) -> Filed:
    """
    List 8(2): earlier paper originals were given back to the department, and in what state.

    :raises NotPermittedError: with the clause; also for what is not owed, or was given back already.
    """
    act = PaperOriginalReturned(happened_at=at, papers=papers, note=note)
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(act, by=by)
        filed = file.append(act, by=by)
        application = file.standing.application
        assert application is not None  # noqa: S101 -- permitted only of what was applied for
        assert application.held is not None  # noqa: S101 -- a reissue rests on a license that is held
        on_paper.record_given_back(
            application.held.number, papers, on=local(at).date(), by=by, recording=_recording(file)
        )
        return filed


def _recording(file: CaseFile) -> Recording:
    return Recording(judged=file.judged(), at=file.at)
