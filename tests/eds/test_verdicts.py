"""The norm's indications, and what they are worth here."""

import pytest

from ruqsat.eds.verdicts import Indication, SubIndication, Verdict, indication_of, verdict_of
from ruqsat.law import acts

TOTAL_FAILED = ("FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "REVOKED", "EXPIRED", "NOT_YET_VALID")


def test_the_verdict_is_the_one_of_the_acts() -> None:
    assert Verdict is acts.Verdict
    assert (verdict_of(None), indication_of(None)) == (Verdict.PASSED, Indication.TOTAL_PASSED)


@pytest.mark.parametrize("sub_indication", SubIndication)
def test_the_indication_is_the_norms_verbatim(sub_indication: SubIndication) -> None:
    expected = Indication.TOTAL_FAILED if sub_indication.value in TOTAL_FAILED else Indication.INDETERMINATE
    assert indication_of(sub_indication) is expected


def test_only_what_later_evidence_may_cure_is_waited_for() -> None:
    open_ones = [each for each in SubIndication if verdict_of(each) is Verdict.INDETERMINATE]
    assert open_ones == [SubIndication.TRY_LATER]
