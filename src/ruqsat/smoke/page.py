"""A page as it came: its title, what is wrong on it, its links and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from ruqsat.smoke.markup import Element, read
from ruqsat.smoke.steps import FailedError

Answer = str | Sequence[str]

_TOLD = ("govuk-error-summary", "govuk-notification-banner", "rq-messages", "govuk-error-message")
_LONGEST_TOLD = 300


@dataclass(frozen=True, kw_only=True)
class Page:
    """An answer of the service that is a page. ``url`` is where it came from in the end."""

    url: str
    status: int
    headers: Mapping[str, str]
    html: str = field(repr=False)

    @cached_property
    def root(self) -> Element:
        """The whole document."""
        return read(self.html)

    @cached_property
    def main(self) -> Element:
        """What the page is about, without what stands around every page."""
        return self.root.first("main") or self.root

    @property
    def title(self) -> str:
        """Its title."""
        found = self.root.first("title")
        return found.text if found else ""

    @property
    def language(self) -> str:
        """The language it says it is in."""
        found = self.root.first("html")
        return found["lang"] if found else ""

    @property
    def path(self) -> str:
        """Where it is on its site."""
        return urlsplit(self.url).path

    @property
    def told(self) -> str:
        """What the page says is wrong, or has just happened."""
        texts = (each.text for class_ in _TOLD for each in self.root.all(class_=class_))
        return " ".join(dict.fromkeys(filter(None, texts)))[:_LONGEST_TOLD]

    def said(self) -> str:
        """For a report: status, address, title, what it tells; of what is no page, how it begins."""
        if not self.title:
            return f"{self.status} at {self.path}: {' '.join(self.html.split())[:_LONGEST_TOLD]}"
        told = f" It says: {self.told}" if self.told else ""
        return f"{self.status} at {self.path}, “{self.title}”.{told}"

    @property
    def has_errors(self) -> bool:
        """Whether it shows the summary of what was answered wrongly."""
        return self.root.first(class_="govuk-error-summary") is not None

    def links(self, *, to: str) -> list[str]:
        """The addresses of its links whose path has *to* in it, once each."""
        found = (urljoin(self.url, each["href"]) for each in self.main.all("a") if to in each["href"])
        return list(dict.fromkeys(found))

    def link(self, *, to: str) -> str:
        """
        The address of the first such link.

        :raises FailedError: when there is none.
        """
        for found in self.links(to=to):
            return found
        raise FailedError(f"a link to …{to}…", self.said())

    @property
    def further(self) -> str:
        """The address of the next page of a list; "" on the last."""
        return next((urljoin(self.url, each["href"]) for each in self.main.all("a") if each["rel"] == "next"), "")

    def forms(self, *, action: str = "", field: str = "") -> "list[Form]":
        """The forms that send to an address with *action* in it and have that *field*."""
        found = [Form(self, each) for each in self.root.all("form")]
        return [form for form in found if action in form.action and (not field or field in form.names)]

    def form(self, *, action: str = "", field: str = "") -> "Form":
        """
        The first such form.

        :raises FailedError: when there is none.
        """
        for found in self.forms(action=action, field=field):
            return found
        wanted = " ".join(filter(None, (action and f"to …{action}", field and f"with the field “{field}”")))
        raise FailedError(f"a form {wanted}".strip(), self.said())

    def signing_form(self) -> "Form":
        """
        The form of the signing panel.

        :raises FailedError: when there is none.
        """
        for each in self.root.all("form"):
            if each.has("data-signing"):
                return Form(self, each)
        raise FailedError("a page to sign on", self.said())


class Form:
    """A form of a page, and what a browser would send of it."""

    def __init__(self, page: Page, element: Element) -> None:
        self.page = page
        self.element = element

    @property
    def action(self) -> str:
        """Where it is sent."""
        return urljoin(self.page.url, self.element["action"])

    @property
    def method(self) -> str:
        """How it is sent."""
        return (self.element["method"] or "get").upper()

    @property
    def sends_files(self) -> bool:
        """Whether files go with it."""
        return self.element["enctype"] == "multipart/form-data"

    @cached_property
    def controls(self) -> list[Element]:
        """Its inputs, selects and text areas that have a name and can be answered or are sent."""
        found = self.element.all("input", "select", "textarea")
        return [each for each in found if each["name"] and not each.has("disabled")]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset(each["name"] for each in self.controls)

    @property
    def asked(self) -> list[Element]:
        """The controls that a person sees."""
        return [each for each in self.controls if kind_of(each) not in ("hidden", "submit")]

    def offered(self, name: str) -> list[str]:
        """The values that a choice offers, without the empty one."""
        values: list[str] = []
        for each in self.controls:
            if each["name"] == name:
                options = each.all("option") if each.tag == "select" else [each]
                values += [_value(one) for one in options]
        return [value for value in values if value]

    def value(self, name: str) -> str:
        """
        What stands in the field, or is chosen; "" for nothing.

        :raises FailedError: when there is no such field.
        """
        if name not in self.names:
            raise FailedError(f"a field “{name}”", f"the fields {', '.join(sorted(self.names))} at {self.page.path}")
        return next((value for key, value in self.fields({}) if key == name), "")

    def file_field(self) -> str:
        """
        The name of its first field for a file.

        :raises FailedError: when it has none.
        """
        for each in self.controls:
            if kind_of(each) == "file":
                return each["name"]
        raise FailedError("a field for a file", f"a form without one: {self.page.said()}")

    def labelled(self, name: str, word: str) -> str | None:
        """The value of the choice whose label has *word* in it."""
        labels = {each["for"]: each.text for each in self.element.all("label")}
        for each in self.controls:
            if each["name"] == name and word in labels.get(each["id"], ""):
                return each["value"]
        return None

    def fields(self, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
        """
        What is sent when it is answered so, beside the button.

        :raises FailedError: for an answer to what the form does not ask or a choice that it does not offer.
        """
        if strangers := set(answers) - self.names:
            raise FailedError(f"a field “{min(strangers)}”", f"a form without it: {self.page.said()}")
        sent: list[tuple[str, str]] = []
        for each in self.controls:
            sent += [(each["name"], value) for value in _sent(each, answers.get(each["name"]))]
        for name, answer in answers.items():
            given = [answer] if isinstance(answer, str) else list(answer)
            if lost := [value for value in given if (name, value) not in sent]:
                raise FailedError(f"the choice “{lost[0]}” for “{name}”", f"{self.offered(name)} at {self.page.path}")
        return sent

    def button(self, press: str) -> list[tuple[str, str]]:
        """
        What the button *press* (``name=value``; "" the first) adds to what is sent.

        :raises FailedError: when there is no such button.
        """
        buttons = [each for each in self.element.all("button") if each["type"] in ("", "submit")]
        name, _, value = press.partition("=")
        for each in buttons:
            if not press or (each["name"], each["value"]) == (name, value):
                return [(each["name"], each["value"])] if each["name"] else []
        raise FailedError(f"a button {press}" if press else "a button", f"a form without it: {self.page.said()}")


def kind_of(control: Element) -> str:
    """What a control is: ``select``, ``textarea``, or the type of an input."""
    return (control["type"] or "text") if control.tag == "input" else control.tag


def _sent(control: Element, answer: Answer | None) -> list[str]:
    kind = kind_of(control)
    given = None if answer is None else [answer] if isinstance(answer, str) else list(answer)
    if kind in ("file", "submit", "button"):
        return []
    if kind in ("checkbox", "radio"):
        chosen = control.has("checked") if given is None else _value(control) in given
        return [_value(control)] if chosen else []
    if kind == "select":
        options = list(control.all("option"))
        if given is not None:
            return [each["value"] for each in options if each["value"] in given]
        marked = [each for each in options if each.has("selected")] or options[:1]
        return [each["value"] for each in marked]
    if given is not None:
        return given[:1]
    return [control.value if kind == "textarea" else control["value"]]


def _value(choice: Element) -> str:
    """What is sent for a choice: a box without a value of its own sends "on"."""
    return choice["value"] if choice.has("value") else "on"
