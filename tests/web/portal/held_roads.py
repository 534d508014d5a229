"""People who hold a license, at the pages: asking for an annex, a reissue, a duplicate."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ruqsat.cases.models import Draft
from tests.walking import Road
from tests.web.officers import signed, window_of
from tests.web.portal.filling import ADDRESS, PDF, TYPED

VERA, PETR, ERLAN, DINA = "901128499092", "810203399051", "880809399138", "790615499170"
PHONES = {VERA: "+77000000103", PETR: "+77000000102", ERLAN: "+77000000104", DINA: "+77000000105"}
CHANGED = {"changed_on_day": "14", "changed_on_month": "9", "changed_on_year": "2019"}
IN_ASTANA = ADDRESS | {"region": "71", "city": "Астана"}
ANNEX_001: dict[str, object] = {f"{part}_001": value for part, value in ADDRESS.items()} | {
    "subtypes_001": ["outpatient_adult"]
}


@dataclass
class Asking:
    """One person's draft, and the window in which it is filled in."""

    road: Road
    iin: str
    window: Client
    draft: UUID

    def page(self, section: str = "") -> str:
        """The address of a page of the draft."""
        return f"/applications/{self.draft}/{section}"

    def shown(self, section: str = "") -> str:
        """What a page says."""
        answer = self.window.get(self.page(section))
        assert answer.status_code == 200, (section, answer.status_code, answer.headers)
        return answer.content.decode()

    def type(self, section: str, values: dict[str, Any]) -> None:
        """Type into a page what is right."""
        answer = self.window.post(self.page(f"{section}/"), values)
        assert answer.status_code == 302, (section, answer.content.decode())

    def consent(self) -> None:
        """Rules 8: the code comes to the phone, and the registers are asked."""
        self.road.world.put_post_away()
        self.window.post(self.page("consent/"), {"step": "choose", "choice": "registers"})
        self.type("consent", {"step": "confirm", "code": self.road.world.code_on(PHONES[self.iin])})

    def about_oneself(self, address: dict[str, object] = ADDRESS) -> None:
        """Name, residence, contacts, bank account, confirmations: what an individual always types."""
        self.type("name", {"as_registered": "1"})
        self.type("residence", address)
        for section in ("contacts", "bank", "confirmations"):
            self.type(section, next(values for key, values in TYPED.items() if key.value == section))

    def attach_everything(self) -> None:
        """Attach what is asked for, and say that all is there."""
        for place in self.window.get(self.page("documents/")).context["places"]:
            wanted = place["wanted"]
            path = self.page(f"documents/{wanted.demand.document}/{wanted.about}/attach/")
            file = SimpleUploadedFile(f"{wanted.slot}.pdf", PDF + wanted.slot.encode())
            assert self.window.post(path, {f"{wanted.slot}-file": file}).status_code == 302
        self.type("documents", {"sheets": "1", "confirmed": "on"})

    def submit(self) -> None:
        """Check the answers, sign, and be registered."""
        self.window.post(self.page("check-answers/"), {"all_the_same": "on"})
        done = self.window.post(self.page("sign/"), signed(self.road, self.window, self.page("sign/"), self.iin))
        assert done.status_code == 302, done.content.decode()
        self.road.case, self.road.applicant = self.draft, self.iin
        self.road.register()


def asking(road: Road, iin: str, service: str, whom: str = "individual") -> Asking:
    """Begin with a license that this register does not know: its number is stated."""
    window = window_of(iin)
    begun = window.post("/applications/new/", {"service": service, "whom": whom})
    assert begun.status_code == 302, begun.content.decode()
    draft = Draft.objects.get(id=begun["Location"].strip("/").split("/")[1])
    return Asking(road=road, iin=iin, window=window, draft=draft.id)


def from_the_license(road: Road, number: str, service: str) -> Asking:
    """Begin with one click from the page of the license."""
    window = window_of(road.applicant)
    begun = window.post(f"/licenses/{number}/{service}/")
    assert begun.status_code == 302, begun.content.decode()
    return Asking(road=road, iin=road.applicant, window=window, draft=UUID(begun["Location"].strip("/").split("/")[1]))


def veras_reissue(road: Road) -> Asking:
    """Permits 33(1): her license of 2018 is in her maiden name; the register of names shows the change."""
    vera = veras_change(road)
    vera.type("annexes", ANNEX_001)
    vera.about_oneself(IN_ASTANA)
    vera.type("paper", {"on_paper": "yes"})
    vera.attach_everything()
    return vera


def veras_change(road: Road) -> Asking:
    """The same as far as the annexes that she has to describe, because this register does not know them."""
    vera = asking(road, VERA, "reissue")
    vera.type("held", {"number": "18009903"})
    vera.type("ground", {"ground": "Permits 33(1)"})
    vera.consent()
    vera.type("papers", {"papers": ["license", "001"]})
    known = vera.window.get(vera.page("change/")).context["form"].initial
    vera.type("change", CHANGED | {"before": known["before"], "now": known["now"]})
    return vera


def petrs_duplicate(road: Road) -> Asking:
    """Rules 19: his annex 002 of 2013 was damaged."""
    petr = asking(road, PETR, "duplicate")
    petr.type("held", {"number": "13009902"})
    petr.consent()
    petr.type("papers", {"papers": ["002"]})
    petr.type("loss", {"loss": "damaged"})
    petr.about_oneself()
    return petr
