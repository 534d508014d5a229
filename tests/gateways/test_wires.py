"""Rules 8: under which service each inquiry is asked is an administrator's to write down."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from ruqsat.gateways.inquiries import answer
from ruqsat.gateways.wires import USUAL, ServicesUnusable, addresses, wires
from ruqsat.law.inquiries import INQUIRIES
from tests.contracts.registers import INQUIRIES as AGREED
from tests.contracts.registers import answer_payload

ID = UUID("11111111-1111-4111-8111-111111111111")
AT = datetime(2026, 3, 18, 10, tzinfo=UTC)
LINES = USUAL.read_text(encoding="utf-8")


def of(folder: Path, text: str) -> dict[str, str]:
    path = folder / "services.toml"
    path.write_text(text, encoding="utf-8")
    return {"services_file": str(path)}


def test_without_a_file_of_ones_own_they_are_those_of_the_contract_and_none_is_confirmed() -> None:
    """Rules 8: what was not read at its source is to be confirmed."""
    usual = wires({})
    assert set(usual) == set(INQUIRIES)
    for inquiry, service in usual.items():
        assert (service.service, service.source) == (AGREED[inquiry].service, AGREED[inquiry].source)
        assert (service.address, service.confirmed) == ("", False)


def test_a_file_of_ones_own_says_service_source_address_and_that_it_is_confirmed(tmp_path: Path) -> None:
    """Rules 8(1): the identity's register may be asked elsewhere, under another name."""
    ours = LINES.replace('"GBDFLUniversal_token"', '"Other"').replace('"ГБД ФЛ"', '"ГБД"')
    ours = ours.replace("confirmed = false", 'confirmed = true\naddress = "https://shep.example/two"', 1)
    said = of(tmp_path, ours)
    identity = wires(said)["identity"]
    assert (identity.service, identity.source, identity.confirmed) == ("Other", "ГБД", True)
    assert addresses(said) == ("https://shep.example/two",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'{LINES}\n[weather]\nservice = "W"\nsource = "W"\n', "no inquiry of Rules 8: weather"),
        (LINES[: LINES.index("[ban]")], "lacks inquiries of Rules 8: ban"),
        ("[identity", "is no TOML"),
        (LINES.replace('"KPSSUBan"', '""'), "the service of ban"),
        (LINES.replace('"KPSSUBan"', '" KPSSUBan"'), "the service of ban"),
        (LINES.replace('service = "KPSSUBan"\n', ""), "the service of ban"),
        (LINES.replace('"KPSSUBan"', '"KPSSUBan"\naddress = 5'), "the address of ban"),
        (LINES.replace('"KPSSUBan"', '"KPSSUBan"\nadress = "x"'), "nobody reads: adress"),
        (LINES.replace("confirmed = false", 'confirmed = "yes"'), "confirmed is true or false"),
        (LINES.replace('record = "ban"', 'record = "a ban"'), "the record of ban"),
        (LINES.replace('act = "act", ', ""), "lack, or have too much: act"),
        (LINES.replace('act = "act"', 'act = "act", acts = "acts"'), "lack, or have too much: acts"),
        (LINES.replace('banned = "banned"', 'banned = ""'), "the place of banned in ban"),
        (LINES.replace('act = "act"', 'act = "//act"'), "the place of act in ban"),
        (LINES.replace('act = "act"', "act = 1"), "the place of act in ban"),
        (LINES.replace("fields = { banned", "record2 = { banned"), "nobody reads: record2"),
        (f"ban = 1\n{LINES[: LINES.index('[ban]')]}", "ban is no table"),
    ],
)
def test_what_is_wrong_with_it_is_one_sentence_with_its_path(tmp_path: Path, text: str, why: str) -> None:
    said = of(tmp_path, text)
    with pytest.raises(ServicesUnusable) as refused:
        wires(said)
    assert str(refused.value).startswith(said["services_file"])
    assert why in str(refused.value)
    assert addresses(said) == ()


def test_fields_stand_where_the_file_says_and_one_that_the_register_has_not_is_left_out(tmp_path: Path) -> None:
    """Rules 8: names of elements are the register's; what they must hold is read as before."""
    renamed = LINES.replace('record = "ban"', 'record = "restriction"').replace(
        'banned = "banned"', 'banned = "is/there"'
    )
    ban = wires(of(tmp_path, renamed.replace('act = "act"', 'act = ""')))["ban"]
    about = AGREED["ban"].asked
    record = "<restriction><is><there>true</there></is><act>No. 1</act><until>2031-01-31</until></restriction>"
    said = answer_payload(about, message_id=ID, at=AT, record=record)
    assert answer(etree.fromstring(said), ban, asked=about, id=ID) == {"banned": "true", "until": "2031-01-31"}


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ServicesUnusable, match="cannot be read"):
        wires({"services_file": str(tmp_path / "nowhere.toml")})
