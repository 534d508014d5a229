"""Rules 8: the code goes to a person's own phone, and that is not flooded, in however many files it is asked for."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.consents import sparing
from ruqsat.journal.keys import blind_index
from tests.consents.ground import AT, IIN, Service, requested
from tests.together import at_once

pytestmark = pytest.mark.django_db


def test_a_phone_is_not_flooded_with_codes(service: Service) -> None:
    """Rules 8: whether they are asked for in one file or in many."""
    file = uuid4()
    for _ in range(sparing.CODES - 1):
        requested(service, file)
    requested(service, uuid4())
    for another in (file, uuid4()):
        with pytest.raises(sparing.TooManyCodes, match="ten minutes"):
            requested(service, another)
    assert requested(service, file, at=AT + sparing.WITHIN)


def test_nor_is_it_in_the_course_of_a_day(service: Service) -> None:
    for number in range(sparing.CODES_A_DAY):
        requested(service, uuid4(), at=AT + number * timedelta(minutes=3))
    with pytest.raises(sparing.TooManyCodesToday, match="tomorrow"):
        requested(service, uuid4(), at=AT + timedelta(hours=3))
    assert requested(service, uuid4(), at=AT + sparing.A_DAY)


def test_while_a_code_is_on_its_way_no_second_one_is_sent(service: Service) -> None:
    """Rules 8: many presses at the same time are one code."""

    def second() -> str:
        try:
            with sparing.one_at_a_time(blind_index(IIN), at=AT):
                return "sent"
        except sparing.TooManyCodes:
            return "refused"

    with sparing.one_at_a_time(blind_index(IIN), at=AT):
        assert at_once(second) == ["refused"]
    assert at_once(second) == ["sent"]
