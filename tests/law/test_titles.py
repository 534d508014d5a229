"""What acts, stages and roles are called, for people."""

from ruqsat.law.acts import KINDS, Role
from ruqsat.law.application import Service
from ruqsat.law.procedure import Stage
from ruqsat.law.titles import ISSUED, ROLES, STAGES, TITLES


def test_every_kind_of_act_every_stage_and_every_role_is_called_something() -> None:
    assert set(TITLES) == set(KINDS)
    assert set(STAGES) == set(Stage)
    assert set(ROLES) == set(Role)
    assert set(ISSUED) == set(Service)


def test_no_two_kinds_of_acts_are_called_the_same() -> None:
    assert len({said.text for said in TITLES.values()}) == len(TITLES)
    assert all(said.text.endswith(".") for said in TITLES.values())
