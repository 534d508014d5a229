"""The forms of applications."""

import csv
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from importlib.resources import files
from itertools import product
from typing import get_args, get_type_hints

import pytest

from ruqsat.law.application import ApplicantKind, Application, Service
from ruqsat.law.forms import FORMS, INFORMATION, Form, NoSuchForm, form_for
from ruqsat.law.names import LANGUAGES

DAY = date(2026, 11, 9)


def kept_at(path: str) -> object:
    """The type of what an application keeps at *path*, lists and absences looked through."""
    found: object = Application
    for name in path.split("."):
        assert isinstance(found, type)
        found = get_type_hints(found)[name]
        found = next((part for part in get_args(found) if is_dataclass(part)), found)
    return found


@pytest.mark.parametrize(("service", "kind"), list(product(Service, ApplicantKind)))
def test_every_service_has_one_form_for_every_applicant(service: Service, kind: ApplicantKind) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    form = form_for(service, kind, on=DAY)
    assert service in form.services
    assert kind in form.of
    assert len([one for one in FORMS if service in one.services and kind in one.of]) == 1


@pytest.mark.parametrize("form", [*FORMS, INFORMATION], ids=lambda form: form.key)
def test_an_application_keeps_every_field_of_its_form(form: Form) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    assert len({one.key for one in form.fields}) == len(form.fields)
    for field in form.fields:
        assert kept_at(field.path) is not None
        assert all(field.names.in_(language) for language in LANGUAGES)


@pytest.mark.parametrize(("ref", "row"), [("Annex 2", "F2."), ("Annex 3", "F3.")])
def test_the_forms_of_the_annexes_have_the_fields_of_the_annexes(ref: str, row: str) -> None:
    """Annex 2, Annex 3: as many as there are obligations, in their order."""
    table = files("ruqsat.law.data").joinpath("obligations.csv").read_text(encoding="utf-8").splitlines()
    wanted = [one["refs"] for one in csv.DictReader(table) if one["id"].startswith(row)]
    (form,) = [one for one in FORMS if one.ref == ref]
    assert [f"{ref}({place})" for place, _ in enumerate(form.fields, start=1)] == wanted
    assert not form.designed


def test_what_the_text_does_not_contain_is_marked_as_designed() -> None:
    """List 8(1), List 8(2), List 8(3)."""
    designed = {one.ref for one in (*FORMS, INFORMATION) if one.designed}
    assert designed == {"List 8(1)", "List 8(2)", "List 8(3)"}
    assert all(one.version.startswith("ruqsat-") is one.designed for one in (*FORMS, INFORMATION))


@pytest.mark.parametrize(
    ("service", "asked"),
    [
        (Service.ISSUE, set()),
        (Service.ANNEX, set()),
        (Service.REISSUE, {"license_held", "papers", "ground", "changed_on", "before", "now"}),
        (Service.DUPLICATE, {"license_held", "papers", "loss"}),
    ],
)
def test_a_form_asks_what_its_service_rests_on(service: Service, asked: set[str]) -> None:
    """List 8(2): what changed; List 8(3): what was lost or damaged."""
    form = form_for(service, ApplicantKind.LEGAL_ENTITY, on=DAY)
    own = {one.key for one in form.fields if one.path.split(".")[0] in {"held", "change", "loss"}}
    assert own == asked
    assert {"held", "change", "loss"} <= {field.name for field in fields(Application)}


def test_no_form_stands_before_its_day() -> None:
    """List 8."""
    with pytest.raises(NoSuchForm):
        form_for(Service.ISSUE, ApplicantKind.INDIVIDUAL, on=date(2020, 1, 1))


@pytest.mark.parametrize(("service", "kind"), list(product(Service, ApplicantKind)))
def test_a_form_stands_from_its_very_day_on(service: Service, kind: ApplicantKind) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    form = form_for(service, kind, on=DAY)
    assert form_for(service, kind, on=form.since) is form
    with pytest.raises(NoSuchForm):
        form_for(service, kind, on=form.since - timedelta(days=1))
