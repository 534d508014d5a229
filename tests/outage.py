"""An outage of the registers that begins before an application is filed and goes on after it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from ruqsat.cases.actions import consenting
from ruqsat.gateways import registers
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import Registers
from tests.walking import Road
from tests.world import AIZHAN, ALMATY, PHONE, person


@dataclass(frozen=True)
class OnlyConsents:
    """The digital document service takes consents, and no register behind it answers."""

    service: Registers

    @property
    def past(self) -> Collection[str]:
        return self.service.past

    def request_consent(self, **asked: Any) -> Any:
        return self.service.request_consent(**asked)

    def confirm_consent(self, request: UUID, **said: Any) -> Any:
        return self.service.confirm_consent(request, **said)

    def consent_state(self, request: UUID) -> Any:
        return self.service.consent_state(request)

    def withdraw_consent(self, consent: UUID) -> Any:
        return self.service.withdraw_consent(consent)

    def ask(self, inquiry: str, **_: object) -> Unavailable:
        return Unavailable(why=f"{inquiry}: no answer in time.")


def consented_while_registers_are_down(road: Road) -> None:
    """A draft that no register said anything of: what it knows the applicant typed."""
    road.fill()
    owner, service = person(AIZHAN), OnlyConsents(registers.connect(settings.GATEWAYS))
    pending = consenting.ask_for_consent(
        road.case, owner=owner, office=ALMATY, purpose="License", language="kk", at=road.now, registers=service
    )
    code = road.world.code_on(PHONE)
    consenting.give_consent(
        road.case, owner=owner, pending=pending.id, code=code, now=road.world.now, registers=service
    )


def registered_while_registers_are_down(road: Road) -> None:
    """The application made of it, paid and registered; the registers are still down."""
    consented_while_registers_are_down(road)
    road.pay()
    road.receive()
    road.register()
    road.world.break_down("registers")
