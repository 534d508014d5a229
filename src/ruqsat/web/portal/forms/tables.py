"""A table of specialists or of equipment: the file."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from ruqsat.documents.checking import FileTooLarge
from ruqsat.documents.tables.reading import ENDINGS, MOST_BYTES
from ruqsat.web.forms import GovukForm
from ruqsat.web.templatetags.ruqsat_text import said


class TableForm(GovukForm):
    """List 8(1): the file with the table."""

    file = forms.FileField(
        label=gettext_lazy("Choose the file with the table"),
        help_text=gettext_lazy("XLSX or CSV, not larger than 10 MB"),
        allow_empty_file=True,  # an empty one has its own message, with the file's name
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "missing": gettext_lazy("Choose a file"),
            "invalid": gettext_lazy("The file did not arrive. Choose it again"),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """
        The file, unless it is too large to be looked into.

        :raises ValidationError: with the exact cause.
        """
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(said(FileTooLarge(str(upload.name), MOST_BYTES).saying), code="too_large")
        return upload
