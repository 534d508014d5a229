"""Rules 8: no inquiry leaves without its basis; each one is in the ledger, each answer on file with its bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from django.db import connection

from ruqsat.consents import asking, giving
from ruqsat.consents.asking import Question
from ruqsat.consents.circuit import OPENS_AFTER
from ruqsat.consents.lines import AT_ONCE
from ruqsat.consents.models import Consent, Inquiry, Source
from ruqsat.gateways.answers import Came, NothingOnRecord
from ruqsat.gateways.basis import RestsOn
from ruqsat.gateways.registers import Gateway, Registers, Subject
from ruqsat.gateways.wires import USUAL
from ruqsat.journal.files import open_file
from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import Basis, ConsentLapsed, ConsentRefused, Filed, InquiryAnswered, Lapse, Outcome
from tests.clocks import stopped_at
from tests.consents.ground import AT, IIN, OWNER, SYSTEM, Service, consented, put_on_file
from tests.contracts.registers import INQUIRIES

pytestmark = pytest.mark.django_db

IDENTITY = Question(inquiry="identity", about="applicant", owner="applicant", subject=Subject(iin=IIN))
EDUCATION = Question(inquiry="higher_education", about=IIN, owner="applicant", subject=Subject(iin=IIN))
ESTATE = Question(inquiry="real_estate", about="F1", owner="applicant", subject=Subject(address="Almaty"))
BAN = Question(inquiry="ban", about="applicant", owner="applicant", subject=Subject(iin=IIN))


def ask_all(service: Service, consent: Consent, *questions: Question, minutes: int = 0) -> asking.Asked:
    at = AT + timedelta(minutes=minutes)
    return asking.ask_all(
        consent.file_id, questions, now=stopped_at(at), by=SYSTEM, registers=service.client, record=put_on_file
    )


def test_an_answer_is_on_file_with_source_basis_consent_and_bytes(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_say("identity", {"last": "Ойдан"})
    filed = asking.ask(
        consent.file_id, IDENTITY, now=stopped_at(AT), by=SYSTEM, registers=service.client, record=put_on_file
    )
    assert filed is not None
    assert filed.act == InquiryAnswered(
        happened_at=AT,
        inquiry="identity",
        about="applicant",
        outcome=Outcome.VALUE,
        source="ГБД ФЛ",
        basis=Basis.CONSENT,
        consent=consent.id,
        data={**INQUIRIES["identity"].value, "last": "Ойдан"},
    )
    assert b"SCSS001" in proof_of(filed.id)
    row = Inquiry.objects.get()
    assert (row.id, row.consent, row.outcome) == (filed.id, consent, "value")
    asked = service.asked("identity")
    assert asked == [{"about": {"iin": IIN}, "token": "opens-it", "basis": "consent", "message_id": str(row.id)}]


def test_without_consent_nothing_leaves_and_nothing_is_recorded(service: Service) -> None:
    file = uuid4()
    open_file("case", id=file, at=AT)
    service.will_say("identity", {"last": "Ойдан"})
    with pytest.raises(asking.NoLiveConsent, match="without the consent"):
        asking.ask(file, IDENTITY, now=stopped_at(AT), by=SYSTEM, registers=service.client, record=put_on_file)
    assert service.asked("identity") == []
    assert not Inquiry.objects.exists()
    assert acts_of(file) == []


def test_a_consent_to_other_data_or_one_that_ended_opens_nothing(service: Service) -> None:
    consent = consented(service, uuid4(), until=AT + timedelta(days=1))
    service.will_say("real_estate", {"area": "40"})
    service.will_say("identity", {"last": "Ойдан"})
    assert ask_all(service, consent, ESTATE).without_consent == (ESTATE,)
    with pytest.raises(asking.NoLiveConsent):
        asking.ask(
            consent.file_id,
            IDENTITY,
            now=stopped_at(AT + timedelta(days=1)),
            by=SYSTEM,
            registers=service.client,
            record=put_on_file,
        )
    giving.withdraw(consent.file_id, consent.id, at=AT, by=OWNER, record=put_on_file)
    assert ask_all(service, consent, IDENTITY).without_consent == (IDENTITY,)
    assert service.asked("real_estate") == service.asked("identity") == []


def test_the_ban_check_rests_on_the_statute_and_needs_no_consent(service: Service) -> None:
    """Rules 8, last part."""
    file = uuid4()
    open_file("case", id=file, at=AT)
    service.will_say("ban", {"banned": "false", "act": "", "until": ""})
    filed = asking.ask(file, BAN, now=stopped_at(AT), by=SYSTEM, registers=service.client, record=put_on_file)
    assert filed is not None
    assert isinstance(filed.act, InquiryAnswered)
    assert (filed.act.basis, filed.act.consent) == (Basis.STATUTE, None)
    assert service.asked("ban")[0]["token"] is None


def test_a_batch_goes_on_file_at_once_in_its_order_each_as_what_it_is(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_say("identity", {"last": "Ойдан"})
    service.will_say("higher_education", None)
    service.will_be_down("ban")
    asked = ask_all(service, consent, IDENTITY, ESTATE, EDUCATION, BAN)
    assert asked.without_consent == (ESTATE,)
    said = [filed.act for filed in asked.filed if isinstance(filed.act, InquiryAnswered)]
    assert [(act.inquiry, act.about, act.outcome) for act in said] == [
        ("identity", "applicant", Outcome.VALUE),
        ("higher_education", IIN, Outcome.NONE),
        ("ban", "applicant", Outcome.UNAVAILABLE),
    ]
    assert [filed.seq for filed in asked.filed] == [2, 3, 4]
    assert sorted(Inquiry.objects.values_list("outcome", flat=True)) == ["none", "unavailable", "value"]


def test_more_than_go_at_a_time_all_come_back(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_say("higher_education", {"institution": "University"})
    everybody = people(12)
    asked = ask_all(service, consent, *everybody)
    said = [filed.act.about for filed in asked.filed if isinstance(filed.act, InquiryAnswered)]
    assert said == [question.about for question in everybody]


def test_each_vain_question_stands_in_the_ledger_and_each_is_a_message_of_its_own(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_be_down("identity")
    for minutes in (0, 1):
        assert len(ask_all(service, consent, IDENTITY, minutes=minutes).filed) == 1
    assert [row.outcome for row in Inquiry.objects.all()] == ["unavailable"] * 2
    assert len({str(asked["message_id"]) for asked in service.asked("identity")}) == 2


def people(count: int) -> list[Question]:
    return [
        Question(inquiry="higher_education", about=f"{n}", owner="applicant", subject=Subject(iin=IIN))
        for n in range(count)
    ]


def test_a_clinic_whose_register_is_down_asks_it_a_few_times_and_the_others_to_the_end(service: Service) -> None:
    """Rules 8: what did not leave is not in the ledger of what was asked; that it is not known is on file."""
    consent = consented(service, uuid4())
    service.will_be_down("higher_education")
    service.will_say("identity", {"last": "Ойдан"})
    asked = ask_all(service, consent, *people(40), IDENTITY)
    left = len(service.asked("higher_education"))
    assert OPENS_AFTER <= left < OPENS_AFTER + AT_ONCE
    assert Inquiry.objects.filter(inquiry="higher_education").count() == left
    said = [filed.act for filed in asked.filed if isinstance(filed.act, InquiryAnswered)]
    assert [act.outcome for act in said] == [Outcome.UNAVAILABLE] * 40 + [Outcome.VALUE]
    assert sum(b"was not asked" in proof_of(filed.id) for filed in asked.filed) == 40 - left


def test_while_a_register_is_left_alone_who_waits_on_a_page_is_answered_at_once(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_be_down("higher_education")
    ask_all(service, consent, *people(3))
    (filed,) = ask_all(service, consent, EDUCATION).filed
    assert isinstance(filed.act, InquiryAnswered)
    assert filed.act.outcome is Outcome.UNAVAILABLE
    assert b"was not asked" in proof_of(filed.id)
    assert len(service.asked("higher_education")) == 3


def test_one_question_tries_and_the_others_follow_when_it_is_answered(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_be_down("higher_education")
    ask_all(service, consent, *people(3))
    ask_all(service, consent, *people(9), minutes=5)
    assert len(service.asked("higher_education")) == 4, "one tried, and the others stayed"
    service.will_say("higher_education", {"institution": "University"})
    asked = ask_all(service, consent, *people(9), minutes=15)
    said = [filed.act.outcome for filed in asked.filed if isinstance(filed.act, InquiryAnswered)]
    assert said == [Outcome.VALUE] * 9


def test_a_register_at_an_address_of_its_own_does_not_stand_for_the_gateway(service: Service, tmp_path: Path) -> None:
    """Rules 8: it answers while the gateway is down, which stays down until one behind it is answered."""
    consent, told = consented(service, uuid4()), service.gateway.settings["registers"]
    at, _, rest = USUAL.read_text(encoding="utf-8").partition("[higher_education]")
    own = rest.replace("confirmed = false", f'address = "{told["url"]}"', 1)
    (tmp_path / "services.toml").write_text(f"{at}[higher_education]{own}", encoding="utf-8")
    away = {"url": "http://127.0.0.1:9/nobody", "services_file": str(tmp_path / "services.toml")}
    service.gateway.settings = {**service.gateway.settings, "registers": {**told, **away}}
    service.will_say("higher_education", {"institution": "University"})
    for minutes in (0, 0, 0, 5):
        answers = [one.act for one in ask_all(service, consent, IDENTITY, EDUCATION, minutes=minutes).filed]
        said = [act.outcome for act in answers if isinstance(act, InquiryAnswered)]
        assert said == [Outcome.UNAVAILABLE, Outcome.VALUE]
    (gateway,) = Source.objects.all()
    assert (gateway.name, gateway.failures, gateway.back_at) == ("gateway", 4, None)


class TakenBack:
    """The owner takes the consent back when it is looked at for the nth time whether it still stands."""

    def __init__(self, service: Service, consent: Consent, *, at_look: int) -> None:
        self.service, self.consent, self.at_look = service, consent, at_look
        self.looks, self.left = 0, -1

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if '"ended_at" IS NOT NULL' in sql:
            self.looks += 1
            if self.looks == self.at_look:
                self.left = len(self.service.asked("higher_education"))
                giving.withdraw(self.consent.file_id, self.consent.id, at=AT, by=OWNER, record=put_on_file)
        return execute(sql, params, many, context)


@pytest.mark.parametrize("at_look", [1, 2, 5])
def test_what_has_not_left_when_the_consent_is_taken_back_leaves_no_more(service: Service, at_look: int) -> None:
    """Rules 8: only what is on the wire by then has left; nor is the rest in the ledger of what was asked."""
    consent = consented(service, uuid4())
    service.will_say("higher_education", {"institution": "University"})
    owner = TakenBack(service, consent, at_look=at_look)
    with connection.execute_wrapper(owner):
        asked = ask_all(service, consent, *people(40))
    left = len(service.asked("higher_education"))
    assert owner.left <= left < owner.left + AT_ONCE
    assert left == len(asked.filed) == Inquiry.objects.count()
    assert asked.without_consent == tuple(one for one in people(40) if one.about not in about(asked))
    assert len(asked.without_consent) == 40 - left


@dataclass(frozen=True)
class Breaks(Gateway):
    """The service's client, in which something breaks at the sixth question."""

    turns: Iterator[int] = field(default_factory=lambda: count(1))

    def ask(
        self, inquiry: str, *, about: Subject, basis: RestsOn, message_id: UUID, at: datetime | None = None
    ) -> Came:
        if next(self.turns) == 6:
            raise RuntimeError("broken")
        return super().ask(inquiry, about=about, basis=basis, message_id=message_id, at=at)


