"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, offices and who holds which post."""

    name = "ruqsat.people"
    label = "people"
    verbose_name = "People"
