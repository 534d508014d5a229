"""Points of the qualification requirements: Rules 15, Rules 17."""

import pytest

from ruqsat.law.activities import SUBTYPES
from ruqsat.law.names import LANGUAGES
from ruqsat.law.requirements import REQUIREMENTS, for_facility


@pytest.mark.parametrize(
    ("subtypes", "own"),
    [
        (("outpatient_adult",), set()),
        (("diagnostics_xray",), {"radiation"}),
        (("laboratory_clinical",), {"laboratory_safety"}),
        (("inpatient_child", "ambulance"), {"beds", "transport"}),
    ],
)
def test_a_facility_has_the_general_points_and_those_of_its_subtypes(subtypes: tuple[str, ...], own: set[str]) -> None:
    """Rules 15, Rules 17: all points."""
    general = {key for key, one in REQUIREMENTS.items() if not one.subtypes}
    assert {one.key for one in for_facility(subtypes)} == general | own


def test_every_point_is_named_and_belongs_to_known_subtypes() -> None:
    """Rules 17."""
    names = [each for one in REQUIREMENTS.values() for each in (one.names, one.hint)]
    assert all(each.in_(language) for each in names for language in LANGUAGES)
    assert {code for one in REQUIREMENTS.values() for code in one.subtypes} <= SUBTYPES.keys()
