"""Rules 2(2), 6, 20: the whole table of who signs what with which certificate, cell by cell."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from ruqsat.law import signers
from ruqsat.law.acts import KINDS, Proof, Role
from ruqsat.law.application import ApplicantKind
from ruqsat.law.permissions import ROLES
from ruqsat.law.permissions_of_complaint import COMPLAINT_ROLES
from ruqsat.law.permissions_of_license import LICENSE_ROLES
from ruqsat.law.procedure import No, Yes
from ruqsat.law.saying import say
from ruqsat.law.signers import CAPACITIES, SIGNING_IN, Capacity, Certified, Signatory, may_sign, of_applicant, of_office
from tests.law.road import a_clinic_application, an_application

ON = date(2026, 11, 9)
MINE, ANOTHERS = "850101399004", "920308499215"
BIN, OTHER_BIN = "180340999990", "100240999122"
POWER = a_clinic_application(represented=True).representative

# What the National Certification Authority issues, by a letter.
ROLES_OF = {
    "I": {signers.INDIVIDUAL},
    "i": {signers.INDIVIDUAL, signers.INDIVIDUALS_SYSTEM},
    "H": {signers.LEGAL_ENTITY, signers.FIRST_HEAD},
    "S": {signers.LEGAL_ENTITY, signers.MAY_SIGN},
    "F": {signers.LEGAL_ENTITY, signers.FINANCIAL},
    "P": {signers.LEGAL_ENTITY, signers.PERSONNEL},
    "E": {signers.LEGAL_ENTITY, signers.EMPLOYEE},
    "s": {signers.LEGAL_ENTITY, signers.ENTITYS_SYSTEM},
    "-": set(),
}

# Kind of act, capacity, kind of applicant ("*": does not matter): the certificates that carry it. Nothing else does.
TABLE = """
sign_in                anybody         *             I H S E

received               applicant       individual    I
received               applicant       entrepreneur  I
received               applicant       legal_entity  H
received               representative  individual    I
received               representative  entrepreneur  I
received               representative  legal_entity  I S

withdrawn              applicant       individual    I
withdrawn              applicant       entrepreneur  I
withdrawn              applicant       legal_entity  H
withdrawn              representative  individual    I
withdrawn              representative  entrepreneur  I
withdrawn              representative  legal_entity  I S

objection_filed        applicant       individual    I
objection_filed        applicant       entrepreneur  I
objection_filed        applicant       legal_entity  H
objection_filed        representative  individual    I
objection_filed        representative  entrepreneur  I
objection_filed        representative  legal_entity  I S
objection_filed        officer         *             H S E

consideration_refused  head            *             H S E
approval_answered      approver        *             H S E
approval_answered      approving_head  *             H S E
conclusion_signed      inspector       *             H S E
granted                head            *             H S E
refused                head            *             H S E

complaint_filed        applicant       individual    I
complaint_filed        applicant       entrepreneur  I
complaint_filed        applicant       legal_entity  H
complaint_filed        representative  individual    I
complaint_filed        representative  entrepreneur  I
complaint_filed        representative  legal_entity  I S
complaint_filed        officer         *             H S E

complaint_withdrawn    applicant       individual    I
complaint_withdrawn    applicant       entrepreneur  I
complaint_withdrawn    applicant       legal_entity  H
complaint_withdrawn    representative  individual    I
complaint_withdrawn    representative  entrepreneur  I
complaint_withdrawn    representative  legal_entity  I S

complaint_satisfied    head               *          H S E
provider_considered    head               *          H S E
body_decided           complaint_officer  *          H S E

