"""What each register is called on the wire, and how it writes what it holds: the payloads of SyncChannel."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

FOUND = ("00000", "Сообщение успешно обработано", "Хабарлама сәтті өңделді")
NONE = ("00001", "Сведения не найдены", "Мәліметтер табылмады")
NO_CONSENT = ("00002", "Нет действующего согласия субъекта данных", "Дерек иесінің қолданыстағы келісімі жоқ")
WRONG = ("00003", "Запрос составлен неверно", "Сұрау қате құрылған")


@dataclass(frozen=True, kw_only=True)
class Register:
    """A register: its name, the serviceId under which it answers, the element that holds a record."""

    name: str
    service: str
    element: str


def _register(name: str, service: str, element: str) -> Register:
    return Register(name=name, service=service, element=element)


REGISTERS: Mapping[str, Register] = {
    "identity": _register("ГБД ФЛ", "GBDFLUniversal_token", "person"),
    "entrepreneur_registration": _register("ИС КГД «Регистр ИП», ГБД ЮЛ", "GBDULRegistration_token", "registration"),
    "medical_license": _register("ГБД «Е-лицензирование»", "ELicensingLicense_token", "license"),
    "premises_title": _register("ЕГКН", "EGKNTitle_token", "title"),
    "real_estate": _register("ЕГКН", "EGKNRealEstate_token", "realEstate"),
    "fee_payment": _register("ПШЭП", "PGEGPayment_token", "payment"),
    "higher_education": _register("НОБД", "NOBDHigherEducation_token", "education"),
    "secondary_education": _register("НОБД", "NOBDSecondaryEducation_token", "education"),
    "name_change": _register("ИС «ЗАГС»", "ZAGSNameChange_token", "nameChange"),
    "specialist_certificate": _register(
        "Реестр сертификатов специалистов", "SpecialistCertificate_token", "certificate"
    ),
    "labor_activity": _register("ЕСУТД", "ESUTDLabor_token", "labor"),
    "sanitary_conclusion": _register(
        "ИС Комитета санитарно-эпидемиологического контроля", "SanitaryConclusion_token", "conclusion"
    ),
    "ban": _register("КПСиСУ ГП РК", "KPSSUBan", "ban"),
}
BY_SERVICE = {register.service: inquiry for inquiry, register in REGISTERS.items()}

# Where people.toml's words stand in a record; what is not here has its own name in lowerCamelCase.
_PLACES: Mapping[str, Mapping[str, str]] = {
    "identity": {
        "last": "surname",
        "first": "name",
        "sex": "gender/code",
        "postal_code": "regAddress/postalCode",
        "region": "regAddress/district/code",
        "city": "regAddress/city",
        "district": "regAddress/area",
        "locality": "regAddress/locality",
        "street": "regAddress/street",
        "building": "regAddress/building",
        "document_number": "documents/document/number",
        "document_valid_until": "documents/document/endDate",
    },
    "entrepreneur_registration": {"region": "regionCode"},
}
_SEXES = {"male": "1", "female": "2"}


def payload(
    result: tuple[str, str, str], *, message_id: object, at: str, asked: Mapping[str, str], record: str = ""
) -> str:
    """What a register answers: the *result* in three languages of machines and people, about whom, the record."""
    code, russian, kazakh = result
    said = f"<code>{code}</code><nameRu>{russian}</nameRu><nameKz>{kazakh}</nameKz><changeDate>{at}</changeDate>"
    about = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in asked.items())
    head = f"<messageId>{message_id}</messageId><messageDate>{at}</messageDate>"
    return f"<response>{head}<messageResult>{said}</messageResult><asked>{about}</asked>{record}</response>"


def record(inquiry: str, data: Mapping[str, str], *, asked: Mapping[str, str]) -> str:
    """What a register holds, in its own words."""
    root = etree.Element(REGISTERS[inquiry].element)
    places = _PLACES.get(inquiry, {})
    if inquiry == "identity":
        etree.SubElement(root, "iin").text = asked.get("iin", "")
    for name, value in data.items():
        element = root
        for part in places.get(name, _camel(name)).split("/"):
            found = element.find(part)
            element = etree.SubElement(element, part) if found is None else found
        element.text = _SEXES[value] if name == "sex" else value
    return str(etree.tostring(root, encoding="unicode"))


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.title() for each in others)
