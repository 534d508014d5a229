"""Filters for pages about cases: stages, roles, addresses, subtypes, points of the requirements in words."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.cases.facilities import number_of
from ruqsat.documents import naming
from ruqsat.keeping import at_hand
from ruqsat.law.acts import ResultDocument
from ruqsat.law.application import THE_LICENSE, Address, Service
from ruqsat.law.discrepancies import Discrepancy
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.reissue import GROUNDS
from ruqsat.law.standing import Stage, Standing
from ruqsat.law.titles import ISSUED, ROLES, STAGES, UNEXAMINED
from ruqsat.web.templatetags.ruqsat_text import reader_language, said

register = template.Library()

SERVICES = {
    Service.ISSUE: gettext_lazy("License"),
    Service.ANNEX: gettext_lazy("Annex"),
    Service.REISSUE: gettext_lazy("Reissue of a license or annex"),
    Service.DUPLICATE: gettext_lazy("Duplicate of a license or annex"),
}
"""List 5: what is asked for, in a word or two."""

DELIVERED = {"sms": gettext_lazy("SMS delivered"), "email": gettext_lazy("E-mail delivered")}
"""Rules 12: how a message with a preliminary decision is received, by the word of whoever carried it."""

MEANS_OF_RECEIPT = {
    "handed_over": gettext_lazy("Handed over against a signature"),
    "post": gettext_lazy("By post with an acknowledgement of receipt"),
    "call": gettext_lazy("By a recorded call"),
}
"""Rules 12: ways other than opening it in the account in which a preliminary decision is seen received."""


RESULTS = {
    "license": gettext_lazy("License %(number)s"),
    "annex": gettext_lazy("Annex %(number)s"),
    "reissued_license": gettext_lazy("Reissued license %(number)s"),
    "reissued_annex": gettext_lazy("Reissued annex %(number)s"),
    "license_duplicate": gettext_lazy("Duplicate of license %(number)s"),
    "annex_duplicate": gettext_lazy("Duplicate of annex %(number)s"),
    "refusal_of_consideration": gettext_lazy("Refusal of further consideration"),
    "refusal": gettext_lazy("Refusal"),
}
"""Rules 19, Rules 20: what a document of a result is called, with its number."""


@register.filter
def result_name(document: ResultDocument) -> str:
    """What a document of the result is, with its number."""
    return str(RESULTS.get(document.what, document.what)) % {"number": document.number}


@register.filter
def paper_name(paper: str) -> str:
    """List 8(2): what a paper is of, as an application names it: the license, or an annex by its number."""
    return str(_("License")) if paper == THE_LICENSE else str(_("Annex %(number)s")) % {"number": paper}


@register.filter
def role_name(role: str) -> str:
    """Whoever acts in this role, in the reader's language."""
    return said(ROLES[str(role)])


@register.filter
def stage_text(stage: str) -> str:
    """How far a case is, in one sentence of the reader's language."""
    return said(STAGES[str(stage)])


@register.filter
def how_far(standing: Standing) -> str:
    """Rules 19: how far this case is, by its service; without premises the decision follows completeness."""
    if standing.stage is Stage.COMPLETE and not standing.facilities:
        return said(UNEXAMINED)
    if standing.stage is Stage.ISSUED and standing.application is not None:
        return said(ISSUED[standing.application.service])
    return said(STAGES[standing.stage])


@register.filter
def service_name(service: str) -> str:
    """List 5: what is asked for."""
    return str(SERVICES[Service(service)])


@register.filter
def papers_named(papers: Sequence[str]) -> str:
    """List 8(2), List 8(3): the license and its annexes that an application concerns."""
    return ", ".join(
        _("the license") if paper == THE_LICENSE else _("annex %(number)s") % {"number": paper} for paper in papers
    )


@register.filter
def ground_of_reissue(key: str) -> str:
    """Permits 33: the ground in the law's words."""
    return GROUNDS[key].names.in_(reader_language()) if key in GROUNDS else key


@register.filter
def one_line(address: Address) -> str:
    """An address in one line, the region named in the reader's language."""
    return naming.address(address, reader_language())


@register.filter
def office_name(code: str) -> str:
    """The short name of an office, for pages on which several of them stand side by side."""
    known = at_hand.lists().offices.offices
    return known[code].short.in_(reader_language()) if code in known else code


@register.filter
def facility_name(id_: str) -> str:
    """A facility by its number in the application; the same on every page."""
    return _("Facility %(number)s") % {"number": number_of(id_)}


@register.filter
def subtype_name(code: str) -> str:
    """The full name of a subtype of medical activity, its group first."""
    return naming.subtype(code).in_(reader_language())


@register.filter
def field_name(discrepancy: Discrepancy) -> str:
    """What the field is called in which an application and a register differ."""
    return INQUIRIES[discrepancy.inquiry].fields[discrepancy.field].in_(reader_language())


@register.filter
def speciality_name(code: str) -> str:
    """The name of a medical speciality; another text stays as it was written."""
    return naming.speciality(code, reader_language())


@register.filter
def requirement_name(key: str) -> str:
    """The name of a point of the qualification requirements."""
    return naming.requirement(key, reader_language())


@register.filter
def means_of_receipt(code: str) -> str:
    """How a preliminary decision was received; what is no code of ours stays as it was written."""
    return str((DELIVERED | MEANS_OF_RECEIPT).get(code, code))


@register.filter
def document_name(key: str) -> str:
    """The name of a document of List 8. An inquiry may have the same code and other words; `named` would take those."""
    return naming.document(key, reader_language())
