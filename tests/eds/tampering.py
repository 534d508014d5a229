"""Sealed documents that somebody changed, each in one way; by hand where the library would not do it."""

import io
import re
from collections.abc import Callable
from functools import cache

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ruqsat.eds.seals import seal_pdf
from tests.eds.papers import paper, sealed, the_seal
from tests.eds.pki import AT, pki, signed, time_stamp
from tests.eds.signing import naming

Writer = IncrementalPdfFileWriter


class Stamper(TimeStamper):
    """The library's interface, answered by the authority of this run."""

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(time_stamp(req.dump()))


def stamped(pdf: bytes, *, name: str = "Another") -> bytes:
    """With one more time stamp over the whole, so that the last byte is covered again."""
    stamper = Stamper()  # type: ignore[no-untyped-call] # the library leaves this one untyped
    return bytes(PdfTimeStamper(stamper, field_name=name).timestamp_pdf(Writer(io.BytesIO(pdf)), "sha256").read())


def updated(change: Callable[[Writer], None], pdf: bytes | None = None) -> bytes:
    """With an update that does *change*."""
    writer = Writer(io.BytesIO(pdf or sealed()))
    change(writer)
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call] # the library leaves this one untyped
    return output.getvalue()


def dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    named = {generic.pdf_name(f"/{key}"): value for key, value in entries.items()}
    return generic.DictionaryObject(named)  # type: ignore[no-untyped-call] # the library leaves this one untyped


def _number(value: int) -> generic.NumberObject:
    return generic.NumberObject(value)  # type: ignore[no-untyped-call] # the library leaves this one untyped


def rooted(writer: Writer) -> None:
    """The catalog was changed."""
    writer.update_root()  # type: ignore[no-untyped-call] # as above


def _page(writer: Writer) -> generic.DictionaryObject:
    page = writer.root["/Pages"]["/Kids"][0]
    assert isinstance(page, generic.DictionaryObject)
    return page


def _rectangle() -> generic.ArrayObject:
    return generic.ArrayObject([_number(side) for side in (100, 100, 300, 200)])


def overwrites_a_page(writer: Writer) -> None:
    page = _page(writer)
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def overwrites_what_a_page_shows(writer: Writer) -> None:
    """The page's own dictionary stays; the object with its content is another."""
    place = _page(writer).raw_get("/Contents")
    writer.mark_update(place)
    writer.objects[(place.generation, place.idnum)] = generic.StreamObject(stream_data=b"BT ET")


def adds_a_page(writer: Writer) -> None:
    tree = writer.root["/Pages"]
    page = dictionary(Type=generic.pdf_name("/Page"), Parent=writer.root.raw_get("/Pages"), MediaBox=_rectangle())
    tree["/Kids"].append(writer.add_object(page))
    tree[generic.pdf_name("/Count")] = _number(len(tree["/Kids"]))
    writer.update_container(tree)


def takes_a_page_out(writer: Writer) -> None:
    tree = writer.root["/Pages"]
    tree[generic.pdf_name("/Kids")] = generic.ArrayObject()
    tree[generic.pdf_name("/Count")] = _number(0)
    writer.update_container(tree)


def puts_a_note_on_a_page(writer: Writer) -> None:
    page = _page(writer)
    note = dictionary(
        Type=generic.pdf_name("/Annot"),
        Subtype=generic.pdf_name("/FreeText"),
        Rect=_rectangle(),
        Contents=generic.pdf_string("Valid for all subtypes"),
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def adds_a_field(writer: Writer) -> None:
    field = dictionary(FT=generic.pdf_name("/Tx"), T=generic.pdf_string("Number"), V=generic.pdf_string("26999999"))
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(field))
    writer.update_container(fields)


def points_the_seal_elsewhere(writer: Writer) -> None:
    """The field of the seal names another signature dictionary, a copy of the first that says another reason."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    copy = generic.DictionaryObject({key: field["/V"].raw_get(key) for key in field["/V"]})  # type: ignore[no-untyped-call] # as above
    copy[generic.pdf_name("/Reason")] = generic.pdf_string("Annex")
    field[generic.pdf_name("/V")] = writer.add_object(copy)
    writer.update_container(field)


def draws_the_seal(writer: Writer) -> None:
    """The field of the seal, which nobody saw, gets a look that covers the page."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    look = generic.StreamObject(dictionary(Subtype=generic.pdf_name("/Form"), BBox=_rectangle()), stream_data=b"0 g")
    field[generic.pdf_name("/AP")] = dictionary(N=writer.add_object(look))
    field[generic.pdf_name("/Rect")] = _rectangle()
    writer.update_container(field)


def adds_an_empty_field_to_sign(writer: Writer) -> None:
    append_signature_field(writer, SigFieldSpec("Second", box=(10, 10, 200, 100)))


