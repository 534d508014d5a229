"""Components of case work, after MoJ's patterns. `ruqsat_ui` has these tags too: pages load that one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ruqsat.web.components import component, trimmed

register = template.Library()


@register.simple_block_tag
def timeline(content: SafeString) -> SafeString:
    """What happened, one `event` after another."""
    return format_html('<ol class="rq-timeline">{}</ol>', content)


@register.simple_block_tag
def event(content: SafeString, title: str, at: str = "", by: str = "") -> SafeString:
    """One thing that happened: *at* a moment in words, *by* whom."""
    return component("components/event.html", content=trimmed(content), title=title, at=at, by=by)


PHASE_STATES = ("done", "now", "next", "broken")


@register.simple_block_tag
def phases(content: SafeString) -> SafeString:
    """Where a case stands: steps done, the one now, those to come."""
    return format_html('<ol class="rq-phases">{}</ol>', content)


@register.simple_block_tag
def phase(content: SafeString, title: str, state: str) -> SafeString:
    """One step. *state*: "done", "now", "next", "broken"; the content says until when, whose turn and why."""
    if state not in PHASE_STATES:
        raise template.TemplateSyntaxError(f"There is no phase “{state}”.")
    words = {"done": _("Done"), "now": _("Now"), "next": _("To come"), "broken": _("Ended")}
    return component("components/phase.html", content=trimmed(content), title=title, state=state, word=words[state])


@register.simple_block_tag
def identity_bar(content: SafeString, title: str) -> SafeString:
    """Which case this is, above everything; content: `identity_fact` tags."""
    return component("components/identity_bar.html", content=content, title=title)


@register.simple_block_tag
def identity_fact(content: SafeString, key: str) -> SafeString:
    """One fact of the identity bar."""
    return format_html("<div><dt>{}:</dt> <dd>{}</dd></div>", key, trimmed(content))


@register.simple_tag
def side_navigation(items: Iterable[Mapping[str, Any]], label: str) -> SafeString:
    """The parts of a case. Items: mappings with `url`, `text`, `current` and, if wanted, `count`."""
    return component("components/side_navigation.html", items=list(items), label=label)


@register.simple_tag
def pagination(previous_url: str = "", next_url: str = "") -> SafeString | str:
    """To the pages before and after, without saying how many there are."""
    return (
        component("components/pagination.html", previous=previous_url, next=next_url)
        if previous_url or next_url
        else ""
    )


@register.simple_block_tag
def scroll_table(content: SafeString, label: str) -> SafeString:
    """A wide table that scrolls within the page, also by keyboard."""
    return component("components/scroll_table.html", content=content, label=label)


@register.simple_tag
def worklist_headings(headings: Sequence[str]) -> SafeString:
    """The head of a worklist's table."""
    return component("components/worklist_headings.html", headings=headings)
