"""Tables that people take away."""

import io

import openpyxl

from ruqsat.documents.tables import writing


def test_a_workbook_opens_with_its_headings_in_bold_and_every_cell_as_text() -> None:
    rows, title = [["ЖСН", "Аты"], ["030318500170", "=1+1"]], "A title longer than a sheet's name"
    content = writing.as_workbook(rows, title=title, further=[("More", [["1"]])])
    book = openpyxl.load_workbook(io.BytesIO(content))
    first, further = book.worksheets
    assert (first.title, further.title) == ("A title longer than a sheet's n", "More")
    assert first["A1"].font.bold
    assert not first["A2"].font.bold
    assert (first["A2"].value, first["A2"].number_format) == ("030318500170", "@")
    assert (first["B2"].value, first["B2"].data_type) == ("=1+1", "s")


def test_signs_that_no_workbook_can_hold_are_left_out() -> None:
    content = writing.as_workbook([["a\x00b\x0bc"]], title="A")
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value == "abc"


def test_csv_opens_in_excel_as_it_is_here() -> None:
    assert writing.as_csv([["ЖСН", "a;b"]]) == b"\xef\xbb\xbf" + 'ЖСН;"a;b"\r\n'.encode()
