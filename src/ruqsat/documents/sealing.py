"""Rules 17, 20: the office's seal on a PDF. Without its key nothing is sealed, and nothing unsealed leaves."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from ruqsat.documents import naming, seals
from ruqsat.documents.unsealed import SealUnavailable, SealWaits
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.seals import CannotSeal, Seal, renew_stamp, seal_pdf
from ruqsat.eds.trust import TrustStore, UntrustworthyFolder
from ruqsat.eds.verdicts import NotBorneOut, Verdict, verdict_of
from ruqsat.gateways.pki import Pki, TimeStampUnavailable, gather_for_renewal, gather_for_seal, timestamper
from ruqsat.keeping import at_hand
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say

__all__ = ["Renewed", "SealUnavailable", "SealWaits", "holds_until", "renew", "seal_document"]


def seal_document(pdf: bytes, office: str, *, at: datetime, pki: Pki) -> bytes:
    """
    Rules 20: *pdf* with the seal of *office* (its code) added, PAdES B-LTA; the document's own bytes stay as they are.

    What was made is judged as anybody would judge it, before it is handed out. Network: not inside a transaction.

    :raises SealWaits: if the certification authority gives no time stamp, or does not say that the seal is in force.
    :raises SealUnavailable: if the office has no seal here, or the seal cannot be used.
    """
    seal = _seal_of(office)
    try:
        trust = TrustStore.from_folder(Path(settings.TRUST_DIR))
        evidence = gather_for_seal(seal, trust=trust, pki=pki, at=at)
        sealed = seal_pdf(pdf, seal, reason=_reason(office), at=at, timestamper=timestamper(pki), evidence=evidence)
    except (CannotSeal, TimeStampUnavailable, UntrustworthyFolder) as error:
        outage = isinstance(error, TimeStampUnavailable)
        raise (SealWaits if outage else SealUnavailable)(_not_now(office), str(error)) from error
    _check(sealed, pdf, office=office, trust=trust, at=at)
    return sealed


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """A sealed document with one more time stamp, and until when that one holds."""

    pdf: bytes = field(repr=False)
    holds_until: datetime


def holds_until(pdf: bytes, *, at: datetime) -> datetime | None:
    """Until when the last time stamp over a sealed document holds; None where the document does not pass."""
    report = verify_pdf(pdf, trust=TrustStore.from_folder(Path(settings.TRUST_DIR)), at=at)
    return report.holds_until if report.verdict is Verdict.PASSED else None


def renew(pdf: bytes, *, beyond: datetime, at: datetime, pki: Pki) -> Renewed | None:
    """
    ETSI EN 319 142-1, 5.4.3: a sealed *pdf* with a time stamp that holds longer than the last, which ends *beyond*.

    None while the authority stamps with nothing that holds longer. Network: not inside a transaction.

    :raises SealWaits: if the certification authority gives no time stamp, or does not say that it is in force.
    :raises SealUnavailable: if the document does not pass, now or with the new time stamp.
    """
    trust = TrustStore.from_folder(Path(settings.TRUST_DIR))
    try:
        evidence, until = gather_for_renewal(pdf, trust=trust, pki=pki, at=at)
        if until <= beyond:
            return None
        renewed = renew_stamp(pdf, timestamper=timestamper(pki), evidence=evidence)
    except TimeStampUnavailable as error:
        raise SealWaits(_NOT_RENEWED, str(error)) from error
    except CannotSeal as error:
        raise SealUnavailable(_NOT_RENEWED, str(error)) from error
    except NotBorneOut as problem:
        waits = verdict_of(problem.sub_indication) is Verdict.INDETERMINATE
        raise (SealWaits if waits else SealUnavailable)(_NOT_RENEWED, str(problem.why)) from problem
    report = verify_pdf(renewed, trust=trust, at=at)
    if report.verdict is Verdict.INDETERMINATE:
        raise SealWaits(_NOT_RENEWED, str(report.reason))
    if report.verdict is not Verdict.PASSED or report.holds_until is None or not renewed.startswith(pdf):
        raise SealUnavailable(_NOT_RENEWED, str(report.reason))
    return Renewed(pdf=renewed, holds_until=report.holds_until)


_NOT_RENEWED = say("The time stamp over a sealed document cannot be renewed now. It will be tried again.")


def _check(sealed: bytes, pdf: bytes, *, office: str, trust: TrustStore, at: datetime) -> None:
    if not sealed.startswith(pdf):
        raise SealUnavailable(
            say("The seal of %(office)s changed the document; it was not taken.", office=_name(office)),
            "The sealed document does not begin with the document's own bytes.",
        )
    report = verify_pdf(sealed, trust=trust, at=at)
    if report.verdict is Verdict.INDETERMINATE:
        raise SealWaits(_not_now(office), str(report.reason))
    if report.verdict is not Verdict.PASSED or report.level is not Level.B_LTA:
        raise SealUnavailable(_unusable(office), f"{report.reason or 'The seal is incomplete.'} ({report.level})")


def _seal_of(office: str) -> Seal:
    if office not in at_hand.lists().offices.offices:
        raise SealUnavailable(say("There is no office %(office)s.", office=office))
    device = seals.device(module=settings.SEAL_MODULE, token=settings.SEAL_TOKEN, pin=settings.SEAL_PIN)
    try:
        return seals.read(office, folder=Path(settings.SEALS_DIR), device=device)
    except seals.NotInstalled as error:
        raise SealUnavailable(
            say("The seal of %(office)s is not installed. An administrator must install it.", office=_name(office)),
            str(error),
        ) from error
    except CannotSeal as error:
        raise SealUnavailable(_unusable(office), str(error)) from error


def _reason(office: str) -> str:
    """What the signature says of itself in any reader of PDF, in the languages of the document's readers."""
    names = naming.office(office)
    return f"Мөр / Печать: {names.kk} / {names.ru}"


def _not_now(office: str) -> Saying:
    return say(
        "The seal of %(office)s cannot be put on the document now. It will be tried again.", office=_name(office)
    )


def _unusable(office: str) -> Saying:
    return say("The seal of %(office)s cannot be used. An administrator must look into it.", office=_name(office))


def _name(office: str) -> Names:
    return naming.office(office)
