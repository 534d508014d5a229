"""
The components of the pages as template tags: GOV.UK Design System for applicants, MoJ patterns for case work.

`src/ruqsat/web/README.md` shows each in use.
"""

from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ruqsat.law.calendar import WorkingCalendar
from ruqsat.web import contacts, fields, signing
from ruqsat.web.components import component, trimmed
from ruqsat.web.frame import Frame, frame_of
from ruqsat.web.templatetags import ruqsat_case
from ruqsat.web.templatetags.ruqsat_text import working_days_left

register = template.Library()
register.tags.update(ruqsat_case.register.tags)

TAG_COLOURS = ("grey", "blue", "teal", "green", "purple", "magenta", "red", "orange", "yellow")


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """What `base.html` shows around the page."""
    return frame_of(context.get("request"))


@register.simple_tag(takes_context=True)
def contact_centre(context: Context) -> SafeString:
    """List 10(5): the telephone numbers of the Unified contact centre, as links."""
    edition = contacts.edition_today() if context.get("request") else contacts.edition_remembered()
    return format_html_join(
        ", ",
        '<a class="govuk-link rq-nowrap" href="tel:{}">{}</a>',
        [(phone.dialled, phone.text) for phone in contacts.phones(edition)],
    )


# --- buttons and links ------------------------------------------------------------------------------------------------


@register.simple_tag
def button(
    text: str, *, href: str = "", variant: str = "", name: str = "", value: str = "", form: str = ""
) -> SafeString:
    """
    A button that sends the form around it, or with *href* a link that looks like one.

    *variant*: "", "secondary", "warning", "start", "inverse".
    """
    if variant not in ("", "secondary", "warning", "start", "inverse"):
        raise template.TemplateSyntaxError(f"There is no button “{variant}”.")
    return component("components/button.html", text=text, href=href, variant=variant, name=name, value=value, form=form)


@register.simple_tag
def back_link(href: str, text: str = "") -> SafeString:
    """Back to the page before; put it into the block `before`."""
    return format_html('<a href="{}" class="govuk-back-link">{}</a>', href, text or _("Back"))


# --- forms ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """A field with label, hint and error. Options: `heading`, `label`, `hint`, `width`, `inline`, `small`, `source`."""
    return fields.render(bound, **options)


@register.simple_tag
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> SafeString | str:
    """All errors of the given forms, each a link to its field; takes the focus when the page opens."""
    errors = [error for form in forms if form is not None for error in fields.errors_of(form)]
    return component("components/error_summary.html", errors=errors) if errors else ""


@register.simple_tag
def problem_summary(text: str) -> SafeString:
    """One problem that belongs to no field."""
    return component("components/error_summary.html", errors=[fields.FieldError(text=text, target="")])


@register.simple_block_tag
def fieldset(content: SafeString, legend: str, heading: bool = False, hint: str = "") -> SafeString:
    """Fields that belong together, under one legend."""
    return component("components/fieldset.html", content=content, legend=legend, heading=heading, hint=hint)


@register.simple_block_tag(takes_context=True)
def signing_panel(
    context: Context,
    content: SafeString,
    *,
    statement: bytes,
    action: str = "",
    iin: str = "",
    purpose: str = "sign",
    button: str = "",
) -> SafeString:
    """
    What is signed, how the signing program is doing, and the button. The content stands inside the panel's form.

    Say there in words what is signed; hidden inputs of yours are sent along with ``cms``.
    """
    return signing.panel(
        context["request"], content, statement=statement, action=action, iin=iin, purpose=purpose, button=button
    )


# --- what is known ----------------------------------------------------------------------------------------------------


@register.simple_block_tag
def summary_list(content: SafeString, title: str = "", card: bool = False) -> SafeString:
    """Rows of what is known; with *card* and *title* it stands in a frame of its own."""
    return component("components/summary_list.html", content=content, title=title, card=card)


