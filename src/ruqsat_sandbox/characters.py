"""Who a newcomer is, where the asker has a wish: her city, her language, what she is a doctor of."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


class CharacterRefused(ValueError):
    """Nobody of that kind can move in; the message says what can be wished."""


@dataclass(frozen=True, kw_only=True)
class Character:
    """What can be wished of a newcomer. Without a wish she is a therapist in Almaty who speaks Kazakh."""

    region: str = "75"
    sex: str = "female"
    language: str = "kk"
    speciality: str = "therapy"

    def __post_init__(self) -> None:
        for name, known in WISHES.items():
            if getattr(self, name) not in known:
                raise CharacterRefused(f"There is no {name} “{getattr(self, name)}”; there are {', '.join(known)}.")

    @classmethod
    def read(cls, text: str) -> "Character":
        """The character that `written` wrote."""
        return cls(**json.loads(text)) if text else cls()

    def written(self) -> str:
        """As the sandbox remembers it; "" for one without a wish."""
        return "" if self == Character() else json.dumps(asdict(self))

    @property
    def place(self) -> Mapping[str, str]:
        """City, district, the street where newcomers live and rent, and the postal code."""
        return _PLACES[self.region, self.language]

    @property
    def called(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Last names, first names, patronymics: made from words such as "new", "sample", "draft"."""
        return _NAMES[self.language, self.sex]

    @property
    def words(self) -> Mapping[str, str]:
        """What registers write about her, in her language."""
        return {**_WORDS[self.language], "speciality": _SPECIALITIES[self.speciality][self.language]}


_PLACES = {
    ("75", "kk"): {"city": "Алматы", "district": "Бостандық ауданы", "street": "Жаңа көшесі", "postal_code": "050099"},
    ("75", "ru"): {"city": "Алматы", "district": "Медеуский район", "street": "улица Новая", "postal_code": "050098"},
    ("71", "kk"): {"city": "Астана", "district": "Есіл ауданы", "street": "Жаңа көшесі", "postal_code": "010099"},
    ("71", "ru"): {"city": "Астана", "district": "район Сарыарка", "street": "улица Новая", "postal_code": "010098"},
}
_NAMES = {
    ("kk", "female"): (
        ("Жаңаева", "Үлгілова", "Сынақова", "Макетбаева", "Мысалова"),
        ("Әсем", "Жанар", "Бибігүл", "Гүлім", "Динара", "Салтанат", "Маржан"),
        ("Үлгіқызы", "Сынаққызы", "Макетқызы"),
    ),
    ("kk", "male"): (
        ("Жаңаев", "Үлгілов", "Сынақбаев", "Макетбаев", "Мысалов"),
        ("Арман", "Бауыржан", "Дәурен", "Ерболат", "Қанат", "Нұрлан", "Самат"),
        ("Үлгіұлы", "Сынақұлы", "Макетұлы"),
    ),
    ("ru", "female"): (
        ("Эскизова", "Моделева", "Новикова-Пробная", "Учебникова", "Примерова"),
        ("Ольга", "Елена", "Ирина", "Наталья", "Светлана", "Татьяна", "Алина"),
        ("Пробовна", "Тестовна", "Шаблоновна"),
    ),
    ("ru", "male"): (
        ("Эскизов", "Моделев", "Новиков-Пробный", "Учебников", "Образчиков"),
        ("Андрей", "Виктор", "Игорь", "Михаил", "Олег", "Роман", "Сергей"),
        ("Пробович", "Тестович", "Шаблонович"),
    ),
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "kk": {
        "flat": "пәтер 1",
        "institution": "Үлгі медицина университеті",
        "education": "Жалпы медицина",
        "diploma": "ЖБ-Б",
        "practice": "«Жаңа» жеке практикасы",
        "position": "Дәрігер, өзін-өзі жұмыспен қамтыған",
        "entrepreneur": "«Жаңа %s» ДК",
        "purpose": "Медициналық кабинет",
    },
    "ru": {
        "flat": "квартира 1",
        "institution": "Учебный медицинский университет (образец)",
        "education": "Общая медицина",
        "diploma": "ЖБ-Б",
        "practice": "Частная практика «Новая»",
        "position": "Врач, самозанятый",
        "entrepreneur": "ИП «Новая практика %s»",
        "purpose": "Медицинский кабинет",
    },
}
_SPECIALITIES = {
    "therapy": {"kk": "Терапия", "ru": "Терапия"},
    "pediatrics": {"kk": "Педиатрия", "ru": "Педиатрия"},
    "cardiology": {"kk": "Кардиология", "ru": "Кардиология"},
    "neurology": {"kk": "Неврология", "ru": "Неврология"},
    "dentistry": {"kk": "Стоматология", "ru": "Стоматология"},
    "otorhinolaryngology": {"kk": "Оториноларингология", "ru": "Оториноларингология"},
}
WISHES = {
    "region": tuple(sorted({region for region, _ in _PLACES})),
    "sex": ("female", "male"),
    "language": ("kk", "ru"),
    "speciality": tuple(_SPECIALITIES),
}
