"""Rules 9, 12, List 9: what refusals say."""

from dataclasses import replace

import pytest

from ruqsat.documents import content
from ruqsat.documents.rendering import Kind
from ruqsat.law.application import Service
from ruqsat.law.grounds import GROUNDS
from tests.documents.content.said import GROUNDS as NAMED
from tests.documents.content.said import everything, texts
from tests.documents.samples import AT, FACILITY, HEAD, application


@pytest.mark.parametrize(("language", "clause"), [("kk", "Тізбе, 9(4)"), ("ru", "Перечень, 9(4)"), ("en", "List 9(4)")])
def test_a_refusal_names_its_ground_with_the_clause_in_the_language_of_the_applicant(
    language: str, clause: str
) -> None:
    said = set(texts(everything(language)[Kind.REFUSAL]))
    assert clause in said
    assert GROUNDS["List 9(4)"].names.in_(language) in said


def test_a_refusal_says_how_to_appeal_and_a_preliminary_decision_how_to_object() -> None:
    """Rules 12, Rules 22–27."""
    refusal = " ".join(texts(everything("en")[Kind.REFUSAL]))
    preliminary = " ".join(texts(everything("en")[Kind.PRELIMINARY_DECISION]))
    assert "Rules 27" in refusal
    assert "within 2 working days" in preliminary
    assert "has not been taken yet" in preliminary


def test_a_refusal_of_consideration_names_each_document_and_whether_it_is_missing_or_expired() -> None:
    """Rules 9: which documents are incomplete or expired."""
    table = everything("en")[Kind.REFUSAL_OF_CONSIDERATION]["sections"][0]
    assert [(cells[1]["text"], cells[2]["text"]) for cells in table["rows"]] == [
        ("missing", "List 8(1)"),
        ("expired", "List 8(1)"),
    ]


ELSEWHERE = replace(FACILITY, id="F2", address=replace(FACILITY.address, street="Басқа көшесі"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_refusal_of_an_annex_names_its_facility_and_leaves_the_others_alone(language: str) -> None:
    """Rules 10, List 9, Rules 20."""
    about = replace(application(language=language), facilities=(FACILITY, ELSEWHERE))
    data = content.refusal_of_annex_data(about, number="N-17", facility=ELSEWHERE, grounds=NAMED, signatory=HEAD, at=AT)
    said = " ".join(texts(data))
    assert "Басқа көшесі" in said
    assert FACILITY.address.street not in said
    assert GROUNDS["List 9(4)"].names.in_(language) in said
    assert NAMED[0].text in said


def test_a_preliminary_decision_names_the_facilities_that_it_concerns() -> None:
    """Rules 10, Rules 12: told only where there are others."""
    about = replace(application(language="en"), facilities=(FACILITY, ELSEWHERE))

    def said(*concerned: str) -> str:
        facilities = tuple(one for one in about.facilities if one.id in concerned)
        data = content.preliminary_decision_data(
            about, number="N-17", grounds=NAMED, objection_days=2, signatory=HEAD, at=AT, facilities=facilities
        )
        return " ".join(texts(data))

    assert "F2: " in said("F2")
    assert FACILITY.address.street not in said("F2")
    assert "decided on their own" in said("F2")
    assert "intended to refuse the annex" in said("F2")
    assert "intended to refuse the license" in said("F1", "F2")
    assert "decided on their own" not in said("F1", "F2")
    assert "decided on their own" not in said()


@pytest.mark.parametrize(
    ("service", "what"),
    [
        (Service.ISSUE, "to issue a license"),
        (Service.ANNEX, "to issue an annex"),
        (Service.REISSUE, "to reissue the license"),
        (Service.DUPLICATE, "to issue a duplicate"),
    ],
)
def test_a_refusal_says_what_is_refused(service: Service, what: str) -> None:
    """List 5, List 9: each service by its name, in the refusal and in the intention."""
    about = replace(application(language="en"), service=service)
    refusal = content.refusal_data(about, number="N-17", grounds=NAMED, signatory=HEAD, at=AT)
    assert what in refusal["title"]
    intended = content.preliminary_decision_data(
        about, number="N-17", grounds=NAMED, objection_days=2, signatory=HEAD, at=AT
    )
    assert what.rsplit(maxsplit=1)[-1] in intended["lead"]
    assert what.rsplit(maxsplit=1)[-1] in refusal["lead"]
