"""Tables row by row: List 8(1)."""

from dataclasses import replace

import pytest

from ruqsat.cases.tables.checking import check
from ruqsat.cases.tables.columns import Kind, NoRows
from tests.cases.tables.rows import ALONE, PIECE, SPECIALIST, THREE, iins, lines


def test_a_right_row_is_an_entry_of_the_list() -> None:
    checked = check(Kind.SPECIALISTS, lines(Kind.SPECIALISTS, SPECIALIST), ALONE)
    assert checked.faults == ()
    (entry,) = checked.entries
    assert entry == {
        **{key: text for key, text in SPECIALIST.items() if key != "facility"},
        "speciality": "cardiology",
        "graduated_in": 2016,
        "facilities": ["F1"],
    }


@pytest.mark.parametrize("speciality", ["Кардиология", "КАРДИОЛОГИЯ", "Cardiology", "cardiology"])
def test_a_speciality_is_known_by_its_name_in_every_language(speciality: str) -> None:
    checked = check(Kind.SPECIALISTS, lines(Kind.SPECIALISTS, SPECIALIST | {"speciality": speciality}), ALONE)
    assert checked.entries[0]["speciality"] == "cardiology"


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"iin": "920308499216"}, "iin", "its last digit does not agree"),
        ({"iin": "181240999010"}, "iin", "an individual identification number is needed"),
        ({"iin": "9,20308E+11"}, "iin", "has twelve digits"),
        ({"iin": ""}, "iin", "This is empty"),
        ({"last": ""}, "last", "This is empty"),
        ({"first": "?йжан"}, "first", "Letters were lost"),
        ({"last": "x" * 201}, "last", "longer than 200 letters"),
        ({"speciality": "Астрология"}, "speciality", "None of the subtypes that you chose"),
        ({"speciality": "Стоматология"}, "speciality", "None of the subtypes that you chose"),
        ({"graduated_in": "2199"}, "graduated_in", "no year from 1945 to 2026"),
        ({"graduated_in": "16"}, "graduated_in", "no year from 1945 to 2026"),
        ({"facility": "3"}, "facility", "There is no such facility"),
        ({"facility": "Алматы"}, "facility", "There is no such facility"),
        ({"facility": ""}, "facility", "not said at which facility"),
    ],
)
def test_each_slip_is_named_with_its_row_and_what_to_do(changed: dict[str, str], column: str, said: str) -> None:
    table = lines(Kind.SPECIALISTS, SPECIALIST | {"iin": iins(1)[0]}, SPECIALIST | changed)
    checked = check(Kind.SPECIALISTS, table, THREE)
    assert len(checked.entries) == 1
    (fault,) = checked.faults
    assert (fault.row, fault.column.key) == (3, column)
    assert said in str(fault.wrong)
    assert str(fault.remedy)
    assert [line.number for line in checked.wrong_lines] == [3]


def test_one_person_stands_in_one_row() -> None:
    checked = check(Kind.SPECIALISTS, lines(Kind.SPECIALISTS, SPECIALIST, SPECIALIST), ALONE)
    assert (len(checked.entries), checked.rows) == (1, 2)
    assert "in row 2 already" in str(checked.faults[0].wrong)


def test_a_zero_that_a_spreadsheet_dropped_is_put_back_where_the_check_digit_bears_it_out() -> None:
    from ruqsat.law.identifiers import check_digit

    born_in_2003 = "03031850017"
    whole = f"{born_in_2003}{check_digit(born_in_2003)}"
    checked = check(Kind.SPECIALISTS, lines(Kind.SPECIALISTS, SPECIALIST | {"iin": whole.lstrip("0")}), ALONE)
    assert [one["iin"] for one in checked.entries] == [whole]


@pytest.mark.parametrize(
    ("text", "facilities"),
    [("2", ["F2"]), ("4, 1", ["F1", "F4"]), ("Объект 2; объект 04", ["F2", "F4"]), ("1/2", ["F1", "F2"])],
)
def test_facilities_are_named_by_the_numbers_of_the_page(text: str, facilities: list[str]) -> None:
    checked = check(Kind.SPECIALISTS, lines(Kind.SPECIALISTS, SPECIALIST | {"facility": text}), THREE)
    assert checked.entries[0]["facilities"] == facilities


def test_of_one_facility_nothing_has_to_be_said() -> None:
    checked = check(Kind.EQUIPMENT, lines(Kind.EQUIPMENT, PIECE | {"facility": ""}), ALONE)
    assert checked.entries[0]["facilities"] == ["F1"]


@pytest.mark.parametrize(
    ("changed", "column"),
    [({"name": ""}, "name"), ({"count": "0"}, "count"), ({"count": "two"}, "count"), ({"made_in": "1850"}, "made_in")],
)
def test_each_slip_about_a_piece_of_equipment_is_named(changed: dict[str, str], column: str) -> None:
    checked = check(Kind.EQUIPMENT, lines(Kind.EQUIPMENT, PIECE | changed), ALONE)
    assert [one.column.key for one in checked.faults] == [column]


def test_a_formula_is_no_statement() -> None:
    headings, row = lines(Kind.EQUIPMENT, PIECE | {"count": "=1+1"})
    checked = check(Kind.EQUIPMENT, (headings, replace(row, formulas=frozenset({4}))), ALONE)
    assert "This is a formula" in str(checked.faults[0].wrong)


def test_headings_alone_are_no_table() -> None:
    with pytest.raises(NoRows):
        check(Kind.EQUIPMENT, lines(Kind.EQUIPMENT), ALONE)


def test_of_ten_thousand_rows_every_wrong_one_is_named() -> None:
    rows = [SPECIALIST | {"iin": iin} for iin in iins(10_000)]
    for place in range(0, 9_000, 30):
        rows[place] = rows[place] | {"iin": "920308499216"}
    checked = check(Kind.SPECIALISTS, lines(Kind.SPECIALISTS, *rows), ALONE)
    assert (len(checked.entries), len(checked.faults), len(checked.wrong_lines)) == (9_700, 300, 300)
