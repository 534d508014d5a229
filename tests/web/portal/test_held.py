"""From the license in the account, or from a number that is stated, to a signed application: List 8(2), List 8(3)."""

import re
from datetime import timedelta

import pytest

from ruqsat.cases.drafting import answers_of
from ruqsat.cases.models import Draft
from ruqsat.law.application import Loss
from ruqsat.law.book import Chapter
from ruqsat.law.local_time import local
from ruqsat.licenses.models import License
from tests.keeping.orders import confirmed
from tests.law.test_activities_changed import ADDED
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.web.portal.held_roads import (
    ANNEX_001,
    CHANGED,
    DINA,
    ERLAN,
    PETR,
    VERA,
    asking,
    from_the_license,
    petrs_duplicate,
    veras_change,
    veras_reissue,
)
from tests.world import AIZHAN


def number_of(road: Road) -> str:
    return License.objects.get(case=road.case).number


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_page_of_the_license_offers_what_it_lets_one_ask_for(stand: Stand, language: str) -> None:
    """List 5, Rules 19: of what is not possible it says why, with the clause."""
    number = number_of(stand("issued"))
    page = window_of(AIZHAN, language).get(f"/licenses/{number}/").content.decode()
    assert f'action="/licenses/{number}/annex/"' in page
    assert f'action="/licenses/{number}/reissue/"' in page
    assert f'action="/licenses/{number}/duplicate/"' not in page
    assert "/rules/19" in page or "Rules 19" in page or "19" in text_of(page)


def test_one_click_begins_a_draft_that_is_filled_in(stand: Stand) -> None:
    """List 8(1): the license is fixed; contacts and bank account are there; no fee is asked for an annex."""
    road = stand("issued")
    annex = from_the_license(road, number_of(road), "annex")
    page = annex.shown()
    assert f"License {number_of(road)}" in page
    assert "Annex to the license" in page
    assert "Pay the license fee" not in page
    assert annex.window.get(annex.page("held/")).status_code == 302
    assert "KZ75125KZT2069100100" in annex.shown("check-answers/")
    assert "No fee is charged" in annex.shown("fee/")
    assert "Annex to the license" in annex.window.get("/account/").content.decode()


def test_what_is_not_possible_is_not_begun_and_says_why(stand: Stand) -> None:
    """Rules 19: a duplicate of what was never on paper."""
    road = stand("issued")
    answer = window_of(AIZHAN).post(f"/licenses/{number_of(road)}/duplicate/")
    assert answer.status_code == 409
    assert "was issued on paper" in answer.content.decode()
    assert not Draft.objects.filter(service="duplicate").exists()


@pytest.mark.parametrize(("iin", "service"), [(PETR, "annex"), (AIZHAN, "issue"), (AIZHAN, "nothing")])
def test_nobody_begins_from_anothers_license_or_for_what_is_not_offered(stand: Stand, iin: str, service: str) -> None:
    road = stand("issued")
    assert window_of(iin).post(f"/licenses/{number_of(road)}/{service}/").status_code == 404
    assert window_of(iin).get(f"/licenses/{number_of(road)}/annex/").status_code == 405


@pytest.mark.parametrize(
    ("whom", "grounds"),
    [
        ("individual", ["Permits 33(1)", "Permits 33(6)", "Permits 33(7)"]),
        ("entrepreneur", ["Permits 33(1)", "Permits 33(2)", "Permits 33(6)", "Permits 33(7)"]),
        ("legal_entity", ["Permits 33(3)", "Permits 33(4)", "Permits 33(6)", "Permits 33(7)"]),
    ],
)
def test_each_applicant_is_offered_the_grounds_that_the_law_gives_them(
    stand: Stand, whom: str, grounds: list[str]
) -> None:
    """Permits 33."""
    someone = asking(stand("known"), VERA, "reissue", whom)
    someone.type("held", {"number": "18009903"})
    form = someone.window.get(someone.page("ground/")).context["form"]
    assert [value for value, _ in form.fields["ground"].choices] == grounds
    refused = someone.window.post(someone.page("ground/"), {"ground": "Permits 33(5)"})
    assert refused.status_code == 422


