"""The steps of a case as plans name them."""

from ruqsat.law.steps import CaseStep, what


def test_every_step_has_its_name() -> None:
    assert len({str(what(step)) for step in CaseStep}) == len(CaseStep)
