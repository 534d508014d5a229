"""Documents come out as PDF/A-2a and PDF/UA-1, the same bytes for the same data, in our own font alone."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
import segno
from pypdf import PdfReader
from segno import encoder

from ruqsat.documents import content
from ruqsat.documents.rendering import MASK, Kind, NotRendered, picture, render
from ruqsat.law.application import ApplicantKind
from ruqsat.law.offices import OFFICES
from tests.documents.content.said import everything
from tests.documents.samples import AT, HEAD, HOME, PLACE, SUBTYPES, application


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def xmp_of(pdf: bytes) -> str:
    """The document's own account of itself (XMP), which is never compressed in an archive document."""
    return pdf[pdf.index(b"<?xpacket begin") : pdf.index(b"<?xpacket end")].decode()


def license_data(**other: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "number": "26000001",
        "issued_on": date(2026, 4, 9),
        "first_issued_on": date(2026, 4, 9),
        "holder": application().applicant,
        "address": HOME,
        "office": "KZ-75",
        "signatory": HEAD,
    }
    return content.license_data(**(given | other))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_kind_is_set_in_every_language_and_says_that_it_is_an_archive_document(kind: Kind, language: str) -> None:
    pdf = render(kind, everything(language)[kind], at=AT)
    assert pdf.startswith(b"%PDF-1.7")
    metadata = xmp_of(pdf)
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_the_same_data_at_the_same_moment_give_the_same_bytes() -> None:
    first = render(Kind.LICENSE, license_data(), at=AT)
    assert render(Kind.LICENSE, license_data(), at=AT) == first
    assert render(Kind.LICENSE, license_data(), at=AT + timedelta(seconds=1)) != first


def test_nothing_but_our_own_font_is_in_the_document() -> None:
    pdf = render(Kind.LICENSE, license_data(), at=AT)
    names = set(re.findall(rb"/BaseFont\s*/([^\s/]+)", pdf))
    assert names
    assert all(b"NotoSans" in name for name in names)


def test_the_license_says_both_languages_and_leads_to_the_public_page() -> None:
    pdf = render(Kind.LICENSE, license_data(), at=AT)
    said = text_of(pdf)
    for expected in ("ЛИЦЕНЗИЯ", "26000001", "Неотчуждаемая, класс 1", "Иеліктен шығарылмайтын", "/check/26000001/"):
        assert expected in said
    assert OFFICES["KZ-75"].names.kk in said
    assert OFFICES["KZ-75"].names.ru in said
    assert re.findall(rb"/URI\s*\((http[^)]*)\)", pdf) == [b"http://127.0.0.1:8000/check/26000001/"]


def test_letters_that_the_font_lacks_do_not_stop_a_document() -> None:
    holder = application(kind=ApplicantKind.LEGAL_ENTITY).applicant
    data = license_data(holder=holder)
    data["rows"][0]["value"]["ru"] = "ТОО «Клиника 😀»"
    assert "Клиника �" in text_of(render(Kind.LICENSE, data, at=AT))


def test_what_looks_like_markup_in_the_data_is_only_text() -> None:
    data = license_data()
    data["rows"][1]["value"]["ru"] = '#read("/etc/passwd") $x$ *bold* @ref \\ <a>'
    assert '#read("/etc/passwd") $x$ *bold* @ref \\ <a>' in text_of(render(Kind.LICENSE, data, at=AT))


def test_data_that_do_not_fit_are_refused() -> None:
    data = license_data()
    del data["rows"]
    with pytest.raises(NotRendered, match="license"):
        render(Kind.LICENSE, data, at=AT)


def test_an_annex_with_many_subtypes_goes_on_over_pages() -> None:
    data = content.annex_data(
        number="26000001",
        annex="001",
        license_issued_on=date(2026, 4, 9),
        issued_on=date(2026, 4, 9),
        holder=application().applicant,
        address=PLACE,
        subtypes=SUBTYPES * 30,
        office="KZ-75",
        signatory=HEAD,
    )
    pages = picture(Kind.ANNEX, data, at=AT, ppi=30)
    assert len(pages) > 1
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize("number", range(26000001, 26000061, 6))
def test_the_code_to_check_a_license_by_is_nearly_as_legible_as_it_could_be(number: int) -> None:
    """ISO/IEC 18004, 7.8.3: the penalty of its pattern is at most a fifth over the least of the eight."""

    def penalty(mask: int) -> float:
        made = segno.make(f"https://license.example.kz/check/{number}/", error="m", micro=False, mask=mask)
        size = len(made.matrix)
        return float(encoder.evaluate_mask(made.matrix, size, size))  # type: ignore[no-untyped-call]  # segno has none

    assert penalty(MASK) <= 1.2 * min(penalty(mask) for mask in range(8))