def does_something_on_opening(writer: Writer) -> None:
    script = dictionary(S=generic.pdf_name("/JavaScript"), JS=generic.pdf_string("app.alert('valid')"))
    writer.root[generic.pdf_name("/OpenAction")] = writer.add_object(script)
    rooted(writer)


def hides_a_layer(writer: Writer) -> None:
    writer.root[generic.pdf_name("/OCProperties")] = dictionary(OCGs=generic.ArrayObject(), D=dictionary())
    rooted(writer)


def calls_it_something_else(writer: Writer) -> None:
    writer.set_info(dictionary(Title=generic.pdf_string("Annex 2")))


def signed_once_more() -> bytes:
    """The sealed document with a second signature of the same office, in a field of its own."""
    stated = PdfSignatureMetadata(field_name="Second", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    key = pki().seal
    signer = SimpleSigner(
        signing_cert=asn1.Certificate.load(key.der),
        signing_key=keys.PrivateKeyInfo.load(key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call] # the library leaves this one untyped
    )
    return bytes(PdfSigner(stated, signer=signer).sign_pdf(Writer(io.BytesIO(sealed()))).read())


@cache
def with_a_shadow() -> bytes:
    """
    Sealed, with another page content lying in it that nothing points to: an office was given it to seal.

    The prepared stream bears the number of the page's own content, so that one line of a table makes it the page's.
    """
    number = PdfFileReader(io.BytesIO(paper())).root["/Pages"]["/Kids"][0].raw_get("/Contents").idnum
    prepared = b"%d 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n" % number
    writer = Writer(io.BytesIO(paper()))
    output = io.BytesIO()
    writer.add_object(generic.StreamObject(stream_data=prepared))
    writer.write(output)  # type: ignore[no-untyped-call] # as above
    known = pki().good(pki().seal, pki().tsa)
    return seal_pdf(output.getvalue(), the_seal(), reason="x", at=AT, timestamper=time_stamp, evidence=known)


def shadow_shown(pdf: bytes) -> bytes:
    """One more table of places, and nothing else: the page's content is now what was prepared."""
    found = re.search(rb"(\d+) 0 obj\n<</Length 5>>\nstream\nBT ET", pdf)
    assert found is not None
    size = max(int(each) for each in re.findall(rb"/Size (\d+)", pdf))
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ \d+ R)", pdf)[-1]
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d /Root %b /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + table % (int(found.group(1)), found.start(), size, root, before, len(pdf))


ROOM = 8_192

_BY_HAND = (
    b"%%PDF-1.7\n"
    b"1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>\nendobj\n"
    b"4 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/Rect[0 0 0 0]/F 132/P 3 0 R/V 5 0 R>>\nendobj\n"
    b"5 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261123090000Z)/ByteRange %b"
    b"/Contents %b>>\nendobj\n"
)


def by_hand(
    ranges: Callable[[int, int, int], tuple[int, ...]] = lambda opened, closed, size: (
        0,
        opened,
        closed,
        size - closed,
    ),
    *,
    behind: bytes = b"",
    tail: bytes = b"",
) -> bytes:
    """
    A small document with a right signature over whatever *ranges* says, as somebody who has a key could make it.

    :param ranges: from where ``<`` of the signature is, where what follows ``>`` begins, and the file's size.
    :param behind: what stands after the signature's ``>`` in its dictionary.
    :param tail: what follows ``%%EOF``.
    """
    contents = b"<" + b"0" * ROOM + b">" + behind
    body = _BY_HAND % (b"*" * 60, contents)
    places = [body.index(b"\n%d 0 obj" % number) + 1 for number in range(1, 6)]
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    pdf = body + b"xref\n0 6\n0000000000 65535 f \n" + rows
    pdf += b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body) + tail
    opened = pdf.index(b"/Contents <") + len(b"/Contents ")
    said = ranges(opened, opened + ROOM + 2, len(pdf))
    pdf = pdf.replace(b"*" * 60, (b"[" + b" ".join(b"%d" % one for one in said) + b"]").ljust(60))
    covered = b"".join(pdf[start : start + length] for start, length in zip(said[::2], said[1::2], strict=True))
    cms = signed(covered, pki().seal, more=(naming(pki().seal.der),), embed=(pki().seal, pki().issuing))
    return pdf[: opened + 1] + cms.hex().encode().ljust(ROOM, b"0") + pdf[opened + 1 + ROOM :]


def packs_its_evidence_otherwise(writer: Writer) -> None:
    """The OCSP answers in a packing of old times."""
    store = writer.root["/DSS"]
    answer = generic.StreamObject(dictionary(Filter=generic.pdf_name("/LZWDecode")), encoded_data=b"\x80\x0b\x60\x50")
    store["/OCSPs"].append(writer.add_object(answer))
    writer.update_container(store["/OCSPs"])
    writer.update_container(store)
