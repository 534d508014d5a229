"""What really happens to a calendar, a form for each: what it adds to a change, in the form of `calendar_amended`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.law import year_by_rules
from ruqsat.law.calendar import HOLIDAYS, WorkingCalendar
from ruqsat.law.calendar_amended import ORDINARY
from ruqsat.law.special_days import DayKind
from ruqsat.law.year_by_rules import KURBAN_AIT
from ruqsat.web.forms import DayField, GovukForm
from ruqsat.web.templatetags.ruqsat_text import names

Addition = Mapping[str, Any]


def _basis() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Legal basis"),
        help_text=gettext_lazy("The act with its day and number, as a resolution of the Government."),
        max_length=500,
        error_messages={"required": gettext_lazy("Name the act that this rests on")},
    )


class OfCalendar(GovukForm):
    """A form that adds to a change of a calendar."""

    def __init__(self, *args: Any, calendar: WorkingCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def adds(self) -> Addition:
        """What the form says, in the form of a change: its ``basis``; rows and years come from what happened."""
        return {"basis": self.cleaned_data["basis"]}


class ExchangeForm(OfCalendar):
    """A day off exchanged for a Saturday or Sunday that is worked."""

    off = DayField(label=gettext_lazy("Day off"), help_text=gettext_lazy("A working day that becomes a day off."))
    worked = DayField(
        label=gettext_lazy("Worked instead"), help_text=gettext_lazy("The Saturday or Sunday that is worked for it.")
    )
    basis = _basis()

    def adds(self) -> Addition:
        off, worked, basis = (self.cleaned_data[name] for name in ("off", "worked", "basis"))
        return {
            **super().adds(),
            "day": [
                {"date": off, "kind": DayKind.MOVED_OFF.value, "with": worked, "basis": basis},
                {"date": worked, "kind": DayKind.MOVED_WORK.value, "with": off, "basis": basis},
            ],
        }


class KurbanAitForm(OfCalendar):
    """The day of Kurban Ait is announced: the day that was estimated is an ordinary one again."""

    day = DayField(label=gettext_lazy("First day of Kurban Ait, as announced"))
    basis = _basis()

    def adds(self) -> Addition:
        announced, basis = self.cleaned_data["day"], self.cleaned_data["basis"]
        rows = [{"date": announced, "kind": DayKind.RELIGIOUS.value, "holiday": KURBAN_AIT, "basis": basis}]
        estimated = year_by_rules.kurban_ait_of(self.calendar, announced.year)
        if estimated is not None and estimated != announced:
            rows.append({"date": estimated, "kind": ORDINARY})
        return {**super().adds(), "day": rows}


class ObservedForm(OfCalendar):
    """Labor Code 84: a state holiday fell on a weekend, and another day is off for it."""

    holiday_on = DayField(label=gettext_lazy("Holiday that falls on a Saturday or Sunday"))
    off = DayField(label=gettext_lazy("Day off for it"))
    basis = _basis()

    def clean_holiday_on(self) -> date:
        """
        The day of a holiday of the calendar.

        :raises ValidationError: when it is none.
        """
        on: date = self.cleaned_data["holiday_on"]
        special = self.calendar.special.get(on)
        if special is None or special.holiday is None or special.kind is not DayKind.HOLIDAY:
            raise ValidationError(_("This day is no state holiday in the calendar"))
        return on

    def adds(self) -> Addition:
        special = self.calendar.special[self.cleaned_data["holiday_on"]]
        key = next(key for key, known in HOLIDAYS.items() if known == special.holiday)
        row = {"date": self.cleaned_data["off"], "kind": DayKind.OBSERVED.value, "holiday": key}
        return {**super().adds(), "day": [row | {"basis": self.cleaned_data["basis"]}]}


class DayForm(OfCalendar):
    """Any single day: ordinary again, or a holiday."""

    day = DayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            ("", gettext_lazy("Choose")),
            (DayKind.HOLIDAY.value, gettext_lazy("Holiday")),
            (DayKind.RELIGIOUS.value, gettext_lazy("Religious day of rest")),
            (ORDINARY, gettext_lazy("An ordinary day of its week")),
        ],
        error_messages={"required": gettext_lazy("Choose what the day is")},
    )
    holiday = forms.ChoiceField(label=gettext_lazy("Which holiday"), required=False)
    basis = _basis()

    def __init__(self, *args: Any, calendar: WorkingCalendar, **kwargs: Any) -> None:
        super().__init__(*args, calendar=calendar, **kwargs)
        self.offer("holiday", [("", ""), *((key, names(name)) for key, name in HOLIDAYS.items())])

    def clean(self) -> dict[str, Any]:
        """A holiday is named."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") not in (None, "", ORDINARY) and not cleaned.get("holiday"):
            self.add_error("holiday", _("Choose which holiday the day is"))
        return cleaned

    def adds(self) -> Addition:
        said = self.cleaned_data
        row = {"date": said["day"], "kind": said["kind"]}
        if said["kind"] != ORDINARY:
            row |= {"holiday": said["holiday"], "basis": said["basis"]}
        return {**super().adds(), "day": [row]}


class ConfirmForm(OfCalendar):
    """The exchanged days and Kurban Ait of a year are known: it is confirmed."""

    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), coerce=int, error_messages={"required": gettext_lazy("Choose the year")}
    )
    basis = _basis()

    def __init__(self, *args: Any, calendar: WorkingCalendar, **kwargs: Any) -> None:
        super().__init__(*args, calendar=calendar, **kwargs)
        years = range(calendar.first.year, calendar.last.year + 1)
        open_years = [(str(year), str(year)) for year in years if not calendar.confirmed(year)]
        self.offer("year", [("", gettext_lazy("Choose")), *open_years])

    def adds(self) -> Addition:
        return {**super().adds(), "confirmed_years": [self.cleaned_data["year"]]}


class NextYearForm(OfCalendar):
    """The next year is computed from the laws, around a day of Kurban Ait that is estimated; it stays unconfirmed."""

    kurban_ait = DayField(
        label=gettext_lazy("First day of Kurban Ait"),
        help_text=gettext_lazy("Estimated by the lunar year until it is announced."),
    )
    basis = _basis()

    def __init__(self, *args: Any, calendar: WorkingCalendar, **kwargs: Any) -> None:
        self.year = calendar.last.year + 1
        super().__init__(*args, calendar=calendar, **kwargs)
        self.fields["kurban_ait"].initial = year_by_rules.kurban_ait_of(calendar, self.year)

    def clean_kurban_ait(self) -> date:
        """
        A day of that year.

        :raises ValidationError: when it is of another.
        """
        day: date = self.cleaned_data["kurban_ait"]
        if day.year != self.year:
            raise ValidationError(_("The year to be added is %(year)s") % {"year": self.year})
        return day

    def adds(self) -> Addition:
        rows = year_by_rules.rows_of(self.year, kurban_ait=self.cleaned_data["kurban_ait"])
        return {**super().adds(), "day": rows, "last_year": self.year}


FORMS: Mapping[str, type[OfCalendar]] = {
    "exchange": ExchangeForm,
    "kurban-ait": KurbanAitForm,
    "observed": ObservedForm,
    "day": DayForm,
    "confirm": ConfirmForm,
    "next-year": NextYearForm,
}
WAYS = {
    "exchange": gettext_lazy("Days are exchanged"),
    "kurban-ait": gettext_lazy("Kurban Ait is announced"),
    "observed": gettext_lazy("A holiday falls on a weekend"),
    "day": gettext_lazy("A single day"),
    "confirm": gettext_lazy("A year is confirmed"),
    "next-year": gettext_lazy("The next year"),
}
