"""The people are plainly invented, and their numbers right."""

import re

import httpx
import pytest

from ruqsat_sandbox.people import Organization, Person, population
from ruqsat_sandbox.registers import OF_PREMISES, SOURCES

PEOPLE = population().people


def _check_digit(digits: str) -> int:
    """The check digit of an IIN or BIN: weights 1 to 11; where that gives 10, weights 3 to 11, 1, 2."""
    for weights in ([*range(1, 12)], [*range(3, 12), 1, 2]):
        rest: int = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    raise ValueError("such a number is never given out")


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.iin)
def test_every_iin_was_never_issued_and_has_the_right_check_digit(person: Person) -> None:
    assert re.fullmatch(r"\d{12}", person.iin)
    assert 9900 <= int(person.iin[7:11]) <= 9999
    assert int(person.iin[11]) == _check_digit(person.iin[:11])


@pytest.mark.parametrize("person", [each for each in PEOPLE if "identity" in each.registers], ids=lambda each: each.iin)
def test_birth_date_and_sex_agree_with_the_iin(person: Person) -> None:
    identity = person.registers["identity"]
    assert identity["birth_date"] == f"19{person.iin[:2]}-{person.iin[2:4]}-{person.iin[4:6]}"
    assert identity["sex"] == {"3": "male", "4": "female"}[person.iin[6]]
    assert (identity["last"], identity["first"], identity["patronymic"]) == (
        person.last,
        person.first,
        person.patronymic,
    )


@pytest.mark.parametrize("organization", population().organizations, ids=lambda each: each.bin)
def test_every_bin_was_never_issued_and_has_the_right_check_digit(
    organization: Organization,
) -> None:
    assert int(organization.bin[6:11]) >= 99900
    assert int(organization.bin[11]) == _check_digit(organization.bin[:11])


def test_phones_and_mailboxes_are_nobodys_and_each_persons_own() -> None:
    assert all(re.fullmatch(r"\+7700000\d{4}", each.phone) for each in PEOPLE)
    assert all(each.email.endswith("@example.kz") for each in PEOPLE)
    for name in ("iin", "phone", "email", "name"):
        assert len({getattr(each, name) for each in PEOPLE}) == len(PEOPLE)


def test_everybody_has_a_story_of_a_sentence() -> None:
    assert all(each.story.endswith(".") for each in PEOPLE)


def test_the_registers_hold_only_what_can_be_asked() -> None:
    assert all(set(each.registers) <= set(SOURCES) - OF_PREMISES for each in PEOPLE)
    assert all(set(each.registers) <= OF_PREMISES for each in population().facilities)


def test_the_offices_of_two_regions_are_staffed(world: httpx.Client) -> None:
    people = world.get("/api/people").json()
    staff = {(role["office"], role["role"]) for person in people for role in person["roles"]}
    assert {("KZ-75", role) for role in ("officer", "inspector", "head")} <= staff
    assert {("KZ-71", role) for role in ("officer", "inspector", "head")} <= staff
    assert {("SES-75", "approver"), ("SES-75", "approving_head"), ("SES-71", "approver")} <= staff
    assert people[0]["roles"] == []