@register.simple_block_tag
def summary_row(content: SafeString, key: str, change: str = "", action: str = "", source: str = "") -> SafeString:
    """One row; empty content reads "not provided"; *change* is the page where it is changed."""
    return component(
        "components/summary_row.html",
        value=trimmed(content),
        key=key,
        change=change,
        action=action or _("Change"),
        source=source,
    )


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A state, in a word."""
    if colour and colour not in TAG_COLOURS:
        raise template.TemplateSyntaxError(f"There is no tag of the colour “{colour}”.")
    extra = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', extra, text)


@register.simple_block_tag
def task_list(content: SafeString) -> SafeString:
    """Tasks to be done in any order, each with its state."""
    return format_html('<ul class="govuk-task-list">{}</ul>', content)


TASK_STATES = {
    "done": ("", ""),
    "in_progress": ("blue", ""),
    "not_started": ("blue", ""),
    "check": ("yellow", ""),
    "cannot_start": ("", "govuk-task-list__status--cannot-start-yet"),
    "optional": ("grey", ""),
}


@register.simple_tag
def task(text: str, state: str, href: str = "", hint: str = "") -> SafeString:
    """One task. *state* is a key of `TASK_STATES`; one that cannot start yet has no link and says why in *hint*."""
    words = {
        "done": _("Completed"),
        "in_progress": _("In progress"),
        "not_started": _("Not started"),
        "check": _("To be checked"),
        "cannot_start": _("Cannot start yet"),
        "optional": _("Optional"),
    }
    colour, extra = TASK_STATES[state]
    identity = f"task-{abs(hash((text, href))) % 10**8}"
    link = href if state != "cannot_start" else ""
    return component(
        "components/task.html",
        text=text,
        href=link,
        hint=hint,
        status=words[state],
        colour=colour,
        extra=extra,
        identity=identity,
    )


# --- telling ----------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """Text set apart from what stands around it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning_text(content: SafeString) -> SafeString:
    """What has consequences if it is not heeded."""
    return component("components/warning_text.html", content=content)


@register.simple_block_tag
def notification(content: SafeString, title: str = "", success: bool = False) -> SafeString:
    """A banner at the top of the page: something happened that is not the page's subject."""
    heading = title or (_("Done") if success else _("Important"))
    return component("components/notification.html", content=content, title=heading, success=success)


@register.simple_tag
def flash(message: Any) -> SafeString:
    """A message left by the page before."""
    success = message.level_tag == "success"
    content = format_html('<p class="govuk-notification-banner__heading">{}</p>', message)
    return notification(content, success=success)


@register.simple_block_tag
def details(content: SafeString, summary: str, open: bool = False) -> SafeString:
    """Text that only some need, behind a line that opens it."""
    return component("components/details.html", content=content, summary=summary, open=open)


@register.simple_block_tag
def panel(content: SafeString, title: str, level: str = "h1") -> SafeString:
    """The confirmation at the end: what was done, and its number. "h2" on a page that has another heading first."""
    return component("components/panel.html", content=content, title=title, level=level)


@register.simple_tag
def no(permission: Any) -> SafeString | str:
    """Why something cannot be done (a `No` of the law): the reason, its clause, the day from which it changes."""
    return component("components/no.html", permission=permission) if getattr(permission, "why", None) else ""


@register.simple_tag
def badge(text: str, state: str = "") -> SafeString:
    """Time left, or another short fact beside a row. *state*: "", "soon", "overdue", "done"."""
    extra = f" rq-badge--{state}" if state else ""
    return format_html('<span class="rq-badge{}">{}</span>', extra, text)


@register.simple_tag
def due_badge(days_left: int | None) -> SafeString | str:
    """The working days left of a term, marked when two or fewer are left and when the term is broken."""
    if days_left is None:
        return ""
    state = "overdue" if days_left < 0 else "soon" if days_left <= 2 else ""
    return badge(working_days_left(days_left), state)


@register.simple_tag
def unconfirmed(on: date | None, calendar: WorkingCalendar | None) -> SafeString | str:
    """A word beside a day that was counted by the calendar of a year which is computed and not yet confirmed."""
    if not isinstance(on, date) or not isinstance(calendar, WorkingCalendar) or calendar.confirmed(on.year):
        return ""
    return tag(_("unconfirmed calendar"), "yellow")
