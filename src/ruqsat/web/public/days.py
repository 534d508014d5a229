"""A day named in an address: ``?on=2026-12-01``, or as three numbers of a form."""

from typing import Any

from ruqsat.web.forms import DayField, DayInput


class LinkedDayInput(DayInput):
    """Three inputs for a day, which also take it whole from an address."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The three texts as typed; of what stands in the address, as far as it has three parts."""
        whole = str(data.get(name) or "").strip()
        if not whole:
            return super().value_from_datadict(data, files, name)
        parts = whole.split("-")
        return [_plain(part) for part in reversed(parts)] if len(parts) == 3 else [whole, "", ""]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Only when it was sent in neither way."""
        return name not in data and super().value_omitted_from_data(data, files, name)


def _plain(part: str) -> str:
    """Without the zero that an address writes before a single digit."""
    return part.lstrip("0") or part


class LinkedDayField(DayField):
    """A day that a link can carry."""

    widget = LinkedDayInput


def was_asked(data: Any, name: str) -> bool:
    """Whether a day of that name stands in an address, in either way, be it empty."""
    return name in data or any(f"{name}_{part}" in data for part in ("day", "month", "year"))
