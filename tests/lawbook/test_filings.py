"""``ruqsat law terms`` and ``ruqsat law fee``."""

import pytest

from tests.lawbook.asking import answer, ask, refusal

FILED = "2026-03-18T18:30:00+05:00"


def test_terms_are_answered_with_stable_keys() -> None:
    """Rules 7, Rules 9, Rules 19: filed in the last minute of the working day."""
    found = answer("terms", "--service", "issue", "--filed", FILED)
    assert list(found) == ["service", "edition", "filed_at", "registered_on", "terms"]
    assert [found[key] for key in list(found)[:4]] == ["issue", "2025-93", FILED, "2026-03-18"]
    assert all(list(term) == ["ref", "what", "owed_by", "due", "derivation"] for term in found["terms"])
    assert {term["ref"]: (term["owed_by"], term["due"]) for term in found["terms"]} == {
        "Rules 7": ("system", "2026-03-18"),
        "Rules 9": ("officer", "2026-03-20"),
        "Permits 25": ("officer", "2026-03-20"),
        "Rules 11": ("approver", "2026-04-08"),
        "Rules 12": ("officer", "2026-04-06"),
        "Rules 19": ("head", "2026-04-09"),
    }


@pytest.mark.parametrize(
    ("service", "filed", "registered", "due"),
    [
        ("issue", "2026-03-18T18:30:01+05:00", "2026-03-19", "2026-04-10"),
        ("annex", "2026-03-18T13:30:00Z", "2026-03-18", "2026-04-09"),  # the same second, told in UTC
        ("reissue", "2026-03-21T10:00:00+05:00", "2026-03-26", "2026-03-31"),  # a Saturday of Nauryz
        ("duplicate", "2026-03-18T10:00:00+05:00", "2026-03-18", "2026-03-20"),
        ("issue", "2025-11-21T20:00:00+00:00", "2025-11-24", "2025-12-11"),  # already Saturday in Kazakhstan
    ],
)
def test_the_term_of_each_service_counts_from_its_day_of_registration(
    service: str, filed: str, registered: str, due: str
) -> None:
    """Rules 7, Rules 19."""
    found = answer("terms", "--service", service, "--filed", filed)
    assert found["registered_on"] == registered
    assert {term["ref"]: term["due"] for term in found["terms"]}["Rules 19"] == due


def test_a_filing_keeps_the_edition_of_its_day() -> None:
    """Rules 19: the edition in force on the day of filing in Kazakhstan, not in UTC."""
    editions = {
        moment: answer("terms", "--service", "issue", "--filed", moment)["edition"]
        for moment in ("2025-11-21T18:59:59+00:00", "2025-11-21T19:00:00+00:00")
    }
    assert list(editions.values()) == ["2023-91", "2025-93"]


def test_terms_tell_how_they_came_about_in_the_language_asked_for() -> None:
    said = ask("terms", "--service", "issue", "--filed", FILED, "--language", "ru")
    assert "Rules 19" in said.out
    assert "Наурыз мейрамы" in said.out
    assert "The " not in said.out
    kazakh = answer("terms", "--service", "issue", "--filed", FILED, "--language", "kk")
    assert kazakh["terms"][-1]["what"] == "Қызмет нәтижесі беріледі."


@pytest.mark.parametrize(
    ("service", "on", "tenge", "refs"),
    [
        ("issue", "2026-05-05", 43250, ["List 6", "List 6(1)", "Tax 554"]),
        ("reissue", "2026-05-05", 4325, ["List 6", "List 6(2)", "Tax 554"]),
        ("duplicate", "2026-05-05", 43250, ["List 6", "List 6(3)", "Tax 554"]),
        ("annex", "2026-05-05", 0, ["List 6"]),
        ("issue", "2025-12-31", 39320, ["List 6", "List 6(1)", "Tax 554"]),
    ],
)
def test_a_fee_is_told_with_its_index_and_clauses(service: str, on: str, tenge: int, refs: list[str]) -> None:
    """List 6, Tax 554."""
    index = 4325 if on.startswith("2026") else 3932
    expected = {"service": service, "on": on, "mci": index, "tenge": tenge, "refs": refs}
    found = answer("fee", "--service", service, "--on", on)
    derivation = found.pop("derivation")
    assert found == expected
    assert derivation[-1] == (f"The fee is {tenge:,} ₸.".replace(",", "\u202f") if tenge else "No fee is paid.")
    assert str(tenge) in ask("fee", "--service", service, "--on", on).out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("terms", "--service", "license", "--filed", FILED), "“license” is no service"),
        (("terms", "--service", "issue", "--filed", "2026-03-18T18:30:00"), "does not say its offset"),
        (("terms", "--service", "issue", "--filed", "2026-02-30T10:00:00+05:00"), "There is no day 2026-02-30"),
        (("terms", "--service", "issue", "--filed", "2026-03-18T25:00:00+05:00"), "is no moment"),
        (("terms", "--service", "issue", "--filed", "yesterday"), "is no moment"),
        (("terms", "--service", "issue", "--filed", "2031-03-18T10:00:00+05:00"), "2031 has to be added"),
        (("terms", "--service", "issue", "--filed", "2028-12-25T10:00:00+05:00"), "2029 has to be added"),
        (("terms", "--service", "issue", "--filed", "2019-03-18T10:00:00+05:00"), "No edition of the Rules"),
        (("terms", "--service", "issue", "--filed", "0001-01-01T00:00:00+14:00"), "outside every calendar"),
        (("terms", "--service", "issue", "--filed", "9999-12-31T23:59:59-12:00"), "outside every calendar"),
        (("fee", "--service", "licence", "--on", "2026-05-05"), "“licence” is no service"),
        (("fee", "--service", "issue", "--on", "2031-05-05"), "index of 2031 has to be added"),
        (("fee", "--service", "issue", "--on", "2020-05-05"), "No edition of the Rules"),
        (("fee", "--service", "issue", "--on", "2026-13-05"), "There is no day 2026-13-05"),
        (("fee", "--service", "issue", "--on", "20260505"), "“20260505” is no day"),
    ],
)
def test_what_cannot_be_answered_gets_its_sentence(arguments: tuple[str, ...], why: str) -> None:
    assert why in refusal(*arguments)
