"""Rules 2(2): the signature over an application is judged, off the request's path."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from ruqsat.cases import signing
from ruqsat.cases.actions import filing
from ruqsat.cases.case_file import look
from ruqsat.journal import read
from ruqsat.law import signers
from ruqsat.law.acts import Received
from ruqsat.law.calendar import local


def judge_signature(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
    """
    Gather the evidence, judge the application's signature and its certificate, and record the verdict.

    Rules 6: the power of a representative counts on the day of signing. The network is asked before the transaction is
    open. Without an answer the verdict is indeterminate and the case waits; the sweep comes back to it.
    """
    at = now()
    received = next(filed for filed in look(case, at=at).acts if filed.id == act)
    assert isinstance(received.act, Received)  # noqa: S101 -- the job was deferred for such an act
    judgement = signing.judge(read.statement_of(act), cms=read.proof_of(act), signed_at=received.filed_at, at=at)
    permission = signers.may_sign(
        received.act.KIND,
        signers.of_applicant(received.act.application),
        certified=judgement.certified,
        on=local(received.filed_at).date(),
    )
    filing.record_verdict(case, of=act, judgement=judgement.unless(permission), at=now())
