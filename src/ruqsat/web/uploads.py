"""Files on their way in: what is too large is counted to its end and not kept, so that its form can say so."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from ruqsat.documents.checking import ATTACHMENT_MOST, RECORDING_MOST

LARGEST = max(ATTACHMENT_MOST, RECORDING_MOST)  # bytes


class NothingTooLarge(TemporaryFileUploadHandler):
    """A file goes to disk as it comes; beyond the largest that is taken anywhere its bytes are let go."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._let_go = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it, which begins at *start*."""
        if self._let_go:
            return
        if start + len(raw_data) > LARGEST:
            self._let_go = True
            self.file.truncate(0)
            return
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The file, with the size that it had; of one that was too large nothing else is left."""
        self.file.seek(0)
        self.file.size = file_size
        return self.file
