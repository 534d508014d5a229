"""Who looks after the system itself: named by the set-up, not by the law, and without a say in any case."""

from django.conf import settings

from ruqsat.journal.keys import blind_index
from ruqsat.people.models import Person


def is_operator(person: Person) -> bool:
    """Whether the set-up names this person (``RUQSAT_OPERATORS``)."""
    index = bytes(person.iin_index)
    return any(blind_index(iin) == index for iin in settings.OPERATORS)
