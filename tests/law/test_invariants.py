"""Whatever permitted sequence of acts: what must always hold, and folding again gives the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from ruqsat.law.editions import EDITIONS
from ruqsat.law.standing import Stage
from tests.law.invariants import OF_A_LICENSE, OF_ANY_CASE, OF_EACH_STAGE, Invariant
from tests.law.road import Road, an_application
from tests.law.steps import STEPS, Step, a_diligent_office


class CaseMachine(RuleBasedStateMachine):
    """
    The case of one service: its steps in any order, several drawn at a time, and after each what must always hold.

    Another service is another machine: its own steps, invariants and diligent office.
    """

    steps: ClassVar[Mapping[str, Step]] = STEPS
    after_each_act: ClassVar[tuple[Invariant, ...]] = (*OF_ANY_CASE, *OF_A_LICENSE)
    after_each_stage: ClassVar[tuple[Invariant, ...]] = OF_EACH_STAGE
    taken: ClassVar[int] = 0
    reached: ClassVar[Counter[Stage]] = Counter()

    @initialize(silence_is_consent=st.booleans(), attached=st.sampled_from((True, True, False)))
    def open_the_case(self, silence_is_consent: bool, attached: bool) -> None:
        edition = replace(EDITIONS.on(date(2026, 11, 9)), silence_is_consent=silence_is_consent)
        self.road = Road(edition=edition)
        self.road.file_application(an_application(attached=attached), paid=False)
        type(self).reached[self.road.standing.stage] += 1

    def take(self, steps: Sequence[str]) -> None:
        """Take the steps one by one, and ask after each what must hold."""
        kind, road = type(self), self.road
        for step in steps:
            seq, stage = len(road.acts), road.standing.stage
            kind.steps[step](road)
            kind.taken += 1
            if len(road.acts) > seq:
                ask(road, kind.after_each_act)
            if road.standing.stage is not stage:
                kind.reached[road.standing.stage] += 1
                ask(road, kind.after_each_stage)

    @rule(steps=st.lists(st.sampled_from(list(STEPS)), min_size=12, max_size=12))
    def anything(self, steps: list[str]) -> None:
        self.take(steps)

    @rule(far=st.integers(4, 20), positive=st.booleans())
    def a_diligent_office(self, far: int, positive: bool) -> None:
        self.take(a_diligent_office(positive=positive)[:far])

    def teardown(self) -> None:
        """Once more at the end of the road."""
        if hasattr(self, "road"):
            ask(self.road, (*self.after_each_act, *self.after_each_stage))


def ask(road: Road, invariants: Iterable[Invariant]) -> None:
    """All of them must hold."""
    for holds in invariants:
        holds(road)


def run(*, steps: int) -> None:
    """So many steps, counted as they are taken, and every stage come to that a case can come to."""
    CaseMachine.taken, CaseMachine.reached = 0, Counter()
    while CaseMachine.taken < steps:
        run_state_machine_as_test(
            CaseMachine,
            settings=settings(
                deadline=None,
                max_examples=steps // 55,
                stateful_step_count=6,
                derandomize=False,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert CaseMachine.taken >= steps
    assert set(Stage) - set(CaseMachine.reached) == {Stage.PREPARING, Stage.RECEIVED, Stage.SIGNATURE_FAILED}


def test_twenty_thousand_steps_keep_what_must_always_hold() -> None:
    """Rules 9, Rules 10, Rules 11, Rules 12, Rules 14, Rules 16, Rules 17, Rules 20, List 9."""
    run(steps=20_000)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_a_million_steps_keep_what_must_always_hold(part: int) -> None:
    """The same, with other draws in each of ten parts."""
    run(steps=100_000)
