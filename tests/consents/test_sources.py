"""Rules 8: every process knows the same of a source, and one of them tries it."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest

from ruqsat.consents import outstanding, sources
from ruqsat.consents.circuit import Way
from ruqsat.consents.models import Source
from ruqsat.gateways.answers import Came, NothingOnRecord, NotOpened, Unavailable
from tests.together import at_once

AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
SILENT, NOT_THERE = Unavailable(why="No answer in time."), Unavailable(why="No connection.", reached=False)
NO_CONSENT = NotOpened(source="Register", answered_at=AT, raw=b"{}")
REFUSED = Unavailable(why="The gateway refuses our message, SCSE002.", ours=True)
NONE = NothingOnRecord(source="Register", answered_at=AT, raw=b"{}")
AT_ONCE = timedelta(0)


def note(*came: tuple[str, Came], minutes: float = 0, past: Collection[str] = ()) -> None:
    sources.note(came, past=past, at=AT + timedelta(minutes=minutes), share=lambda: 1.0)


def ways(*names: str, minutes: float = 0, yielding: timedelta = AT_ONCE, past: Collection[str] = ()) -> dict[str, Way]:
    return dict(sources.ways(names, past=past, at=AT + timedelta(minutes=minutes), yielding=yielding))


@pytest.mark.django_db
def test_while_all_is_well_nothing_is_written() -> None:
    note(("education", NONE), ("labor", NONE))
    assert not Source.objects.exists()
    assert ways("education", "labor") == {"education": Way.ASK, "labor": Way.ASK}


@pytest.mark.django_db
def test_one_source_is_left_alone_and_the_others_are_asked() -> None:
    note(*[("education", SILENT)] * 3, ("labor", NONE))
    assert ways("education", "labor") == {"education": Way.REST, "labor": Way.ASK}
    assert sources.known(["education"])["education"].failing_since == AT


@pytest.mark.django_db
def test_failures_count_in_the_order_in_which_answers_came() -> None:
    note(("education", SILENT), ("education", SILENT), ("education", NONE), ("education", SILENT))
    assert ways("education") == {"education": Way.ASK}
    note(("education", SILENT), ("education", SILENT))
    assert ways("education") == {"education": Way.REST}


@pytest.mark.django_db
def test_one_tries_and_an_answer_opens_the_way_to_all() -> None:
    note(*[("education", SILENT)] * 3)
    assert ways("education", minutes=1, yielding=timedelta(minutes=1)) == {"education": Way.REST}
    assert ways("education", minutes=1) == {"education": Way.PROBE}
    assert ways("education", minutes=1) == {"education": Way.REST}
    note(("education", NONE), minutes=1)
    assert ways("education", minutes=1) == {"education": Way.ASK}
    assert sources.known(["education"])["education"].back_at == AT + timedelta(minutes=1)


@pytest.mark.django_db
def test_without_any_connection_it_is_the_gateway_that_is_down() -> None:
    note(("education", NOT_THERE), ("labor", NOT_THERE), ("persons", NOT_THERE))
    assert ways("education", "civil_status") == {"education": Way.REST, "civil_status": Way.REST}
    assert not Source.objects.exclude(name="gateway").exists(), "nothing is known of the registers behind it"
    assert ways("labor", "education", minutes=1) == {"education": Way.PROBE, "labor": Way.REST}
    note(("education", SILENT), minutes=1)
    assert ways("labor", "education", minutes=1) == {"education": Way.ASK, "labor": Way.ASK}, "the gateway is there"


@pytest.mark.usefixtures("own_database")
def test_of_workers_that_come_at_the_same_moment_one_tries() -> None:
    note(*[("education", SILENT)] * 3)
    came = at_once(*[lambda: ways("education", minutes=1)] * 4)
    assert sorted(each["education"] for each in came) == ["probe", "rest", "rest", "rest"]


@pytest.mark.usefixtures("own_database")
def test_failures_that_several_workers_note_at_once_all_count() -> None:
    came = at_once(*[lambda: note(("education", SILENT), ("labor", SILENT))] * 3)
    assert came == [None] * 3
    assert sorted(Source.objects.values_list("name", "failures")) == [("education", 3), ("labor", 3)]
    assert ways("education", "labor") == {"education": Way.REST, "labor": Way.REST}


@pytest.mark.django_db
def test_owners_who_ended_their_consent_elsewhere_close_no_register_to_the_others() -> None:
    """Rules 8: a register that says so is there, and one that was down is back."""
    note(*[("education", NO_CONSENT)] * 5)
    assert not Source.objects.exists()
    note(*[("education", SILENT)] * 3)
    note(("education", NO_CONSENT), minutes=1)
    assert ways("education", minutes=1) == {"education": Way.ASK}


@pytest.mark.django_db
def test_what_is_refused_of_us_is_ours_and_not_the_sources() -> None:
    """Rules 8: it stands apart until the source takes what we send."""
    note(("education", SILENT), *[("education", REFUSED)] * 5)
    assert ways("education") == {"education": Way.ASK}
    assert [row.failures for row in outstanding.silent_sources()] == [1]
    (fault,) = outstanding.our_faults().items()
    assert (fault[0], fault[1].why) == ("education", REFUSED.why)
    note(("education", NONE))
    assert (outstanding.silent_sources(), outstanding.our_faults()) == ([], {})


@pytest.mark.django_db
def test_a_gateway_that_refuses_what_we_send_is_there() -> None:
    note(*[("education", NOT_THERE)] * 3)
    note(("education", REFUSED), minutes=1)
    assert ways("education", minutes=1) == {"education": Way.ASK}


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", [NONE, SILENT, NOT_THERE, REFUSED])
def test_what_comes_from_an_address_of_its_own_says_nothing_of_the_gateway(elsewhere: Came) -> None:
    """Rules 8: neither that it is there, between its failures or after them, nor that it is not."""
    note(("labor", NOT_THERE), ("education", elsewhere), ("labor", NOT_THERE), past={"education"})
    note(("education", elsewhere), ("labor", NOT_THERE), ("education", elsewhere), past={"education"})
    assert ways("labor", past={"education"}) == {"labor": Way.REST}
    note(("education", elsewhere), minutes=1, past={"education"})
    gateway = sources.known(["gateway"])["gateway"]
    assert (gateway.failures, gateway.is_open, gateway.back_at) == (3, True, None)


@pytest.mark.django_db
def test_a_source_past_the_gateway_that_is_away_is_away_alone() -> None:
    note(*[("education", NOT_THERE)] * 3, past={"education"})
    assert ways("education", "labor", past={"education"}) == {"education": Way.REST, "labor": Way.ASK}
    assert [row.name for row in Source.objects.all()] == ["education"]


@pytest.mark.django_db
def test_while_the_gateway_is_down_it_is_tried_through_a_source_behind_it_and_those_past_it_are_asked() -> None:
    """Rules 8: "education" comes first by name, and what it says would tell nothing of the gateway."""
    past = {"education"}
    note(*[("labor", NOT_THERE)] * 3, past=past)
    assert ways("education", "labor", past=past) == {"education": Way.ASK, "labor": Way.REST}
    assert ways("education", minutes=1, past=past) == {"education": Way.ASK}, "and takes nobody's turn"
    asked = ways("persons", "education", "labor", minutes=1, past=past)
    assert asked == {"education": Way.ASK, "labor": Way.PROBE, "persons": Way.REST}


@pytest.mark.django_db
def test_of_a_source_past_the_gateway_its_own_circuit_decides() -> None:
    note(*[("labor", NOT_THERE)] * 3)
    before = sources.standing_before({"education", "labor"}, past={"education"})
    assert (before["education"].is_open, before["labor"].is_open) == (False, True)
    note(("labor", NONE), minutes=2)
    before = sources.standing_before({"education", "labor"}, past={"education"})
    assert before["education"].back_at is None, "nothing came back there, and no case is due because of it"
    assert before["labor"].back_at == AT + timedelta(minutes=2)
