"""
Doctors who move in when somebody asks for one: a trial that applies for many licenses needs many people.

The n-th newcomer is always the same person, wherever and whenever it is. Every register knows them, as it knows the
first of ``people.toml``; their numbers were never issued, for the same reason as there.
"""

from datetime import date, timedelta

from ruqsat_sandbox.people import Facility, Person, Population

MOST = 8000
EARLIEST_BIRTH = date(1980, 1, 1)
BIRTHDAYS = 6000
SERIALS = (range(9980, 9990), range(9990, 10000))  # nobody in people.toml has them
FIRST_PHONE = 2000
REGION, CITY, DISTRICT, STREET = "75", "Алматы", "Бостандық ауданы", "Жаңа көшесі"
_LASTS = ("Жаңаева", "Үлгілова", "Сынақова", "Макетбаева", "Мысалова")
_FIRSTS = ("Әсем", "Жанар", "Бибігүл", "Гүлім", "Динара", "Салтанат", "Маржан")
_PATRONYMICS = ("Үлгіқызы", "Сынаққызы", "Макетқызы")


class NobodyLeft(ValueError):
    """More people than can be told apart were asked for; the message says how many there are."""


def newcomer(number: int) -> tuple[Person, Facility]:
    """
    The newcomer of that *number*, from 1 on, and the premises she rents.

    :raises NobodyLeft: beyond `MOST`.
    """
    if number > MOST:
        raise NobodyLeft(f"{MOST} people have moved in, and that is all there are: begin a new world.")
    born, iin = _numbers_of(number)
    last, first, patronymic = (names[number % len(names)] for names in (_LASTS, _FIRSTS, _PATRONYMICS))
    name = {"last": last, "first": first, "patronymic": patronymic}
    person = Person(
        iin=iin,
        last=last,
        first=first,
        patronymic=patronymic,
        phone=f"+7700000{FIRST_PHONE + number - 1}",
        email=f"newcomer{number}@example.kz",
        language="kk",
        story="A therapist who moved in because somebody asked for one.",
        registers=_known(number, name, born=born),
    )
    return person, _premises(number, person)


def settle(population: Population, *, number: int) -> tuple[Person, Facility]:
    """
    Let the newcomer of that *number* live among the *population*.

    :raises NobodyLeft: beyond `MOST`.
    """
    person, premises = newcomer(number)
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


def _numbers_of(number: int) -> tuple[date, str]:
    """A day of birth and an IIN that nobody else has."""
    generation, day = divmod(number, BIRTHDAYS)
    born = EARLIEST_BIRTH + timedelta(days=day)
    beginning = f"{born:%y%m%d}4"  # a woman born in the twentieth century
    for serial in SERIALS[generation]:
        digit = check_digit(f"{beginning}{serial}")
        if digit is not None:
            return born, f"{beginning}{serial}{digit}"
    raise NobodyLeft(f"No number is left for somebody born on {born}.")


def _known(number: int, name: dict[str, str], *, born: date) -> dict[str, dict[str, str]]:
    return {
        "identity": {
            **name,
            "birth_date": born.isoformat(),
            "sex": "female",
            "postal_code": "050099",
            "region": REGION,
            "city": CITY,
            "district": DISTRICT,
            "locality": "",
            "street": STREET,
            "building": f"{number}, пәтер 1",
            "document_number": f"{999_900_000 + number}",
            "document_valid_until": "2031-04-02",
        },
        "higher_education": {
            "institution": "Үлгі медицина университеті",
            "speciality": "Жалпы медицина",
            "diploma_number": f"ЖБ-Б {9_910_000 + number}",
            "graduated_on": "2018-06-30",
        },
        "specialist_certificate": {
            "number": f"KZ99VKC{990_000_00 + number:08}",
            "speciality": "Терапия",
            "issued_on": "2025-03-11",
            "valid_until": "2030-03-11",
        },
        "labor_activity": {
            "employer": "«Жаңа» жеке практикасы",
            "position": "Терапевт дәрігер, өзін-өзі жұмыспен қамтыған",
            "since": "2026-02-02",
        },
        "entrepreneur_registration": {"registered_on": "2026-01-26", "name": f"«Жаңа {number}» ДК"},
    }


def _premises(number: int, holder: Person) -> Facility:
    building = f"{number}Ж"  # one word, that is in nobody else's address
    address = f"{CITY}, {DISTRICT}, {STREET}, {building}"
    return Facility(
        owner=holder.iin,
        region=REGION,
        city=CITY,
        street=STREET,
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
                "cadastral_number": f"20-313-999-{10_000 + number}",
                "area": "64.5",
                "purpose": "Медициналық кабинет",
            },
            "sanitary_conclusion": {
                "number": f"A.99.X.KZ75VBZ{990_000_00 + number:08}",
                "issued_on": "2026-02-16",
                "address": address,
                "result": "compliant",
            },
        },
    )
