"""What an application of its kind needs, told before anybody writes one: Rules 13."""

from collections.abc import Iterable
from datetime import date

import pytest

from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.needed import Told, certificates, consents, held, needed, paper_original, place, steps
from ruqsat.law.supposed import Supposed

ON = date(2026, 11, 9)
RULES = EDITIONS.on(ON)


def supposed(
    service: Service = Service.ISSUE, kind: ApplicantKind = ApplicantKind.INDIVIDUAL, *, ground: str = ""
) -> Supposed:
    return Supposed(
        service=service, kind=kind, ground=ground, graduated={"early": 2014, "late": 2016}, facilities=("F1",)
    )


def refs(told: Iterable[Told]) -> list[str]:
    return [one.ref for one in told]


@pytest.mark.parametrize(
    ("case", "forms", "attached", "where_unknown"),
    [
        (
            supposed(),
            ["application", "information_form"],
            [("diploma", "early"), ("advanced_training", "early"), ("advanced_training", "late")],
            [("labor_activity", "early"), ("labor_activity", "late"), ("premises_title", "F1")],
        ),
        (
            supposed(Service.REISSUE, ground="Permits 33(1)"),
            ["application"],
            [],
            [("change_document", "applicant")],
        ),
        (
            supposed(Service.REISSUE, ground="Permits 33(7)"),
            ["application"],
            [
                ("diploma", "early"),
                ("advanced_training", "early"),
                ("advanced_training", "late"),
                ("change_document", "applicant"),
            ],
            [("labor_activity", "early"), ("labor_activity", "late"), ("premises_title", "F1")],
        ),
        (supposed(Service.DUPLICATE), ["application"], [], []),
    ],
)
def test_the_list_is_complete_and_says_what_only_a_silent_register_asks_for(
    case: Supposed, forms: list[str], attached: list[tuple[str, str]], where_unknown: list[tuple[str, str]]
) -> None:
    """Rules 13, List 8(1), List 8(2), List 8(3)."""
    found = needed(case, edition=RULES, on=ON)
    assert [one.document for one in found.forms] == forms
    assert [(one.document, one.about) for one in found.attached] == attached
    assert [(one.document, one.about) for one in found.where_unknown] == where_unknown


def test_a_ban_is_asked_about_without_consent_and_all_else_with_it() -> None:
    """Rules 8."""
    found = needed(supposed(), edition=RULES, on=ON)
    assert {ask.inquiry for ask in found.by_statute} == {"ban"}
    assert {"identity", "labor_activity", "premises_title"} <= {ask.inquiry for ask in found.by_consent}
    assert "entrepreneur_registration" not in {ask.inquiry for ask in found.by_consent}


@pytest.mark.parametrize(
    ("case", "who"),
    [
        (supposed(), ["The applicant consents", "Each specialist other than the applicant"]),
        (
            supposed(kind=ApplicantKind.LEGAL_ENTITY),
            ["The applicant consents", "Each specialist consents in person to inquiries about themselves, the head"],
        ),
        (supposed(Service.DUPLICATE), ["The applicant consents"]),
    ],
)
def test_everybody_consents_for_the_data_on_themselves(case: Supposed, who: list[str]) -> None:
    """Rules 8."""
    told = [str(one.says) for one in consents(case, edition=RULES, on=ON)]
    assert len(told) == len(who)
    assert all(text.startswith(start) for text, start in zip(told, who, strict=True))


@pytest.mark.parametrize(
    ("case", "elsewhere", "expected"),
    [
        (supposed(), 0, ["Rules 10(1)", "Rules 10(3)", "Rules 14"]),
        (supposed(), 2, ["Rules 10(1)", "Rules 10(3)", "Rules 14", "Rules 18"]),
        (supposed(Service.REISSUE, ground="Permits 33(7)"), 0, ["Rules 10(1)", "Rules 10(3)", "Rules 14"]),
        (supposed(Service.REISSUE, ground="Permits 33(1)"), 0, ["Rules 19"]),
        (supposed(Service.DUPLICATE), 0, ["Rules 19"]),
    ],
)
def test_approvals_and_visits_follow_where_facilities_are_examined(
    case: Supposed, elsewhere: int, expected: list[str]
) -> None:
    """Rules 10(1), Rules 10(3), Rules 14, Rules 18, Rules 19."""
    told = list(steps(case, facilities=3, elsewhere=elsewhere, edition=RULES, on=ON))
    assert refs(told) == expected
    if len(told) > 1:
        assert "Visits: 3." in str(told[1].says)


@pytest.mark.parametrize(
    ("kind", "represented", "words"),
    [
        (ApplicantKind.INDIVIDUAL, False, ["of an individual"]),
        (ApplicantKind.ENTREPRENEUR, True, ["of an individual"]),
        (ApplicantKind.LEGAL_ENTITY, False, ["of the head"]),
        (ApplicantKind.LEGAL_ENTITY, True, ["of an individual", "with the right to sign"]),
    ],
)
def test_the_certificates_are_those_that_the_table_of_signers_accepts(
    kind: ApplicantKind, represented: bool, words: list[str]
) -> None:
    """Rules 6, List 10(2)."""
    told = certificates(kind, represented=represented)
    assert len(told) == len(words)
    assert all(word in str(one.says) for word, one in zip(words, told, strict=True))


@pytest.mark.parametrize(
    ("service", "on_paper", "ref"),
    [
        (Service.ISSUE, False, None),
        (Service.REISSUE, True, "List 8(2)"),
        (Service.REISSUE, False, None),
        (Service.DUPLICATE, True, None),
        (Service.DUPLICATE, False, "Rules 19"),
    ],
)
def test_what_becomes_of_a_paper_original(service: Service, on_paper: bool, ref: str | None) -> None:
    """List 8(2), Rules 19."""
    told = paper_original(service, on_paper=on_paper)
    assert (told.ref if told else None) == ref


@pytest.mark.parametrize(
    ("kind", "foreign", "where"),
    [
        (ApplicantKind.INDIVIDUAL, False, "where you live"),
        (ApplicantKind.ENTREPRENEUR, False, "where you live"),
        (ApplicantKind.LEGAL_ENTITY, False, "of your legal address"),
        (ApplicantKind.LEGAL_ENTITY, True, "of the first facility"),
    ],
)
def test_where_one_applies_depends_on_who_applies(kind: ApplicantKind, foreign: bool, where: str) -> None:
    """Rules 3."""
    told = place(kind, foreign=foreign)
    assert told.ref == "Rules 3"
    assert f"{where}." in str(told.says)


def test_all_but_a_first_license_rest_on_one_that_is_held() -> None:
    """List 8(2), List 8(3)."""
    assert [service for service in Service if held(service) is None] == [Service.ISSUE]
