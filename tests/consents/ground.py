"""A digital document service that replays written-down answers, and a file on which facts are put."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from ruqsat.consents import giving
from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways import registers
from ruqsat.journal.append import Judged, ProofBytes
from ruqsat.journal.files import open_file
from ruqsat.law.acts import Act, Actor, Filed, Role
from tests.contracts.gateway import PlayedGateway
from tests.gateways.replay import Replay, Written
from tests.journal.filing import append_all

AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
UNTIL = AT + timedelta(days=90)
IIN = "900101399016"
OWNER = Actor(person=UUID("66666666-6666-4666-8666-666666666666"), role=Role.APPLICANT)
SYSTEM = Actor(person=None, role=Role.SYSTEM)
DATA = ("identity", "higher_education")
JUDGED = Judged(edition="tests", calendar="tests", law="tests")


def put_on_file(
    file: UUID, facts: Sequence[tuple[Act, ProofBytes | None]], *, at: datetime, by: Actor, ids: Sequence[UUID]
) -> Sequence[Filed]:
    """Open the file with its first facts."""
    open_file("case", id=file, at=at)
    return append_all(file, facts, at=at, by=by, judged=JUDGED, ids=ids)


@dataclass(frozen=True, kw_only=True)
class Service:
    """The service and how it will answer next."""

    world: Replay
    gateway: PlayedGateway

    @property
    def client(self) -> registers.Registers:
        return registers.connect(self.gateway.settings)

    def will_send_a_code(self, *, minutes: float = 10) -> None:
        said = {"phone_masked": "+7 70* *** ** 01", "expires_at": _z(AT + timedelta(minutes=minutes))}
        self._about_what_is_asked(said, status=200)

    def will_have_no_phone(self) -> None:
        self._about_what_is_asked({"error": "no_phone"}, status=404)

    def _about_what_is_asked(self, said: dict[str, str], *, status: int) -> None:
        def answer(body: bytes) -> Written:
            return Written(body=json.dumps({"request": json.loads(body)["id"], **said}).encode(), status=status)

        self.world.will_answer_by("POST", "/registers/consent", answer)

    def will_confirm(self, request: UUID, *, until: datetime = UNTIL) -> UUID:
        consent = uuid4()
        said = {"request": str(request), "state": "given", "token": "opens-it", "consent": str(consent)}
        said["valid_until"] = _z(until)
        self.world.will_answer("POST", f"/registers/consent/{request}/confirm", json.dumps(said).encode())
        return consent

    def will_not_confirm(self, request: UUID, *, status: int, said: dict[str, object]) -> None:
        path = f"/registers/consent/{request}/confirm"
        body = json.dumps({"request": str(request), **said}).encode()
        self.world.will_answer("POST", path, body, status=status)

    def will_deny(self, request: UUID) -> None:
        body = json.dumps({"request": str(request), "state": "refused", "means": "code"}).encode()
        self.world.will_answer("POST", f"/registers/consent/{request}/confirm", body)

    def came_of(self, request: UUID, said: dict[str, object], *, status: int = 200) -> None:
        body = json.dumps({"request": str(request), **said}).encode()
        self.world.will_answer("GET", f"/registers/consent/{request}", body, status=status)

    def will_know_of_withdrawal(self, consent: UUID, *, status: int = 200) -> None:
        said = json.dumps({"consent": str(consent), "withdrawn_at": _z(AT)}).encode()
        self.world.will_answer("POST", f"/registers/consent/{consent}/withdraw", said, status=status)

    def will_say(self, inquiry: str, data: dict[str, str] | None) -> None:
        """The register's answer, with *data* in place of what the contract's example says; None: nothing on record."""
        self.gateway.will_say(inquiry, data, at=AT)

    def will_be_down(self, inquiry: str) -> None:
        self.gateway.will_be_down(inquiry)

    def asked(self, inquiry: str) -> list[dict[str, object]]:
        """What the register was asked so far."""
        return [
            {
                "about": dict(each.asked),
                "token": each.token,
                "basis": each.properties["basis"],
                "message_id": each.message_id,
            }
            for each in self.gateway.questions
            if each.inquiry == inquiry
        ]


def requested(
    service: Service, file: UUID, *, owner: str = "applicant", at: datetime = AT, minutes: float = 10
) -> Pending:
    """A request for consent whose code is on its way."""
    service.will_send_a_code(minutes=minutes)
    return giving.request(
        file,
        owner=owner,
        iin=IIN,
        office="KZ-75",
        purpose="Issue of a license",
        data=DATA,
        language="kk",
        at=at,
        registers=service.client,
    )


def consented(service: Service, file: UUID, *, owner: str = "applicant", until: datetime = UNTIL) -> Consent:
    """A consent on file."""
    pending = requested(service, file, owner=owner)
    service.will_confirm(pending.id, until=until)
    return giving.confirm(pending.id, code="123456", at=AT, by=OWNER, registers=service.client, record=put_on_file)


def _z(at: datetime) -> str:
    return at.isoformat()
