"""What a judgement found, as plain values that can be kept and shown."""

import base64
from dataclasses import dataclass, field
from datetime import datetime

from ruqsat.eds.certificates import Certificate
from ruqsat.eds.revocation import NotRevoked
from ruqsat.eds.timestamps import TimeStamp
from ruqsat.eds.verdicts import Indication, NotBorneOut, SubIndication, Verdict, indication_of, verdict_of
from ruqsat.law.saying import Saying


@dataclass(frozen=True, kw_only=True)
class SignerReport:
    """
    One signer: who the certificate says it is, and whether the signature passed.

    Names are worth something only where ``verdict`` is *passed*. ``reason`` is one sentence for people, None where
    passed. ``signing_time`` is the claim of the signer's own clock; ``time_stamp`` proves that the signature existed at
    its moment, which is then the moment judged. ``time_stamp_reason`` says why a time stamp that came along does not.
    """

    sub_indication: SubIndication | None
    reason: Saying | None
    name: str = ""
    last: str = ""
    first: str = ""
    patronymic: str = ""
    iin: str = ""
    bin: str = ""
    organization: str = ""
    roles: tuple[str, ...] = ()
    certificate_der: bytes = field(default=b"", repr=False)
    algorithm: str = ""
    signing_time: datetime | None = None
    chain: tuple[bytes, ...] = field(default=(), repr=False)
    revocation: NotRevoked | None = None
    time_stamp: TimeStamp | None = None
    time_stamp_reason: Saying | None = None

    @property
    def verdict(self) -> Verdict:
        """Passed, failed or indeterminate."""
        return verdict_of(self.sub_indication)

    def to_json(self) -> dict[str, object]:
        """Plain content for keeping."""
        return {
            "verdict": self.verdict.value,
            "indication": indication_of(self.sub_indication).value,
            "sub_indication": self.sub_indication.value if self.sub_indication else "",
            "reason": str(self.reason or ""),
            "name": self.name,
            "last": self.last,
            "first": self.first,
            "patronymic": self.patronymic,
            "iin": self.iin,
            "bin": self.bin,
            "organization": self.organization,
            "roles": list(self.roles),
            "certificate": base64.b64encode(self.certificate_der).decode(),
            "algorithm": self.algorithm,
            "signing_time": self.signing_time.isoformat() if self.signing_time else None,
            "chain": [base64.b64encode(each).decode() for each in self.chain],
            "revocation": _revocation(self.revocation),
            "time_stamp": self.time_stamp.to_json() if self.time_stamp else None,
            "time_stamp_reason": str(self.time_stamp_reason or ""),
        }


@dataclass(frozen=True, kw_only=True)
class Report:
    """
    A signature judged as of ``at``: passed only if every signer passed.

    ``sub_indication`` and ``reason`` are those of the signer that weighs most, or of the signature as a whole.
    """

    at: datetime
    sub_indication: SubIndication | None
    reason: Saying | None
    signers: tuple[SignerReport, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Passed, failed or indeterminate: the last only while evidence that is still to come may cure it."""
        return verdict_of(self.sub_indication)

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
            "signers": [signer.to_json() for signer in self.signers],
        }


def report_of(
    certificate: Certificate | None,
    *,
    problem: NotBorneOut | None,
    chain: tuple[Certificate, ...] = (),
    status: NotRevoked | None = None,
    algorithm: str = "",
    signing_time: datetime | None = None,
) -> SignerReport:
    """What was found of one signer, or of a certificate alone; whom it names is told even where it fails."""
    sub_indication = problem.sub_indication if problem else None
    reason = problem.why if problem else None
    if certificate is None:
        return SignerReport(sub_indication=sub_indication, reason=reason, signing_time=signing_time)
    subject = certificate.subject
    return SignerReport(
        sub_indication=sub_indication,
        reason=reason,
        name=subject.name,
        last=subject.last,
        first=subject.first,
        patronymic=subject.patronymic,
        iin=subject.iin,
        bin=subject.bin,
        organization=subject.organization,
        roles=certificate.roles,
        certificate_der=certificate.der,
        algorithm=algorithm,
        signing_time=signing_time,
        chain=tuple(each.der for each in chain),
        revocation=status,
    )


def weigh(signers: tuple[SignerReport, ...], *, at: datetime) -> Report:
    """The report of several signers: a failed one weighs more than an indeterminate one, that more than a passed."""
    for verdict in (Verdict.FAILED, Verdict.INDETERMINATE):
        for signer in signers:
            if signer.verdict is verdict:
                return Report(at=at, sub_indication=signer.sub_indication, reason=signer.reason, signers=signers)
    return Report(at=at, sub_indication=None, reason=None, signers=signers)


def _revocation(found: NotRevoked | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {"source": found.source.value, "said_at": found.said_at.isoformat() if found.said_at else None}
