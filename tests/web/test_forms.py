from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import CharField
from django.utils import translation

from ruqsat.web import forms


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (["9", "4", "2026"], date(2026, 4, 9)),
        (["09", "04", "2026"], date(2026, 4, 9)),
        (["29", "2", "2024"], date(2024, 2, 29)),
        (["", "", ""], None),
    ],
)
def test_a_day_is_three_numbers(typed: list[str], day: date | None) -> None:
    assert forms.DayField(required=False).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["", "", ""], "required"),
        (["9", "", "2026"], "incomplete"),
        (["31", "2", "2026"], "invalid"),
        (["nine", "4", "2026"], "invalid"),
        (["9", "4", "26"], "invalid"),
        (["9", "4", "99999"], "invalid"),
    ],
)
def test_a_day_that_cannot_be_is_told_why(typed: list[str], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        forms.DayField().clean(typed)
    assert caught.value.code == code


def test_a_day_kept_as_text_in_a_draft_is_shown_again() -> None:
    assert forms.DayInput().decompress("2026-04-09") == ["9", "4", "2026"]
    assert forms.DayInput().decompress("") == [None, None, None]


@pytest.mark.parametrize("typed", ["+7 701 234 56 78", "8 701 234-56-78", "87012345678", "7012345678"])
def test_a_telephone_number_is_kept_in_one_form(typed: str) -> None:
    assert forms.PhoneField().clean(typed) == "+77012345678"


@pytest.mark.parametrize("typed", ["1414", "my number", "+7 701 234 56 78 90 12"])
def test_what_is_no_telephone_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        forms.PhoneField().clean(typed)
    assert caught.value.code == "invalid"


def test_an_iin_may_be_typed_with_spaces() -> None:
    assert forms.IinField().clean(" 900101 399006 ") == "900101399006"


@pytest.mark.parametrize("typed", ["123", "900101300019x", "000000000000000"])
def test_a_wrong_iin_is_refused_with_what_is_wrong(typed: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        forms.IinField().clean(typed)
    assert caught.value.messages == ["An individual identification number has twelve digits."]


def test_a_file_larger_than_allowed_is_refused() -> None:
    field = forms.UploadField(max_size=2 * 1024 * 1024)
    small, large = SimpleUploadedFile("a.pdf", b"x" * 100), SimpleUploadedFile("b.pdf", b"x" * (2 * 1024 * 1024 + 1))
    assert field.clean(small) is small
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        field.clean(large)
    assert caught.value.messages == ["The file “b.pdf” is larger than 2 MB. Make it smaller or divide it."]


class Address(forms.GovukForm):
    street = CharField(required=False)


@pytest.mark.parametrize(
    "typed", ["Abay \x01 10", "Abay\x0b10", "\x7fAbay", "Abay \x85 10", "Abay \ufffe", "Abay \ud800"]
)
def test_a_text_with_characters_that_no_message_can_carry_is_refused(typed: str) -> None:
    """Rules 8: an address goes to the registers in XML, which has no place for them."""
    form = Address({"street": typed})
    assert form.errors["street"] == [str(forms.UNPRINTABLE)]


@pytest.mark.parametrize("typed", ["", "Абай даңғылы, 10", "two\r\nlines\tand a tab", "Əлия \u200b \U0001f600"])
def test_any_other_text_is_taken(typed: str) -> None:
    assert Address({"street": typed}).is_valid()
