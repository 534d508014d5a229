"""A form is answered as far as an answer can be given; what the page filled in stays."""

from ruqsat.smoke import answers
from ruqsat.smoke.page import Page
from ruqsat.smoke.sandbox import Person

DOCTOR = Person(
    iin="800102499804", name="Жаңаева Әсем", last="Жаңаева", phone="+77000002000", email="n@example.kz",
    premises={"city": "Алматы", "street": "Жаңа көшесі", "building": "1Ж"},
)  # fmt: skip
HTML = """<main><form method="post"><input type="hidden" name="csrf" value="t"><input name="city" value="Астана">
<input name="street"><input name="unknown"><textarea name="how"></textarea><select name="basis">
<option value=""></option><option value="own">o</option><option value="lease">l</option></select>
<input type="radio" name="title_basis" value="ownership"><input type="radio" name="title_basis" value="lease">
<input type="checkbox" name="agree"><input type="checkbox" name="subtypes" value="1">
<input type="checkbox" name="subtypes" value="2"><input type="checkbox" name="subtypes" value="3">
<button>Save</button></form></main>"""


def test_what_is_known_is_typed_and_what_stands_there_stays() -> None:
    form = Page(url="http://h/", status=200, headers={}, html=HTML).form(field="street")
    given = answers.to_form(form, answers.of_applicant(DOCTOR, section="facility"))
    assert given == {
        "street": "Жаңа көшесі",
        "how": answers.IN_ORDER,
        "basis": "own",
        "title_basis": "lease",
        "agree": ["on"],
        "subtypes": ["1", "2"],
    }
    assert ("city", "Астана") in form.fields(given)


def test_premises_are_typed_where_they_belong() -> None:
    assert "street" not in answers.of_applicant(DOCTOR, section="residence")
    assert answers.of_applicant(DOCTOR, section="contacts")["phone"] == DOCTOR.phone


def test_the_photograph_is_one() -> None:
    assert answers.photograph().startswith(b"\x89PNG\r\n\x1a\n")
