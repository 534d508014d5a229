"""Rules 8: between the look for a consent and the entry of the inquiry nobody takes the consent back."""

from uuid import UUID

from django.db import connection, transaction
from django.db.utils import OperationalError

from ruqsat.consents import giving
from ruqsat.consents.models import Consent
from ruqsat.consents.resting import held
from ruqsat.law.acts import Actor, Role
from tests.consents.ground import put_on_file
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road


def withdrawn_by_another(road: Road, consent: UUID) -> object:
    """What comes of a withdrawal on another connection, which waits for nobody."""

    def withdraw() -> None:
        by = Actor(person=None, role=Role.APPLICANT)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
            giving.withdraw(road.case, consent, at=road.now, by=by, record=put_on_file)

    (came,) = at_once(withdraw)
    return came


def test_a_consent_on_which_an_inquiry_is_about_to_rest_is_taken_back_after_it(stand_apart: Stand) -> None:
    road = stand_apart("consented")
    given = Consent.objects.get()
    with transaction.atomic():
        resting = held(road.case, owner="applicant", inquiry="identity", at=road.now)
        assert resting is not None
        assert isinstance(withdrawn_by_another(road, given.id), OperationalError)
    assert withdrawn_by_another(road, given.id) is None
    with transaction.atomic():
        assert held(road.case, owner="applicant", inquiry="identity", at=road.now) is None
