"""The license and its annexes, in Kazakh and Russian side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from ruqsat.documents import naming
from ruqsat.documents.content.sheet import Signatory
from ruqsat.documents.labels import day, label, label_in
from ruqsat.law.activities import ACTIVITY
from ruqsat.law.application import Address, Applicant
from ruqsat.law.names import Names

Both = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Anew:
    """
    Rules 19: what a document says that was not the first of its kind.

    ``reissued_on`` is the day of a reissue; ``instead_of`` the license in whose place this one is, where its number is
    another; ``duplicate_on`` the day of a duplicate.
    """

    reissued_on: date | None = None
    instead_of: str = ""
    duplicate_on: date | None = None


FIRST = Anew()
"""Of a first license or annex."""


def license_data(
    *,
    number: str,
    issued_on: date | None,
    first_issued_on: date | None,
    holder: Applicant,
    address: Address,
    office: str,
    signatory: Signatory,
    special_conditions: Names | None = None,
    anew: Anew = FIRST,
) -> dict[str, Any]:
    """
    Rules 19, Rules 20: a license, bilingual; *office* is the code of the department that issues it.

    :param first_issued_on: the day of the first one that it goes back to. A day is ``None`` where nobody knows it.
    """
    return _official("license", number=number, issued_on=issued_on, office=office, anew=anew) | {
        "rows": [
            _row("holder", _holder(holder), strong=True),
            _row("holder_address", naming.both_addresses(address)),
            _row("licensed_activity", ACTIVITY, strong=True),
            _row("special_conditions", special_conditions or label("no_special_conditions")),
            _row("license_note", label("non_transferable")),
            _row("licensor", naming.office(office)),
            _row(_signed_as(anew), _authorised(signatory)),
            _row("first_issued_on", _day(first_issued_on) if first_issued_on else label("not_given")),
            *_of_reissue(anew),
            _row("valid_for", label("unlimited")),
            _row("place", naming.place_of(office)),
        ]
    }


def annex_data(
    *,
    number: str,
    annex: str,
    license_issued_on: date | None,
    issued_on: date | None,
    holder: Applicant,
    address: Address,
    subtypes: Sequence[str],
    office: str,
    signatory: Signatory,
    special_conditions: Names | None = None,
    anew: Anew = FIRST,
) -> dict[str, Any]:
    """Rules 20: an annex ("001") to the license *number*: the facility at *address* and its subtypes, bilingual."""
    return _official("annex", number=number, issued_on=issued_on, office=office, anew=anew) | {
        "rows": [
            _row("annex_number", _same(annex), strong=True),
            _row("license_number", _same(number)),
            _row("license_date", _day(license_issued_on) if license_issued_on else label("not_given")),
            _row("holder", _holder(holder), strong=True),
            _row("production_base", _base(address), strong=True),
        ],
        "subtypes_label": _both(label("licensed_subtypes")),
        "subtypes": [_both(naming.subtype(code)) for code in subtypes] or [_both(label("as_in_the_earlier_annex"))],
        "rows_after": [
            *_of_reissue(anew),
            _row("special_conditions", special_conditions or label("no_special_conditions")),
            _row("licensor", naming.office(office)),
            _row(_signed_as(anew), _authorised(signatory)),
            _row("valid_for", label("unlimited")),
            _row("place", naming.place_of(office)),
        ],
    }


def _base(address: Address) -> Names:
    """Where the facility is; an annex of before this register keeps what it says, which is not known here."""
    return naming.both_addresses(address) if address.region or address.street else label("as_in_the_earlier_annex")


def _signed_as(anew: Anew) -> str:
    return "authorised_duplicate" if anew.duplicate_on else "authorised"


def _of_reissue(anew: Anew) -> list[dict[str, Any]]:
    rows = [_row("reissued_on", _day(anew.reissued_on))] if anew.reissued_on else []
    return [*rows, _row("instead_of", _same(f"№ {anew.instead_of}"))] if anew.instead_of else rows


def check_url(number: str) -> str:
    """The public page that a license's QR code opens."""
    return f"{settings.PUBLIC_URL}/check/{number}/"


def _official(kind: str, *, number: str, issued_on: date | None, office: str, anew: Anew) -> dict[str, Any]:
    key = "annex_issued_on" if kind == "annex" else "issued_on"
    if issued_on is not None and anew.reissued_on == issued_on:
        key = "annex_reissued_on" if kind == "annex" else "license_reissued_on"
    mark = {"kk": "", "ru": ""}
    if anew.duplicate_on:
        mark = {language: _dated("duplicate_mark", anew.duplicate_on, language) for language in mark}
    return {
        "number": number,
        "title": _both(label(kind)),
        "mark": mark,
        "ministry": _both(label("ministry")),
        "licensor": _both(naming.office(office)),
        "issued": {language: _dated(key, issued_on, language) if issued_on else "" for language in ("kk", "ru")},
        "check": {
            "url": check_url(number),
            "words": _both(label("check_words")),
            "alt": label_in("check_alt", "kk"),
        },
    }


def _dated(key: str, on: date, language: str) -> str:
    return label_in(key, language, day=day(on, language))


def _row(key: str, value: Names, *, strong: bool = False) -> dict[str, Any]:
    return {"label": _both(label(key)), "value": _both(value), "strong": strong}


def _both(names: Names) -> Both:
    return {"kk": names.kk, "ru": names.ru}


def _same(text: str) -> Names:
    return Names(kk=text, ru=text, en=text)


def _day(on: date) -> Names:
    return Names(kk=day(on, "kk"), ru=day(on, "ru"), en=day(on, "en"))


def _holder(holder: Applicant) -> Names:
    number = holder.bin or holder.branch_bin
    key, code = ("bin_short", number) if number else ("iin_short", holder.iin)
    name = holder.organization or holder.name.full()
    said = {language: f"{name}, {label_in(key, language)} {code}" for language in ("kk", "ru", "en")}
    return Names(kk=said["kk"], ru=said["ru"], en=said["en"])


def _authorised(signatory: Signatory) -> Names:
    position = signatory.position
    said = {language: f"{signatory.name}, {position.in_(language)}" for language in ("kk", "ru", "en")}
    return Names(kk=said["kk"], ru=said["ru"], en=said["en"])