license_suspended        head            *           H S E
license_resumed          head            *           H S E
license_terminated       head            *           H S E
license_entry_set_aside  head            *           H S E
"""

IN_OFFICE = [Capacity(role.value) for role in (Role.OFFICER, Role.INSPECTOR, Role.HEAD)]
SIGNED = sorted(kind for kind, act in KINDS.items() if act.PROOF is Proof.PERSON)


def rows() -> dict[tuple[str, str, str], frozenset[str]]:
    found: dict[tuple[str, str, str], frozenset[str]] = {}
    for line in filter(None, TABLE.splitlines()):
        kind, capacity, applicant, *letters = line.split()
        for one in ApplicantKind if applicant == "*" else [applicant]:
            found[kind, capacity, str(one)] = frozenset(letters)
    return found


EXPECTED = rows()
EVERY_CELL = list(product([SIGNING_IN, *SIGNED], Capacity, ApplicantKind, ROLES_OF))


def entitled(capacity: Capacity, applicant: ApplicantKind) -> Signatory:
    """Somebody in that capacity whom nothing but the certificate can stop."""
    return Signatory(
        capacity=capacity,
        iin=MINE,
        bin=BIN,
        applicant=applicant,
        power=POWER,
        power_on_file=True,
        appointed=True,
    )


@pytest.mark.parametrize("kind", [SIGNING_IN, *SIGNED])
def test_each_cell_says_which_certificates_carry_the_act(kind: str) -> None:
    """Rules 2(2), Rules 6, Rules 20: by whom and with which certificate each act is signed."""
    cells = [cell for cell in EVERY_CELL if cell[0] == kind]
    assert len(cells) == len(Capacity) * len(ApplicantKind) * len(ROLES_OF)
    for _, capacity, applicant, letter in cells:
        certified = Certified(iin=MINE, bin=BIN if letter in "HSFPEs" else "", roles=frozenset(ROLES_OF[letter]))
        said = may_sign(kind, entitled(capacity, applicant), certified=certified, on=ON)
        wanted = letter in EXPECTED.get((kind, capacity, applicant), frozenset())
        assert bool(said) is wanted, (kind, capacity, applicant, letter, said)
        if isinstance(said, No):
            assert str(said.why).endswith(".")
            assert not said.why.values, "what is kept on file names nobody"
            assert signers.clause_of(said.why.text) == said.ref


def test_a_reason_of_the_table_has_its_clause_and_any_other_is_about_the_signature() -> None:
    """Rules 2(2), Rules 6, Rules 20."""
    assert signers.clause_of(signers.NO_POWER.text) == "Rules 6"
    assert signers.clause_of(signers.NOT_IN_THIS_CAPACITY.text) == "Rules 20"
    assert signers.clause_of("The certificate was revoked.") == "Rules 2(2)"


def test_the_table_has_an_entry_for_each_capacity_of_an_act_and_no_other() -> None:
    """Rules 6, Rules 20."""
    head = signers.table_entry("granted", Capacity.HEAD, None)
    applicant = signers.table_entry("received", Capacity.APPLICANT, ApplicantKind.LEGAL_ENTITY)
    assert head is not None
    assert applicant is not None
    assert (head.ref, head.appointed, applicant.ref, applicant.appointed) == ("Rules 20", True, "Rules 6", False)
    assert signers.table_entry("granted", Capacity.OFFICER, None) is None
    assert signers.table_entry("received", Capacity.APPLICANT, None) is None
    assert signers.table_entry("unheard_of", Capacity.HEAD, None) is None


def test_what_is_signed_in_no_such_capacity_is_refused_whatever_the_certificate() -> None:
    """Rules 20."""
    said = refusal("granted", entitled(Capacity.INSPECTOR, ApplicantKind.INDIVIDUAL))
    assert (said.ref, said.why) == ("Rules 20", signers.NOT_IN_THIS_CAPACITY)


@pytest.mark.parametrize(("power_on_file", "refused"), [(True, False), (False, True)])
def test_a_head_needs_no_power_and_a_representative_does(power_on_file: bool, refused: bool) -> None:
    """Rules 2(2), Rules 6, Rules 20."""
    certified = Certified(iin=MINE, bin=BIN, roles=frozenset(ROLES_OF["S"]))
    represented = replace(entitled(Capacity.REPRESENTATIVE, ApplicantKind.LEGAL_ENTITY), power_on_file=power_on_file)
    assert isinstance(may_sign("received", represented, certified=certified, on=ON), No) is refused
    head = replace(HEAD_OF_ENTITY, power=None, power_on_file=power_on_file)
    certified = replace(certified, roles=frozenset(ROLES_OF["H"]))
    assert may_sign("received", head, certified=certified, on=ON) == Yes()


def test_every_kind_that_a_person_proves_has_its_row() -> None:
    assert {*SIGNED, SIGNING_IN} == set(CAPACITIES)
    assert {kind for kind, _, _ in EXPECTED} == set(CAPACITIES)


@pytest.mark.parametrize("kind", SIGNED)
def test_it_is_signed_in_the_capacities_in_which_it_is_decided(kind: str) -> None:
    """Rules 20: what the permissions say of capacities and what the table says is the same."""
    decided = {**ROLES, **COMPLAINT_ROLES, **LICENSE_ROLES}.get(KINDS[kind], frozenset({Role.APPLICANT}))
    assert {Capacity(role.value) for role in decided} == CAPACITIES[kind] - {Capacity.REPRESENTATIVE}


def refusal(kind: str, signatory: Signatory, *, on: date = ON, **certified: str) -> No:
    """The refusal of a certificate that fits but for what is said."""
    values = {"iin": MINE, "bin": BIN, "roles": "H", **certified}
    said = may_sign(
        kind,
        signatory,
        certified=Certified(iin=values["iin"], bin=values["bin"], roles=frozenset(ROLES_OF[values["roles"]])),
        on=on,
    )
    assert isinstance(said, No), said
    return said


HEAD_OF_ENTITY = entitled(Capacity.APPLICANT, ApplicantKind.LEGAL_ENTITY)
REPRESENTATIVE = entitled(Capacity.REPRESENTATIVE, ApplicantKind.LEGAL_ENTITY)
HEAD_OF_OFFICE = entitled(Capacity.HEAD, ApplicantKind.INDIVIDUAL)


def test_another_persons_certificate_is_told_to_be_another_persons() -> None:
    """Rules 2(2): whose signature it is."""
    assert refusal("received", HEAD_OF_ENTITY, iin=ANOTHERS).why == signers.ANOTHER_PERSON
    assert refusal("received", REPRESENTATIVE, iin=ANOTHERS, roles="I").why == signers.NOT_THE_REPRESENTATIVE
    assert refusal("granted", HEAD_OF_OFFICE, iin=ANOTHERS).why == signers.ANOTHER_PERSON


def test_another_organizations_certificate_is_told_to_be_another_organizations() -> None:
    """Rules 6, Rules 20."""
    said = refusal("received", HEAD_OF_ENTITY, bin=OTHER_BIN)
    assert (said.ref, said.why) == ("Rules 6", signers.ANOTHER_ENTITY)
    said = refusal("received", REPRESENTATIVE, bin=OTHER_BIN, roles="S")
    assert (said.ref, said.why) == ("Rules 6", signers.ANOTHER_ENTITY)
    said = refusal("granted", HEAD_OF_OFFICE, bin=OTHER_BIN, roles="E")
    assert (said.ref, said.why) == ("Rules 20", signers.ANOTHER_OFFICE)


def test_a_bin_nobody_knows_is_compared_with_nothing() -> None:
    certified = Certified(iin=MINE, bin=OTHER_BIN, roles=frozenset(ROLES_OF["E"]))
    assert may_sign("granted", replace(HEAD_OF_OFFICE, bin=""), certified=certified, on=ON) == Yes()


def test_a_certificate_without_a_valid_iin_is_nobodys() -> None:
    nobody = Signatory(capacity=Capacity.ANYBODY)
    for iin in ("", "850101399010"):
        assert refusal(SIGNING_IN, nobody, iin=iin, roles="I").why == signers.NO_IIN


@pytest.mark.parametrize("capacity", IN_OFFICE)
def test_in_an_office_nobody_signs_without_an_appointment_in_force(capacity: Capacity) -> None:
    """Rules 20: the authorized person."""
    kind = next(kind for kind in SIGNED if capacity in CAPACITIES[kind])
    said = refusal(kind, replace(entitled(capacity, ApplicantKind.INDIVIDUAL), appointed=False), roles="E")
    assert (said.ref, said.why) == ("Rules 20", signers.NOT_APPOINTED)


@pytest.mark.parametrize(
    ("on", "good"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2027, 10, 1), True),
        (date(2027, 10, 2), False),
    ],
)
def test_a_representative_needs_a_power_in_force_on_the_day_of_signing(on: date, good: bool) -> None:
    """Rules 6: from the day it was issued to the last day it is valid, both counted."""
    certified = Certified(iin=MINE, bin=BIN, roles=frozenset(ROLES_OF["S"]))
    said = may_sign("received", REPRESENTATIVE, certified=certified, on=on)
    assert bool(said) is good
    if isinstance(said, No):
        assert (said.ref, said.why) == ("Rules 6", signers.NO_POWER)


def test_a_power_without_a_last_day_lasts_and_one_not_attached_is_none() -> None:
    assert POWER is not None
    certified = Certified(iin=MINE, bin="", roles=frozenset(ROLES_OF["I"]))
    lasting = replace(REPRESENTATIVE, power=replace(POWER, valid_until=None))
    assert may_sign("received", lasting, certified=certified, on=date(2040, 1, 1)) == Yes()
    assert refusal("received", replace(REPRESENTATIVE, power_on_file=False), roles="I").why == signers.NO_POWER


def test_the_application_says_whose_signature_it_needs() -> None:
    """Rules 6: the applicant, the head of the entity, or the representative."""
    own = of_applicant(an_application())
    assert (own.capacity, own.applicant, own.iin) == (Capacity.APPLICANT, ApplicantKind.INDIVIDUAL, MINE)
    clinic = a_clinic_application()
    head = of_applicant(clinic)
    assert (head.capacity, head.iin, head.bin) == (Capacity.APPLICANT, clinic.applicant.iin, clinic.applicant.bin)
    represented = of_applicant(a_clinic_application(represented=True))
    assert (represented.capacity, represented.iin) == (Capacity.REPRESENTATIVE, "920308499215")
    assert represented.power_on_file


def test_an_office_is_signed_for_in_the_capacity_of_the_post() -> None:
    """Rules 20."""
    signatory = of_office(Role.APPROVING_HEAD, iin=MINE, bin_=BIN, appointed=True)
    assert (signatory.capacity, signatory.bin) == (Capacity.APPROVING_HEAD, BIN)
    assert signers.table_entry("approval_answered", signatory.capacity, None) is not None


def test_an_applicant_of_no_known_kind_signs_nothing() -> None:
    assert signers.table_entry("received", Capacity.APPLICANT, None) is None


@pytest.mark.parametrize(
    ("roles", "of_entity"),
    [
        ({signers.INDIVIDUAL}, False),
        (set(), False),
        ({signers.LEGAL_ENTITY}, True),
        ({signers.INDIVIDUAL, signers.FIRST_HEAD}, True),
    ],
)
def test_one_role_of_a_legal_entity_makes_it_a_certificate_of_one(roles: set[str], of_entity: bool) -> None:
    """Rules 20."""
    assert Certified(iin=MINE, bin="", roles=frozenset(roles)).of_entity is of_entity


@pytest.mark.parametrize(
    ("roles", "asked"),
    [
        ({signers.FIRST_HEAD}, signers.FIRST_HEAD),
        ({signers.FIRST_HEAD, signers.MAY_SIGN}, signers.LEGAL_ENTITY),
        ({signers.INDIVIDUAL, signers.FIRST_HEAD}, ""),
    ],
)
def test_the_role_that_is_asked_for_is_the_one_that_all_accepted_certificates_carry(
    roles: set[str], asked: str
) -> None:
    """Rules 20."""
    entry = signers.Entry(ref="Rules 20", roles=frozenset(roles), otherwise=say("Another certificate is needed."))
    assert entry.asked == asked
