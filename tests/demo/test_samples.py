"""What people attach in the demo is what its name says, to the checks of the service and to a reader of PDF."""

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from ruqsat.demo import samples
from ruqsat.documents.checking import check_attachment, check_recording


def test_a_page_is_a_pdf_that_can_be_read() -> None:
    content = samples.page(["Advanced training", "A sample."])
    assert check_attachment(content, name="training.pdf") == "application/pdf"
    (page,) = PdfFileReader(BytesIO(content)).root["/Pages"]["/Kids"]
    assert b"A sample." in page.get_object()["/Contents"].data


def test_a_picture_is_a_png() -> None:
    assert check_recording(samples.picture(1), name="room.png") == "image/png"
