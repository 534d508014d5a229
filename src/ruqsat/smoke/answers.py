"""What an applicant and an inspector answer and attach."""

import struct
import zlib
from collections.abc import Mapping

from ruqsat.smoke.markup import Element
from ruqsat.smoke.page import Answer, Form, kind_of
from ruqsat.smoke.sandbox import Person

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
IN_ORDER = "Бар және талапқа сай."  # there, and as required
SUBTYPES = 2


def of_applicant(doctor: Person, *, section: str) -> Mapping[str, str]:
    """What the doctor types in a section, by the field's name; the registers have filled in the rest."""
    facility = {"postal_code": "050040", **doctor.premises} if section == "facility" else {}
    return {
        "email": doctor.email,
        "phone": doctor.phone,
        "number": "KZ86125KZT5004100100",
        "bank": "Үлгі Банк",
        "location": "Алматы",
        "on_paper": "no",
        "title_basis": "lease",
        **facility,
    }


def to_form(form: Form, known: Mapping[str, str]) -> dict[str, Answer]:
    """
    An answer to everything that is asked and not filled in yet, as far as one can be given.

    What the page has filled in stays. Of boxes all are ticked, of subtypes of activity the first ones; of choices the
    known one is taken, or the first; texts of several lines say that all is in order.
    """
    answers: dict[str, Answer] = {}
    for control in form.asked:
        name = control["name"]
        if name not in answers and not form.value(name):
            answer = _answer(form, control, known.get(name, ""))
            if answer:
                answers[name] = answer
    return answers


def _answer(form: Form, control: Element, known: str) -> Answer:
    name, kind = control["name"], kind_of(control)
    if kind == "checkbox":
        offered = form.offered(name)
        return offered[:SUBTYPES] if name == "subtypes" else offered
    if kind in ("radio", "select"):
        offered = form.offered(name)
        return known if known in offered else offered[0] if offered else ""
    return known or (IN_ORDER if kind == "textarea" else "")


def photograph() -> bytes:
    """A PNG of four points: red and green."""
    rows = b"\0" + b"\xff\0\0" * 2 + b"\0" + b"\0\xff\0" * 2
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))
