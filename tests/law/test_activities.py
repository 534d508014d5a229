"""Subtypes of activity and specialities."""

import pytest

from ruqsat.law.activities import (
    SPECIALITIES,
    SUBTYPES,
    UnknownSubtype,
    children,
    declarable,
    full_names,
    specialities_for,
)
from ruqsat.law.names import LANGUAGES


def test_the_list_is_a_tree_named_in_three_languages() -> None:
    """Annex 2(4): full names of subtypes."""
    assert all(subtype.parent == "" or subtype.parent in SUBTYPES for subtype in SUBTYPES.values())
    assert all(full_names(code).in_(language) for code in SUBTYPES for language in LANGUAGES)
    assert len(SUBTYPES) >= 20


def test_below_a_group_are_the_subtypes_that_name_it() -> None:
    """Annex 2(4)."""
    top = children("")
    assert [subtype.parent for subtype in top] == [""] * len(top)
    assert sum(len(children(subtype.code)) for subtype in SUBTYPES.values()) + len(top) == len(SUBTYPES)
    assert {one.parent for subtype in top for one in children(subtype.code)} <= {subtype.code for subtype in top}


def test_only_leaves_are_declared_and_each_has_specialities() -> None:
    assert all(not children(subtype.code) for subtype in declarable())
    assert [subtype.code for subtype in declarable() if not subtype.specialities] == []
    assert all(code in SPECIALITIES for subtype in SUBTYPES.values() for code in subtype.specialities)


def test_a_full_name_begins_with_its_group() -> None:
    """Annex 2, Annex 3: the subtypes are written with their full names."""
    assert full_names("outpatient_adult").ru == "Консультативно-диагностическая помощь: взрослому населению"


def test_a_subtype_outside_every_group_is_its_own_full_name() -> None:
    """Annex 2, Annex 3: nothing is put before a name that stands alone."""
    alone = [subtype for subtype in SUBTYPES.values() if not subtype.parent]
    assert alone
    assert all(full_names(subtype.code) == subtype.names for subtype in alone)


def test_specialities_are_those_of_the_subtypes_each_once() -> None:
    found = [one.code for one in specialities_for(["diagnostics_xray", "diagnostics_ultrasound"])]
    assert found == ["radiology"]
    with pytest.raises(UnknownSubtype):
        specialities_for(["unheard_of"])