def test_where_something_breaks_what_never_left_is_not_in_the_ledger_of_what_was_asked(service: Service) -> None:
    """Rules 8: what has come is on file, and only that at which it broke, which may have left, is without an answer."""
    consent = consented(service, uuid4())
    service.will_say("higher_education", {"institution": "University"})
    questions = people(40)
    client = service.client
    assert isinstance(client, Gateway)
    client = Breaks(url=client.url, said=client.said)
    with pytest.raises(RuntimeError, match="broken"):
        asking.ask_all(consent.file_id, questions, now=stopped_at(AT), by=SYSTEM, registers=client, record=put_on_file)
    left = len(service.asked("higher_education"))
    assert 0 < left < len(questions)
    assert Inquiry.objects.filter(outcome="value").count() == left
    assert Inquiry.objects.filter(outcome="").count() == 1


def about(asked: asking.Asked) -> set[str]:
    return {filed.act.about for filed in asked.filed if isinstance(filed.act, InquiryAnswered)}


def test_an_answer_that_nobody_can_read_is_none_and_says_nothing(service: Service) -> None:
    """Rules 8: unknown is not no."""
    consent = consented(service, uuid4())
    spoils = (lambda _: b"<html>Login</html>", lambda whole: whole[: len(whole) // 2], lambda whole: whole[:-1])
    for turn, spoil in enumerate((*spoils, lambda _: b"")):
        service.gateway.will("higher_education", at=AT, spoil=spoil)
        (filed,) = ask_all(service, consent, EDUCATION, minutes=60 * turn).filed
        assert isinstance(filed.act, InquiryAnswered)
        assert (filed.act.outcome, filed.act.data) == (Outcome.UNAVAILABLE, {})
        assert len(service.asked("higher_education")) == turn + 1
    service.gateway.will("higher_education", at=AT)
    (filed,) = ask_all(service, consent, EDUCATION, minutes=300).filed
    assert isinstance(filed.act, InquiryAnswered)
    assert filed.act.outcome is Outcome.VALUE


def test_nobody_is_named_in_the_ledger(service: Service) -> None:
    consent = consented(service, uuid4())
    service.will_say("higher_education", None)
    ask_all(service, consent, EDUCATION)
    assert IIN not in str(list(Inquiry.objects.values()))


@pytest.mark.parametrize("away", [timedelta(days=400), timedelta(days=-400)])
def test_an_answer_is_on_file_at_an_hour_that_can_be(service: Service, away: timedelta) -> None:
    """Rules 8: a register whose clock is wrong neither makes a document lapse nor holds."""

    class Wrong:
        past = frozenset[str]()

        def ask(self, *_: object, **__: object) -> NothingOnRecord:
            return NothingOnRecord(source="Register", answered_at=AT + away, raw=f"{AT + away}".encode())

    consent = consented(service, uuid4())
    asked = asking.ask_all(
        consent.file_id,
        people(1),
        now=stopped_at(AT),
        by=SYSTEM,
        registers=cast("Registers", Wrong()),
        record=put_on_file,
    )
    (filed,) = asked.filed
    assert filed.act.happened_at == AT
    assert proof_of(filed.id) == f"{AT + away}".encode()


def test_that_a_consent_is_not_in_force_there_goes_on_file_once_with_the_answer_and_stops_what_rests_on_it(
    service: Service,
) -> None:
    """Rules 8: it is no silence of the register, which is open to everybody else."""
    consent = consented(service, uuid4())
    service.gateway.will("higher_education", at=AT, code="00002", record="")
    asked = ask_all(service, consent, *people(12))
    (filed,) = asked.filed
    assert filed.act == ConsentLapsed(happened_at=AT, consent=consent.id, cause=Lapse.NOT_IN_FORCE)
    assert b"00002" in proof_of(filed.id)
    assert set(Inquiry.objects.values_list("outcome", flat=True)) == {"not_opened"}
    assert not Source.objects.exists()
    left = len(service.asked("higher_education"))
    assert ask_all(service, consent, EDUCATION, minutes=1).without_consent == (EDUCATION,)
    assert len(service.asked("higher_education")) == left
    assert Consent.objects.get().ended_at == AT


def test_what_is_refused_as_ours_stops_the_line_and_says_nothing_of_the_register(service: Service) -> None:
    """Rules 8: what did not leave is left for another time, and is not on file as a register that is down."""
    consent = consented(service, uuid4())
    service.gateway.will("higher_education", status="SCSE002")
    asked = ask_all(service, consent, *people(40))
    left = len(service.asked("higher_education"))
    assert 0 < left <= AT_ONCE
    assert len(asked.filed) == left == Inquiry.objects.count()
    assert [row.name for row in Source.objects.all()] == ["ours:education"]


def test_an_answer_is_put_on_file_at_the_moment_at_which_it_is_there(service: Service) -> None:
    """Rules 8: while a register was waited for, something else came on file; and the register's own hour counts."""
    consent = consented(service, uuid4())
    moments = [AT]

    class Slow:
        past = frozenset[str]()

        def ask(self, *_: object, **__: object) -> NothingOnRecord:
            moments[0] = AT + timedelta(minutes=5)
            return NothingOnRecord(source="Register", answered_at=AT + timedelta(minutes=3), raw=b"{}")

    def record(*asked: Any, **more: Any) -> Sequence[Filed]:
        other = ConsentRefused(happened_at=AT, owner="900615499007")
        put_on_file(consent.file_id, [(other, None)], at=AT + timedelta(minutes=4), by=OWNER, ids=[uuid4()])
        return put_on_file(*asked, **more)

    asked = asking.ask_all(
        consent.file_id,
        people(1),
        now=lambda: moments[0],
        by=SYSTEM,
        registers=cast("Registers", Slow()),
        record=record,
    )
    (filed,) = asked.filed
    assert (filed.act.happened_at, filed.filed_at) == (AT + timedelta(minutes=3), AT + timedelta(minutes=5))
    row = Inquiry.objects.get()
    assert (row.asked_at, row.answered_at) == (AT, AT + timedelta(minutes=3))


def test_what_has_not_left_when_the_consent_runs_out_leaves_no_more(service: Service) -> None:
    """Rules 8: it is looked at when each leaves, not when all were begun."""
    consent = consented(service, uuid4(), until=AT + timedelta(minutes=1))
    moments = iter([AT])
    asked = asking.ask_all(
        consent.file_id,
        people(3),
        now=lambda: next(moments, AT + timedelta(minutes=1)),
        by=SYSTEM,
        registers=service.client,
        record=put_on_file,
    )
    assert (asked.filed, asked.without_consent) == ((), tuple(people(3)))
    assert service.asked("higher_education") == []
    assert not Inquiry.objects.exists()
