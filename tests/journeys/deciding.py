"""The offices' part of the road: examined, approved, visited, prepared, signed."""

import re
import struct
import zlib

from playwright.sync_api import expect

from tests.journeys.walking import Walker, come_to_the_morning, move_clock, once_there

NEXT = ".rq-next-step .govuk-button"


def examine(officer: Walker, path: str) -> None:
    """Rules 9, 10, 14: complete, sent for approval, and a visit fixed; the notice goes out by itself."""
    page = officer.page
    page.goto("/desk/")
    officer.shot("desk-01-worklist")
    page.locator(f'main table a[href="{desk_case(path)}"]').first.click()  # other journeys' cases may be due before
    officer.shot("desk-02-case")
    examine_open_case(officer, path)


def examine_open_case(officer: Walker, path: str) -> None:
    """The same of the case whose page is open."""
    page = officer.page
    next_step(officer)
    next_step(officer)
    next_step(officer)
    officer.shot("desk-03-visit")
    page.locator("input[name=inspector]").first.check()
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()
    page.goto(desk_case(path))
    once_there(officer, page.get_by_text("The notice of the visit was sent").count)  # by the worker
    officer.shot("desk-04-waiting")


def approve(approver: Walker, path: str) -> None:
    """Rules 11: the approving body reads what it was asked, answers, reads its answer as a PDF and signs."""
    page = approver.page
    page.goto("/approvals/")
    approver.shot("approvals-01-queue")
    page.locator(f'main table a[href*="{case_id(path)}"]').first.click()  # the queue holds other journeys' cases too
    page.locator("input[name=approved][value=yes]").check()
    page.fill("[name=reasons]", "The premises meet the sanitary rules.")
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()
    approver.shot("approvals-02-sign")
    approver.sign()
    expect(page.locator("body")).to_contain_text("The signed answer is with the licensor")


def prepare(officer: Walker, path: str) -> None:
    """Rules 20: an officer puts the grant before the head."""
    page = officer.page
    page.goto(desk_case(path))
    once_there(officer, page.locator(NEXT).count)  # the worker puts the seal on the conclusion
    next_step(officer)
    officer.shot("desk-05-prepare")
    with page.expect_navigation():
        page.locator("main form button.govuk-button").first.click()


def sign(head: Walker, path: str) -> None:
    """Rules 20: the head reads the very PDFs and signs the statement that names them."""
    page = head.page
    page.goto(desk_case(path))
    head.shot("head-01-case")
    next_step(head)
    expect(page.locator("main")).to_contain_text(re.compile(r"[0-9a-f]{64}"))
    head.shot("head-02-sign")
    head.sign()
    expect(page.locator("body")).to_contain_text("The license is signed")


def next_step(walker: Walker) -> None:
    """Take the one next step that the case page offers."""
    with walker.page.expect_navigation():
        walker.page.locator(NEXT).first.click()


def case_id(path: str) -> str:
    """The id of the case at the applicant's *path*."""
    return path.strip("/").removeprefix("applications/")


def desk_case(path: str) -> str:
    """The officers' page of the applicant's case."""
    return f"/desk/cases/{case_id(path)}/"


def visit(inspector: Walker, path: str) -> None:
    """Rules 14 to 17: at its hour, on the phone: begun, photographed, every point answered, read and signed."""
    page = inspector.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/inspector/")
    inspector.shot("inspector-01-visits")
    with page.expect_navigation():
        page.locator(f'main a[href*="{case_id(path)}"]').first.click()
    inspector.shot("inspector-02-visit")
    come_to_the_hour(inspector)
    inspector.press("Begin the visit")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": photograph()}
    )
    inspector.press("Add the recording")
    page.goto(f"{page.url.rstrip('/')}/checklist/")
    for point in page.locator("main input[type=radio][value=compliant]").all():
        point.check()
    page.fill("[name=authorized_person]", "Үлгібаева Айжан Сынаққызы")
    inspector.shot_without_leaving("inspector-03-checklist")
    inspector.press("Read the conclusion and sign")
    inspector.shot("inspector-04-sign")
    inspector.sign()
    expect(page.locator("main")).to_contain_text("Positive")


def come_to_the_hour(inspector: Walker) -> None:
    """The clock goes on until the visit may begin: how many days that takes depends on the weekday it was fixed on."""
    begin = inspector.page.get_by_role("button", name="Begin the visit", exact=True)
    for _ in range(10):
        if begin.count():
            return
        come_to_the_morning(inspector.instance)
        move_clock(inspector.instance, hours=1)
        inspector.page.reload()


def photograph() -> bytes:
    """A PNG of four points: red and green."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = b"\0" + b"\xff\0\0" * 2 + b"\0" + b"\0\xff\0" * 2
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
