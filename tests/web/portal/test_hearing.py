"""Rules 12: an intended refusal is announced, opened knowingly, read with its facts, and answered in writing."""

import base64

import pytest

from ruqsat.law.acts import ObjectionFiled, PreliminaryDecisionServed, ProtocolSealed
from ruqsat.law.standing import act_of
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.web.portal.roads import (
    examined_after_all,
    filed_unpaid,
    page,
    refused_by_the_body,
    shown,
    signed,
    window,
    without_anything,
)
from tests.world import PETR

TEXT = "The hot water works again since Monday."


def object_to(road: Road, text: str = TEXT) -> None:
    client = window()
    there = client.post(page(road, "objection/"), {"text": text})["Location"]
    done = client.post(there, signed(road, client, there))
    assert done["Location"] == page(road)


def sealed(road: Road) -> str:
    sent = road.look().standing.intention_sent
    assert sent is not None
    return f"documents/{sent.act.document}/"  # type: ignore[attr-defined]  # the act of sending names its PDF


def test_an_intended_refusal_stands_on_top_with_its_days(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    said = shown(road)
    assert "It is intended to refuse. Read why and say what you think" in said
    assert "you have 2 working days to object" in said
    assert "Skipped" in said or "working day" in said
    assert "Your answer is awaited" in window().get("/account/").content.decode()


def test_looking_is_not_opening_and_the_page_says_what_opening_is(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    before = road.kinds()
    said = shown(road, "preliminary-decision/")
    assert "When you open it, you have received it in the sense of the law" in said
    assert "no hot water" not in said
    assert window().get(page(road, sealed(road))).status_code == 404
    assert road.kinds() == before


def test_pressing_records_the_receipt_once_and_shows_ground_facts_clause_and_pdf(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    for _ in range(2):
        assert window().post(page(road, "preliminary-decision/"))["Location"] == page(road, "preliminary-decision/")
    assert road.kinds().count("preliminary_decision_served") == 1
    served = road.look().standing.preliminary
    assert served is not None
    assert act_of(served, PreliminaryDecisionServed).means == "account"
    said = shown(road, "preliminary-decision/")
    for words in (
        "The premises have no hot water.",
        "/rules/list-9-4/",
        "did not approve the facility",
        "What you can do",
    ):
        assert words in said, words
    pdf = window().get(page(road, sealed(road)))
    assert pdf["Content-Type"] == "application/pdf"


def test_in_all_three_languages_no_sentence_is_left_in_another(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    for language, words in (("kk", "Қарсылық"), ("ru", "Возразить")):
        assert words in shown(road, "preliminary-decision/", language)


def test_the_objection_is_written_read_signed_and_on_file(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    client = window()
    there = client.post(page(road, "objection/"), {"text": TEXT})["Location"]
    read = client.get(there).content.decode()
    assert TEXT in read
    assert "as a late one" not in read
    assert (
        TEXT in client.get(f"{page(road, 'objection/')}?change={there.rstrip('/').rpartition('/')[2]}").content.decode()
    )
    assert client.post(there, signed(road, client, there))["Location"] == page(road)
    assert act_of(road.look().standing.objections[0], ObjectionFiled).text == TEXT
    assert "Your objection is on file since" in shown(road)
    assert TEXT in shown(road, "preliminary-decision/")


def test_a_protocol_is_read_as_soon_as_it_bears_the_seal_and_not_before(stand: Stand) -> None:
    """APPC 74, Rules 20."""
    road = refused_by_the_body(stand)
    road.open_preliminary()
    road.object_by_word()
    said = act_of(road.look().standing.objections[0], ObjectionFiled)
    assert window().get(page(road, f"documents/{said.document}/")).status_code == 404
    assert "Protocol of the hearing" not in shown(road)
    road.do_owed("seal_protocol")
    kept = next(filed.act for filed in road.look().acts if isinstance(filed.act, ProtocolSealed))
    assert "Protocol of the hearing" in shown(road)
    assert window().get(page(road, f"documents/{kept.document}/")).content.startswith(b"%PDF-")


def test_several_objections_are_possible(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    object_to(road)
    object_to(road, "And the sink is there.")
    said = shown(road, "preliminary-decision/")
    assert said.index("And the sink is there.") < said.index(TEXT)


def test_a_late_objection_is_taken_and_said_to_be_late_before_it_is_signed(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    road.world.later(days=9)
    assert "The term for objecting ended on" in shown(road)
    client = window()
    assert "Your answer is awaited" not in client.get("/account/").content.decode()
    assert "as a late one" in client.get(page(road, "objection/")).content.decode()
    there = client.post(page(road, "objection/"), {"text": TEXT})["Location"]
    assert "as a late one" in client.get(there).content.decode()
    client.post(there, signed(road, client, there))
    assert "after the term" in shown(road, "preliminary-decision/")


def test_an_empty_objection_is_not_one(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    for text in ("", "   ", "a\0b", "x" * 10_001):
        answer = window().post(page(road, "objection/"), {"text": text})
        assert answer.status_code == 422, text[:9]
    assert "x" * 10_001 in answer.content.decode()


def test_before_it_was_opened_one_cannot_object_and_what_was_typed_is_shown(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    answer = window().post(page(road, "objection/"), {"text": TEXT})
    assert answer.status_code == 409
    assert TEXT in answer.content.decode()


def test_a_signature_that_does_not_pass_says_why_and_the_text_stays(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    client = window()
    there = client.post(page(road, "objection/"), {"text": TEXT})["Location"]
    for sent in (signed(road, client, there, PETR), {"cms": ""}, {"cms": base64.b64encode(b"no").decode()}):
        answer = client.post(there, sent)
        assert answer.status_code == 422
        assert "It was not filed" in answer.content.decode()
        assert TEXT in answer.content.decode()
    assert road.look().standing.objections == ()


def test_what_is_signed_twice_is_on_file_once(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    client = window()
    there = client.post(page(road, "objection/"), {"text": TEXT})["Location"]
    sent = signed(road, client, there)
    client.post(there, sent)
    assert client.post(there, sent)["Location"] == page(road, "objection/")
    assert len(road.look().standing.objections) == 1


def test_a_protocol_of_what_was_said_by_word_stands_there_too(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    road.open_preliminary()
    road.object_by_word("By word: the water works.")
    said = shown(road, "preliminary-decision/")
    assert "By word, with a protocol" in said
    assert "Room 5" in said


def test_where_nothing_is_intended_there_is_nothing_to_open(stand: Stand) -> None:
    road = stand("registered")
    assert window().get(page(road, "preliminary-decision/"))["Location"] == page(road)
    assert window().post(page(road, "preliminary-decision/"))["Location"] == page(road)
    assert "preliminary_decision_served" not in road.kinds()


def test_it_is_nobody_elses_business(stand: Stand) -> None:
    road = refused_by_the_body(stand)
    for name in ("preliminary-decision/", "objection/", "add-document/", "give-consent/", "withdrawal/"):
        for answer in (window_of(PETR).get(page(road, name)), window_of(PETR).post(page(road, name))):
            assert answer.status_code == 404


def test_a_fee_paid_late_takes_its_ground_away(stand: Stand) -> None:
    road = without_anything(stand)
    examined_after_all(road)
    road.announce("List 9(2)", "List 9(8)")
    road.open_preliminary()
    said = shown(road, "preliminary-decision/")
    assert page(road, "fee/") in said
    assert page(road, "give-consent/") in said
    road.pay()
    said = shown(road, "preliminary-decision/")
    assert "Put right" in said
    assert page(road, "fee/") not in said


@pytest.mark.parametrize("opened", [False, True])
def test_no_answer_is_awaited_once_what_was_announced_has_been_put_right(stand: Stand, opened: bool) -> None:
    """Rules 12, List 9(2): neither in the account nor in the case; one may read it and object all the same."""
    road = filed_unpaid(stand)
    examined_after_all(road)
    road.announce("List 9(2)")
    if opened:
        road.open_preliminary()
    assert "Your answer is awaited" in window().get("/account/").content.decode()
    road.pay()
    assert "Your answer is awaited" not in window().get("/account/").content.decode()
    said = shown(road)
    assert "What stood in the way has been put right." in said
    assert "Your answer is awaited" not in said
    assert "Your position on an intended refusal" not in said
    if not opened:
        road.open_preliminary()
    object_to(road)
