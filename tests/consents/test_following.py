"""Rules 8: that what follows on a consent was done is noted for the consents of that owner that there were by then."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.consents.following import followed
from ruqsat.consents.models import Consent
from tests.consents.ground import AT, IIN, Service, consented

pytestmark = pytest.mark.django_db


def test_what_follows_on_one_owner_s_consent_is_not_done_for_another(service: Service) -> None:
    """Rules 8: the head's for the entity, and the same person's own."""
    file = uuid4()
    of_entity, in_person = consented(service, file), consented(service, file, owner=IIN)
    assert (of_entity.as_applicant, in_person.as_applicant) == (True, False)
    followed(file, "applicant", at=AT)
    assert list(Consent.objects.filter(follow_at=None)) == [of_entity]
    followed(file, IIN, at=AT - timedelta(seconds=1))
    assert list(Consent.objects.exclude(follow_at=None)) == [in_person]
