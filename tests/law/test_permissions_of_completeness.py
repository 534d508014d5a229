"""What may be done while completeness is checked: a row for each sentence of Rules 9."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid5

import pytest

from ruqsat.law.acts import (
    Actor,
    ConsentWithdrawn,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    DecisionReturned,
    DocumentAdded,
    FoundComplete,
    Outcome,
    Role,
    Shortcoming,
)
from ruqsat.law.procedure import Stage
from tests.law.road import (
    APPLICANT,
    HEAD,
    IIN,
    OFFICER,
    SHA,
    SPACE,
    Road,
    an_application,
    at_stage,
    refused,
)

MISSING = Shortcoming(document="advanced_training", about=IIN, expired=False, ref="List 8(1)")
OTHERS_OFFICER = Actor(person=uuid5(SPACE, "other"), role=Role.OFFICER, office="KZ-71")


def incomplete() -> Road:
    """A filed application without a single attachment; the register knows the title, not the work activity."""
    road = Road()
    road.file_application(an_application(attached=False))
    road.answer("labor_activity", IIN, Outcome.NONE)
    return road


# --- Rules 9 ----------------------------------------------------------------------------------------------------------


def test_a_complete_application_is_found_complete_by_an_officer_of_its_department() -> None:
    """Rules 9, Rules 3, Rules 20."""
    road = at_stage(Stage.FILED)
    assert road.may(FoundComplete, by=OFFICER)
    assert refused(road.may(FoundComplete, by=HEAD))[0] == "Rules 20"
    assert refused(road.may(FoundComplete, by=OTHERS_OFFICER))[0] == "Rules 3"


@pytest.mark.parametrize(
    ("stage", "ref"),
    [
        (Stage.PREPARING, "Rules 6"),
        (Stage.RECEIVED, "Rules 6"),
        (Stage.COMPLETE, "Rules 9"),
        (Stage.GRANTED, "Rules 20"),
        (Stage.ISSUED, "Rules 20"),
    ],
)
def test_completeness_is_checked_once_after_filing(stage: Stage, ref: str) -> None:
    """Rules 6, Rules 9."""
    assert refused(at_stage(stage).may(FoundComplete, by=OFFICER))[0] == ref


def test_nothing_is_examined_before_registration() -> None:
    """Rules 7: registered on the day it came."""
    road = Road()
    road.judge(road.receive())
    assert refused(road.may(FoundComplete, by=OFFICER)) == ("Rules 7", "The application is not registered yet.")


def test_an_application_without_a_document_is_not_complete() -> None:
    """Rules 9, List 8(1)."""
    assert refused(incomplete().may(FoundComplete, by=OFFICER))[0] == "Rules 9"


def test_documents_added_later_make_it_complete() -> None:
    """Rules 9, Rules 13."""
    road = incomplete()
    for proves in ("advanced_training", "labor_activity"):
        added = DocumentAdded(
            happened_at=road.at, sha256=SHA, name="a.pdf", media_type="application/pdf", size=1, proves=proves
        )
        assert not road.may(FoundComplete, by=OFFICER)
        road.file(replace(added, about=IIN))
    assert road.may(FoundComplete, by=OFFICER)
    assert not road.may(ConsiderationRefused, by=HEAD)


def test_a_register_that_is_down_is_not_held_against_the_applicant() -> None:
    """Rules 9: for four hours it alone is asked; then the inquiry stays open, and the examination goes on."""
    road = Road()
    application = an_application()
    kept = tuple(one for one in application.attachments if one.proves != "labor_activity")
    road.file_application(replace(application, attachments=kept))
    assert refused(road.may(FoundComplete, by=OFFICER))[0] == "Rules 8"  # not asked yet
    road.answer("labor_activity", IIN, Outcome.UNAVAILABLE)
    assert refused(road.may(FoundComplete, by=OFFICER))[0] == "Rules 8"  # asked again
    assert not road.may(ConsiderationRefused, by=HEAD)
    road.at += timedelta(hours=4)
    road.answer("labor_activity", IIN, Outcome.UNAVAILABLE)
    assert road.may(FoundComplete, by=OFFICER)
    assert not road.may(ConsiderationRefused, by=HEAD)


def test_without_consent_the_document_itself_is_needed() -> None:
    """Rules 8, List 8(1): the register may not be asked."""
    road = Road()
    application = an_application()
    kept = tuple(one for one in application.attachments if one.proves != "labor_activity")
    road.file_application(replace(application, attachments=kept))
    assert refused(road.may(FoundComplete, by=OFFICER))[0] == "Rules 8"
    consent = next(iter(road.standing.consents))
    road.file(ConsentWithdrawn(happened_at=road.at, consent=consent))
    assert refused(road.may(FoundComplete, by=OFFICER))[0] == "Rules 9"


def refusal(*shortcomings: Shortcoming, text: str = "A certificate of training is missing.") -> ConsiderationRefused:
    return ConsiderationRefused(happened_at=Road().at, shortcomings=shortcomings, text=text, document=SHA)


def drafted(road: Road, *shortcomings: Shortcoming) -> Road:
    """An officer has put the refusal before the head."""
    draft = ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=shortcomings, text="as found")
    road.file(draft, by=OFFICER)
    return road


def test_consideration_is_refused_by_the_head_on_what_an_officer_found_missing() -> None:
    """Rules 9, Rules 20: written, reasoned, signed by the authorized person; four eyes."""
    road = incomplete()
    act = refusal(MISSING)
    assert refused(road.may(act, by=HEAD)) == ("Rules 9", "No officer has put a refusal of consideration before you.")
    draft = ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=(MISSING,), text="as found")
    assert road.may(draft, by=OFFICER)
    assert not road.may(replace(draft, shortcomings=()), by=OFFICER)
    assert [duty.code for duty in road.standing.duties if duty.ref == "Rules 9"] == ["check_completeness"]
    road.file(draft, by=OFFICER)
    assert [duty.owed_by for duty in road.standing.duties if duty.ref == "Rules 9"] == [Role.HEAD]
    assert refused(road.may(act, by=replace(HEAD, person=OFFICER.person)))[0] == "Rules 20"
    assert road.may(act, by=HEAD)
    assert refused(road.may(act, by=OFFICER))[0] == "Rules 20"
    road.file(act, by=HEAD)
    assert road.standing.stage is Stage.CONSIDERATION_REFUSED
    assert [duty.code for duty in road.standing.duties] == ["issue_result"]


def test_a_refusal_of_consideration_is_not_begun_where_nothing_is_missing() -> None:
    """Rules 9."""
    road = Road()
    road.file_application()
    said = refused(road.may(ConsiderationRefusalDrafted, by=OFFICER))
    assert said == ("Rules 9", "No document that List 8 asks for is missing or expired.")


@pytest.mark.parametrize(
    "act",
    [
        refusal(),
        refusal(MISSING, text=" "),
        refusal(replace(MISSING, expired=True)),
        refusal(replace(MISSING, document="diploma")),
        refusal(MISSING, replace(MISSING, about="F1")),
    ],
)
def test_a_refusal_of_consideration_names_only_what_the_file_lacks(act: ConsiderationRefused) -> None:
    """Rules 9: reasoned."""
    assert refused(drafted(incomplete(), *act.shortcomings).may(act, by=HEAD))[0] == "Rules 9"


def test_a_refusal_of_consideration_can_be_sent_back_and_what_came_meanwhile_completes_the_documents() -> None:
    """Rules 9, Rules 20."""
    road = drafted(incomplete(), MISSING)
    back = DecisionReturned(happened_at=road.at, reason="the certificate came by post")
    assert road.may(back, by=HEAD)
    assert not road.may(replace(back, reason=""), by=HEAD)
    road.file(back, by=HEAD)
    assert not road.may(refusal(MISSING), by=HEAD)
    drafted(road, MISSING)
    late = DocumentAdded(
        happened_at=road.at,
        sha256=SHA,
        name="t.pdf",
        media_type="application/pdf",
        size=1,
        proves=MISSING.document,
        about=IIN,
    )
    assert road.may(late, by=APPLICANT)
    for document in (MISSING.document, "labor_activity"):
        road.file(replace(late, proves=document), by=APPLICANT)
    assert not road.may(refusal(MISSING), by=HEAD)
    assert road.may(FoundComplete, by=OFFICER)
    road.find_complete()
    assert road.standing.prepared is None


def test_an_expired_document_is_a_reason_too() -> None:
    """Rules 9: documents have expired."""
    road = Road()
    application = an_application()
    old = tuple(
        replace(one, valid_until=application.completed_on - timedelta(days=1)) for one in application.attachments
    )
    road.file_application(replace(application, attachments=old))
    road.answer("labor_activity", IIN, Outcome.NONE)
    expired = replace(MISSING, expired=True)
    assert road.may(refusal(expired), by=OFFICER).allowed is False
    assert drafted(road, expired).may(refusal(expired), by=HEAD)


def test_after_two_working_days_consideration_cannot_be_refused_any_more() -> None:
    """Rules 9: within the specified time frame."""
    road = drafted(incomplete(), MISSING)
    road.go_to(date(2026, 11, 11))
    assert road.may(refusal(MISSING), by=HEAD)
    road.wait(days=1)
    assert refused(road.may(refusal(MISSING), by=HEAD)) == (
        "Rules 9",
        "The term for refusing consideration ended on 2026-11-11.",
    )
    assert road.may(FoundComplete, by=OFFICER)
