"""Every obligation is kept by code that a test shows, or has a reason; the page about it is as generated."""

from scripts.generate_law_docs import PAGE, claims, faults, kept, obligations, render

from ruqsat.law import data


def test_every_obligation_is_kept_and_shown_or_has_its_reason() -> None:
    assert data.__doc__
    assert faults() == ()
    assert len(obligations()) == 119


def test_the_page_of_obligations_is_as_generated() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run: python scripts/generate_law_docs.py"


def test_a_claim_without_a_test_is_a_fault_and_so_is_neither() -> None:
    some = next(one for one in kept() if one.code and one.tests and not one.not_yet)
    assert some.fault == ""
    blank = some.__class__(obligation=some.obligation, code=(), tests=(), not_yet="")
    unshown = some.__class__(obligation=some.obligation, code=some.code, tests=(), not_yet="")
    assert "no code claims it" in blank.fault
    assert "no test cites it" in unshown.fault


def test_what_a_docstring_opens_with_is_claimed() -> None:
    assert "law.terms.approval" in claims()["Rules 11"]
    assert "law.application" in claims()["Annex 2(7)"]
