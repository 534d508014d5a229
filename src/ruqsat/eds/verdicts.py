"""
ETSI EN 319 102-1: what a judgement of a signature comes to.

The norm's indication is kept verbatim beside our verdict, because the norm leaves the last word to the application
(clause 4.1: the driving application decides by its policy what an INDETERMINATE signature is worth). Ours: a signature
is *indeterminate* only as long as later evidence can make it *passed*. What no evidence can cure, as a certificate
outside the configured roots, is *failed*, so that nobody waits in vain.
"""

from enum import StrEnum

from ruqsat.law.acts import Verdict
from ruqsat.law.saying import Saying

__all__ = ["Indication", "NotBorneOut", "SubIndication", "Verdict", "indication_of", "verdict_of"]


class Indication(StrEnum):
    """ETSI EN 319 102-1, 5.1.3: the main status indication."""

    TOTAL_PASSED = "TOTAL-PASSED"
    TOTAL_FAILED = "TOTAL-FAILED"
    INDETERMINATE = "INDETERMINATE"


class SubIndication(StrEnum):
    """ETSI EN 319 102-1, tables 5 and 6: why a signature did not pass; the norm's spelling."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"

    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    NO_POE = "NO_POE"
    TRY_LATER = "TRY_LATER"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"


_TOTAL_FAILED = frozenset(
    {
        SubIndication.FORMAT_FAILURE,
        SubIndication.HASH_FAILURE,
        SubIndication.SIG_CRYPTO_FAILURE,
        SubIndication.REVOKED,
        SubIndication.EXPIRED,
        SubIndication.NOT_YET_VALID,
    }
)


class NotBorneOut(Exception):
    """What was presented does not bear out a signature: the norm's sub-indication, and one sentence for people."""

    def __init__(self, sub_indication: SubIndication, why: Saying) -> None:
        super().__init__(f"{sub_indication}: {why}")
        self.sub_indication = sub_indication
        self.why = why


def indication_of(sub_indication: SubIndication | None) -> Indication:
    """ETSI EN 319 102-1, tables 5 and 6: the main indication that goes with a sub-indication; none is passed."""
    if sub_indication is None:
        return Indication.TOTAL_PASSED
    return Indication.TOTAL_FAILED if sub_indication in _TOTAL_FAILED else Indication.INDETERMINATE


def verdict_of(sub_indication: SubIndication | None) -> Verdict:
    """Our verdict: *indeterminate* only where revocation evidence that is still to come may cure it."""
    if sub_indication is None:
        return Verdict.PASSED
    return Verdict.INDETERMINATE if sub_indication is SubIndication.TRY_LATER else Verdict.FAILED
