"""Rules 8: under which service each inquiry is asked is an administrator's to write down."""

from pathlib import Path

import pytest

from ruqsat.gateways.service_ids import USUAL, ServicesUnusable, addresses, services
from ruqsat.law.inquiries import INQUIRIES
from tests.contracts.registers import INQUIRIES as AGREED

LINES = USUAL.read_text(encoding="utf-8")


def of(folder: Path, text: str) -> dict[str, str]:
    path = folder / "services.toml"
    path.write_text(text, encoding="utf-8")
    return {"services_file": str(path)}


def test_without_a_file_of_ones_own_they_are_those_of_the_contract_and_none_is_confirmed() -> None:
    """Rules 8: what was not read at its source is to be confirmed."""
    usual = services({})
    assert list(usual) == list(INQUIRIES)
    for inquiry, service in usual.items():
        assert (service.id, service.source) == (AGREED[inquiry].service, AGREED[inquiry].source)
        assert (service.address, service.confirmed) == ("", False)


def test_a_file_of_ones_own_says_service_source_address_and_that_it_is_confirmed(tmp_path: Path) -> None:
    """Rules 8(1): the identity's register may be asked elsewhere, under another name."""
    ours = '[identity]\nservice = "Other"\nsource = "ГБД"\naddress = "https://shep.example/two"\nconfirmed = true\n'
    rest = LINES[LINES.index("[entrepreneur_registration]") :]
    said = of(tmp_path, ours + rest)
    identity = services(said)["identity"]
    assert (identity.id, identity.source, identity.confirmed) == ("Other", "ГБД", True)
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
        (f"ban = 1\n{LINES[: LINES.index('[ban]')]}", "ban is no table"),
    ],
)
def test_what_is_wrong_with_it_is_one_sentence_with_its_path(tmp_path: Path, text: str, why: str) -> None:
    said = of(tmp_path, text)
    with pytest.raises(ServicesUnusable) as refused:
        services(said)
    assert str(refused.value).startswith(said["services_file"])
    assert why in str(refused.value)
    assert addresses(said) == ()


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ServicesUnusable, match="cannot be read"):
        services({"services_file": str(tmp_path / "nowhere.toml")})
