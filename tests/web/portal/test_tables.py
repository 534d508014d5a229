"""Specialists and equipment from a table: checked row by row, and nothing taken over by halves."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from ruqsat.cases.drafting import Section, answers_of, specialists_in
from ruqsat.cases.models import Draft
from ruqsat.cases.tables.columns import COLUMNS, Kind
from ruqsat.documents.tables import reading, writing
from ruqsat.people.models import Person
from tests.cases.tables.rows import PIECE, SPECIALIST, cells, headings, iins
from tests.web.portal.conftest import browser_of
from tests.web.portal.filling import TYPED, fill
from tests.web.portal.test_kinds import clinic, fill_clinic

__all__ = ["clinic"]

WRONG = SPECIALIST | {"iin": "920308499216"}


def path(draft: Draft, kind: str = "specialists", page: str = "") -> str:
    return f"/applications/{draft.id}/tables/{kind}/{page}"


def send(
    window: Client, draft: Draft, content: bytes, name: str = "list.csv", kind: str = "specialists"
) -> HttpResponse:
    answer = window.post(path(draft, kind), {"file": SimpleUploadedFile(name, content)})
    assert isinstance(answer, HttpResponse)
    return answer


def table(*rows: dict[str, str], kind: Kind = Kind.SPECIALISTS, language: str = "ru") -> list[list[str]]:
    return [headings(kind, language), *(cells(kind, row) for row in rows)]


def listed(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return [one["iin"] for one in specialists_in(answers_of(draft))]


@pytest.fixture
def begun(window: Client, clinic: Draft) -> Draft:
    fill(window, clinic, Section.ACTIVITY)
    return clinic


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (writing.as_csv(table(SPECIALIST)), "list.csv"),
        ("\n".join(",".join(f'"{cell}"' for cell in row) for row in table(SPECIALIST)).encode(), "list.CSV"),
        (writing.as_workbook(table(SPECIALIST, language="en"), title="A"), "list.xlsx"),
    ],
)
def test_a_right_table_is_taken_over_at_once(window: Client, begun: Draft, content: bytes, name: str) -> None:
    """List 8(1): by comma or semicolon, in every language, as CSV or XLSX."""
    assert send(window, begun, content, name)["Location"] == f"/applications/{begun.id}/specialists/"
    assert listed(begun) == [SPECIALIST["iin"]]
    assert "1 row was taken over" in window.get(f"/applications/{begun.id}/specialists/").content.decode()


def test_windows_1251_is_read_where_it_has_the_letters(window: Client, begun: Draft) -> None:
    plain = SPECIALIST | {"patronymic": "Тестовна", "diploma": "ТКБ 1", "employment": "Клиника, врач"}
    rows = "\r\n".join(";".join(row) for row in table(plain))
    assert send(window, begun, rows.encode("cp1251")).status_code == 302
    assert listed(begun) == [SPECIALIST["iin"]]


def test_errors_are_shown_row_by_row_and_the_person_chooses(window: Client, begun: Draft) -> None:
    answer = send(window, begun, writing.as_csv(table(SPECIALIST, WRONG)))
    assert answer.status_code == 422
    page = answer.content.decode()
    for said in (
        "1 of 2 rows cannot be taken over",
        "Nothing of it is taken over yet",
        WRONG["iin"],
        "ИИН"[:0] + "IIN",
    ):
        assert said in page, said
    assert listed(begun) == []
    assert "1 of 2 rows cannot be taken over" in window.get(path(begun)).content.decode()
    assert window.post(path(begun), {"step": "keep"})["Location"] == path(begun)
    assert listed(begun) == [SPECIALIST["iin"]]
    left = window.get(path(begun)).content.decode()
    assert "1 row was taken over" in left
    assert "1 of 1 rows cannot be taken over" in left
    assert window.post(path(begun), {"step": "drop"})["Location"] == path(begun)
    assert "Fill in the template" in window.get(path(begun)).content.decode()
    assert window.post(path(begun), {"step": "keep"})["Location"] == path(begun)
    assert listed(begun) == [SPECIALIST["iin"]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_rows_with_errors_come_as_a_file_that_is_corrected_and_sent_again(
    window: Client, begun: Draft, ending: str
) -> None:
    send(window, begun, writing.as_csv(table(SPECIALIST, WRONG)))
    window.post(path(begun), {"step": "keep"})
    sent = window.get(path(begun, page=f"errors.{ending}"))
    assert "attachment" in sent["Content-Disposition"]
    lines = reading.read(sent.content, name=f"errors.{ending}")
    assert lines[0].cells[-2:] == ("Row", "What is wrong")
    assert lines[1].cells[0] == WRONG["iin"]
    assert lines[1].cells[-2] == "3"
    assert "its last digit does not agree" in lines[1].cells[-1]
    corrected = [lines[0].cells, (iins(1)[0], *lines[1].cells[1:])]
    assert send(window, begun, writing.as_csv(corrected)).status_code == 302
    assert listed(begun) == [SPECIALIST["iin"], iins(1)[0]]
    assert window.get(path(begun, page=f"errors.{ending}")).status_code == 404


def test_of_ten_thousand_rows_all_three_hundred_errors_are_listed(window: Client, begun: Draft) -> None:
    rows = [SPECIALIST | {"iin": iin} for iin in iins(10_000)]
    for place in range(0, 9_000, 30):
        rows[place] = rows[place] | {"iin": "920308499216"}
    answer = send(window, begun, writing.as_csv(table(*rows)))
    page = answer.content.decode()
    assert "300 of 10000 rows cannot be taken over" in page
    assert page.count("920308499216") == 300
    assert listed(begun) == []
    stopped = window.post(path(begun), {"step": "keep"})
    assert stopped.status_code == 422
    assert "at most 1000 specialists" in stopped.content.decode()
    assert listed(begun) == []
    assert "300 of 10000 rows" in window.get(path(begun)).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "list.csv", "is empty"),
        (b"a;b", "list.pdf", "is no table that can be read here"),
        (b"PK nothing", "list.xlsx", "is not what its name says"),
        ("ИИН;Фамилия".encode(), "list.csv", "The table has no column “First name”"),
        (writing.as_csv(table()), "list.csv", "no row below the headings"),
    ],
)
def test_a_file_that_is_no_such_table_gets_a_sentence(
    window: Client, begun: Draft, content: bytes, name: str, said: str
) -> None:
    answer = send(window, begun, content, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert window.post(path(begun)).status_code == 422


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_templates_have_the_headings_of_the_readers_language(
    aizhan: Person, window: Client, begun: Draft, kind: Kind, language: str
) -> None:
    own = browser_of(aizhan, language)
    for ending in ("csv", "xlsx"):
        sent = own.get(path(begun, kind.value, f"template.{ending}"))
        (line,) = reading.read(sent.content, name=f"a.{ending}")
        assert line.cells == tuple(column.names.in_(language) for column in COLUMNS[kind])
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    assert len(book.worksheets) == 2


def test_equipment_from_a_table_is_stated_and_can_be_read_on_the_page(window: Client, draft: Draft) -> None:
    """Form of information (List 8(1)): also of an individual; however long it is, it can be changed by hand."""
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    rows = table(*[PIECE] * 200, kind=Kind.EQUIPMENT)
    sent = send(window, draft, writing.as_csv(rows), kind="equipment")
    assert sent["Location"] == f"/applications/{draft.id}/requirements/"
    page = window.get(f"/applications/{draft.id}/requirements/")
    text = page.context["form"]["equipment"].value()
    assert text.count("УДЗ аппараты") == 200
    assert "State the equipment from a table" in page.content.decode()
    kept = window.post(f"/applications/{draft.id}/requirements/", TYPED[Section.REQUIREMENTS] | {"equipment": text})
    assert kept.status_code == 302
    assert "A table: show all of it" in window.get(f"/applications/{draft.id}/check-answers/").content.decode()


def test_the_list_of_many_is_read_page_by_page(window: Client, begun: Draft) -> None:
    unfinished = SPECIALIST | {"iin": iins(300)[-1], "diploma": ""}
    rows = [SPECIALIST | {"iin": iin} for iin in iins(299)]
    assert send(window, begun, writing.as_csv(table(*rows, unfinished))).status_code == 302
    here = f"/applications/{begun.id}/specialists/"
    first = window.get(here).content.decode()
    assert "1 to 25 of 300" in first
    assert first.count("govuk-summary-card__title-wrapper") == 25
    assert "?page=2" in first
    last = window.get(f"{here}?page=99").content.decode()
    assert "276 to 300 of 300" in last
    assert "?page=11" in last
    only = window.get(f"{here}?only=open").content.decode()
    assert only.count("govuk-summary-card__title-wrapper") == 1
    assert (
        window.post(f"{here}S300/?only=open", SPECIALIST | {"iin": unfinished["iin"], "speciality": "cardiology"})[
            "Location"
        ]
        == f"{here}?only=open"
    )
    assert "Everybody is finished" in window.get(f"{here}?only=open").content.decode()


def test_a_long_list_costs_no_more_questions_to_the_database(
    window: Client, clinic: Draft, django_assert_max_num_queries: Any
) -> None:
    fill_clinic(window, clinic)
    rows = [SPECIALIST | {"iin": iin} for iin in iins(300)]
    send(window, clinic, writing.as_csv(table(*rows)))
    for page in ("specialists/", "documents/", "check-answers/", "tables/specialists/", ""):
        with django_assert_max_num_queries(30):
            assert window.get(f"/applications/{clinic.id}/{page}").status_code == 200


def test_documents_of_many_are_read_page_by_page(window: Client, clinic: Draft) -> None:
    """List 8(1): after attaching one comes back to the same page."""
    fill_clinic(window, clinic)
    rows = [SPECIALIST | {"iin": iin, "graduated_in": "2010"} for iin in iins(40)]
    send(window, clinic, writing.as_csv(table(*rows)))
    here = f"/applications/{clinic.id}/documents/"
    page = window.get(f"{here}?page=3")
    assert "51 to 75 of" in page.content.decode()
    place = page.context["places"][0]["wanted"]
    file = SimpleUploadedFile(
        "a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )
    there = f"{here}{place.demand.document}/{place.about}/attach/?page=3"
    assert window.post(there, {f"{place.slot}-file": file})["Location"] == f"{here}?page=3#{place.slot}"
    assert place.slot not in [one["wanted"].slot for one in window.get(f"{here}?only=open").context["places"]]


def test_others_reach_no_table(window: Client, stranger: Person, begun: Draft) -> None:
    other = browser_of(stranger)
    for page in ("", "template.csv", "errors.csv"):
        assert other.get(path(begun, page=page)).status_code == 404
    assert window.get(path(begun, "people")).status_code == 404
    assert window.put(path(begun)).status_code == 405
    assert window.post(path(begun, page="template.csv")).status_code == 405


def test_an_individual_lists_no_specialists_and_waits_for_the_subtypes(window: Client, draft: Draft) -> None:
    for kind in ("specialists", "equipment"):
        assert window.get(path(draft, kind))["Location"] == f"/applications/{draft.id}/"
    fill(window, draft, Section.ACTIVITY)
    assert window.get(path(draft, "equipment")).status_code == 200
    assert window.get(path(draft, "specialists")).status_code == 302


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_pages_speak_the_readers_language(aizhan: Person, window: Client, begun: Draft, language: str) -> None:
    own = browser_of(aizhan, language)
    empty = own.get(path(begun)).content.decode()
    wrong = send(own, begun, writing.as_csv(table(SPECIALIST, WRONG, WRONG | {"graduated_in": "1"}))).content.decode()
    for page in (empty, wrong):
        assert f'<html lang="{language}"' in page
        assert not any(said in page for said in ("Choose", "Download", "What is wrong", "take over", "Fill in"))
