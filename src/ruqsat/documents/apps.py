"""Documents as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Blobs by the hash of their content, and the documents the service writes."""

    name = "ruqsat.documents"
    label = "documents"
    verbose_name = "Documents"
