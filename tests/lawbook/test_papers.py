"""``ruqsat law documents``."""

import pytest

from tests.lawbook.asking import answer, ask, refusal

ISSUE = ("documents", "--service", "issue", "--on", "2026-11-09")
FORMS = [("application", "applicant", "always"), ("information_form", "applicant", "always")]


def attached(*arguments: str) -> list[tuple[str, str, str]]:
    found = answer(*ISSUE, *arguments)["documents"]
    return [(one["document"], one["about"], one["reason"]) for one in found]


def test_the_answer_has_stable_keys_clause_and_reason() -> None:
    """List 8(1)."""
    found = answer(*ISSUE, "--as", "individual", "--graduated", "2012")
    assert list(found) == ["service", "as", "on", "edition", "documents"]
    assert (found["service"], found["as"], found["on"], found["edition"]) == (
        "issue",
        "individual",
        "2026-11-09",
        "2025-93",
    )
    assert {one["document"]: (one["ref"], one["why"]) for one in found["documents"]}["diploma"] == (
        "List 8(1)",
        "The studies were completed before 2015, so the diploma is attached.",
    )
    assert list(found["documents"][0]) == ["document", "name", "about", "ref", "reason", "why"]


@pytest.mark.parametrize(
    ("facts", "further"),
    [
        (
            ("--graduated", "2012"),
            [
                ("diploma", "applicant", "always"),
                ("advanced_training", "applicant", "always"),
                ("labor_activity", "applicant", "not_asked"),
                ("premises_title", "facility 1", "not_asked"),
            ],
        ),
        (
            ("--graduated", "2018", "--register", "labor_activity=known", "--register", "premises_title=known"),
            [("advanced_training", "applicant", "always")],
        ),
        (
            (
                *("--graduated", "2015", "--register", "higher_education=none"),
                *("--register", "secondary_education=none", "--register", "labor_activity=down"),
                *("--register", "premises_title=expired"),
            ),
            [
                ("diploma", "applicant", "register_has_none"),
                ("advanced_training", "applicant", "always"),
                ("labor_activity", "applicant", "register_down"),
                ("premises_title", "facility 1", "register_expired"),
            ],
        ),
        (
            ("--register", "labor_activity=known", "--register", "premises_title=not_asked", "--representative"),
            [
                ("advanced_training", "applicant", "always"),
                ("premises_title", "facility 1", "not_asked"),
                ("power_of_attorney", "applicant", "always"),
            ],
        ),
    ],
)
def test_facts_decide_which_documents_an_individual_attaches(
    facts: tuple[str, ...], further: list[tuple[str, str, str]]
) -> None:
    """List 8(1), Rules 6: what the registers know is not asked for."""
    assert attached("--as", "individual", *facts) == FORMS + further


def test_an_entity_attaches_for_each_specialist_and_each_facility() -> None:
    """List 8(1)."""
    facts = ("--graduated", "2010", "--graduated", "2020", "--facilities", "2", "--register", "labor_activity=known")
    assert attached("--as", "entity", *facts)[2:] == [
        ("diploma", "specialist 1", "always"),
        ("advanced_training", "specialist 1", "always"),
        ("advanced_training", "specialist 2", "always"),
        ("premises_title", "facility 1", "not_asked"),
        ("premises_title", "facility 2", "not_asked"),
    ]


REISSUE = ("--service", "reissue", "--on", "2026-11-09")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--service", "duplicate", "--as", "individual"), [("application", "List 8(3)", "always")]),
        (
            (*REISSUE, "--as", "individual", "--ground", "Permits 33(1)"),
            [("application", "List 8(2)", "always"), ("change_document", "List 8(2)", "not_asked")],
        ),
        (
            (*REISSUE, "--as", "individual", "--ground", "Permits 33(1)", "--register", "name_change=known"),
            [("application", "List 8(2)", "always")],
        ),
        (
            (*REISSUE, "--as", "entity", "--ground", "Permits 33(4)", "--register", "entrepreneur_registration=none"),
            [("application", "List 8(2)", "always"), ("change_document", "List 8(2)", "register_has_none")],
        ),
        (
            (*REISSUE, "--as", "entity", "--ground", "Permits 33(6)", "--register", "real_estate=known"),
            [("application", "List 8(2)", "always")],
        ),
        (
            (*REISSUE, "--as", "entity", "--ground", "Permits 33(7)", "--register", "labor_activity=known"),
            [
                ("application", "List 8(2)", "always"),
                ("advanced_training", "List 8(1)", "always"),
                ("premises_title", "List 8(1)", "not_asked"),
                ("change_document", "List 8(2)", "always"),
            ],
        ),
    ],
)
def test_what_a_reissue_and_a_duplicate_ask_for(
    arguments: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    """List 8(2), List 8(3), Permits 33: what a state system holds on the change is not asked for."""
    told = answer("documents", *arguments)["documents"]
    assert [(one["document"], one["ref"], one["reason"]) for one in told] == expected


def test_the_list_can_be_read_in_kazakh() -> None:
    said = ask(*ISSUE, "--as", "entity", "--graduated", "2012", "--language", "kk")
    assert "Жоғары немесе орта медициналық білім туралы диплом (specialist 1; List 8(1))" in said.out
    assert "Порталда өтініштің бөлігі ретінде толтырылады." in said.out


def test_without_a_day_it_is_today() -> None:
    assert answer("documents", "--service", "annex", "--as", "entrepreneur")["on"] >= "2026-11-22"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--service", "licence", "--as", "entity"), "“licence” is no service"),
        (("--service", "reissue", "--as", "entity"), "A reissue has a ground: name one by --ground, Permits 33(1)"),
        (("--service", "reissue", "--as", "entity", "--ground", "Permits 34"), "A reissue has a ground"),
        (("--service", "reissue", "--as", "entity", "--ground", "Permits 33(1)"), "Permits 33(1): This ground"),
        (("--service", "duplicate", "--as", "entity", "--ground", "Permits 33(4)"), "Only a reissue has a ground"),
        (("--service", "issue", "--as", "clinic"), "“clinic” is nobody who applies"),
        (("--service", "issue", "--as", "entity", "--graduated", "long ago"), "“long ago” is no year"),
        (("--service", "issue", "--as", "entity", "--facilities", "0"), "is no number of facilities"),
        (("--service", "issue", "--as", "entity", "--register", "ban=none"), "says nothing about a register"),
        (("--service", "issue", "--as", "entity", "--register", "labor_activity"), "says nothing about a register"),
        (("--service", "issue", "--as", "entity", "--on", "2026-02-30"), "There is no day 2026-02-30"),
        (("--service", "issue", "--as", "entity", "--on", "2020-02-03"), "No edition of the Rules"),
    ],
)
def test_what_cannot_be_answered_gets_its_sentence(arguments: tuple[str, ...], why: str) -> None:
    assert why in refusal("documents", *arguments)
