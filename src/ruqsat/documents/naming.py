"""What things of the law are called in a document's language: offices, subtypes, documents, requirements, grounds."""

from collections.abc import Iterable

from ruqsat.documents.labels import label_in
from ruqsat.keeping import at_hand
from ruqsat.law.activities import full_names
from ruqsat.law.application import Address
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.names import Names


def office(code: str) -> Names:
    """The full name of an office."""
    return at_hand.lists().offices.offices[code].names


def place_of(office_code: str) -> Names:
    """The town where an office sits: the centre of its region."""
    known = at_hand.lists().offices
    return known.regions[known.offices[office_code].region].centre


def subtype(code: str) -> Names:
    """Annex 2, Annex 3: the full name of a subtype of activity."""
    return full_names(code, among=at_hand.lists().activities)


def subtypes(codes: Iterable[str], language: str) -> list[str]:
    """The full names of subtypes, in the order given."""
    return [subtype(code).in_(language) for code in codes]


def speciality(code: str, language: str) -> str:
    """The name of a medical speciality; another text stays as it was written."""
    known = at_hand.lists().activities.specialities
    return known[code].names.in_(language) if code in known else code


def document(key: str, language: str) -> str:
    """The name of a document of List 8."""
    return DOCUMENTS[key].names.in_(language)


def requirement(code: str, language: str) -> str:
    """The name of a point of the qualification requirements."""
    return at_hand.lists().requirements.points[code].names.in_(language)


def ground(key: str, language: str) -> str:
    """The wording of a ground of List 9."""
    return GROUNDS[key].names.in_(language)


def address(given: Address, language: str) -> str:
    """An address in one line, as Annexes 2 and 3 order it; the country only where it is not Kazakhstan."""
    country = "" if given.country == "KZ" else given.country
    known = at_hand.lists().offices.regions
    region = known[given.region].names.in_(language) if given.region in known else given.region
    # The cities of republican significance are regions themselves: “город Алматы” says “Алматы” already.
    city = "" if given.city in region else given.city
    parts = (given.postal_code, country, region, city, given.district, given.locality, given.street, given.building)
    return ", ".join(part.strip() for part in parts if part.strip()) or label_in("not_given", language)


def both_addresses(given: Address) -> Names:
    """An address for documents in two languages: what was written stays as it was, the region is named in each."""
    return Names(kk=address(given, "kk"), ru=address(given, "ru"), en=address(given, "en"))
