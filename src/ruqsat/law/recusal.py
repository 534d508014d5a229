"""
Nobody decides on their own application (docs/law/readings.md, Rules 20).

A party is the applicant or the head of the legal entity, the representative, each specialist named in the application,
and who signed it. The Rules do not say so; an authority that is to be impartial cannot read them otherwise.
"""

from collections.abc import Iterator
from uuid import UUID

from ruqsat.law.act import Actor
from ruqsat.law.application import Application
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Standing

_PARTY = No(
    ref="Rules 20",
    why=say(
        "You are a party to this case: you signed the application, or are named in it as applicant, representative or"
        " specialist. Somebody else in the office takes this step."
    ),
)


INSPECTOR_IS_PARTY = No(
    ref="Rules 20",
    why=say(
        "The specialist named to make the visit is a party to this case: this person signed the application, or is"
        " named in it as applicant, representative or specialist. Name another specialist."
    ),
)
"""Said when a visit is fixed: who may not act in the case is not named to visit either."""


def parties(application: Application) -> frozenset[str]:
    """The IINs of everybody whom the application names as having a part in it."""
    representative = application.representative
    return frozenset(
        {
            application.applicant.iin,
            *(specialist.iin for specialist in application.specialists),
            *({representative.iin} if representative else ()),
        }
    )


def of_signer(standing: Standing, *, by: Actor) -> Iterator[No]:
    """Rules 20: in an office, nobody acts on an application that they signed themselves."""
    signer: UUID | None = standing.received.by.person if standing.received else None
    if by.office and signer is not None and by.person == signer:
        yield _PARTY


def of_named(standing: Standing, *, by: Actor, iin: str) -> Iterator[No]:
    """Rules 20: in an office, nobody acts on an application that names them; *iin* is that of who acts."""
    if by.office and standing.application is not None and iin in parties(standing.application):
        yield _PARTY


def of_signing_inspector(standing: Standing, *, inspector: UUID) -> Iterator[No]:
    """Rules 14, Rules 20: who signed the application is not named to make the visit."""
    if standing.received is not None and inspector == standing.received.by.person:
        yield INSPECTOR_IS_PARTY


def of_named_inspector(standing: Standing, *, iin: str) -> Iterator[No]:
    """Rules 14, Rules 20: whom the application names is not named to make the visit; *iin* is the inspector's."""
    if standing.application is not None and iin in parties(standing.application):
        yield INSPECTOR_IS_PARTY