def test_a_subtype_that_the_keepers_entered_can_be_named_of_a_license_held(stand: Stand) -> None:
    """Annex 2(4), List 8(2): by its name of the day, and not before that day."""
    road = stand("known")
    confirmed(Chapter.ACTIVITIES, ADDED | {"since": local(road.now).date() + timedelta(days=1)}, at=road.now)
    vera = veras_change(road)
    today = vera.shown("annexes/")
    road.world.set_clock(road.now + timedelta(days=1))
    tomorrow = vera.shown("annexes/")
    assert ('value="hospice"' in today, 'value="hospice"' in tomorrow) == (False, True)
    assert "Outpatient care: for adults" in tomorrow
    vera.type("annexes", ANNEX_001 | {"subtypes_001": ["hospice"]})
    assert "Palliative care" in text_of(vera.shown("check-answers/"))


def test_a_reissue_asks_no_copy_where_the_register_shows_the_change(stand: Stand) -> None:
    """List 8(2), Rules 8(9), Permits 33(1): from what to what is there already, and signed as it is shown."""
    road = stand("known")
    vera = veras_reissue(road)
    assert "No document has to be attached" in vera.shown("documents/")
    checked = text_of(vera.shown("check-answers/"))
    assert "Черновикова Вера Пробовна" in checked
    assert "The last name, first name or patronymic of an individual changed" in checked
    assert "Annex 001" in checked
    assert "10 % of the rate" in text_of(vera.shown("fee/"))
    vera.window.post(vera.page("check-answers/"), {"all_the_same": "on"})
    signing = text_of(vera.shown("sign/"))
    vera.submit()
    assert "Reissue of the license or annex: The license itself, Annex 001" in signing
    application = road.look().standing.application
    assert application is not None
    assert application.held is not None
    assert (application.held.number, application.held.papers) == ("18009903", ("license", "001"))
    assert application.change is not None
    assert application.change.now == "Тестова Вера Пробовна"
    assert application.on_paper
    assert road.look().standing.service_due is not None


def test_a_reissue_asks_for_the_copy_where_the_register_says_something_else(stand: Stand) -> None:
    """List 8(2): what is to stand there now is not in the register's answer."""
    road = stand("known")
    vera = veras_reissue(road)
    vera.type("change", CHANGED | {"before": "Черновикова Вера Пробовна", "now": "Эскизова Вера Пробовна"})
    assert [one["wanted"].demand.document for one in vera.window.get(vera.page("documents/")).context["places"]] == [
        "change_document"
    ]


def test_a_duplicate_is_of_what_the_register_knows_on_paper(stand: Stand) -> None:
    """Rules 19, List 8(3): which papers, lost or damaged; the full rate; nothing else is asked."""
    road = stand("known")
    petr = petrs_duplicate(road)
    assert "100 % of the rate" in text_of(petr.shown("fee/"))
    petr.submit()
    application = road.look().standing.application
    assert application is not None
    assert application.held is not None
    assert (application.held.papers, application.loss) == (("002",), Loss.DAMAGED)
    assert (application.facilities, application.attachments) == ((), ())


def test_of_a_license_never_on_paper_no_duplicate_can_be_chosen(stand: Stand) -> None:
    """Rules 19: the clause stands on the page, and nothing can be posted past it."""
    road = stand("known")
    dina = asking(road, DINA, "duplicate", "legal_entity")
    dina.type("held", {"number": "19009910"})
    dina.type("organization", {"foreign": "no", "bin": "181240999010", "branch_bin": ""})
    dina.consent()
    assert "was issued on paper" in dina.shown("papers/")
    assert dina.window.post(dina.page("papers/"), {"papers": ["license"]}).status_code == 422


def test_a_license_that_is_over_lets_nobody_ask_for_anything(stand: Stand) -> None:
    """List 9(6), Rules 8(3): the register says that it was superseded."""
    erlan = asking(stand("known"), ERLAN, "duplicate")
    erlan.type("held", {"number": "17009904"})
    erlan.consent()
    assert "no longer in force" in erlan.shown("papers/")


