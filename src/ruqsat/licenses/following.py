"""What a grant leaves in the register, by its service: List 5, Rules 19. Inside the transaction of the case's act."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ruqsat.law import reissue
from ruqsat.law.acts import (
    AnnexAdded,
    AnnexEntered,
    AnnexReissued,
    DuplicateIssued,
    LicenseEntered,
    LicenseReissued,
    LicenseSuperseded,
    SuspensionCarriedOver,
)
from ruqsat.law.application import Change, LicenseHeld, Loss, Service
from ruqsat.law.license import FINAL, LicenseStanding, Suspending, empty
from ruqsat.law.local_time import local
from ruqsat.law.service_rules import RULES
from ruqsat.licenses.entering import Result, annexes_of_facilities, enter, enter_in
from ruqsat.licenses.license_file import LicenseFile, license_file, standing_of


def follow(result: Result) -> None:
    """Rules 19, 20: what the grant means for the license that is held, or for the new one; locked after the case."""
    _BY_SERVICE[result.application.service](result)


def _annexes_added(result: Result) -> None:
    """Rules 19: further annexes to a license that is held; where it was reissued meanwhile, to the one in its place."""
    documents = {one.number: one for one in result.documents}
    number: str | None = _held(result).number
    while number:
        with license_file(number, recording=result.recording) as file:
            _take_over(file, result)
            for annex in annexes_of_facilities(result.application, result.documents):
                act = AnnexAdded(
                    happened_at=result.recording.at,
                    case=result.case,
                    issued_on=_today(result),
                    annex=annex,
                    documents=(documents[annex.number],) if number == _held(result).number else (),
                )
                file.append(act)
            number = _successor(file.standing, on=_today(result))


def _reissued(result: Result) -> None:
    """Rules 2(1), 19: a license of a number of its own in the place of the old one, or annexes worded anew."""
    if result.number == _held(result).number:
        with license_file(result.number, recording=result.recording) as file:
            _take_over(file, result)
            for anew in _annexes_anew(file.standing, result):
                file.append(anew)
        return
    before = _superseded(result)
    with license_file(result.number, recording=result.recording) as new:
        enter_in(new, result, _anew(before, result))
        for follows in _in_its_place(before, result):
            new.append(follows)


def _superseded(result: Result) -> LicenseStanding:
    """The license as it stood before another one took its place; one of before this register has no file to close."""
    number = _held(result).number
    if standing_of(number).license is None:
        return empty()
    with license_file(number, recording=result.recording) as old:
        before = old.standing
        for act in _superseding(result):
            old.append(act)
    return before


def _anew(before: LicenseStanding, result: Result) -> list[AnnexEntered]:
    """List 8(2): how the annexes that were asked anew read now."""
    return [
        reissue.annex_anew(result.application, number=number, before=_known(before, number, on=_today(result)))
        for number in _held(result).annexes
    ]


def _annexes_anew(before: LicenseStanding, result: Result) -> Iterator[AnnexReissued]:
    documents = {one.number: one for one in result.documents}
    for annex in _anew(before, result):
        yield AnnexReissued(
            happened_at=result.recording.at,
            case=result.case,
            ground=_change(result).ground,
            on=_today(result),
            annex=annex,
            documents=(documents[annex.number],),
        )


def _superseding(result: Result) -> Iterator[LicenseSuperseded]:
    """In the old file: each annex that was asked anew by its own, then the license with all that is left."""
    for annex in (*_held(result).annexes, ""):
        yield LicenseSuperseded(
            happened_at=result.recording.at,
            annex=annex,
            by_license=result.number,
            by_annex=annex,
            ground=_change(result).ground,
            case=result.case,
            on=_today(result),
        )


def _in_its_place(
    before: LicenseStanding, result: Result
) -> Iterator[LicenseReissued | AnnexAdded | SuspensionCarriedOver]:
    """In the new file: what it stands for, the annexes that go on as they are, and what was suspended."""
    for annex in ("", *_held(result).annexes):
        yield LicenseReissued(
            happened_at=result.recording.at,
            annex=annex,
            of_license=_held(result).number,
            of_annex=annex,
            ground=_change(result).ground,
            case=result.case,
            on=_today(result),
        )
    yield from _going_on(before, result)
    yield from _still_suspended(before, result)


def _going_on(before: LicenseStanding, result: Result) -> Iterator[AnnexAdded]:
    """Rules 19 (docs/law/readings.md): an annex that was not asked anew stands under the new license, with its day."""
    today = _today(result)
    for number, annexed in before.annexes.items():
        if number in _held(result).annexes or before.state_on(today, annex=number) in FINAL:
            continue
        yield AnnexAdded(
            happened_at=result.recording.at,
            case=result.case,
            issued_on=annexed.issued_on,
            annex=annexed.worded_on(today),
            documents=(),
        )


def _still_suspended(before: LicenseStanding, result: Result) -> Iterator[SuspensionCarriedOver]:
    """Rules 2(1): a reissue lifts no suspension, of the license or of one annex."""
    today = _today(result)
    for annex in ("", *before.annexes):
        held = before.suspended_by(today, annex=annex)
        if held is None or not isinstance(held.act, Suspending) or held.act.annex != annex:
            continue
        yield SuspensionCarriedOver(
            happened_at=result.recording.at,
            annex=annex,
            since=today,
            until=held.act.until,
            basis=held.act.basis,
            reason=held.act.reason,
            of_license=_held(result).number,
            case=result.case,
        )


def _duplicated(result: Result) -> None:
    """Rules 19, List 8(3): a duplicate is no other license: the one that is held shows that there is one."""
    rule = RULES[Service.DUPLICATE]
    with license_file(_held(result).number, recording=result.recording) as file:
        _take_over(file, result)
        for document in result.documents:
            act = DuplicateIssued(
                happened_at=result.recording.at,
                annex="" if document.what == rule.license else document.number,
                case=result.case,
                on=_today(result),
                because=_loss(result),
                documents=(document,),
            )
            file.append(act)


def _take_over(file: LicenseFile, result: Result) -> None:
    """
    Rules 8(3) (docs/law/readings.md): a license of before this register is entered as the state register told of it.

    Its day is the one that was told, or this one, on which it was held at the latest; its annexes of before are not
    known here, and their papers neither.
    """
    if file.standing.license is not None:
        return
    application = result.application
    entry = LicenseEntered(
        happened_at=result.recording.at,
        number=_held(result).number,
        case=result.case,
        holder=application.applicant,
        office=application.office,
        licensor=application.licensor,
        issued_on=_told_day(result) or _today(result),
        annexes=(),
        documents=(),
    )
    file.append(entry)


def _told_day(result: Result) -> date | None:
    try:
        return date.fromisoformat(result.known.data.get("issued_on", "")) if result.known else None
    except ValueError:
        return None


def _successor(standing: LicenseStanding, *, on: date) -> str | None:
    """The license in the place of this one on that day, if there is one."""
    ended = standing.ended_by(on)
    return ended.act.by_license if ended and isinstance(ended.act, LicenseSuperseded) else None


def _known(before: LicenseStanding, number: str, *, on: date) -> AnnexEntered | None:
    annexed = before.annexes.get(number)
    return annexed.worded_on(on) if annexed else None


def _today(result: Result) -> date:
    return local(result.recording.at).date()


def _held(result: Result) -> LicenseHeld:
    assert result.application.held is not None  # noqa: S101 -- asked of services that rest on a license
    return result.application.held


def _change(result: Result) -> Change:
    assert result.application.change is not None  # noqa: S101 -- a reissue states its change, or is incomplete
    return result.application.change


def _loss(result: Result) -> Loss:
    assert result.application.loss is not None  # noqa: S101 -- a duplicate states the loss, or is incomplete
    return result.application.loss


_BY_SERVICE: Mapping[Service, Callable[[Result], None]] = {
    Service.ISSUE: enter,
    Service.ANNEX: _annexes_added,
    Service.REISSUE: _reissued,
    Service.DUPLICATE: _duplicated,
}
