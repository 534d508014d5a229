"""One moment, several statements: which of them counts."""

from datetime import datetime

import pytest
from cryptography.x509 import ReasonFlags

from ruqsat.eds import revocation
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.revocation import NotRevoked, Source
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from tests.eds.pki import AT, DAY, HOUR, crl, ocsp_answer, pki


def good() -> Evidence:
    return Evidence(ocsp=(ocsp_answer(pki().sign, pki().issuing, by=pki().responder, at=AT),))


def test_the_newest_fresh_statement_counts() -> None:
    listed = crl(pki().issuing, pki().sign, at=AT - HOUR, reason=ReasonFlags.certificate_hold)
    evidence = good().with_more(Evidence(crls=(listed,)))
    found = revocation.judge(pki().need(pki().sign), evidence=evidence, at=AT, known_at=AT)
    assert found == NotRevoked(source=Source.OCSP, said_at=AT)


@pytest.mark.parametrize(("known_at", "counts"), [(AT, False), (AT + DAY, True)])
def test_a_revocation_of_the_time_between_counts_where_it_is_asked_for(known_at: datetime, counts: bool) -> None:
    later = ocsp_answer(pki().sign, pki().issuing, by=pki().responder, at=AT + DAY, revoked_at=AT + HOUR)
    evidence = good().with_more(Evidence(ocsp=(later,), gathered_at=AT + DAY))
    try:
        revocation.judge(pki().need(pki().sign), evidence=evidence, at=AT, known_at=known_at)
        problem = None
    except NotBorneOut as found:
        problem = found.sub_indication
    assert problem is (SubIndication.REVOKED if counts else None)


def test_a_pinned_authority_needs_no_answer_but_a_revocation_counts() -> None:
    need = pki().need(pki().sign)
    found = revocation.judge(need, evidence=Evidence(), at=AT, known_at=AT, is_pinned=True)
    assert found == NotRevoked(source=Source.PINNED, said_at=None)
    with pytest.raises(NotBorneOut):
        revocation.judge(
            need, evidence=Evidence(crls=(crl(pki().issuing, pki().sign),)), at=AT, known_at=AT, is_pinned=True
        )
