"""Calculators that are open to everybody: the fee, the terms of a filing, working days. Nothing is kept."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.law.application import Service
from ruqsat.law.calendar import CalendarUnknown, Counted, WorkingCalendar
from ruqsat.law.fee_in_words import FeeTold, fee_told
from ruqsat.law.local_time import local, moment_of
from ruqsat.law.saying import Saying
from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.public import in_force
from ruqsat.web.public.days import LinkedDayField, was_asked
from ruqsat.web.public.numbers import NumberField
from ruqsat.web.public.terms_told import all_terms, is_confirmed
from ruqsat.web.public.words import SERVICES

MOST_DAYS = 500


def _service_field() -> ChoiceField:
    return ChoiceField(
        label=gettext_lazy("What do you want to ask for?"),
        choices=[(service.value, name) for service, name in SERVICES.items()],
    )


class FeeForm(GovukForm):
    """The service and the day of payment (Tax 554)."""

    service = _service_field()
    on = LinkedDayField(label=gettext_lazy("Day of payment"))


class ClockField(forms.Field):
    """An hour of the day as clocks in Kazakhstan show it: 18:30."""

    widget = forms.TextInput
    default_error_messages = {
        "required": gettext_lazy("Enter the time, like 18:30"),
        "invalid": gettext_lazy("Enter the time, like 18:30"),
    }

    def to_python(self, value: Any) -> time | None:
        """
        The hour and the minute, with seconds where they are given.

        :raises ValidationError: when no clock shows it.
        """
        text = str(value or "").strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,2}[:.]\d{2}([:.]\d{2})?", text, re.ASCII):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            hour, minute, second, *_ = (*(int(part) for part in re.split("[:.]", text)), 0)
            return time(hour, minute, second)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class FilingForm(GovukForm):
    """The service, and the moment of filing (Rules 7)."""

    service = _service_field()
    on = LinkedDayField(label=gettext_lazy("Day of filing"))
    at = ClockField(
        label=gettext_lazy("Time of filing"),
        help_text=gettext_lazy("In the time of Kazakhstan, for example 18:30"),
    )


class CountForm(GovukForm):
    """A day, and how many working days are counted from it."""

    start = LinkedDayField(
        label=gettext_lazy("From which day?"), help_text=gettext_lazy("This day itself is day zero and is not counted.")
    )
    days = NumberField(least=1, most=MOST_DAYS, label=gettext_lazy("How many working days?"))


class DayForm(GovukForm):
    """The day of which it is asked whether it is a working day (List 7(1))."""

    on = LinkedDayField(label=gettext_lazy("Which day?"))


def _sent(data: QueryDict, *, day: str, others: tuple[str, ...] = ()) -> bool:
    """Whether the form was sent: one of its fields stands in the address."""
    return was_asked(data, day) or any(name in data for name in others)


@require_safe
def fee(request: HttpRequest) -> HttpResponse:
    """Rules 13: the fee for a service on a day, with the reckoning."""
    sent = _sent(request.GET, day="on", others=("service",))
    form = FeeForm(request.GET if sent else None, initial={"on": in_force.today()})
    told = _fee_of(form) if sent and form.is_valid() else None
    values = {"form": form, "fee": told, "service": SERVICES[Service(form.cleaned_data["service"])] if told else ""}
    return render(request, "public/fee.html", values, status=422 if form.errors else 200)


def _fee_of(form: FeeForm) -> FeeTold | None:
    service, on = Service(form.cleaned_data["service"]), form.cleaned_data["on"]
    try:
        edition = in_force.edition_on(on)
    except in_force.NotKnownHere as unknown:
        form.add_error("on", str(unknown))
        return None
    index = in_force.index_on(on)
    if index is None:
        form.add_error("on", in_force.no_index(on))
        return None
    return fee_told(service, on=on, index=index, edition=edition)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Rules 13: every term that follows from a filing."""
    sent = _sent(request.GET, day="on", others=("service", "at"))
    now = local(instance_clock.now())
    form = FilingForm(request.GET if sent else None, initial={"on": now.date(), "at": f"{now:%H:%M}"})
    found = None
    if sent and form.is_valid():
        asked = form.cleaned_data
        try:
            found = all_terms(
                Service(asked["service"]),
                filed_at=moment_of(asked["on"], asked["at"]),
                calendar=in_force.calendar(),
                edition=in_force.edition_on(asked["on"]),
            )
        except in_force.NotKnownHere as unknown:
            form.add_error("on", str(unknown))
    values = {"form": form, "terms": found, "service": SERVICES[Service(form.cleaned_data["service"])] if found else ""}
    return render(request, "public/terms.html", values, status=422 if form.errors else 200)


@dataclass(frozen=True, kw_only=True)
class CountedShown:
    """The day that was counted to, and whether every year on the way is confirmed."""

    counted: Counted
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class DayShown:
    """Whether a day is worked and why, and whether its year is confirmed."""

    on: date
    working: bool
    why: Saying
    confirmed: bool


@require_safe
def working_days(request: HttpRequest) -> HttpResponse:
    """Rules 13: counting working days, and whether a day is one (List 7(1))."""
    calendar, today = in_force.calendar(), in_force.today()
    counts = _sent(request.GET, day="start", others=("days",))
    asks = _sent(request.GET, day="on")
    count = CountForm(request.GET if counts else None, initial={"start": today})
    day = DayForm(request.GET if asks else None, initial={"on": today})
    values = {
        "count": count,
        "day": day,
        "counted": _counted(count, calendar) if counts and count.is_valid() else None,
        "shown": _day(day, calendar) if asks and day.is_valid() else None,
    }
    return render(request, "public/working_days.html", values, status=422 if count.errors or day.errors else 200)


def _counted(form: CountForm, calendar: WorkingCalendar) -> CountedShown | None:
    start: date = form.cleaned_data["start"]
    try:
        counted = calendar.add(start, form.cleaned_data["days"])
    except CalendarUnknown:
        form.add_error("start", str(in_force.out_of_calendar()))
        return None
    return CountedShown(counted=counted, confirmed=is_confirmed(start, counted.on, calendar))


def _day(form: DayForm, calendar: WorkingCalendar) -> DayShown | None:
    on: date = form.cleaned_data["on"]
    try:
        working, why = calendar.is_working(on), calendar.why(on)
    except CalendarUnknown:
        form.add_error("on", str(in_force.out_of_calendar()))
        return None
    return DayShown(on=on, working=working, why=why, confirmed=calendar.confirmed(on.year))
