"""The file of a license, built act by act, for the tables of its life."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from ruqsat.law import license as life
from ruqsat.law.acts import (
    Act,
    Actor,
    AnnexAdded,
    AnnexEntered,
    AnnexReissued,
    DuplicateIssued,
    Filed,
    LicenseEntered,
    LicenseEntrySetAside,
    LicenseReissued,
    LicenseResumed,
    LicenseSuperseded,
    LicenseSuspended,
    LicenseTerminated,
    PaperIssued,
    PaperReturned,
    SuspensionCarriedOver,
)
from ruqsat.law.acts_of_license import LegalBasis
from ruqsat.law.application import Loss
from ruqsat.law.license import LicenseStanding
from ruqsat.law.standing import Permission
from tests.law.road import ADDRESS, HEAD, OFFICER, SPACE, SYSTEM, an_application

NUMBER = "26000001"
CASE = uuid5(SPACE, "the case of the license")


def day(text: str) -> date:
    """A day of 2026 by month and day: "03-18"."""
    return date.fromisoformat(f"2026-{text}")


def basis(on: str = "01-10", **changes: str) -> LegalBasis:
    """A court's act of that day."""
    values = {"authority": "Specialized court", "act": "decision", "number": "7", "document": "", **changes}
    return LegalBasis(on=day(on), **values)


def an_annex(number: str) -> AnnexEntered:
    return AnnexEntered(number=number, address=ADDRESS, subtypes=("outpatient_adult",))


class LicenseRoad:
    """The file of one license, issued on 5 January 2026 with annexes 001 and 002."""

    def __init__(self, *, entered: bool = True) -> None:
        self.at = datetime(2026, 12, 30, 5, 0, tzinfo=UTC)
        self.acts: list[Filed] = []
        self.standing: LicenseStanding = life.empty()
        if entered:
            self.file(self.entry(), by=SYSTEM)

    def entry(self) -> LicenseEntered:
        return LicenseEntered(
            happened_at=self.at,
            number=NUMBER,
            case=CASE,
            holder=an_application().applicant,
            office="KZ-75",
            licensor="Department for Almaty city",
            issued_on=day("01-05"),
            annexes=(an_annex("001"), an_annex("002")),
            documents=(),
        )

    def file(self, act: Act, *, by: Actor = HEAD) -> Filed:
        """Put *act* on file, a minute after the last one."""
        self.at += timedelta(minutes=1)
        seq = len(self.acts) + 1
        filed = Filed(id=uuid5(SPACE, f"license {seq}"), seq=seq, filed_at=self.at, act=act, by=by)
        self.acts.append(filed)
        self.standing = life.fold(self.standing, filed)
        return filed

    def may(self, decision: type[Act] | Act, *, by: Actor = HEAD) -> Permission:
        """Whether *decision* may be taken now."""
        return self.standing.may(decision, by=by, at=self.at)

    def states(self, *days: str, annex: str = "") -> list[str]:
        """What it is on each of the days, by month and day; "-" where it is not there."""
        found = [self.standing.state_on(day(one), annex=annex) for one in days]
        return [state.value if state else "-" for state in found]

    # --- acts ---

    def suspension(
        self, since: str, until: str | None = None, *, annex: str = "", on: LegalBasis | None = None
    ) -> LicenseSuspended:
        return LicenseSuspended(
            happened_at=self.at,
            annex=annex,
            since=day(since),
            until=day(until) if until else None,
            basis=on or basis(),
            reason="no ventilation",
        )

    def suspension_carried(self, since: str, until: str | None = None, *, annex: str = "") -> SuspensionCarriedOver:
        return SuspensionCarriedOver(
            happened_at=self.at,
            annex=annex,
            since=day(since),
            until=day(until) if until else None,
            basis=basis(),
            reason="no ventilation",
            of_license="25000001",
            case=CASE,
        )

    def resumption(self, since: str, *, annex: str = "", on: LegalBasis | None = None) -> LicenseResumed:
        return LicenseResumed(
            happened_at=self.at, annex=annex, since=day(since), basis=on or basis(), reason="put right"
        )

    def termination(self, since: str, *, annex: str = "", on: LegalBasis | None = None) -> LicenseTerminated:
        return LicenseTerminated(
            happened_at=self.at, annex=annex, since=day(since), basis=on or basis(), reason="given up"
        )

    def undoing(self, of: UUID, *, on: LegalBasis | None = None) -> LicenseEntrySetAside:
        return LicenseEntrySetAside(happened_at=self.at, of=of, basis=on or basis())

    def supersession(self, on: str, *, annex: str = "", by_annex: str = "") -> LicenseSuperseded:
        return LicenseSuperseded(
            happened_at=self.at,
            annex=annex,
            by_license=NUMBER if annex else "26000009",
            by_annex=by_annex,
            ground="name",
            case=CASE,
            on=day(on),
        )

    def reissue(self, on: str, *, annex: str = "", of_license: str = "25000001", of_annex: str = "") -> LicenseReissued:
        return LicenseReissued(
            happened_at=self.at,
            annex=annex,
            of_license=of_license,
            of_annex=of_annex,
            ground="name",
            case=CASE,
            on=day(on),
        )

    def another_annex(self, number: str, on: str) -> AnnexAdded:
        return AnnexAdded(happened_at=self.at, case=CASE, issued_on=day(on), annex=an_annex(number), documents=())

    def annex_reissue(self, number: str, on: str, *, subtypes: tuple[str, ...] = ("dentistry",)) -> AnnexReissued:
        worded = replace(an_annex(number), subtypes=subtypes)
        return AnnexReissued(
            happened_at=self.at, case=CASE, ground="Permits 33(7)", on=day(on), annex=worded, documents=()
        )

    def duplicate(self, on: str, *, annex: str = "") -> DuplicateIssued:
        return DuplicateIssued(happened_at=self.at, annex=annex, case=CASE, on=day(on), because=Loss.LOST, documents=())

    def handing_out(self, on: str, *, blank: str = "AA 1", annex: str = "") -> PaperIssued:
        return PaperIssued(happened_at=self.at, annex=annex, blank=blank, on=day(on))

    def giving_back(self, on: str, *, blank: str = "AA 1", annex: str = "") -> PaperReturned:
        return PaperReturned(happened_at=self.at, annex=annex, blank=blank, on=day(on))

    def on_paper(self, on: str = "01-06", *, blank: str = "AA 1", annex: str = "") -> None:
        self.file(self.handing_out(on, blank=blank, annex=annex), by=OFFICER)
