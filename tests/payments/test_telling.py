"""Rules 8(5): what the payment gateway tells is believed if it is signed, counts once, and is kept in any case."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import FeePaid
from ruqsat.payments import orders, telling
from ruqsat.payments.checking import check
from ruqsat.payments.models import Notice, Order
from tests.payments.ground import AT, FILES, SYSTEM, Gateway, new_key, opened
from tests.payments.test_orders import start
from tests.plans import plans_of

pytestmark = pytest.mark.django_db


def verdicts() -> list[str]:
    return list(Notice.objects.order_by("received_at").values_list("verdict", flat=True))


def poll(gateway: Gateway, order: Order) -> Order:
    return telling.poll(order, at=AT, by=SYSTEM, gateway=gateway.client, files=FILES)


def test_a_notice_puts_the_payment_on_file_once_with_its_bytes(gateway: Gateway) -> None:
    order = opened()
    notice = gateway.notice(order)
    assert gateway.tells(notice).status == Order.Status.PAID
    gateway.tells(notice)
    (filed,) = acts_of(order.file_id)
    assert filed.act == FeePaid(happened_at=AT, order=order.id, amount=order.amount, means="pgeg", reference="PG-1")
    assert proof_of(filed.id) == notice
    assert verdicts() == ["taken", "known"]
    with pytest.raises(orders.AlreadyPaid):
        opened(order.file_id)
    with pytest.raises(orders.AlreadyPaid):
        start(gateway, Order.objects.get(id=order.id))


def test_a_notice_signed_with_another_key_or_not_at_all_has_no_effect_and_is_recorded(gateway: Gateway) -> None:
    order = opened()
    notice = gateway.notice(order)
    stranger = Gateway(world=gateway.world, key=new_key())
    for signature in (stranger.signed(notice), gateway.signed(notice + b" "), "", "not base64"):
        with pytest.raises(telling.BadSignature):
            telling.callback(notice, signature=signature, at=AT, by=SYSTEM, files=FILES)
    assert verdicts() == ["bad_signature"] * 4
    assert acts_of(order.file_id) == []
    assert Order.objects.get().status == Order.Status.OPEN


def test_how_many_notices_anybody_sent_is_counted_by_index(gateway: Gateway) -> None:
    """A forged notice is cheap to send: it must not cost reading all that ever came."""

    def forged() -> None:
        with pytest.raises(telling.BadSignature):
            telling.callback(b"{}", signature="", at=AT, by=SYSTEM, files=FILES)

    assert "notice_newest_of_verdict" in plans_of(forged)


def test_notices_that_anybody_may_have_sent_do_not_fill_the_disk(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_UNSIGNED", 3)

    def unsigned(at: datetime) -> None:
        with pytest.raises(telling.BadSignature):
            telling.callback(gateway.notice(order), signature="", at=at, by=SYSTEM, files=FILES)

    order = opened()
    for _ in range(5):
        unsigned(AT)
    assert verdicts() == ["bad_signature"] * 3
    unsigned(AT + timedelta(hours=1))
    assert verdicts() == ["bad_signature"] * 4
    assert gateway.tells(gateway.notice(order)).status == Order.Status.PAID


@pytest.mark.parametrize(
    ("other", "refusal", "verdict"),
    [
        ({"amount": 1}, telling.WrongAmount, "wrong_amount"),
        ({"amount": 10**6}, telling.WrongAmount, "wrong_amount"),
        ({"order": str(uuid4())}, orders.UnknownOrder, "unknown_order"),
        ({"status": "refused"}, telling.UnreadableNotice, "unreadable"),
        ({"amount": "43250"}, telling.UnreadableNotice, "unreadable"),
        ({"paid_at": "yesterday"}, telling.UnreadableNotice, "unreadable"),
        ({"means": "shells"}, telling.UnreadableNotice, "unreadable"),
    ],
)
def test_a_signed_notice_that_is_wrong_has_no_effect_and_is_recorded(
    gateway: Gateway, other: dict[str, object], refusal: type[Exception], verdict: str
) -> None:
    order = opened()
    with pytest.raises(refusal):
        gateway.tells(gateway.notice(order, **other))
    assert verdicts() == [verdict]
    assert acts_of(order.file_id) == []
    assert Order.objects.get(id=order.id).status == Order.Status.OPEN


def test_a_notice_too_large_to_be_one_is_not_believed(gateway: Gateway) -> None:
    with pytest.raises(telling.BadSignature):
        gateway.tells(gateway.notice(opened(), padding="x" * 20_000))
    assert verdicts() == ["bad_signature"]


def test_what_was_paid_at_banks_in_parts_is_on_file_part_by_part_and_whole_when_it_is(gateway: Gateway) -> None:
    """Rules 5: through banks; each payment is a fact."""
    order = opened()
    first = gateway.notice(order, amount=order.amount - 1000, means="bank", reference="BK-1")
    second = gateway.notice(order, amount=5000, means="bank", reference="BK-2")
    assert gateway.tells(first).status == Order.Status.OPEN
    assert gateway.tells(second).status == Order.Status.PAID
    paid = [filed.act for filed in acts_of(order.file_id) if isinstance(filed.act, FeePaid)]
    assert [(act.amount, act.means) for act in paid] == [(order.amount - 1000, "bank"), (5000, "bank")]


def test_polling_finds_what_no_notice_told_and_nothing_twice(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order, amount=1000, means="bank", reference="BK-1"))
    each = [
        {"amount": 1000, "means": "bank", "reference": "BK-1", "paid_at": AT.isoformat()},
        {"amount": order.amount, "means": "pgeg", "reference": "PG-1", "paid_at": AT.isoformat()},
    ]
    state = {"order": str(order.id), "status": "paid", "payments": each}
    gateway.world.will_answer("GET", f"/payments/orders/{order.id}", json.dumps(state).encode())
    assert poll(gateway, order).status == Order.Status.PAID
    assert poll(gateway, order).status == Order.Status.PAID
    assert [filed.act.KIND for filed in acts_of(order.file_id)] == ["fee_paid", "fee_paid"]


def test_a_payment_of_a_wrong_amount_hinders_no_other_and_is_recorded_once(gateway: Gateway) -> None:
    """Rules 8(5): each payment that the gateway lists stands for itself."""
    order = opened()
    each = [
        {"amount": order.amount + 1, "means": "pgeg", "reference": "PG-1", "paid_at": AT.isoformat()},
        {"amount": 1000, "means": "bank", "reference": "BK-1", "paid_at": AT.isoformat()},
    ]
    state = {"order": str(order.id), "status": "paid", "payments": each}
    gateway.world.will_answer("GET", f"/payments/orders/{order.id}", json.dumps(state).encode())
    for _ in range(3):
        poll(gateway, order)
    assert list(order.payments.values_list("reference", flat=True)) == ["BK-1"]
    assert verdicts() == ["wrong_amount"]


def test_polling_an_order_that_is_not_paid_unknown_or_out_of_reach_changes_nothing(gateway: Gateway) -> None:
    order = opened()
    path = f"/payments/orders/{order.id}"
    gateway.world.will_answer("GET", path, b'{"error": "unknown"}', status=404)
    assert poll(gateway, order).status == Order.Status.OPEN
    gateway.world.will_answer("GET", path, json.dumps({"order": str(order.id), "status": "created"}).encode())
    assert poll(gateway, order).status == Order.Status.OPEN
    another = {"order": str(uuid4()), "status": "paid", "amount": order.amount, "reference": "PG-9"}
    gateway.world.will_answer("GET", path, json.dumps(another | {"paid_at": AT.isoformat()}).encode())
    assert poll(gateway, order).status == Order.Status.OPEN
    for status in (404, 503):
        gateway.world.will_answer("GET", path, b"", status=status)
        with pytest.raises(orders.PaymentService):
            poll(gateway, order)
    assert acts_of(order.file_id) == []


def test_money_for_an_order_that_gave_way_is_still_a_fact(gateway: Gateway) -> None:
    file = uuid4()
    older = opened(file, at=datetime(2025, 12, 31, 10, tzinfo=UTC))
    opened(file)
    gateway.tells(gateway.notice(older))
    (filed,) = acts_of(file)
    assert isinstance(filed.act, FeePaid)
    assert filed.act.amount == older.amount


def test_a_bank_that_corrects_its_amount_upwards_is_believed_once_and_the_ledger_balances(gateway: Gateway) -> None:
    """Rules 5, List 6: the difference is a movement of its own; the first notice again changes nothing."""
    order = opened(uuid4())
    right, wrong = order.amount, order.amount - 1000
    for amount in (wrong, right, right, wrong):
        body = gateway.notice(order, means="bank", amount=amount, reference="B-7")
        telling.callback(body, signature=gateway.signed(body), at=AT, by=SYSTEM, files=FILES)
    assert sorted(order.payments.values_list("reference", "amount")) == [("B-7", wrong), ("B-7#2", 1000)]
    order.refresh_from_db()
    assert order.status == Order.Status.PAID
    assert check() == []


def test_a_bank_that_corrects_its_amount_beyond_what_was_due_leaves_a_surplus_to_decide(gateway: Gateway) -> None:
    """List 6: the treasury page lists it."""
    order = opened(uuid4())
    for amount in (order.amount, order.amount + 500):
        body = gateway.notice(order, means="bank", amount=amount, reference="B-7")
        telling.callback(body, signature=gateway.signed(body), at=AT, by=SYSTEM, files=FILES)
    (surplus,) = order.payments.exclude(surplus="")
    assert (surplus.reference, surplus.tiyn) == ("B-7#2", 50_000)
    assert check() == []


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (timedelta(days=400), timedelta(hours=2)),  # by the index of next year, if it were believed
        (timedelta(hours=2, seconds=1), timedelta(hours=2)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(seconds=-1), timedelta()),
        (timedelta(days=-400), timedelta()),  # by the lower index of the year before
    ],
)
@pytest.mark.parametrize("way", ["callback", "poll"])
def test_no_hour_of_the_gateway_counts_that_cannot_be(
    gateway: Gateway, way: str, said: timedelta, counts: timedelta
) -> None:
    """Rules 5, Tax 554: the fee is that of the day of payment: after the order was opened, before we learned of it."""
    order, now = opened(), AT + timedelta(hours=2)
    body = gateway.notice(order, paid_at=(AT + said).isoformat())
    if way == "callback":
        telling.callback(body, signature=gateway.signed(body), at=now, by=SYSTEM, files=FILES)
    else:
        gateway.world.will_answer("GET", f"/payments/orders/{order.id}", body)
        telling.poll(order, at=now, by=SYSTEM, gateway=gateway.client, files=FILES)
    (filed,) = acts_of(order.file_id)
    order.refresh_from_db()
    assert filed.act.happened_at == order.paid_at == AT + counts
    assert (AT + said).isoformat().encode() in (proof_of(filed.id) or b"")
