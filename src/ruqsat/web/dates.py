"""Days, moments, money and numbers as people read them, in Kazakh, Russian and English."""

from datetime import date, datetime

from ruqsat.law.local_time import local

NBSP = "\u00a0"
NARROW = "\u202f"

_MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS = {
    "kk": "дс сс ср бс жм сб жс",
    "ru": "пн вт ср чт пт сб вс",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
}


def day_text(day: date, *, language: str) -> str:
    """«9 апреля 2026 г., чт», «2026 жылғы 9 сәуір, бс», "Thu 9 April 2026"."""
    month = _MONTHS[language].split()[day.month - 1]
    weekday = _WEEKDAYS[language].split()[day.weekday()]
    if language == "kk":
        return f"{day.year} жылғы {day.day}{NBSP}{month}, {weekday}"
    if language == "ru":
        return f"{day.day}{NBSP}{month} {day.year}{NBSP}г., {weekday}"
    return f"{weekday} {day.day}{NBSP}{month} {day.year}"


def moment_text(moment: datetime, *, language: str) -> str:
    """A day and the hour of Kazakhstan: «9 апреля 2026 г., чт, 14:05»."""
    at = local(moment)
    return f"{day_text(at.date(), language=language)}, {at:%H:%M}"


def tenge_text(amount: int) -> str:
    """`43 250 ₸`, with spaces at which no line breaks."""
    return f"{amount:,}".replace(",", NARROW) + f"{NBSP}₸"
