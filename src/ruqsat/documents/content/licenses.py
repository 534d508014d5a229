"""The license and its annexes, in Kazakh and Russian side by side."""

from collections.abc import Sequence
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


def license_data(
    *,
    number: str,
    issued_on: date,
    first_issued_on: date,
    holder: Applicant,
    address: Address,
    office: str,
    signatory: Signatory,
    special_conditions: Names | None = None,
) -> dict[str, Any]:
    """Rules 20: a license, bilingual; *office* is the code of the department that issues it."""
    return _official("license", number=number, day_label="issued_on", issued_on=issued_on, office=office) | {
        "rows": [
            _row("holder", _holder(holder), strong=True),
            _row("holder_address", naming.both_addresses(address)),
            _row("licensed_activity", ACTIVITY, strong=True),
            _row("special_conditions", special_conditions or label("no_special_conditions")),
            _row("license_note", label("non_transferable")),
            _row("licensor", naming.office(office)),
            _row("authorised", _authorised(signatory)),
            _row("first_issued_on", _day(first_issued_on)),
            _row("valid_for", label("unlimited")),
            _row("place", naming.place_of(office)),
        ]
    }


def annex_data(
    *,
    number: str,
    annex: str,
    license_issued_on: date,
    issued_on: date,
    holder: Applicant,
    address: Address,
    subtypes: Sequence[str],
    office: str,
    signatory: Signatory,
    special_conditions: Names | None = None,
) -> dict[str, Any]:
    """Rules 20: an annex ("001") to the license *number*: the facility at *address* and its subtypes, bilingual."""
    return _official("annex", number=number, day_label="annex_issued_on", issued_on=issued_on, office=office) | {
        "rows": [
            _row("annex_number", _same(annex), strong=True),
            _row("license_number", _same(number)),
            _row("license_date", _day(license_issued_on)),
            _row("holder", _holder(holder), strong=True),
            _row("production_base", naming.both_addresses(address), strong=True),
        ],
        "subtypes_label": _both(label("licensed_subtypes")),
        "subtypes": [_both(naming.subtype(code)) for code in subtypes],
        "rows_after": [
            _row("special_conditions", special_conditions or label("no_special_conditions")),
            _row("licensor", naming.office(office)),
            _row("authorised", _authorised(signatory)),
            _row("valid_for", label("unlimited")),
            _row("place", naming.place_of(office)),
        ],
    }


def check_url(number: str) -> str:
    """The public page that a license's QR code opens."""
    return f"{settings.PUBLIC_URL}/check/{number}/"


def _official(kind: str, *, number: str, day_label: str, issued_on: date, office: str) -> dict[str, Any]:
    return {
        "number": number,
        "title": _both(label(kind)),
        "ministry": _both(label("ministry")),
        "licensor": _both(naming.office(office)),
        "issued": {language: label_in(day_label, language, day=day(issued_on, language)) for language in ("kk", "ru")},
        "check": {
            "url": check_url(number),
            "words": _both(label("check_words")),
            "alt": label_in("check_alt", "kk"),
        },
    }


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
