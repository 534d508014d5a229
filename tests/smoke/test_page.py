"""Pages and forms are read as a browser reads them, and what a form does not have is said."""

import pytest

from ruqsat.smoke.markup import read
from ruqsat.smoke.page import Form, Page
from ruqsat.smoke.steps import FailedError

HTML = """<!DOCTYPE html><html lang="kk"><head><title>Мекенжай – Ruqsat</title></head><body>
<form method="post" action="/language/"><input type="hidden" name="csrfmiddlewaretoken" value="t0">
<button name="language" value="ru">Русский</button></form>
<main><h1>A &amp; B</h1><a href="/desk/cases/1/?list=mine#x">One<br>case</a>
<a href="/desk/cases/1/?list=mine#x">again</a>
<form method="post" action="../next/" enctype="multipart/form-data">
 <input type="hidden" name="csrfmiddlewaretoken" value="t1"><input name="street" value="Үлгі &amp; Co">
 <input name="lost" disabled value="no"><textarea name="text">
 first
second</textarea>
 <select name="region"><option value="">–</option><option value="75" selected>Almaty</option>
 <option value="71">A</option></select>
 <input type="radio" id="r1" name="paper" value="yes"><label for="r1">On paper</label>
 <input type="radio" id="r2" name="paper" value="no"><label for="r2">Not on paper</label>
 <input type="checkbox" name="tick"><input type="checkbox" name="tick2" value="a" checked>
 <input type="file" name="file"><button class="govuk-button">Save</button>
 <button name="later" value="1">Later</button>
</form><a rel="next" href="?start=50">Next</a></main></body></html>"""

TOKEN, SENT = ("csrfmiddlewaretoken", "t1"), ("street", "Үлгі & Co")
AS_IT_STANDS = [TOKEN, SENT, ("text", " first\nsecond"), ("region", "75"), ("tick2", "a")]


def page(html: str = HTML, *, status: int = 200) -> Page:
    return Page(url="http://127.0.0.1/a/b/", status=status, headers={}, html=html)


@pytest.fixture
def form() -> Form:
    return page().form(field="street")


def test_a_page_has_a_title_a_language_links_and_a_next_one() -> None:
    read_ = page()
    assert (read_.title, read_.language, read_.path) == ("Мекенжай – Ruqsat", "kk", "/a/b/")
    assert read_.links(to="/desk/cases/") == ["http://127.0.0.1/desk/cases/1/?list=mine#x"]
    assert read_.further == "http://127.0.0.1/a/b/?start=50"
    assert read_.main.text.startswith("A & B One case again")


def test_a_form_is_sent_as_it_stands_with_every_hidden_field(form: Form) -> None:
    assert form.fields({}) == AS_IT_STANDS
    assert (form.action, form.method, form.sends_files) == ("http://127.0.0.1/a/next/", "POST", True)
    assert form.button("") == []
    assert form.button("later=1") == [("later", "1")]


def test_answers_take_the_place_of_what_stood_there(form: Form) -> None:
    answers = {"street": "Жаңа", "region": "71", "paper": "no", "tick": "on", "tick2": []}
    sent = form.fields(answers)
    assert sent == [TOKEN, ("street", "Жаңа"), AS_IT_STANDS[2], ("region", "71"), ("paper", "no"), ("tick", "on")]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"house": "5"}, "a field “house”"),
        ({"lost": "yes"}, "a field “lost”"),
        ({"paper": "perhaps"}, "the choice “perhaps” for “paper”"),
        ({"region": "99"}, "the choice “99” for “region”"),
    ],
)
def test_what_the_form_does_not_ask_or_offer_is_said(form: Form, answers: dict[str, str], expected: str) -> None:
    with pytest.raises(FailedError) as failed:
        form.fields(answers)
    assert failed.value.expected == expected


def test_a_form_a_link_a_button_that_is_missing_is_said_with_the_page(form: Form) -> None:
    for look in (lambda: page().form(action="/pay/"), lambda: page().link(to="/pay/"), lambda: form.button("pay=1")):
        with pytest.raises(FailedError) as failed:
            look()
        assert "200 at /a/b/, “Мекенжай – Ruqsat”" in failed.value.came
    with pytest.raises(FailedError, match="a page to sign on"):
        page().signing_form()


def test_choices_are_known_by_value_and_by_label(form: Form) -> None:
    assert form.offered("region") == ["75", "71"]
    assert form.offered("tick") == ["on"]
    assert form.labelled("paper", "Not on") == "no"
    assert form.value("region") == "75"
    assert form.file_field() == "file"


def test_what_is_wrong_with_a_page_is_told_in_its_own_words() -> None:
    wrong = '<title>T</title><div class="govuk-error-summary"><h2>There is a problem</h2><a>Enter the city</a></div>'
    assert page(wrong, status=422).said() == "422 at /a/b/, “T”. It says: There is a problem Enter the city"
    assert page("worker: none\nat work", status=503).said() == "503 at /a/b/: worker: none at work"


def test_a_tree_is_read_whatever_is_left_open() -> None:
    root = read("<p>one<p>two</div><ul><li>a<li>b</ul><script>if (a < b) {}</script><br/>end")
    assert root.text == "one two a b end"
    assert len(list(root.all("li"))) == 2
