"""What a judgement comes to, for programs and for people."""

from collections.abc import Iterator
from typing import Any

from ruqsat.eds.certificates import Certificate
from ruqsat.eds.reports import Report, SignerReport
from ruqsat.eds.verdicts import Verdict
from ruqsat.law.saying import Saying, say
from ruqsat.lawbook.answers import Answer
from ruqsat.lawbook.words import said
from ruqsat.verifying.reading import Kind

STATUS = {Verdict.PASSED: 0, Verdict.FAILED: 1, Verdict.INDETERMINATE: 2}
VERDICTS = {
    Verdict.PASSED: say("Passed."),
    Verdict.FAILED: say("Failed."),
    Verdict.INDETERMINATE: say("Cannot be decided yet."),
}
CRYPTO_ONLY = say("Only the mathematics was judged: whose the key is and whether it was revoked, nothing vouches for.")


def tell(report: Report, *, kind: Kind, crypto_only: bool, spoken: str) -> Answer:
    """The answer to ``ruqsat eds verify``."""
    data = {
        "verdict": report.verdict.value,
        "sub_indication": report.sub_indication.value if report.sub_indication else "",
        "reason": _sentence(report.reason, spoken),
        "kind": kind.value,
        "at": report.at.isoformat(),
        "crypto_only": crypto_only,
        "signers": [_signer(each, spoken) for each in report.signers],
    }
    return Answer(data=data, lines=tuple(_lines(report, crypto_only, spoken)), status=STATUS[report.verdict])


def _signer(signer: SignerReport, spoken: str) -> dict[str, Any]:
    stamp, status = signer.time_stamp, signer.revocation
    return {
        "verdict": signer.verdict.value,
        "sub_indication": signer.sub_indication.value if signer.sub_indication else "",
        "name": signer.name,
        "iin": signer.iin,
        "bin": signer.bin,
        "organization": signer.organization,
        "roles": list(signer.roles),
        "algorithm": signer.algorithm,
        "signing_time": signer.signing_time.isoformat() if signer.signing_time else None,
        "time_stamp": {"moment": stamp.moment.isoformat(), "authority": stamp.authority} if stamp else None,
        "time_stamp_reason": _sentence(signer.time_stamp_reason, spoken),
        "chain": [_link(Certificate.read(der)) for der in signer.chain],
        "revocation": {
            "source": status.source.value,
            "said_at": status.said_at.isoformat() if status.said_at else None,
        }
        if status
        else None,
        "reason": _sentence(signer.reason, spoken),
    }


def _link(certificate: Certificate) -> dict[str, str]:
    return {
        "name": certificate.subject.name,
        "serial": f"{certificate.serial:x}",
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
        "sha256": certificate.sha256,
    }


def _lines(report: Report, crypto_only: bool, spoken: str) -> Iterator[str]:
    yield f"{said(VERDICTS[report.verdict], language=spoken)} {_sentence(report.reason, spoken)}".rstrip()
    if crypto_only:
        yield said(CRYPTO_ONLY, language=spoken)
    for signer in report.signers:
        who = ", ".join(part for part in (signer.name, signer.organization, signer.iin, signer.bin) if part)
        verdict = said(VERDICTS[signer.verdict], language=spoken)
        yield f"  {who}: {verdict} {_sentence(signer.reason, spoken)}".rstrip()
        yield from (f"    {each}" for each in _details(signer))


def _details(signer: SignerReport) -> Iterator[str]:
    yield signer.algorithm
    if signer.signing_time:
        yield f"signing time stated: {signer.signing_time.isoformat()}"
    if signer.time_stamp:
        yield f"time stamp: {signer.time_stamp.moment.isoformat()}, {signer.time_stamp.authority}"
    if signer.chain:
        yield "chain: " + " ← ".join(Certificate.read(der).subject.name for der in signer.chain)
    if signer.revocation:
        yield f"not revoked: {signer.revocation.source.value}"


def _sentence(saying: Saying | None, spoken: str) -> str:
    return said(saying, language=spoken) if saying else ""