def test_where_the_register_knows_another_license_the_page_says_so(stand: Stand) -> None:
    """Rules 8(3), List 9(6): the answer decides; the papers are then stated."""
    petr = asking(stand("known"), PETR, "duplicate")
    petr.type("held", {"number": "13009999"})
    petr.consent()
    said = text_of(petr.shown("papers/"))
    assert "The state register knows another license of yours: 13009902" in said
    petr.type("papers", {"license_itself": "on", "annexes": "2"})
    assert answers_of(Draft.objects.get(id=petr.draft))["papers"]["papers"] == ["license", "002"]
    assert "The state register knows another license" in text_of(petr.shown("check-answers/"))


@pytest.mark.parametrize(
    ("section", "typed", "says"),
    [
        ("held", {"number": "?"}, "Enter the number of the license, like"),
        ("ground", {}, "Choose why the license or annex is reissued"),
        ("papers", {}, "Choose the license, an annex, or both"),
        ("papers", {"annexes": "one"}, "Enter the numbers of the annexes, like 001, 002"),
        ("papers", {"license_itself": "on"}, "the address stands in the annex"),
        ("change", CHANGED | {"before": "A", "now": "A"}, "This is what stands there already"),
        ("change", CHANGED | {"changed_on_year": "2099", "before": "A", "now": "B"}, "cannot be later than today"),
        ("change", {"before": "A", "now": ""}, "Enter what is to stand there now"),
        ("annexes", ANNEX_001 | {"postal_code_001": "1"}, "Enter a postal code of Kazakhstan"),
        ("annexes", {}, "Enter the city"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    stand: Stand, section: str, typed: dict[str, str], says: str
) -> None:
    """List 8(2), Permits 33(6)."""
    petr = asking(stand("known"), PETR, "reissue")
    petr.type("held", {"number": "1300-9902"})
    petr.type("ground", {"ground": "Permits 33(6)"})
    petr.type("consent", {"step": "choose", "choice": "typed"})
    petr.type("papers", {"license_itself": "on", "annexes": "1"})
    answer = petr.window.post(petr.page(f"{section}/"), typed)
    assert answer.status_code == 422
    assert says in text_of(answer.content.decode())


def test_the_changed_address_of_an_own_annex_is_asked_and_its_subtypes_are_known(stand: Stand) -> None:
    """Permits 33(6), Rules 8(6): what stands in the annex is there already."""
    road = stand("issued")
    moved = from_the_license(road, number_of(road), "reissue")
    moved.type("ground", {"ground": "Permits 33(6)"})
    moved.type("consent", {"step": "choose", "choice": "typed"})
    moved.type("papers", {"papers": ["001"]})
    assert "Тәжірибе көшесі" in moved.window.get(moved.page("change/")).context["form"].initial["before"]
    fields = moved.window.get(moved.page("annexes/")).context["form"].fields
    assert "street_001" in fields
    assert "subtypes_001" not in fields


def test_the_number_of_a_license_in_the_account_leads_there(stand: Stand) -> None:
    road = stand("issued")
    aizhan = asking(road, AIZHAN, "annex")
    answer = aizhan.window.post(aizhan.page("held/"), {"number": number_of(road)})
    assert answer.status_code == 422
    assert "This license is in your account" in answer.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("service", ["annex", "reissue", "duplicate"])
def test_every_page_of_every_service_is_shown_in_every_language(stand: Stand, service: str, language: str) -> None:
    petr = asking(stand("known"), PETR, service)
    petr.type("held", {"number": "13009902"})
    if service == "reissue":
        petr.type("ground", {"ground": "Permits 33(7)"})
    petr.type("consent", {"step": "choose", "choice": "typed"})
    if service != "annex":
        petr.type("papers", {"license_itself": "on", "annexes": "1"})
    petr.window = window_of(PETR, language)
    petr.shown()
    for name in ("held", "ground", "papers", "change", "loss", "annexes", "check-answers", "fee"):
        answer = petr.window.get(petr.page(f"{name}/"))
        assert answer.status_code in {200, 302}, name
