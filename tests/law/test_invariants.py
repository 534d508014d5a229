"""Whatever permitted sequence of acts: what must always hold, and folding again gives the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.standing import Stage
from tests.law.invariants import OF_ANY_CASE, OF_EACH_STAGE, Invariant
from tests.law.played import PLAYED, Played
from tests.law.road import Road
from tests.law.steps import a_diligent_office


class CaseMachine(RuleBasedStateMachine):
    """The case of a service: its steps in any order, several drawn at a time, and after each what must always hold."""

    played: ClassVar[Played]
    taken: ClassVar[int]
    reached: ClassVar[Counter[Stage]]

    @initialize(silence_is_consent=st.booleans(), attached=st.sampled_from((True, True, False)))
    def open_the_case(self, silence_is_consent: bool, attached: bool) -> None:
        edition = replace(EDITIONS.on(date(2026, 11, 9)), silence_is_consent=silence_is_consent)
        self.road = Road(edition=edition)
        self.road.file_application(self.played.application(attached), paid=False)
        type(self).reached[self.road.standing.stage] += 1

    def take(self, steps: Sequence[str]) -> None:
        """Take the steps one by one, and ask after each what must hold."""
        kind, road = type(self), self.road
        for step in steps:
            seq, stage = len(road.acts), road.standing.stage
            kind.played.steps[step](road)
            kind.taken += 1
            if len(road.acts) > seq:
                ask(road, (*OF_ANY_CASE, *kind.played.invariants))
            if road.standing.stage is not stage:
                kind.reached[road.standing.stage] += 1
                ask(road, OF_EACH_STAGE)

    @rule(draw=st.integers(0, 2**24 - 1))
    def anything(self, draw: int) -> None:
        self.take(Random(draw).choices(tuple(self.played.steps), k=12))  # noqa: S311 - steps, not secrets

    @rule(far=st.integers(4, 22), positive=st.booleans())
    def a_diligent_office(self, far: int, positive: bool) -> None:
        first = self.played.first if positive else self.played.otherwise
        self.take((*first, *a_diligent_office(positive=positive))[:far])

    def teardown(self) -> None:
        """Once more at the end of the road."""
        if hasattr(self, "road"):
            ask(self.road, (*OF_ANY_CASE, *OF_EACH_STAGE))


def ask(road: Road, invariants: Iterable[Invariant]) -> None:
    """All of them must hold."""
    for holds in invariants:
        holds(road)


NOT_PLAYED = {Stage.PREPARING, Stage.RECEIVED, Stage.SIGNATURE_FAILED}


def run(service: Service, *, steps: int, draw: int) -> set[Stage]:
    """So many steps, counted as they are taken and drawn by *draw*; the stages that cases came to."""

    class Machine(CaseMachine):
        played = PLAYED[service]
        taken = 0
        reached = Counter()

    while Machine.taken < steps:
        run_state_machine_as_test(
            seed(draw + Machine.taken)(Machine),
            settings=settings(
                deadline=None,
                max_examples=steps // 55,
                stateful_step_count=6,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert Machine.taken >= steps
    return set(Machine.reached)


def test_twenty_thousand_steps_keep_what_must_always_hold() -> None:
    """Rules 9, Rules 10, Rules 11, Rules 12, Rules 14, Rules 16, Rules 17, Rules 20, Rules 25, List 9."""
    reached = run(Service.ISSUE, steps=20_000, draw=1)
    assert set(Stage) - reached == NOT_PLAYED


@pytest.mark.parametrize("service", [Service.ANNEX, Service.REISSUE, Service.DUPLICATE])
def test_thousands_of_steps_of_the_other_services_keep_it_too(service: Service) -> None:
    """Rules 8(3), Rules 19, List 5, List 6, List 8(2), List 8(3): what rests on a license that is held."""
    reached = run(service, steps=5_000, draw=1)
    assert {Stage.COMPLETE, Stage.HEARING, Stage.DECIDING, Stage.GRANTED, Stage.ISSUED, Stage.REFUSED} <= reached


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_a_million_steps_keep_what_must_always_hold(part: int) -> None:
    """The same of a license, with other draws in each of ten parts."""
    assert set(Stage) - run(Service.ISSUE, steps=100_000, draw=10_000_000 * (part + 1)) == NOT_PLAYED


@pytest.mark.long
@pytest.mark.parametrize("service", [Service.ANNEX, Service.REISSUE, Service.DUPLICATE])
def test_a_hundred_thousand_steps_of_the_other_services_keep_it_too(service: Service) -> None:
    """The same of what rests on a license that is held."""
    reached = run(service, steps=100_000, draw=500_000_000)
    assert set(Stage) - reached == NOT_PLAYED | PLAYED[service].never
