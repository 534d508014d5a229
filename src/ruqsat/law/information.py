"""Who is informed of a change of the Rules, and by when: Rules 21-1."""

from ruqsat.law import terms
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.editions import Edition
from ruqsat.law.names import Names
from ruqsat.law.offices import OfficeKind, OfficeList
from ruqsat.law.terms import Due
from ruqsat.law.timeline import Timeline

OPERATOR, CONTACT_CENTRE = "operator", "contact_centre"
SYSTEMS = {
    OPERATOR: Names(
        kk="«Электрондық үкімет» операторы", ru="Оператор «электронного правительства»", en="Operator of e-government"
    ),
    CONTACT_CENTRE: Names(kk="Бірыңғай байланыс орталығы", ru="Единый контакт-центр", en="Unified contact centre"),
}
"""Recipients that have a system of their own, which confirms the receipt."""


def recipients(order: EditionAmended, *, offices: Timeline[OfficeList]) -> tuple[str, ...]:
    """
    Rules 21-1: the operator, the contact centre, and every office that provides the service, by its code.

    Of the offices those that there are on the day of publication, on which the change is made (docs/law/readings.md).
    """
    there = offices.on(order.published_on).open
    providers = (code for code, office in there.items() if office.kind is OfficeKind.LICENSOR)
    return (*SYSTEMS, *providers)


def name_of(recipient: str, *, among: OfficeList) -> Names:
    """What a recipient is called."""
    return SYSTEMS[recipient] if recipient in SYSTEMS else among.offices[recipient].names


def due(order: EditionAmended, *, calendar: WorkingCalendar, edition: Edition) -> Due:
    """
    Rules 21-1: by when all of them have been sent the information.

    Counted from the official publication of the order: before it there is no text to send (docs/law/readings.md).

    :param edition: in force on that day.
    """
    return terms.information_update(changed_on=order.published_on, calendar=calendar, edition=edition)
