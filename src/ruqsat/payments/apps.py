"""Payments as a Django application."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Rules 5: orders of the license fee, and what the payment gateway says of them."""

    name = "ruqsat.payments"
    label = "payments"
    verbose_name = "Payments"
