"""Filters that turn what the law and the file say into words of the reader's language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from ruqsat.law.clauses import anchor
from ruqsat.law.local_time import local
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying
from ruqsat.web import dates
from ruqsat.web.public.clauses import by_slug
from ruqsat.web.reference import name_of

register = template.Library()


def reader_language() -> str:
    """The language the page is being written in: "kk", "ru" or "en"."""
    return (get_language() or "en")[:2]


@register.filter
def said(saying: Saying | str | None) -> str:
    """A sentence of the law in the reader's language, its dates written out, its codes replaced by names."""
    if saying is None:
        return ""
    if isinstance(saying, str):
        return gettext(saying) if saying else ""
    values = {key: _value(value) for key, value in saying.values.items()}
    text = gettext(saying.text)
    return text % values if values else text


def _value(value: Any) -> Any:
    match value:
        case Saying():
            return said(value)
        case Names():
            return names(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case str():
            return value if value.isdigit() else name_of(value, language=reader_language())
    return value


@register.filter
def names(value: Names | None) -> str:
    """A name of reference data in the reader's language."""
    return value.in_(reader_language()) if value else ""


@register.filter
def named(code: str | None) -> str:
    """The name of an office, a subtype, a document, an inquiry, a ground, … by its code, in the reader's language."""
    return name_of(code, language=reader_language()) if code else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """«9 апреля 2026 г., чт». A moment is taken as the civil day of Kazakhstan."""
    if value is None or value == "":
        return ""
    on = local(value).date() if isinstance(value, datetime) else value
    return dates.day_text(on, language=reader_language())


@register.filter
def moment(value: datetime | None) -> str:
    """«9 апреля 2026 г., чт, 14:05», in the time of Kazakhstan."""
    return dates.moment_text(value, language=reader_language()) if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """«14:05», in the time of Kazakhstan."""
    return f"{local(value):%H:%M}" if value else ""


@register.filter
def tenge(amount: int | None) -> str:
    """`43 250 ₸`."""
    return "" if amount is None else dates.tenge_text(amount)


@register.filter
def order_number(number: str) -> str:
    """`1000 0001 39`, in one piece: the number of an order of payment, its groups apart."""
    return f"{number[:4]}\u00a0{number[4:8]}\u00a0{number[8:]}"


@register.filter
def working_days_left(days: int | None) -> str:
    """Words for a number of working days left: «через 3 рабочих дня», «сегодня», «срок нарушен на 2 рабочих дня»."""
    if days is None:
        return ""
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("in %(days)d working day", "in %(days)d working days", days) % {"days": days}
    return ngettext("overdue by %(days)d working day", "overdue by %(days)d working days", -days) % {"days": -days}


@register.filter
def working_days(days: int) -> str:
    """«13 рабочих дней»."""
    return ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days}


_REFERENCE = re.compile(r"^(?P<source>[A-Za-z]+) (?P<point>[\d-]+)(?:\((?P<part>[^)]+)\))?$")


def reference_text(ref: str) -> str:
    """A reference to a clause as lawyers of the reader's language write it: "List 9(4)", «пп. 4) п. 9 Перечня»."""
    found = _REFERENCE.match(ref)
    if found is None:
        return ref
    where = found.groupdict()
    source = where["source"]
    patterns = _with_part() if where["part"] else _whole()
    return patterns[source] % where if source in patterns else ref


def _whole() -> Mapping[str, str]:
    return {
        "Rules": _("point %(point)s of the Rules"),
        "List": _("point %(point)s of the List"),
        "Annex": _("annex %(point)s to the Rules"),
        "APPC": _("article %(point)s of the Administrative Procedural Code"),
        "Permits": _("article %(point)s of the Law on permits"),
        "Tax": _("article %(point)s of the Tax Code"),
    }


def _with_part() -> Mapping[str, str]:
    return {
        "Rules": _("point %(point)s(%(part)s) of the Rules"),
        "List": _("point %(point)s(%(part)s) of the List"),
        "Annex": _("field %(part)s of annex %(point)s to the Rules"),
        "APPC": _("article %(point)s(%(part)s) of the Administrative Procedural Code"),
        "Permits": _("article %(point)s(%(part)s) of the Law on permits"),
        "Tax": _("article %(point)s(%(part)s) of the Tax Code"),
    }


@register.filter
def ref(value: str) -> str:
    """A reference to a clause in words, without a link."""
    return reference_text(value)


@register.filter
def clause(value: str | None) -> SafeString | str:
    """A reference to a clause, standing by itself, as a link to that clause in plain words where we have them."""
    if not value:
        return ""
    found = by_slug(anchor(value))
    words = reference_text(value)
    words = words[:1].upper() + words[1:]
    if found is None:
        return format_html("{}", words)
    address = reverse("rule", args=[anchor(value)])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, words)


@register.filter
def iin_masked(iin: str | None) -> str:
    """The last four digits; the rest, which tells the day of birth, is covered."""
    return f"{'•' * (len(iin) - 4)}{iin[-4:]}" if iin else ""
