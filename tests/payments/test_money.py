"""Whatever happens to money, in whatever order and however often: the ledger balances after each thing that happens."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruqsat.cases.actions import treasury
from ruqsat.journal.refusals import RefusalError
from ruqsat.payments import deciding, orders, statements, telling
from ruqsat.payments.checking import check
from ruqsat.payments.models import Decision, Line, Order, Payment
from ruqsat.payments.settling import Files
from tests.consents.ground import put_on_file
from tests.gateways.statements.samples import Movement, camt, table
from tests.payments.ground import AT, SYSTEM, Gateway, opened
from tests.payments.test_deciding import OFFICER, WHY

Happening = tuple[str, int, int, int]


@dataclass
class World:
    """Three applications, and everything that can happen to their money, good or bad."""

    gateway: Gateway
    files: list[UUID] = field(default_factory=lambda: [uuid4() for _ in range(3)])
    ended: set[UUID] = field(default_factory=set)
    movements: dict[str, Movement] = field(default_factory=dict)
    firsts: dict[str, Movement] = field(default_factory=dict)

    @property
    def known(self) -> Files:
        return Files(record=put_on_file, ended=lambda file: file in self.ended)

    def happens(self, what: str, which: int, much: int, again: int) -> None:
        """One thing; one that is refused changes nothing."""
        with suppress(RefusalError):
            getattr(self, what)(which, much, again)

    def order(self, which: int, much: int, again: int) -> None:
        opened(self.files[which % 3], at=AT.replace(year=2025) if much % 4 == 0 else AT)

    def cancelled(self, which: int, much: int, again: int) -> None:
        """A complaint has the refusal cancelled: the case is open again."""
        self.ended.discard(self.files[which % 3])

    def end(self, which: int, much: int, again: int) -> None:
        self.ended.add(self.files[which % 3])

    def notice(self, which: int, much: int, again: int) -> None:
        order = self._any_order(which)
        bank = much % 3 == 0
        amount = self._amount(order, much) if bank else order.amount + (much % 5 == 0)
        means, reference = ("bank", f"BK-{again % 4}") if bank else ("pgeg", f"PG-{again % 2}")
        body = self.gateway.notice(order, amount=amount, means=means, reference=reference)
        signature = self.gateway.signed(body) if again % 7 else "Zm9yZ2Vk"
        telling.callback(body, signature=signature, at=AT, by=SYSTEM, files=self.known)

    def poll(self, which: int, much: int, again: int) -> None:
        order = self._any_order(which)
        each = [{"amount": order.amount, "means": "pgeg", "reference": f"PG-{again % 2}", "paid_at": AT.isoformat()}]
        state = {"order": str(order.id), "status": "paid", "payments": each[: much % 2]}
        self.gateway.world.will_answer("GET", f"/payments/orders/{order.id}", json.dumps(state).encode())
        telling.poll(order, at=AT, by=SYSTEM, gateway=self.gateway.client, files=self.known)

    def statement(self, which: int, much: int, again: int) -> None:
        """A statement that shows some movements anew and some again."""
        order = self._any_order(which)
        reference = f"B{again % 12}"
        self.movements.setdefault(reference, self._movement(order, reference, much))
        known = self.movements[reference]
        first = self.firsts.setdefault(reference, known)
        if again % 5 == 0 and known.direction == "in" and known.tiyn > 100:  # the bank corrects it downwards
            self.movements[reference] = replace(known, amount="1.00")
        elif again % 3 == 0:  # and puts it back, or an older statement is taken in
            self.movements[reference] = first
        shown = [one for place, one in enumerate(self.movements.values()) if (place + much) % 3]
        written = f"2026-03-18T{again % 12:02d}:00:00+05:00"
        content = camt(*shown, written=written, name=f"S-{which % 3}") if much % 2 else table(*shown)
        statements.take(content, by=SYSTEM, now=lambda: AT, files=self.known)

    def decide(self, which: int, much: int, again: int) -> None:
        line = self._any(Line.objects.filter(state="waiting").order_by("reference").values_list("id", flat=True), which)
        payment = self._any(Payment.objects.order_by("reference", "paid_at").values_list("id", flat=True), again)
        ways: tuple[Callable[[], object], ...] = (
            lambda: deciding.count_for(line, self._any_order(again), reason=WHY, by=OFFICER, at=AT, files=self.known),
            lambda: deciding.return_line(line, reason=WHY, by=OFFICER, at=AT),
            lambda: deciding.same_as(line, payment, reason=WHY, by=OFFICER, at=AT),
            lambda: deciding.return_surplus(payment, reason=WHY, by=OFFICER, at=AT),
            lambda: deciding.is_return_of(
                line, self._any(Decision.objects.values_list("id", flat=True), again), reason=WHY, by=OFFICER, at=AT
            ),
            lambda: treasury.takes_back(
                line, self._any(Line.objects.values_list("id", flat=True), again), reason=WHY, by=OFFICER, at=AT
            ),
            lambda: deciding.not_moved(line, reason=WHY, by=OFFICER, at=AT),
            lambda: deciding.count_surplus(payment, reason=WHY, by=OFFICER, at=AT, files=self.known),
        )
        ways[much % len(ways)]()

    def _movement(self, order: Order, reference: str, much: int) -> Movement:
        return Movement(
            reference=reference,
            amount=f"{self._amount(order, much)}.{'50' if much % 7 == 0 else '00'}",
            purpose="Fee" if much % 5 == 0 else f"Fee {order.number}",
            payer="850505450125" if much % 11 == 0 else orders.payer_of(order),
            direction="out" if much % 6 == 5 else "in",
            end_to_end=f"PG-{much % 2}" if much % 4 == 3 else "",
        )

    def _amount(self, order: Order, much: int) -> int:
        return (order.amount, order.amount // 2, order.amount + 1, 1)[much % 4]

    def _any_order(self, which: int) -> Order:
        found = list(Order.objects.order_by("created_at", "number"))
        return found[which % len(found)] if found else opened(self.files[0], at=AT - timedelta(hours=1))

    def _any(self, ids: Iterable[UUID], which: int) -> UUID:
        found = list(ids)
        return found[which % len(found)] if found else uuid4()


def small() -> st.SearchStrategy[int]:
    return st.integers(min_value=0, max_value=23)


HAPPENINGS = st.lists(
    st.tuples(
        st.sampled_from(
            ["order", "notice", "notice", "poll", "statement", "statement", "decide", "decide", "end", "cancelled"]
        ),
        small(),
        small(),
        small(),
    ),
    min_size=5,
    max_size=25,
)


def play(happenings: list[Happening], gateway: Gateway) -> None:
    with transaction.atomic():
        world = World(gateway)
        for happening in happenings:
            world.happens(*happening)
            assert check() == [], happening
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(True)


QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.django_db
@settings(QUIET, max_examples=6)
@given(happenings=HAPPENINGS)
def test_the_ledger_balances_after_whatever_happens(happenings: list[Happening], gateway: Gateway) -> None:
    play(happenings, gateway)


@pytest.mark.long
@pytest.mark.django_db
@settings(QUIET, max_examples=300)
@given(happenings=HAPPENINGS)
def test_the_ledger_balances_after_much_that_happens(happenings: list[Happening], gateway: Gateway) -> None:
    play(happenings, gateway)
