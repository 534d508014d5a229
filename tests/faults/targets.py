"""Where each outside system is needed, what moves when it answers, and when everything that waited for it is done."""

import base64
import sqlite3
from collections import Counter as Tally
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

import aiohttp
import httpx

from ruqsat.cases.actions import filing
from ruqsat.cases.consequences import LETTERS, MONITORING, REGISTER
from ruqsat.cases.models import Case
from ruqsat.journal import read
from ruqsat.journal.models import Outbox
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping.models import Information
from ruqsat.law.act import Verdict
from ruqsat.law.acts import FeePaid, Filed, InquiryAnswered, Outcome, Received, SignatureJudged
from ruqsat.law.information import CONTACT_CENTRE, OPERATOR
from ruqsat.payments.models import Order
from tests.broken.processes import Processes
from tests.faults import consenting
from tests.faults.crowd import Crowd, OwnRoad
from tests.ruqsat_sandbox.asking import basics, converse
from tests.world import person

Moved = frozenset[tuple[object, ...]]
"""What moved by answers of the system so far: whose, and what."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """
    A system, the milestone at which all wait for it, the trail that leads there.

    *beside* are systems switched off so that nobody answers instead; *tasks* the jobs that ask it (none: the sweep
    does); *rightly* is what may move even where the answer is another's, as that one's notice is right in itself;
    *never* what no fault may bring about, not even one whose answer is right.
    """

    system: str
    trail: int
    milestone: str
    tasks: tuple[str, ...]
    moved: Callable[[Crowd], Moved]
    all_done: Callable[[Crowd], bool]
    beside: tuple[str, ...] = ()
    rightly: Callable[[Crowd], Moved] = lambda crowd: frozenset()
    never: Callable[[Crowd], Moved] = lambda crowd: frozenset()
    before: Callable[[Crowd, Processes], None] = lambda crowd, processes: None
    during: Callable[[Crowd, Processes], None] = lambda crowd, processes: None
    after: Callable[[Crowd, Processes], None] = lambda crowd, processes: None
    pages: tuple[str, ...] = field(default=("/applications/{case}/", "/desk/cases/{case}/", "/desk/"))


def _acts(crowd: Crowd, wanted: Callable[[object], bool]) -> Moved:
    return frozenset((road.case, filed.id) for road in crowd.roads() for filed in road.look().acts if wanted(filed.act))


def judged(crowd: Crowd) -> Moved:
    """Verdicts that decide; what is indeterminate waits."""
    return _acts(
        crowd, lambda act: isinstance(act, SignatureJudged) and act.verdict is not Verdict.INDETERMINATE
    )  # fmt: skip


def receipts(crowd: Crowd) -> Moved:
    """Rules 9: sealed receipts."""
    return _acts(crowd, lambda act: getattr(act, "KIND", "") == "receipt_issued")


def answered(crowd: Crowd) -> Moved:
    """Rules 8: answers of registers that say something."""
    return _acts(crowd, lambda act: isinstance(act, InquiryAnswered) and act.outcome is not Outcome.UNAVAILABLE)


def delivered(feed: str) -> Callable[[Crowd], Moved]:
    """What counts as told."""

    def of_feed(crowd: Crowd) -> Moved:
        rows = Outbox.objects.filter(feed=feed, delivered_at__isnull=False).values_list("file_id", "seq")
        return frozenset(rows)

    return of_feed


def paid(crowd: Crowd) -> Moved:
    """
    Orders that count as paid, and cases whose fee does.

    A part that the gateway rightly signed is on file and moves nothing (List 6, Rules 5): the rest of it is awaited.
    """
    orders = {(order.file_id, "paid") for order in Order.objects.filter(status=Order.Status.PAID)}
    due = {order.file_id: order.amount for order in Order.objects.all()}
    sums = {road.case: _on_record(road) for road in crowd.roads()}
    whole = {(case, "fee") for case, amount in sums.items() if case in due and amount >= due[case]}
    return frozenset(orders | whole)


def counted_too_much(crowd: Crowd) -> Moved:
    """Cases with more of the fee on file than was owed and paid."""
    due = {order.file_id: order.amount for order in Order.objects.all()}
    return frozenset((road.case,) for road in crowd.roads() if _on_record(road) > due.get(road.case, 0))


def _on_record(road: OwnRoad) -> int:
    """What of the fee is on file, in tenge."""
    return sum(filed.act.amount for filed in _with_payments(road) if isinstance(filed.act, FeePaid))


def _with_payments(road: OwnRoad) -> list[Filed]:
    return read.acts_of(road.case)


def informed(crowd: Crowd) -> Moved:
    """Rules 21-1: what operator and contact centre count as informed of, and as having taken note of."""
    rows = Information.objects.filter(recipient__in=[OPERATOR, CONTACT_CENTRE])
    told = set(rows.values_list("change_id", "recipient"))
    noted = {(*row, "noted") for row in rows.exclude(received_at=None).values_list("change_id", "recipient")}
    return frozenset(told | noted)


def filed(crowd: Crowd) -> Moved:
    """Rules 6: applications whose signature holds. What was received with another one is judged so, and not filed."""
    return _acts(crowd, lambda act: isinstance(act, SignatureJudged) and act.verdict is Verdict.PASSED)


def _on_file(road: OwnRoad) -> bool:
    return any(isinstance(filed.act, Received) for filed in _with_payments(road))


def told_twice(crowd: Crowd) -> Moved:
    """Cases whose letter came to somebody more than once, by whichever provider."""
    came: Tally[tuple[str, str, str]] = Tally()
    numbers = dict(Case.objects.filter(id__in=[road.case for road in crowd.roads()]).values_list("id", "number"))
    for one in crowd.world.client.get("/api/messages").json():
        for case, number in numbers.items():
            if number in one["text"] or str(case) in one["text"]:
                came[str(case), one["to"], one["text"]] += 1
    return frozenset((case, to) for (case, to, _), times in came.items() if times > 1)


def everybody(moved: Callable[[Crowd], Moved], *, each: int = 1) -> Callable[[Crowd], bool]:
    """Whether as much moved as there is of so many for each case."""
    return lambda crowd: len(moved(crowd)) >= each * crowd.SIZE


def nobody_asks(crowd: Crowd) -> bool:
    """Whether no case has a register to ask; what else it is owed does not count here."""
    return not any("ask_registers" in road.owed() for road in crowd.roads())


def feed_empty(feed: str) -> Callable[[Crowd], bool]:
    """Whether all was told."""
    return lambda crowd: not Outbox.objects.filter(feed=feed, delivered_at=None).exists()


def unpaid_and_told_here(crowd: Crowd, processes: Processes) -> None:
    """
    The gateway knows of no payment of another cell, and tells this instance's web server of payments.

    Of the orders of the late ones it does not know either: they open their pages during the fault.
    """
    with closing(sqlite3.connect(crowd.world.folder / "sandbox" / "sandbox.sqlite3", timeout=30)) as store, store:
        ours = [str(order.id) for order in Order.objects.all()]
        marks = ", ".join("?" * len(ours))
        store.execute(f"DELETE FROM payments WHERE order_id IN ({marks})", ours)  # noqa: S608 -- only question marks
        query = f"UPDATE orders SET callback_url = ? WHERE id IN ({marks})"  # noqa: S608 -- only question marks
        store.execute(query, [f"{processes.url}/payments/callback/", *ours])
        late = Order.objects.filter(file_id__in=[road.case for road in late_ones(crowd)])
        for order in late:
            store.execute("DELETE FROM invoices WHERE order_id = ?", [str(order.id)])
            store.execute("DELETE FROM orders WHERE id = ?", [str(order.id)])
        late.update(pay_url="")


def late_ones(crowd: Crowd) -> list[OwnRoad]:
    """Those who come to pay during the fault: a part of the half that pays after it."""
    return crowd.roads()[-max(1, crowd.SIZE // 5) :]


def open_page(road: OwnRoad, processes: Processes) -> httpx.Response:
    """Press the button that leads to the page where the fee is paid."""
    return processes.window(road.applicant).post(f"/applications/{road.case}/fee/pay/", {})


def half_pays(crowd: Crowd, processes: Processes) -> None:
    """The first half pays at a bank; the late ones come to the button, and see their own page or why not."""
    pay_all(crowd, crowd.roads()[: crowd.SIZE // 2])
    for road in late_ones(crowd):
        assert open_page(road, processes).status_code in {302, 503}


def led_astray(crowd: Crowd) -> Moved:
    """Cases whose order leads to a page where another one is paid."""
    opened = Order.objects.exclude(pay_url="")
    return frozenset((order.file_id,) for order in opened if str(order.id) not in order.pay_url)


def paid_at_the_bank(crowd: Crowd) -> Moved:
    """Orders of those who paid: the notice of another's payment is the right one for the other."""
    return frozenset((road.case, what) for road in crowd.roads()[: crowd.SIZE // 2] for what in ("paid", "fee"))


def rest_pays(crowd: Crowd, processes: Processes) -> None:
    """The others pay; the late ones once they are led to their own page."""
    for road in late_ones(crowd):
        assert open_page(road, processes).status_code == 302
    pay_all(crowd, crowd.roads()[crowd.SIZE // 2 :])


def pay_all(crowd: Crowd, roads: list[OwnRoad]) -> None:
    for order in Order.objects.filter(file_id__in=[road.case for road in roads]):
        answer = crowd.world.client.post("/bank/", data={"order": str(order.id), "amount": str(order.amount)})
        assert answer.status_code in {200, 302, 303}, answer.text


def sign_all(crowd: Crowd, processes: Processes) -> None:
    """Everybody whose application is not on file signs it, as the page does, and sends what the program gave."""
    for road in crowd.roads():
        if not _on_file(road):
            sign_one(road, processes)


def sign_one(road: OwnRoad, processes: Processes) -> None:
    owner, window = person(road.applicant), processes.window(road.applicant)
    window.post(f"/applications/{road.case}/check-answers/", {"all_the_same": "on"})  # what is missing was read
    prepared = filing.prepare_application(road.case, owner=owner, at=road.now, language="kk")
    try:
        path = f"/ncalayer?iin={road.applicant}&key=rsa"
        said = converse(road.world.client, basics(prepared.statement), path=path, seconds=4)
        cms = said[1]["body"]["result"][0]
        base64.b64decode(cms)
    except (aiohttp.ClientError, httpx.HTTPError, RefusalError, TimeoutError, ValueError, TypeError, KeyError):
        return  # the page says that the signing program does not answer, and the form stays as it is
    window.post(f"/applications/{road.case}/sign/", {"cms": cms, "prepared": str(prepared.id)})


TARGETS = {
    "ocsp": Target(
        system="ocsp", trail=0, milestone="received", tasks=("judge_signature",), beside=("crl",),
        moved=judged, all_done=everybody(judged),
    ),
    "crl": Target(
        system="crl", trail=0, milestone="received", tasks=("judge_signature",), beside=("ocsp",),
        moved=judged, all_done=everybody(judged),
    ),
    "tsp": Target(
        system="tsp", trail=0, milestone="asked", tasks=("seal_receipt",), moved=receipts,
        all_done=everybody(receipts),
    ),
    "registers": Target(
        system="registers", trail=0, milestone="registered", tasks=("ask_registers",), moved=answered,
        all_done=nobody_asks,
    ),
    "consents": Target(
        system="consents", trail=3, milestone="filled", tasks=(), moved=consenting.moved, all_done=consenting.all_done,
        before=consenting.codes_and_consents, during=consenting.all_say_something, after=consenting.all_say_it_again,
        pages=("/applications/{case}/", "/applications/{case}/consent/", "/consents/"),
    ),
    "licenses": Target(
        system="licenses", trail=4, milestone="issued", tasks=(), moved=delivered(REGISTER),
        all_done=feed_empty(REGISTER),
    ),
    "payments": Target(
        system="payments", trail=1, milestone="ordered", tasks=(), moved=paid, all_done=everybody(paid, each=2),
        never=lambda crowd: counted_too_much(crowd) | led_astray(crowd), before=unpaid_and_told_here,
        during=half_pays, after=rest_pays, rightly=paid_at_the_bank,
        pages=("/applications/{case}/", "/applications/{case}/fee/"),
    ),
    "messages": Target(
        system="messages", trail=0, milestone="registered", tasks=("tell_applicant",), beside=("messages_second",),
        moved=delivered(LETTERS), all_done=feed_empty(LETTERS), never=told_twice,
    ),
    "messages_second": Target(
        system="messages_second", trail=0, milestone="registered", tasks=("tell_applicant",), beside=("messages",),
        moved=delivered(LETTERS), all_done=feed_empty(LETTERS), never=told_twice,
    ),
    "monitoring": Target(
        system="monitoring", trail=0, milestone="registered", tasks=("deliver_monitoring",),
        moved=delivered(MONITORING), all_done=feed_empty(MONITORING),
    ),
    "information": Target(
        system="information", trail=2, milestone="published", tasks=(), moved=informed,
        all_done=everybody(informed, each=4), pages=("/desk/",),
    ),
    "signer": Target(
        system="signer", trail=0, milestone="begun", tasks=(), moved=filed, all_done=everybody(judged),
        during=sign_all, after=sign_all, pages=("/account/", "/consents/", "/applications/new/"),
    ),
}  # fmt: skip
