"""A file that is not what its name says, empty, or of sixty megabytes: refused with the limit and what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ruqsat.cases.actions import visit
from ruqsat.cases.models import DraftAttachment
from ruqsat.documents.checking import ATTACHMENT_MOST, RECORDING_MOST, FileTooLarge
from tests.broken.processes import Processes
from tests.milestones import Stand
from tests.walking import PDF, PHOTO, Road
from tests.web.officers import window_of
from tests.world import AIZHAN, INSPECTOR, inspector

Beside = Callable[[Road], Processes]
SIXTY = 60_000_000
GROWS_BY = 400  # megabytes at most, of all the web server's processes: one upload is held once or twice, not many times


def of_sixty_megabytes(folder: Path, beginning: bytes) -> Path:
    path = folder / "large"
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(SIXTY)
    return path


def most_memory(processes: Processes) -> int:
    """The most that the web server's processes ever held, in megabytes."""
    groups = {process.pid for process in processes.running}
    held = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            group = int((folder / "stat").read_text().rpartition(")")[2].split()[2])
            lines = (folder / "status").read_text().splitlines() if group in groups else []
        except OSError:  # it has ended meanwhile
            continue
        held += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
    return held


def place_to_attach(page: str) -> tuple[str, str]:
    """Where the page of documents sends the training's certificate, and as which input."""
    form = page.partition("documents/advanced_training/")[2]
    found = re.search(r'name="([^"]+-file)"', form)
    assert found is not None
    about = form.partition('"')[0]
    return f"documents/advanced_training/{about}", found[1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("training.pdf", b"", "is empty. Choose the file again"),
        ("training.pdf", PHOTO, "is not what its name says, or is damaged"),
        ("training.jpg", PDF, "is not what its name says, or is damaged"),
        ("training.pdf", b"MZ\x90\x00" + b"\x00" * 200, "is not what its name says, or is damaged"),
        ("training.exe", PDF, "must be one of these: .jpeg, .jpg, .pdf, .png"),
        (f"{'x' * 300}.pdf", PDF, "Rename the file"),
    ],
)
def test_what_cannot_be_attached_is_told_with_its_cause(stand: Stand, name: str, content: bytes, said: str) -> None:
    road = stand("consented")
    window = window_of(AIZHAN)
    before = list(DraftAttachment.objects.values_list("sha256", flat=True))
    own = f"/applications/{road.case}/"
    place, slot = place_to_attach(window.get(f"{own}documents/").content.decode())
    upload = SimpleUploadedFile("x", content)
    vars(upload)["_name"] = name  # as a browser may send it; Django's own class would shorten it
    answer = window.post(own + place, {slot: upload})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert list(DraftAttachment.objects.values_list("sha256", flat=True)) == before


def test_sixty_megabytes_are_refused_with_the_limit_and_do_not_stay_in_memory(
    stand_apart: Stand, beside: Beside, tmp_path: Path
) -> None:
    road = stand_apart("consented")
    processes = beside(road)
    processes.serve()
    window = processes.window(AIZHAN)
    own = f"/applications/{road.case}/"
    place, slot = place_to_attach(window.get(f"{own}documents/").text)
    before, attached = most_memory(processes), DraftAttachment.objects.count()
    with of_sixty_megabytes(tmp_path, PDF).open("rb") as large:
        answer = window.post(own + place, {}, files={slot: ("training.pdf", large)})
    page = answer.text
    assert answer.status_code == 422
    assert f"larger than {ATTACHMENT_MOST // 1_000_000} MB. Make it smaller or divide it." in page
    assert "training.pdf" in page
    assert DraftAttachment.objects.count() == attached
    assert most_memory(processes) - before < GROWS_BY


def test_a_recording_of_sixty_megabytes_is_refused_and_the_one_beside_it_is_taken(
    stand_apart: Stand, beside: Beside, tmp_path: Path
) -> None:
    road = stand_apart("visited")
    processes = beside(road)
    processes.serve()
    window = processes.window(INSPECTOR)
    recorded, before = road.kinds().count("recording_added"), most_memory(processes)
    with of_sixty_megabytes(tmp_path, b"\x00\x00\x00\x18ftypmp42").open("rb") as large:
        files = {"video": ("walk.mp4", large), "photo": ("sink.jpg", PHOTO + b" ")}
        answer = window.post(f"/inspector/{road.case}/{road.visit}/recordings/", {}, files=files)
    assert answer.status_code == 422
    assert f"larger than {RECORDING_MOST // 1_000_000} MB" in answer.text
    assert road.kinds().count("recording_added") == recorded + 1
    assert most_memory(processes) - before < GROWS_BY


def test_the_action_that_records_refuses_it_too(stand: Stand) -> None:
    road = stand("visited")
    with pytest.raises(FileTooLarge, match="larger than 50 MB"):
        visit.add_recording(
            road.case, visit=road.visit, content=bytes(SIXTY), name="walk.mp4", by=inspector(), at=road.now
        )


def test_the_action_that_attaches_refuses_it_too(stand: Stand) -> None:
    road = stand("consented")
    with pytest.raises(FileTooLarge, match="larger than 20 MB"):
        road.attach(bytes(SIXTY), name="training.pdf", proves="advanced_training", about=AIZHAN)
