"""List 8, Rules 16: a file must be what its name says, not empty, and not too large."""

import pytest

from ruqsat.documents import checking

PDF = b"%PDF-1.7\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2mp41"
M4A = b"\x00\x00\x00\x1cftypM4A \x00\x00\x02\x00"
WEBM = bytes.fromhex("1a45dfa301000000000000 1f 42868101 42f78101 42f28104 42f38108 428284") + b"webm"
OGG = b"OggS\x00\x02" + bytes(22) + b"\x01\x1eOpusHead"
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00"
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "
HEIC = b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Диплом.pdf", PDF, "application/pdf"),
        ("скан.JPG", JPEG, "image/jpeg"),
        ("скан.jpeg", JPEG, "image/jpeg"),
        ("скан.png", PNG, "image/png"),
    ],
)
def test_documents_are_pdf_jpeg_and_png(name: str, content: bytes, media_type: str) -> None:
    assert checking.check_attachment(content, name=name) == media_type


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.png", PNG, "image/png"),
        ("a.heic", HEIC, "image/heic"),
        ("a.mp4", MP4, "video/mp4"),
        ("a.mov", MOV, "video/quicktime"),
        ("a.webm", WEBM, "video/webm"),
        ("a.m4a", M4A, "audio/mp4"),
        ("a.mp3", MP3, "audio/mpeg"),
        ("a.opus", OGG, "audio/ogg"),
        ("a.wav", WAV, "audio/wav"),
    ],
)
def test_recordings_are_photo_audio_and_video(name: str, content: bytes, media_type: str) -> None:
    """Rules 16: audio, photo or video recording."""
    assert checking.check_recording(content, name=name) == media_type


@pytest.mark.parametrize(
    ("name", "content", "refusal", "sentence"),
    [
        ("a.pdf", b"", checking.FileEmpty, "is empty"),
        ("a.pdf", JPEG, checking.NotWhatItSays, "not what its name says"),
        ("a.pdf", b"MZ\x90\x00", checking.NotWhatItSays, "not what its name says"),
        ("a.exe", PDF, checking.WrongType, ".jpeg, .jpg, .pdf, .png"),
        ("a", PDF, checking.WrongType, "must be one of these"),
        ("a.mp4", MP4, checking.WrongType, "must be one of these"),
        ("", PDF, checking.NameTooLong, "between 1 and 200"),
        ("a" * 197 + ".pdf", PDF, checking.NameTooLong, "between 1 and 200"),
    ],
)
def test_what_cannot_be_filed_is_refused_with_a_sentence(
    name: str, content: bytes, refusal: type[checking.NotAccepted], sentence: str
) -> None:
    with pytest.raises(refusal) as refused:
        checking.check_attachment(content, name=name)
    assert sentence in str(refused.value)


def test_the_limits_are_twenty_and_fifty_megabytes() -> None:
    exactly = PDF + bytes(20_000_000 - len(PDF))
    assert checking.check_attachment(exactly, name="a.pdf") == "application/pdf"
    with pytest.raises(checking.FileTooLarge, match="20 MB"):
        checking.check_attachment(exactly + b"\x00", name="a.pdf")
    with pytest.raises(checking.FileTooLarge, match="50 MB"):
        checking.check_recording(MP4 + bytes(50_000_000), name="a.mp4")
