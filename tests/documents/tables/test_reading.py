"""Tables that people send: whatever program wrote them, and whoever means ill with them."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from ruqsat.documents.checking import FileEmpty, FileTooLarge, NotAccepted, NotWhatItSays
from ruqsat.documents.tables import lines, reading, writing
from ruqsat.documents.tables.lines import Line, TooManyLines
from ruqsat.documents.tables.reading import NoTable, read
from ruqsat.documents.tables.workbooks import OLD, DefinesEntities, OldWorkbook, TooMuchInside

ROWS = (("ЖСН", "Аты; тегі"), ("940517499011", "Үлгібаева, «Айжан»"), ("", ""), ("961204499254", "Шаблонова"))
READ = [(1, ROWS[0]), (2, ROWS[1]), (4, ROWS[3])]
IN_RUSSIAN = "ИИН;Фамилия\r\n940517499011;Образцова\r\n"


def told(content: bytes, name: str = "list.csv") -> list[tuple[int, tuple[str, ...]]]:
    return [(one.number, one.cells[:2]) for one in read(content, name=name)]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same archive, with some of its parts put in their place."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as fresh:
        for part in old.infolist():
            fresh.writestr(part.filename, parts.pop(part.filename, old.read(part)))
        for name, data in parts.items():
            fresh.writestr(name, data)
    return kept.getvalue()


def test_what_is_written_here_is_read_again() -> None:
    assert told(writing.as_csv(ROWS)) == READ
    assert told(writing.as_workbook(ROWS, title="Specialists"), "list.xlsx") == READ


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_csv_is_read(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    assert told(text.encode(encoding)) == READ


def test_windows_1251_is_read() -> None:
    assert told(IN_RUSSIAN.encode("cp1251")) == [(1, ("ИИН", "Фамилия")), (2, ("940517499011", "Образцова"))]


def test_excels_own_line_about_the_separator_is_no_row() -> None:
    assert told(f"sep=;\r\n{IN_RUSSIAN}".encode())[0] == (1, ("ИИН", "Фамилия"))


def test_numbers_and_days_of_a_workbook_are_read_as_people_write_them() -> None:
    content = workbook((940517499011, 2018.0, 1.5, date(2026, 3, 17), True, None))
    assert read(content, name="a.XLSX")[0].cells == ("940517499011", "2018", "1.5", "17.03.2026", "True")


def test_a_formula_is_named_and_not_worked_out() -> None:
    (line,) = read(workbook(("a", "=1+1", "b")), name="a.xlsx")
    assert (line.cells, line.formulas) == (("a", "=1+1", "b"), frozenset({1}))
    assert line.cell(9) == ""


def test_what_looks_like_a_formula_leaves_as_text_and_comes_back() -> None:
    rows = (("=HYPERLINK(1)", "+7", "-1", "@a"),)
    assert b"'=HYPERLINK" in writing.as_csv(rows)
    assert read(writing.as_csv(rows), name="a.csv")[0].cells == rows[0]
    (line,) = read(writing.as_workbook(rows, title="A"), name="a.xlsx")
    assert (line.cells, line.formulas) == (rows[0], frozenset())


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.csv", FileEmpty),
        (b"\r\n;;\r\n", "a.csv", FileEmpty),
        (b"\x89PNG\0\0", "a.csv", NotWhatItSays),
        (b"\x98", "a.csv", NotWhatItSays),
        (b"\xff\xfea", "a.csv", NotWhatItSays),
        (b"x" * 200_000, "a.csv", NotWhatItSays),
        (b"a;b", "a.pdf", NoTable),
        (b"a;b", "a", NoTable),
        (b"a;b", "a.xlsx", NotWhatItSays),
        (b"PK\x03\x04 and nothing", "a.xlsx", NotWhatItSays),
        (OLD + b"\0" * 100, "a.xls", OldWorkbook),
        (OLD + b"\0" * 100, "a.xlsx", OldWorkbook),
        (b"x" * (reading.MOST_BYTES + 1), "a.csv", FileTooLarge),
    ],
)
def test_each_wrong_file_has_its_sentence(content: bytes, name: str, refusal: type[NotAccepted]) -> None:
    with pytest.raises(refusal):
        read(content, name=name)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(NotWhatItSays):
        read(kept.getvalue(), name="a.xlsx")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = repacked(workbook(("a",)), **{f"xl/media/{place}.bin": bytes(30_000_000) for place in range(4)})
    assert len(bomb) < 1_000_000
    with pytest.raises(TooMuchInside):
        read(bomb, name="a.xlsx")
    many = repacked(workbook(("a",)), **{f"xl/{place}": b"" for place in range(1_001)})
    with pytest.raises(TooMuchInside):
        read(many, name="a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'
    hostile = repacked(workbook(("a",)), **{"xl/sharedStrings.xml": laughs.encode(encoding)})
    with pytest.raises(DefinesEntities):
        read(hostile, name="a.xlsx")


def test_a_broken_part_is_no_workbook() -> None:
    with pytest.raises(NotWhatItSays):
        read(repacked(workbook(("a",)), **{"xl/workbook.xml": b"<broken"}), name="a.xlsx")


def test_there_is_an_end_to_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("csv_text", "workbooks"):
        monkeypatch.setattr(f"ruqsat.documents.tables.{module}.MOST_LINES", 3)
    monkeypatch.setattr("ruqsat.documents.tables.workbooks.EMPTY_ONES", 6)
    rows = [(str(number),) for number in range(4)]
    assert len(read(writing.as_csv(rows), name="a.csv")) == 4
    for content, name in ((writing.as_csv([*rows, ("5",)]), "a.csv"), (workbook(*rows, ("5",)), "a.xlsx")):
        with pytest.raises(TooManyLines):
            read(content, name=name)
    with pytest.raises(TooManyLines):
        read(workbook(*[(" ",)] * 7), name="a.xlsx")
    assert Line(number=1, cells=("a",)).cell(0) == "a"
    assert lines.MOST_LINES == 20_000
