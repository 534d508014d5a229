"""A sealed PDF judged: who sealed it, when, and that nothing was changed since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ruqsat.eds import cms, signed_data, timestamps
from ruqsat.eds.alone import mathematics_of_signer
from ruqsat.eds.certificates import MALFORMED, Certificate
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.pdf_changes import ALLOWED, Change
from ruqsat.eds.pdf_structure import Changes, Embedded, Store, read
from ruqsat.eds.reports import Report, SignerReport, weigh
from ruqsat.eds.timestamps import TimeStamp
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import Indication, NotBorneOut, SubIndication, Verdict, indication_of, verdict_of
from ruqsat.law.saying import Saying, say


class Level(StrEnum):
    """ETSI EN 319 142-1, 6.1: what a seal carries with it, as the norm names it."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


@dataclass(frozen=True, kw_only=True)
class SealReport:
    """
    One seal: which office (``signer.organization``, ``signer.bin``), stamped when, and what came after it.

    ``later`` is the gravest of it, ``changes`` all of it by name.
    """

    signer: SignerReport
    time_stamp: TimeStamp | None
    later: Changes
    changes: tuple[Change, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Plain content for keeping."""
        return {
            "signer": self.signer.to_json(),
            "time_stamp": self.time_stamp.to_json() if self.time_stamp else None,
            "later": self.later.value,
            "changes": [change.value for change in self.changes],
        }


@dataclass(frozen=True, kw_only=True)
class PdfReport:
    """
    A PDF judged as of ``at``. ``whole_file``: the last signature or time stamp covers the file to its last byte.
    ``level``: the lowest of its seals; what it says holds only where the verdict is *passed*.

    Passed only if there is a seal, every seal and time stamp is right, the whole file is covered, and nothing but
    time stamps and evidence was added after a seal.
    """

    at: datetime
    sub_indication: SubIndication | None
    reason: Saying | None
    whole_file: bool = False
    level: Level | None = None
    seals: tuple[SealReport, ...] = ()
    document_time_stamps: tuple[TimeStamp, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Passed, failed or indeterminate."""
        return verdict_of(self.sub_indication)

    @property
    def holds_until(self) -> datetime | None:
        """By when the last time stamp must be renewed; None where the document has none."""
        return self.document_time_stamps[-1].holds_until if self.document_time_stamps else None

    @property
    def indication(self) -> Indication:
        """The main indication of ETSI EN 319 102-1, verbatim."""
        return indication_of(self.sub_indication)

    def to_json(self) -> dict[str, object]:
        """Plain content for keeping."""
        return {
            "at": self.at.isoformat(),
            "verdict": self.verdict.value,
            "indication": self.indication.value,
            "sub_indication": self.sub_indication.value if self.sub_indication else "",
            "reason": str(self.reason or ""),
            "whole_file": self.whole_file,
            "level": self.level.value if self.level else "",
            "seals": [seal.to_json() for seal in self.seals],
            "document_time_stamps": [stamp.to_json() for stamp in self.document_time_stamps],
        }


def verify_pdf(pdf: bytes, *, trust: TrustStore, at: datetime, evidence: Evidence | None = None) -> PdfReport:
    """
    ETSI EN 319 142-1, ETSI EN 319 102-1, 5.6: judge the seals on *pdf* as of *at*, years after the sealing too.

    What the document carries is enough for a document sealed by `ruqsat.eds.seals.seal_pdf`; *evidence* is heeded as
    well, as a revocation of the time-stamping authority that became known since. Seals are judged at the moment of
    their time stamp, time stamps at the moment of the next one after them, the last one at *at*.
    """
    try:
        embedded, store = read(pdf)
        report = _judged(embedded, store, trust=trust, at=at, evidence=evidence or Evidence())
    except NotBorneOut as problem:
        return PdfReport(at=at, sub_indication=problem.sub_indication, reason=problem.why)
    problem_found = _problem(report, embedded)
    if problem_found is None:
        return report
    return replace(report, sub_indication=problem_found.sub_indication, reason=problem_found.why)


def mathematics_of_pdf(pdf: bytes, *, at: datetime) -> Report:
    """Whether each seal and time stamp on *pdf* is right over what it covers, and nothing else came after it."""
    try:
        embedded, _ = read(pdf)
        judged = tuple(report for each in embedded for report in _mathematics(each))
        if not all(each.is_time_stamp for each in embedded):
            report = weigh(judged, at=at)
            problem = _changed_after(embedded) if report.sub_indication is None else None
            return replace(report, sub_indication=problem.sub_indication, reason=problem.why) if problem else report
        return Report(at=at, sub_indication=SubIndication.FORMAT_FAILURE, reason=_NO_SEAL)
    except NotBorneOut as problem:
        return Report(at=at, sub_indication=problem.sub_indication, reason=problem.why)


def _mathematics(each: Embedded) -> list[SignerReport]:
    signed = signed_data.read(each.cms)
    if each.is_time_stamp:
        timestamps.check_over(each.cms, data=each.covered)
    content = signed.content or b"" if each.is_time_stamp else each.covered
    return [mathematics_of_signer(signed, signer, content) for signer in signed.signers]


def renewal_needs(pdf: bytes, *, trust: TrustStore, at: datetime) -> tuple[RevocationNeed, ...]:
    """Whose status is asked for before a time stamp is renewed: the authority's that made the last one."""
    try:
        embedded, _ = read(pdf)
    except NotBorneOut:
        return ()
    return timestamps.needs(embedded[-1].cms, trust=trust, at=at) if embedded and embedded[-1].is_time_stamp else ()


def _judged(
    embedded: tuple[Embedded, ...], store: Store, *, trust: TrustStore, at: datetime, evidence: Evidence
) -> PdfReport:
    """From the last signature to the first: each time stamp says by when what it covers had come to exist."""
    existed = at
    seals: list[SealReport] = []
    stamps: list[TimeStamp] = []
    known = Evidence(ocsp=store.ocsp, crls=store.crls, gathered_at=at).with_more(evidence)
    for each in reversed(embedded):
        if each.is_time_stamp:
            stamp = timestamps.verify(each.cms, data=each.covered, trust=trust, evidence=known, at=existed)
            stamps.insert(0, stamp)
            existed = min(existed, stamp.moment)
        else:
            seals.insert(0, _judge_seal(each, store, trust=trust, evidence=known, existed=existed))
    return PdfReport(
        at=at,
        sub_indication=None,
        reason=None,
        whole_file=bool(embedded) and embedded[-1].to_the_end,
        level=_level(seals, archived=bool(stamps) and embedded[-1].is_time_stamp, store=store),
        seals=tuple(seals),
        document_time_stamps=tuple(stamps),
    )


def _judge_seal(
    each: Embedded, store: Store, *, trust: TrustStore, evidence: Evidence, existed: datetime
) -> SealReport:
    signed = signed_data.read(each.cms)
    if len(signed.signers) != 1 or signed.content is not None or signed.content_type != signed_data.DATA:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The seal is not formed as a seal on a PDF must be."))
    (signer,) = signed.signers
    stamp = None
    for token in signer.time_stamps:
        stamp = timestamps.verify(token, data=signer.signature, trust=trust, evidence=evidence, at=existed)
        existed = min(existed, stamp.moment)
    report = cms.judge_signer(
        replace(signed, certificates=signed.certificates + _certificates(store)),
        signer,
        each.covered,
        trust=trust,
        evidence=evidence,
        at=existed,
        purpose=cms.Purpose.SEAL,
    )
    return SealReport(
        signer=replace(report, signing_time=each.stated_at), time_stamp=stamp, later=each.later, changes=each.named
    )


def _level(seals: list[SealReport], *, archived: bool, store: Store) -> Level | None:
    if not seals:
        return None
    if any(seal.time_stamp is None for seal in seals):
        return Level.B_B
    if not store.ocsp and not store.crls:
        return Level.B_T
    return Level.B_LTA if archived else Level.B_LT


def _certificates(store: Store) -> tuple[Certificate, ...]:
    try:
        return tuple(Certificate.read(der) for der in store.certificates)
    except MALFORMED as error:
        raise NotBorneOut(
            SubIndication.FORMAT_FAILURE, say("The certificates kept in the document cannot be read.")
        ) from error


def _problem(report: PdfReport, embedded: tuple[Embedded, ...]) -> NotBorneOut | None:
    if not report.seals:
        return NotBorneOut(SubIndication.FORMAT_FAILURE, _NO_SEAL)
    for seal in report.seals:
        if seal.signer.sub_indication is not None and seal.signer.reason is not None:
            return NotBorneOut(seal.signer.sub_indication, seal.signer.reason)
    return _changed_after(embedded)


def _changed_after(embedded: tuple[Embedded, ...]) -> NotBorneOut | None:
    """ETSI EN 319 142-1, 5.4: after a seal only evidence and time stamps are added, the last of which covers all."""
    if changed := [each for each in embedded if each.later not in (Changes.NONE, Changes.EVIDENCE)]:
        named = next((change for each in changed for change in each.named if change not in ALLOWED), None)
        return NotBorneOut(SubIndication.SIG_CONSTRAINTS_FAILURE, _CHANGED[named] if named else _OTHERWISE_CHANGED)
    if not (embedded and embedded[-1].to_the_end):
        return NotBorneOut(
            SubIndication.SIG_CONSTRAINTS_FAILURE, say("Something was added to the document after it was sealed.")
        )
    return None


_NO_SEAL = say("There is no seal on this document.")
_OTHERWISE_CHANGED = say("The document was changed after it was sealed.")
_CHANGED: Mapping[Change, Saying] = MappingProxyType(
    {
        Change.PAGE_ADDED: say("A page was added to the document after it was sealed."),
        Change.PAGE_REMOVED: say("A page was taken out of the document after it was sealed."),
        Change.PAGE_CHANGED: say("A page of the document was changed after it was sealed."),
        Change.ANNOTATION: say("A note or another mark was put on the document, or taken off, after it was sealed."),
        Change.FIELD: say("A field of the document was changed after it was sealed."),
        Change.SIGNATURE: say("Another signature was added to the document after it was sealed."),
        Change.BEHAVIOR: say("What the document does when it is opened was changed after it was sealed."),
        Change.METADATA: say("What the document says of itself, as its title, was changed after it was sealed."),
    }
)
