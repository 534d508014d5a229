"""Whoever moves in is plainly invented too, known everywhere, and the same person after a restart."""

from pathlib import Path

import httpx
import pytest

from ruqsat_sandbox import newcomers
from ruqsat_sandbox.characters import Character
from ruqsat_sandbox.newcomers import MOST, NobodyLeft, newcomer
from ruqsat_sandbox.people import population
from tests.ruqsat_sandbox import asking
from tests.ruqsat_sandbox.conftest import sandbox
from tests.ruqsat_sandbox.inquiring import ask
from tests.ruqsat_sandbox.test_people import _check_digit

EVERYBODY = [newcomer(number) for number in range(1, MOST + 1)]


def test_no_number_of_theirs_was_ever_issued_or_is_anybody_elses() -> None:
    iins = [person.iin for person, _ in EVERYBODY]
    assert all(9900 <= int(iin[7:11]) <= 9999 and int(iin[11]) == _check_digit(iin[:11]) for iin in iins)
    assert len({*iins, *(each.iin for each in population().people)}) == MOST + len(population().people)


def test_phones_and_mailboxes_are_nobodys_and_each_persons_own() -> None:
    phones = {person.phone for person, _ in EVERYBODY} | {each.phone for each in population().people}
    assert len(phones) == MOST + len(population().people)
    assert not any(phone.endswith(("0000", "1111")) for phone in phones)
    assert len({person.email for person, _ in EVERYBODY}) == MOST


def test_the_birth_date_agrees_with_the_iin() -> None:
    for person, _ in EVERYBODY:
        born = person.registers["identity"]["birth_date"]
        assert born == f"19{person.iin[:2]}-{person.iin[2:4]}-{person.iin[4:6]}"


def test_there_are_so_many_and_no_more() -> None:
    with pytest.raises(NobodyLeft, match="begin a new world"):
        newcomer(MOST + 1)


def test_a_newcomer_signs_consents_and_is_known_to_the_registers(world: httpx.Client) -> None:
    before = world.get("/api/people").json()
    answer = world.post("/api/people")
    person = answer.json()
    assert answer.status_code == 201
    assert world.get("/api/people").json() == before
    signed = asking.sign_at_once(world, person["iin"])
    asking.verify_signer(signed, b"statement")
    token = asking.consent(world, person, "identity", "premises_title")["token"]
    rented = person["premises"]
    address = f"{rented['city']}, {rented['street']}, {rented['building']}"
    for inquiry, about in (("identity", {"iin": person["iin"]}), ("premises_title", {"address": address})):
        assert ask(world, inquiry, about, token).outcome == "value"


def test_two_computers_do_not_take_each_others_keys(world: httpx.Client) -> None:
    """The program of the page /signer/ keeps its key, and waiting there does not hold up anybody else."""
    aizhan, newcomer = asking.doctor(world), world.post("/api/people").json()
    world.post("/api/signer", json={"iin": aizhan["iin"], "mode": "silent"})
    signed = asking.sign_elsewhere(world, newcomer["iin"])
    subject = asking.verify_signer(signed, b"statement").subject.rfc4514_string()
    assert newcomer["iin"] in subject
    assert world.get("/api/signer").json()["iin"] == aizhan["iin"]
    world.post("/api/signer", json={"mode": "sign"})


def test_who_moved_in_still_lives_there_after_a_restart(tmp_path: Path) -> None:
    with sandbox(tmp_path) as address:
        moved_in = httpx.post(f"{address}/api/people", trust_env=False, timeout=20).json()
    with sandbox(tmp_path) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as world:
        asking.verify_signer(asking.sign_at_once(world, moved_in["iin"]), b"statement")
        assert world.post("/api/people").json()["iin"] == newcomers.newcomer(2)[0].iin


def test_a_wish_decides_where_a_newcomer_lives_and_what_she_is_a_doctor_of(tmp_path: Path) -> None:
    wish = {"region": "71", "sex": "male", "language": "ru", "speciality": "dentistry"}
    with sandbox(tmp_path) as address:
        moved_in = httpx.post(f"{address}/api/people", json=wish, trust_env=False, timeout=20).json()
    assert (moved_in["premises"]["region"], moved_in["language"], moved_in["iin"][6]) == ("71", "ru", "3")
    with sandbox(tmp_path) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as world:
        token = asking.consent(world, moved_in, "specialist_certificate")["token"]
        answer = ask(world, "specialist_certificate", {"iin": moved_in["iin"]}, token)
        assert answer.value["speciality"] == "Стоматология"
        refused = world.post("/api/people", json={"region": "99"})
        assert (refused.status_code, refused.json()["error"]) == (422, "no_such_character")


def test_whatever_is_wished_nobody_has_the_number_of_another() -> None:
    men = [newcomer(number, Character(sex="male"))[0].iin for number in range(1, 200)]
    assert len({*men, *(person.iin for person, _ in EVERYBODY)}) == 199 + MOST
    assert all(int(iin[11]) == _check_digit(iin[:11]) for iin in men)
