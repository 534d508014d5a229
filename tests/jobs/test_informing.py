"""Rules 21-1: offices, the operator and the contact centre are informed of a published edition, once in effect."""

from datetime import timedelta

from structlog.testing import capture_logs

from ruqsat.jobs import informing, sweep
from ruqsat.journal import read, rebuild
from ruqsat.keeping import publishing
from ruqsat.keeping.models import Change
from ruqsat.law.acts import InformationReceived, InformationSent
from ruqsat.law.book import Chapter
from ruqsat.law.information import CONTACT_CENTRE, OPERATOR
from ruqsat.law.local_time import local
from ruqsat.law.offices import OFFICES, OfficeKind
from tests.keeping.orders import confirmed, order, published
from tests.milestones import Stand
from tests.walking import Road

EVERYBODY = {OPERATOR, CONTACT_CENTRE} | {
    code for code, office in OFFICES.items() if office.kind is OfficeKind.LICENSOR
}


def sent_to(change: Change) -> set[str]:
    return {filed.act.to for filed in read.acts_of(change.file_id) if isinstance(filed.act, InformationSent)}


def received_by(change: Change) -> set[str]:
    return {filed.act.to for filed in read.acts_of(change.file_id) if isinstance(filed.act, InformationReceived)}


def at_the_sandbox(road: Road, change: Change) -> list[str]:
    """Who was sent this change there, in the order it came."""
    rows = road.world.client.get("/api/information").json()
    return [row["recipient"] for row in rows if row["change"] == str(change.id)]


def test_everybody_is_sent_the_information_once_however_often_it_is_tried(stand: Stand) -> None:
    road = stand("known")
    change = published(at=road.now)
    for _ in range(2):
        informing.inform_all(now=road.world.now)
    assert sent_to(change) == EVERYBODY
    assert len(EVERYBODY) == 22
    assert sorted(at_the_sandbox(road, change)) == [CONTACT_CENTRE, OPERATOR]
    assert [one for one in rebuild.look(at=road.now).differences if one.file == change.file_id] == []


def test_who_does_not_answer_is_sent_it_when_they_are_back(stand: Stand) -> None:
    road = stand("known")
    change = published(at=road.now)
    road.world.break_down("information")
    sweep.sweep(now=road.world.now)
    assert sent_to(change) == EVERYBODY - {OPERATOR, CONTACT_CENTRE}
    road.world.mend()
    sweep.sweep(now=road.world.now)
    assert sent_to(change) == EVERYBODY


def test_a_system_that_does_not_answer_is_asked_once_in_a_sweep_however_many_changes_wait(stand: Stand) -> None:
    road = stand("known")
    today = local(road.now).date()
    for days, term in ((2, 10), (3, 11), (4, 12)):
        since = today + timedelta(days=days)
        said = order(today=today, in_force_from=since, replaces={"issue_days": term}, open_cases=())
        confirmed(Chapter.EDITIONS, said | {"id": f"{since.year}-12{days}"}, at=road.now)
    assert len(publishing.owed()) == 3
    road.world.break_down("information")
    with capture_logs() as logs:
        informing.inform_all(now=road.world.now)
    assert sorted(one["to"] for one in logs if "waits" in one["event"]) == sorted({OPERATOR, CONTACT_CENTRE})


def test_a_change_that_everybody_has_is_looked_at_no_more(stand: Stand) -> None:
    road = stand("known")
    change = published(at=road.now)
    informing.inform_all(now=road.world.now)
    assert publishing.owed() == [change]
    for recipient in (OPERATOR, CONTACT_CENTRE):
        publishing.received(change, to=recipient, received_at=road.now, at=road.now)
    assert publishing.owed() == []


def test_a_receipt_is_taken_when_somebody_there_has_taken_note(stand: Stand) -> None:
    road = stand("known")
    change = published(at=road.now)
    informing.inform_all(now=road.world.now)
    informing.inform_all(now=road.world.now)
    assert received_by(change) == set()
    road.world.set_clock(road.now + timedelta(minutes=3))
    informing.inform_all(now=road.world.now)
    assert received_by(change) == {OPERATOR, CONTACT_CENTRE}
    informing.inform_all(now=road.world.now)
    assert change.information.filter(received_at__isnull=False).count() == 2


def test_what_is_sent_names_what_is_replaced_with_its_clauses(stand: Stand) -> None:
    road = stand("known")
    words = {"kk": "Он күн.", "ru": "Десять дней.", "en": "Ten days."}
    change = published(at=road.now, replaces={"issue_days": 10, "texts": {"Rules 19": words}})
    told = informing.told(change)
    assert [one["name"] for one in told["replaced"]] == ["issue_days"]  # type: ignore[attr-defined]  # a list of rows
    assert told["texts"] == [{"ref": "Rules 19", "kk": "Он күн.", "ru": "Десять дней."}]
    assert told["in_force_from"] == change.since.isoformat()
