"""Documents: one upload at a time, and the word that all is there."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from ruqsat.documents.checking import ATTACHMENT_MOST, FileTooLarge
from ruqsat.web.forms import GovukForm, TickField
from ruqsat.web.templatetags.ruqsat_text import said

ACCEPT = ".pdf,.jpg,.jpeg,.png"


class AttachmentForm(GovukForm):
    """List 8(1): one document. What it proves and about whom stands in the page, not in the form."""

    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        help_text=gettext_lazy("PDF, JPEG or PNG, not larger than 20 MB"),
        allow_empty_file=True,  # an empty one has its own message, with the file's name
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "missing": gettext_lazy("Choose a file"),
            "invalid": gettext_lazy("The file did not arrive. Choose it again"),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """
        The file, unless it is too large to be looked into; what is in it is judged where it is kept.

        :raises ValidationError: with the exact cause.
        """
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > ATTACHMENT_MOST:
            raise ValidationError(said(FileTooLarge(str(upload.name), ATTACHMENT_MOST).saying), code="too_large")
        return upload


class DocumentsForm(GovukForm):
    """Annex 2: the number of sheets attached; and that everything asked for is there."""

    sheets = forms.IntegerField(
        label=gettext_lazy("Number of sheets attached"),
        help_text=gettext_lazy("Count the pages of all the documents together"),
        min_value=0,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter the number of sheets; if nothing is attached, enter 0"),
            "invalid": gettext_lazy("Enter the number of sheets in digits"),
            "min_value": gettext_lazy("The number of sheets cannot be less than 0"),
            "max_value": gettext_lazy("The number of sheets cannot be more than 9999"),
        },
    )
    confirmed = TickField(
        label=gettext_lazy("I have attached everything that I want to attach"),
        error_messages={"required": gettext_lazy("Tick the box when everything is attached")},
    )
