"""Tables taken over into a draft: whole, or what is right by choice, or not at all."""

import pytest

from ruqsat.cases import listing
from ruqsat.cases.drafting import UNFINISHED, NoSuchDraftError, Section, answers_of, save_section, specialists_in
from ruqsat.cases.facilities import FIRST, add_facility, at_facility
from ruqsat.cases.tables import keeping
from ruqsat.cases.tables.columns import Kind
from ruqsat.law.application import ApplicantKind
from tests.cases.filling import MARIA, SANIYA, begun, list_both
from tests.cases.tables.rows import PIECE, SPECIALIST, iins, lines
from tests.milestones import Stand
from tests.walking import HOME, Road, draft_of
from tests.world import AIZHAN, PETR, person

SPECIALISTS, EQUIPMENT = Kind.SPECIALISTS, Kind.EQUIPMENT
WRONG = SPECIALIST | {"iin": "920308499216"}


def a_clinic(stand: Stand) -> Road:
    road = stand("known")
    begun(road, person(AIZHAN), ApplicantKind.LEGAL_ENTITY)
    return road


def take(road: Road, kind: Kind, *rows: dict[str, str]) -> int:
    checked = keeping.take(person(AIZHAN), road.case, kind, lines(kind, *rows), language="ru", at=road.now)
    return len(checked.faults)


def listed(road: Road) -> dict[str, str]:
    return {one["id"]: one["iin"] for one in specialists_in(answers_of(draft_of(road)))}


def stated(road: Road, place: str = FIRST) -> str:
    answers = at_facility(answers_of(draft_of(road)), place)
    return str(answers[Section.REQUIREMENTS.value].get("equipment", ""))


def test_a_table_without_faults_is_taken_over_at_once(stand: Stand) -> None:
    """List 8(1): who is in the list already keeps the place, and what the table leaves empty."""
    road = a_clinic(stand)
    list_both(road, person(AIZHAN))
    changed = SPECIALIST | {"iin": SANIYA, "diploma": "ЖБ-Б 1", "certificate": ""}
    assert take(road, SPECIALISTS, SPECIALIST | {"iin": iins(1)[0]}, changed) == 0
    assert listed(road) == {"S1": SANIYA, "S2": MARIA, "S3": iins(1)[0]}
    first = specialists_in(answers_of(draft_of(road)))[0]
    assert (first["diploma"], first["certificate"]) == ("ЖБ-Б 1", "KZ99VKC00990106")


def test_with_faults_nothing_is_taken_until_somebody_chooses(stand: Stand) -> None:
    road = a_clinic(stand)
    assert take(road, SPECIALISTS, SPECIALIST, WRONG) == 1
    assert listed(road) == {}
    answers = answers_of(draft_of(road))
    checked = keeping.waiting(answers, SPECIALISTS, at=road.now)
    assert checked is not None
    assert [one.row for one in checked.faults] == [3]
    assert keeping.waiting(answers, EQUIPMENT, at=road.now) is None


def test_the_right_rows_are_taken_and_the_wrong_ones_go_on_waiting(stand: Stand) -> None:
    road = a_clinic(stand)
    owner = person(AIZHAN)
    take(road, SPECIALISTS, SPECIALIST, WRONG)
    taken = keeping.take_right_ones(owner, road.case, SPECIALISTS, language="ru", at=road.now)
    assert taken is not None
    assert listed(road) == {"S1": SPECIALIST["iin"]}
    (headings, wrong) = keeping.lines_waiting(answers_of(draft_of(road)), SPECIALISTS)
    assert (headings.number, wrong.number, wrong.cells[0]) == (1, 3, WRONG["iin"])
    keeping.let_go(owner, road.case, SPECIALISTS, at=road.now)
    assert keeping.take_right_ones(owner, road.case, SPECIALISTS, language="ru", at=road.now) is None
    assert len(listed(road)) == 1


def test_the_second_row_of_one_person_stays_wrong_when_the_first_is_taken_over(stand: Stand) -> None:
    road = a_clinic(stand)
    take(road, SPECIALISTS, SPECIALIST, SPECIALIST | {"diploma": "another"})
    keeping.take_right_ones(person(AIZHAN), road.case, SPECIALISTS, language="ru", at=road.now)
    checked = keeping.waiting(answers_of(draft_of(road)), SPECIALISTS, at=road.now)
    assert checked is not None
    assert (checked.entries, [one.row for one in checked.faults]) == ((), [3])
    assert "in row 2 already" in str(checked.faults[0].wrong)


def test_the_corrected_table_takes_the_place_of_the_one_that_waits(stand: Stand) -> None:
    road = a_clinic(stand)
    take(road, SPECIALISTS, SPECIALIST, WRONG)
    assert take(road, SPECIALISTS, SPECIALIST, WRONG | {"iin": iins(1)[0]}) == 0
    assert keeping.waiting(answers_of(draft_of(road)), SPECIALISTS, at=road.now) is None
    assert len(listed(road)) == 2


def test_more_than_fit_are_not_taken_at_all(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = a_clinic(stand)
    monkeypatch.setattr(listing, "MOST", 2)
    with pytest.raises(listing.ListFullError):
        take(road, SPECIALISTS, *(SPECIALIST | {"iin": iin} for iin in iins(3)))
    assert listed(road) == {}


def test_equipment_becomes_what_is_stated_of_each_facility(stand: Stand) -> None:
    """Form of information (List 8(1)): a facility that the table does not name keeps what was typed."""
    road = a_clinic(stand)
    owner = person(AIZHAN)
    typed = stated(road)
    place = add_facility(owner, road.case, dict(HOME), at=road.now)
    assert take(road, EQUIPMENT, PIECE | {"facility": "2"}, PIECE | {"name": "Кардиограф", "facility": "2"}) == 0
    assert stated(road) == typed
    assert stated(road, place).splitlines() == [
        "№ | Наименование | Модель, изготовитель | Заводской номер | Год выпуска | Количество",
        "1 | УДЗ аппараты | Үлгі-40 | SN-17 | 2021 | 2",
        "2 | Кардиограф | Үлгі-40 | SN-17 | 2021 | 2",
    ]


def test_what_was_typed_half_on_the_other_points_stays(stand: Stand) -> None:
    road = a_clinic(stand)
    half = {UNFINISHED: {"premises": ["Half"]}}
    save_section(person(AIZHAN), road.case, Section.REQUIREMENTS, half, at=road.now)
    take(road, EQUIPMENT, PIECE)
    kept = answers_of(draft_of(road))[Section.REQUIREMENTS.value]
    assert kept[UNFINISHED]["premises"] == ["Half"]
    assert "УДЗ" in kept[UNFINISHED]["equipment"][0]


def test_nobody_else_takes_anything_over(stand: Stand) -> None:
    road = a_clinic(stand)
    with pytest.raises(NoSuchDraftError):
        keeping.take(person(PETR), road.case, SPECIALISTS, lines(SPECIALISTS, SPECIALIST), language="ru", at=road.now)
    with pytest.raises(NoSuchDraftError):
        keeping.let_go(person(PETR), road.case, SPECIALISTS, at=road.now)
