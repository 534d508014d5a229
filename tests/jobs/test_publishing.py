"""Rules 8(3): what was issued stands in the state register of licenses, after an outage too."""

from collections.abc import Mapping

from ruqsat.cases.consequences import REGISTER
from ruqsat.jobs import publishing
from ruqsat.licenses.models import License
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.ruqsat_sandbox.inquiring import ask
from tests.walking import Road
from tests.world import AIZHAN, ALMATY, PHONE


def in_the_register(road: Road) -> Mapping[str, str]:
    """What the register answers about the doctor's license, on her consent."""
    client = road.world.client
    road.world.put_post_away()
    wish = {"iin": AIZHAN, "office": ALMATY, "purpose": "a license", "data": ["medical_license"]}
    request = client.post("/registers/consent", json=wish).json()["request"]
    given = client.post(f"/registers/consent/{request}/confirm", json={"code": road.world.code_on(PHONE)}).json()
    return ask(client, "medical_license", {"iin": AIZHAN}, given["token"]).value


def test_an_issued_license_is_entered_and_its_holder_can_rest_an_application_on_it(stand: Stand) -> None:
    road = stand("issued")
    number = License.objects.get(case=road.case).number
    assert publishing.publish(road.case, now=road.world.now)
    data = in_the_register(road)
    assert (data["number"], data["status"], data["annexes"], data["on_paper"]) == (number, "valid", "001", "")
    assert next_untold(REGISTER, road.case) is None


def test_while_the_register_is_down_the_license_waits_and_is_entered_by_the_sweep(stand: Stand) -> None:
    road = stand("issued")
    road.world.break_down("licenses")
    assert not publishing.publish(road.case, now=road.world.now)
    publishing.publish_all(now=road.world.now)
    assert next_untold(REGISTER, road.case) is not None
    road.world.mend()
    publishing.publish_all(now=road.world.now)
    assert next_untold(REGISTER, road.case) is None
    assert in_the_register(road)["status"] == "valid"
