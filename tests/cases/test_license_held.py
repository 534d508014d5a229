"""Rules 19: what rests on a license rests on one that stands, and it is reissued once."""

import pytest

from ruqsat.cases import license_held
from ruqsat.cases.license_held import LicenseOverError, ReissuedElsewhereError
from ruqsat.licenses.models import License
from tests.licenses.roads import FIRST, application_of, decided, filed, for_duplicate, for_reissue, issued
from tests.milestones import Stand


def test_nothing_is_granted_on_a_license_that_was_reissued(stand: Stand) -> None:
    """Rules 19: by this register, whatever the state register told before; asked when the paper is set and signed."""
    road = stand("issued")
    first = application_of(road)
    late = filed(road, for_duplicate(first))
    late.find_complete()
    late.prepare_grant()
    issued(filed(road, for_reissue(first, "license")))
    with pytest.raises(LicenseOverError, match=r"was reissued: license 2600000\d stands"):
        late.grant()


def test_a_license_is_reissued_on_one_application_only(stand: Stand) -> None:
    """Rules 19: the second signature is refused, before any of the two is sealed."""
    road = stand("issued")
    first = application_of(road)
    one = decided(filed(road, for_reissue(first, "license")))
    other = filed(road, for_reissue(first, "license"))
    other.find_complete()
    other.prepare_grant()
    with pytest.raises(ReissuedElsewhereError):
        other.grant()
    assert "granted" not in other.kinds()
    license_held.claim_reissue(one.look())
    one.issue()
    assert License.objects.get(number=FIRST).superseded_by
