"""
Doctors who move in when somebody asks for one: a trial that applies for many licenses needs many people.

The n-th newcomer of one character is always the same person, wherever and whenever it is. Every register knows them,
as it knows the first of ``people.toml``; their numbers were never issued, for the same reason as there.
"""

from datetime import date, timedelta

from ruqsat_sandbox.characters import Character
from ruqsat_sandbox.people import Facility, Person, Population

MOST = 8000
EARLIEST_BIRTH = date(1980, 1, 1)
BIRTHDAYS = 6000
SERIALS = (range(9980, 9990), range(9990, 10000))  # nobody in people.toml has them
FIRST_PHONE = 2000


class NobodyLeft(ValueError):
    """More people than can be told apart were asked for; the message says how many there are."""


def newcomer(number: int, character: Character | None = None) -> tuple[Person, Facility]:
    """
    The newcomer of that *number*, from 1 on, and the premises she rents.

    :raises NobodyLeft: beyond `MOST`.
    """
    if number > MOST:
        raise NobodyLeft(f"{MOST} people have moved in, and that is all there are: begin a new world.")
    wished = character or Character()
    born, iin = _numbers_of(number, sex=wished.sex)
    last, first, patronymic = (names[number % len(names)] for names in wished.called)
    name = {"last": last, "first": first, "patronymic": patronymic}
    person = Person(
        iin=iin,
        last=last,
        first=first,
        patronymic=patronymic,
        phone=f"+7700000{FIRST_PHONE + number - 1}",
        email=f"newcomer{number}@example.kz",
        language=wished.language,
        story="A doctor who moved in because somebody asked for one.",
        registers=_known(number, name, wished, born=born),
    )
    return person, _premises(number, person, wished)


def settle(population: Population, *, number: int, character: Character) -> tuple[Person, Facility]:
    """
    Let the newcomer of that *number* live among the *population*.

    :raises NobodyLeft: beyond `MOST`.
    """
    person, premises = newcomer(number, character)
    population.newcomers[person.iin] = person
    population.rented.append(premises)
    return person, premises


def check_digit(digits: str) -> int | None:
    """The twelfth digit of an IIN that begins with these eleven; None: such a number is never given out."""
    for weights in (range(1, 12), (*range(3, 12), 1, 2)):
        rest: int = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def _numbers_of(number: int, *, sex: str) -> tuple[date, str]:
    """A day of birth and an IIN that nobody else has."""
    generation, day = divmod(number, BIRTHDAYS)
    born = EARLIEST_BIRTH + timedelta(days=day)
    beginning = f"{born:%y%m%d}{4 if sex == 'female' else 3}"  # born in the twentieth century
    for serial in SERIALS[generation]:
        digit = check_digit(f"{beginning}{serial}")
        if digit is not None:
            return born, f"{beginning}{serial}{digit}"
    raise NobodyLeft(f"No number is left for somebody born on {born}.")


def _known(number: int, name: dict[str, str], wished: Character, *, born: date) -> dict[str, dict[str, str]]:
    words = wished.words
    return {
        "identity": {
            **name,
            "birth_date": born.isoformat(),
            "sex": wished.sex,
            "region": wished.region,
            **wished.place,
            "locality": "",
            "building": f"{number}, {words['flat']}",
            "document_number": f"{999_900_000 + number}",
            "document_valid_until": "2031-04-02",
        },
        "higher_education": {
            "institution": words["institution"],
            "speciality": words["education"],
            "diploma_number": f"{words['diploma']} {9_910_000 + number}",
            "graduated_on": "2018-06-30",
        },
        "specialist_certificate": {
            "number": f"KZ99VKC{990_000_00 + number:08}",
            "speciality": words["speciality"],
            "issued_on": "2025-03-11",
            "valid_until": "2030-03-11",
        },
        "labor_activity": {
            "employer": words["practice"],
            "position": words["position"],
            "since": "2026-02-02",
        },
        "entrepreneur_registration": {"registered_on": "2026-01-26", "name": words["entrepreneur"] % number},
    }


def _premises(number: int, holder: Person, wished: Character) -> Facility:
    place = wished.place
    building = f"{number}Ж"  # one word, that is in nobody else's address
    address = f"{place['city']}, {place['district']}, {place['street']}, {building}"
    return Facility(
        owner=holder.iin,
        region=wished.region,
        city=place["city"],
        street=place["street"],
        building=building,
        registers={
            "premises_title": {
                "kind": "lease",
                "document_number": f"99-{10_000 + number}",
                "holder": holder.name,
                "address": address,
                "valid_until": "2036-01-31",
            },
            "real_estate": {
                "cadastral_number": f"{'20-313' if wished.region == '75' else '21-320'}-999-{10_000 + number}",
                "area": "64.5",
                "purpose": wished.words["purpose"],
            },
            "sanitary_conclusion": {
                "number": f"A.99.X.KZ{wished.region}VBZ{990_000_00 + number:08}",
                "issued_on": "2026-02-16",
                "address": address,
                "result": "compliant",
            },
        },
    )
