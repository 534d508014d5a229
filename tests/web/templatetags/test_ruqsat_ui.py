import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client

pytestmark = pytest.mark.django_db  # below each page stand the contacts of the book in force

COMPONENTS = (
    "govuk-back-link",
    "govuk-error-summary",
    "govuk-notification-banner--success",
    "govuk-button--warning",
    "govuk-button--secondary",
    "govuk-textarea",
    "govuk-date-input",
    "govuk-radios--inline",
    "govuk-checkboxes__input",
    "govuk-select",
    "govuk-file-upload",
    "govuk-summary-card",
    "govuk-task-list__item--with-link",
    "govuk-inset-text",
    "govuk-warning-text",
    "govuk-details",
    "govuk-panel--confirmation",
    "rq-phases__step--now",
    "rq-timeline__event",
    "rq-badge--overdue",
    "rq-no",
    "rq-worklist",
    "rq-side-nav",
    "govuk-pagination",
    "data-signing",
)


@pytest.fixture
def kit(kit_urls: None) -> str:
    """The kit's page as HTML."""
    return Client().get("/kit/portal/").content.decode()


@pytest.mark.parametrize("mark", COMPONENTS)
def test_every_component_is_rendered(kit: str, mark: str) -> None:
    assert mark in kit


def test_what_stands_inside_a_component_is_not_escaped_twice(kit: str) -> None:
    assert "&lt;" not in kit.replace("&lt;unknown&gt;", "")


def test_no_id_is_given_twice_and_every_label_finds_its_field(kit: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', kit)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'\sfor="([^"]+)"', kit)) <= set(ids)
    assert {part for found in re.findall(r'aria-describedby="([^"]+)"', kit) for part in found.split()} <= set(ids)


def test_every_error_leads_to_its_field(kit: str) -> None:
    summary = kit[kit.index("govuk-error-summary__list") : kit.index("govuk-notification-banner")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 9
    assert set(targets) <= set(re.findall(r'\sid="([^"]+)"', kit))


def test_no_page_has_a_script_or_a_style_of_its_own(kit: str) -> None:
    assert not re.search(r"<script(?![^>]*\ssrc=)", kit)
    assert "<style" not in kit
    assert not re.search(r"\s(style|on[a-z]+)=\"", kit)


def test_a_summary_row_without_a_value_says_so() -> None:
    template = Template("{% load ruqsat_ui %}{% summary_row key='Name' %} {% endsummary_row %}")
    assert "rq-not-provided" in template.render(Context())


def test_what_people_typed_is_escaped() -> None:
    template = Template("{% load ruqsat_ui %}{% summary_row key=key %}{{ value }}{% endsummary_row %}{% tag value %}")
    shown = template.render(Context({"key": "<b>", "value": "<script>"}))
    assert "<script>" not in shown
    assert "<b>" not in shown


def test_a_task_that_cannot_start_has_no_link() -> None:
    template = Template("{% load ruqsat_ui %}{% task 'Sign' 'cannot_start' href='/sign/' hint='First fill in all.' %}")
    shown = template.render(Context())
    assert "/sign/" not in shown
    assert "First fill in all." in shown


@pytest.mark.parametrize(
    "wrong",
    ["{% button 'x' variant='huge' %}", "{% tag 'x' 'pink' %}", "{% phase title='x' state='y' %}{% endphase %}"],
)
def test_a_component_that_does_not_exist_is_an_error(wrong: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="There is no"):
        Template("{% load ruqsat_ui %}" + wrong).render(Context())
