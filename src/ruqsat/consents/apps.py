"""Consents as a Django application."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Rules 8: consents to inquiries, and the ledger of inquiries made."""

    name = "ruqsat.consents"
    label = "consents"
    verbose_name = "Consents"
