"""The variables of the outside systems."""

from ruqsat.running.systems import VARIABLES


def test_every_variable_says_what_it_is_for_and_the_needed_ones_where_to_get_it() -> None:
    for each in VARIABLES:
        assert each.purpose, each.name
        assert each.where or not each.needed, each.name
    names = [name for each in VARIABLES for name in each.names]
    assert len(names) == len(set(names))
