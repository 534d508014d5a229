"""The columns of the tables: what each is called in three languages, and in which order a template has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ruqsat.documents.tables.lines import Line
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.discrepancies import plain
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.saying import say


class Kind(StrEnum):
    """What is listed in a table."""

    SPECIALISTS = "specialists"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its key, its heading, whether a row can do without it, and how long its text may be."""

    key: str
    names: Names
    needed: bool = False
    longest: int = 200


FACILITY = Column(key="facility", names=Names(kk="Объект нөмірі", ru="Номер объекта", en="Number of the facility"))

SPECIALISTS = (
    Column(key="iin", names=Names(kk="ЖСН", ru="ИИН", en="IIN"), needed=True),
    Column(key="last", names=Names(kk="Тегі", ru="Фамилия", en="Last name"), needed=True),
    Column(key="first", names=Names(kk="Аты", ru="Имя", en="First name"), needed=True),
    Column(key="patronymic", names=Names(kk="Әкесінің аты", ru="Отчество", en="Patronymic")),
    Column(key="speciality", names=Names(kk="Мамандығы", ru="Специальность", en="Speciality")),
    Column(
        key="graduated_in",
        names=Names(kk="Оқуды аяқтаған жылы", ru="Год окончания обучения", en="Year of graduation"),
    ),
    Column(
        key="diploma",
        names=Names(
            kk="Диплом: нөмірі және берген ұйым", ru="Диплом: номер и кем выдан", en="Diploma: number, issued by"
        ),
        longest=300,
    ),
    Column(
        key="certificate",
        names=Names(kk="Маман сертификаты", ru="Сертификат специалиста", en="Certificate"),
        longest=100,
    ),
    Column(
        key="employment",
        names=Names(
            kk="Жұмысы: қайда, кім болып, қашаннан",
            ru="Работа: где, кем, с какого времени",
            en="Work: where, as what, since when",
        ),
        longest=500,
    ),
    FACILITY,
)

EQUIPMENT = (
    Column(key="name", names=Names(kk="Атауы", ru="Наименование", en="Name"), needed=True),
    Column(key="model", names=Names(kk="Моделі, өндірушісі", ru="Модель, изготовитель", en="Model, maker")),
    Column(key="serial", names=Names(kk="Зауыт нөмірі", ru="Заводской номер", en="Serial number"), longest=100),
    Column(key="made_in", names=Names(kk="Шығарылған жылы", ru="Год выпуска", en="Year of make")),
    Column(key="count", names=Names(kk="Саны", ru="Количество", en="Quantity"), needed=True),
    FACILITY,
)

COLUMNS: Mapping[Kind, Sequence[Column]] = {Kind.SPECIALISTS: SPECIALISTS, Kind.EQUIPMENT: EQUIPMENT}


class HeadingMissing(RefusalError):
    """The table lacks a column without which no row can be taken."""

    def __init__(self, column: Column) -> None:
        super().__init__(
            say(
                "The table has no column “%(column)s”. The first row must hold the headings of the template.",
                column=column.names,
            )
        )


class HeadingTwice(RefusalError):
    """Two columns have the same heading."""

    def __init__(self, column: Column) -> None:
        super().__init__(say("The table has the column “%(column)s” twice. Leave one of them.", column=column.names))


class NoRows(RefusalError):
    """There is nothing below the headings."""

    def __init__(self) -> None:
        super().__init__(say("The table has no row below the headings. Fill it in and choose it again."))


def places(kind: Kind, headings: Line) -> dict[str, int]:
    """
    Where each column stands, by its heading in any of the three languages; columns with other headings are left alone.

    :raises HeadingMissing, HeadingTwice: with a sentence.
    """
    known = {plain(one.names.in_(language)): one for one in COLUMNS[kind] for language in LANGUAGES}
    found: dict[str, int] = {}
    for place, text in enumerate(headings.cells):
        column = known.get(plain(text))
        if column is None:
            continue
        if column.key in found:
            raise HeadingTwice(column)
        found[column.key] = place
    for column in COLUMNS[kind]:
        if column.needed and column.key not in found:
            raise HeadingMissing(column)
    return found
