"""Why a document bears no seal yet."""

from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import Saying


class SealUnavailable(RefusalError):
    """The document could not be sealed now; it stays inside until it can. ``why`` is for the operator's log."""

    def __init__(self, saying: Saying, why: str = "") -> None:
        super().__init__(saying)
        self.why = why


class SealWaits(SealUnavailable):
    """The certification authority did not answer: nothing is broken here, the seal is made when it is back."""
