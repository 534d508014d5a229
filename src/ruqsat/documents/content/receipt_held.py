"""The receipt of an application that rests on a license that is held: List 8(2), List 8(3)."""

from collections.abc import Iterator, Mapping

from ruqsat.documents.content.sheet import Row
from ruqsat.documents.labels import day, label, label_in
from ruqsat.law.application import THE_LICENSE, Application, Loss
from ruqsat.law.forms import Form, form_for
from ruqsat.law.names import Names
from ruqsat.law.reissue import GROUNDS

_LOSS = {Loss.LOST: "original_lost", Loss.DAMAGED: "original_damaged"}


def title_of(application: Application) -> Names | None:
    """The name of the form, where it is one that List 8 names and the Rules do not contain; ``None`` otherwise."""
    form = _form(application)
    return form.names if form.designed else None


def asked(field: str, application: Application) -> bool:
    """Whether the form of this application has that field."""
    return any(one.key == field for one in _form(application).fields)


def rows(application: Application) -> Iterator[Row]:
    """The license, which of its papers, what changed or what became of the original, in the form's own words."""
    language, said = application.language, _said(application)
    names = {one.key: one.names for one in _form(application).fields}
    names.setdefault("license_held", label("license_held"))
    for key, values in said.items():
        if key in names:
            yield {"label": names[key].in_(language), "values": list(values)}


def _said(application: Application) -> Mapping[str, tuple[str, ...]]:
    language, held, change = application.language, application.held, application.change
    said: dict[str, tuple[str, ...]] = {}
    if held is not None:
        said["license_held"] = (held.number,)
        said["papers"] = tuple(_paper(one, language) for one in held.papers)
    if change is not None:
        ground = GROUNDS.get(change.ground)
        said["ground"] = (ground.names.in_(language) if ground else change.ground,)
        said |= {"changed_on": (day(change.changed_on, language),), "before": (change.before,), "now": (change.now,)}
    if application.loss is not None:
        said["loss"] = (label_in(_LOSS[application.loss], language),)
    return said


def _paper(paper: str, language: str) -> str:
    if paper == THE_LICENSE:
        return label_in("license", language)
    return f"{label_in('annex', language)} № {paper}"


def _form(application: Application) -> Form:
    return form_for(application.service, application.applicant.kind, on=application.completed_on)
