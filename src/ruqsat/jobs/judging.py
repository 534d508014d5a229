"""Rules 2(2): the signature over an application is judged, off the request's path."""

from datetime import datetime
from uuid import UUID

from ruqsat.cases import signing
from ruqsat.cases.actions import filing
from ruqsat.cases.case_file import look
from ruqsat.journal import read
from ruqsat.people.models import Person


def judge_signature(case: UUID, act: UUID, *, at: datetime) -> None:
    """
    Gather the evidence, judge the application's signature, and record the verdict.

    The network is asked before the transaction is open. Without an answer the verdict is indeterminate and the case
    waits; the sweep comes back to it.
    """
    received = next(filed for filed in look(case, at=at).acts if filed.id == act)
    assert received.by.person is not None  # noqa: S101 -- an application has a signer
    signer = Person.objects.get(id=received.by.person)
    judgement = signing.judge(
        read.statement_of(act), cms=read.proof_of(act), signer=signer, signed_at=received.filed_at, at=at
    )
    filing.record_verdict(case, of=act, judgement=judgement, at=at)
