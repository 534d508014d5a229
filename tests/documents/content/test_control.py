"""Rules 11, 17: what the approving body's answer and the conclusion say."""

from ruqsat.law.application import ApplicantKind
from ruqsat.law.offices import OFFICES
from ruqsat.law.requirements import REQUIREMENTS
from tests.documents.content.said import approval, conclusion, texts
from tests.documents.samples import HEAD, IIN, application


def test_the_conclusion_names_authority_specialist_object_and_every_point() -> None:
    """Rules 17: the contents of the conclusion."""
    said = list(texts(conclusion(application(), language="ru")))
    expected = {
        OFFICES["KZ-71"].names.ru,
        HEAD.name,
        OFFICES["KZ-75"].names.ru,
        "Руководитель департамента",
        "010002, город Астана, район Есиль, Придуманное, пр. Вымышленный, 7",
        IIN,
        "Ойдан Ш. М.",
        *(requirement.names.ru for requirement in REQUIREMENTS.values()),
        *(f"заметка {place}" for place in range(len(REQUIREMENTS))),
        "соответствует",
        "не соответствует",
        "не применимо",
        "12" * 32,
    }
    assert expected - set(said) == set()


def test_the_object_of_a_legal_entity_is_named_with_its_bin() -> None:
    said = set(texts(conclusion(application(kind=ApplicantKind.LEGAL_ENTITY), language="ru")))
    assert {"260140099018", "ТОО «Выдуманная клиника»"} <= said


def test_the_approving_body_says_plainly_whether_it_approves() -> None:
    refused = approval(application(), language="ru", approved=False)
    approved = approval(application(), language="ru", approved=True)
    assert "отказано" in refused["lead"]
    assert "согласована" in approved["lead"]
    assert refused["issuer"] == OFFICES["SES-71"].names.ru
    assert "Заключение истекло." in set(texts(refused))
