"""A name in the three languages of the service."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("kk", "ru", "en")


class UnknownLanguage(LookupError):
    """The service speaks Kazakh, Russian and English only."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """The same name in Kazakh, Russian and English."""

    kk: str
    ru: str
    en: str

    @classmethod
    def from_table(cls, table: Mapping[str, str]) -> "Names":
        """Read the keys ``kk``, ``ru`` and ``en`` of a table of reference data."""
        return cls(kk=table["kk"], ru=table["ru"], en=table["en"])

    def in_(self, language: str) -> str:
        """
        The name in *language*: "kk", "ru" or "en", with or without a region ("kk-kz").

        :raises UnknownLanguage: for any other.
        """
        match language[:2].lower():
            case "kk":
                return self.kk
            case "ru":
                return self.ru
            case "en":
                return self.en
        raise UnknownLanguage(language)

    def __str__(self) -> str:
        return self.en
