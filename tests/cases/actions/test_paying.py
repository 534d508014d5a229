"""Rules 6, List 6: whoever applies is the payer, the tax authority is that of the office; late money is late."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.conf import settings

from ruqsat.cases import drafting
from ruqsat.cases.actions import paying, treasury
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.models import Case
from ruqsat.law.acts import SYSTEM, Actor, Role
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.local_time import local
from ruqsat.payments import orders
from ruqsat.payments.checking import check
from ruqsat.payments.models import Order, Payment
from tests.cases.filling import CLINIC
from tests.gateways.statements.samples import Movement, table
from tests.milestones import Stand
from tests.walking import HOME, Road
from tests.world import AIZHAN, person


def ordered(case: UUID, road: Road) -> Order:
    return paying.order_for(case, service=Service.ISSUE, payer=person(AIZHAN), at=road.now)


def test_before_the_region_is_known_no_tax_authority_is_named(stand: Stand) -> None:
    road = stand("known")
    draft = drafting.start(person(AIZHAN), Service.ISSUE, at=road.now)
    order = ordered(draft.id, road)
    assert (orders.payer_of(order), order.tax_body) == (AIZHAN, "")
    residence = {**HOME, "region": "75"}
    drafting.save_section(person(AIZHAN), draft.id, Section.RESIDENCE, residence, at=road.now)
    assert ordered(draft.id, road).id == order.id
    order.refresh_from_db()
    assert order.tax_body == settings.TAX_BODIES["75"]


def test_a_legal_entity_pays_under_its_bin_and_the_order_of_its_head_gives_way(stand: Stand) -> None:
    """Rules 6: the entity applies, through its head."""
    road = stand("known")
    beginning = Beginning(kind=ApplicantKind.LEGAL_ENTITY)
    draft = drafting.start(person(AIZHAN), Service.ISSUE, at=road.now, beginning=beginning)
    before = ordered(draft.id, road)
    entity = {"foreign": "no", "bin": CLINIC, "branch_bin": ""}
    drafting.save_section(person(AIZHAN), draft.id, Section.ORGANIZATION, entity, at=road.now)
    order = ordered(draft.id, road)
    before.refresh_from_db()
    assert (orders.payer_of(order), before.status) == (CLINIC, Order.Status.VOID)
    assert check() == []


def test_money_after_the_case_ended_is_late(stand: Stand) -> None:
    road = stand("settled")
    Payment.objects.all().delete()
    order = Order.objects.get()
    Order.objects.update(status="open", paid_at=None)
    Case.objects.update(ended=True)
    said = Movement(reference="L1", amount="77", purpose=order.number, payer=AIZHAN, day=local(road.now).date())
    treasury.take_statement(table(said), by=SYSTEM, now=lambda: road.now)
    (late,) = paying.not_due(road.case)
    assert (late.payment.surplus, late.payment.surplus_tiyn, late.state) == ("late", 7700, "waiting")
    assert Order.objects.get().status == Order.Status.OPEN


def test_an_order_is_paid_when_the_whole_fee_is_on_file_and_what_was_taken_back_is_missing(
    stand: Stand,
) -> None:
    """List 9(2): the parts on file make the whole fee, of which the bank took one back."""
    road = stand("known")
    road.fill()
    order = ordered(road.case, road)
    said = {"payer": AIZHAN, "day": local(road.now).date()}
    part = Movement(reference="B1", amount="1000", purpose=order.number, **said)  # type: ignore[arg-type]  # a table
    back = Movement(reference="B2", amount="1000", direction="out", **said)  # type: ignore[arg-type]  # a table
    came, went = treasury.take_statement(table(part, back), by=SYSTEM, now=lambda: road.now).lines
    officer = Actor(person=uuid4(), role=Role.OFFICER, office="KZ-75")
    assert paying.missing(road.case).tiyn == 0
    treasury.takes_back(went.id, came.id, reason="The bank wrote so.", by=officer, at=road.now)
    rest = replace(part, reference="B3", amount=str(order.amount - 1000))
    treasury.take_statement(table(rest), by=SYSTEM, now=lambda: road.now)
    order.refresh_from_db()
    assert (order.status, paying.missing(road.case).tiyn) == ("paid", 1000_00)
    treasury.take_statement(table(replace(part, reference="B4")), by=SYSTEM, now=lambda: road.now)
    assert paying.missing(road.case).tiyn == 0
    assert check() == []


def test_after_filing_the_payer_stands_in_the_application(stand: Stand) -> None:
    road = stand("settled")
    assert paying._payer(road.case, person(AIZHAN), at=road.now) == (AIZHAN, "75")
