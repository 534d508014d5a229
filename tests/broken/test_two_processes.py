"""Two web servers on one database: what comes to both at the same moment is taken in one order, and both are told."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest

from tests.broken.processes import Processes, wait_until
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.web.officers import case_page, signed, window_of
from tests.web.portal.roads import page, without_anything
from tests.world import AIZHAN, HEAD, OFFICER

Beside = Callable[[Road], Processes]
REFUSAL = "decision/refusal-of-consideration/"
DRAFT = "refuse-consideration/"
WHY = "I apply again in spring."
DOCUMENT = {"file": ("lease.pdf", PDF, "application/pdf")}


def before_the_head(stand: Stand) -> Road:
    """Rules 9: documents are missing, and the refusal of consideration awaits the head's signature."""
    road = without_anything(stand)
    window = window_of(OFFICER)
    items = [item.key for item in window.get(case_page(road, DRAFT)).context["held"]]
    window.post(case_page(road, DRAFT), {"items": items, "text": "Documents are missing.", "seen": road.seen})
    assert road.kinds()[-1] == "consideration_refusal_drafted"
    return road


@dataclass(frozen=True, kw_only=True)
class Both:
    """The head at one server and the applicant at another, each with something ready to be sent."""

    here: Processes
    there: Processes
    case: UUID
    sends: dict[str, Callable[[], httpx.Response]]

    def send(self, *order: str) -> list[httpx.Response]:
        """All of it at once: each waits for the case before the next is sent, and whoever waits first is first."""
        sent: list[Future[httpx.Response]] = []
        with (
            ThreadPoolExecutor(max_workers=2) as several,
            self.here.holding("SELECT 1 FROM journal_file WHERE id = %s FOR UPDATE", self.case),
        ):
            for who in order:
                sent.append(several.submit(self.sends[who]))
                wait_until(lambda: self.here.waiting() == len(sent), f"{who} to wait for the case")
        return [each.result() for each in sent]


def both_ready(road: Road, beside: Beside) -> Both:
    window = window_of(HEAD)
    address = window.post(case_page(road, REFUSAL)).headers["Location"]
    signature = signed(road, window, address, HEAD)
    here, there = beside(road), beside(road)
    for processes in (here, there):
        processes.serve()
    head, applicant = here.window(HEAD), there.window(AIZHAN)
    of_head, of_applicant = head.token(), applicant.token()
    adding, proves = page(road, "add-document/"), {"proves": "premises_title-F1"}
    sends = {
        "signature": lambda: head.post(address, signature, token=of_head),
        "document": lambda: applicant.post(adding, proves, token=of_applicant, files=DOCUMENT),
        "withdrawal": lambda: applicant.post(page(road, "withdrawal/"), {"reason": WHY}, token=of_applicant),
    }
    return Both(here=here, there=there, case=road.case, sends=sends)


def test_a_document_that_arrives_while_the_head_signs_stops_the_head(stand_apart: Stand, beside: Beside) -> None:
    """Rules 9, Rules 13: what completeness rests on has changed, and the head is shown it."""
    road = before_the_head(stand_apart)
    document, signature = both_ready(road, beside).send("document", "signature")
    assert (document.status_code, signature.status_code) == (302, 409)
    assert "The case has moved on" in signature.text
    assert road.kinds()[-1] == "document_added"


@pytest.mark.parametrize(
    ("sent", "told"),
    [("document", "No document can be added now"), ("withdrawal", "The application cannot be taken back")],
)
def test_what_arrives_just_after_the_head_signed_is_told_why_it_is_not_taken(
    stand_apart: Stand, beside: Beside, sent: str, told: str
) -> None:
    """Rules 9: the case is over, which the applicant could not know when this was sent; nothing typed is lost."""
    road = before_the_head(stand_apart)
    signature, late = both_ready(road, beside).send("signature", sent)
    assert (signature.status_code, late.status_code) == (302, 409)
    assert told in late.text
    assert "Consideration of this application was refused." in late.text
    assert sent == "document" or WHY in late.text
    assert road.kinds().count("consideration_refused") == 1
    assert not {"document_added", "withdrawn"} & set(road.kinds())
