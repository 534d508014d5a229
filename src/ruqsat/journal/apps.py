"""The journal as a Django application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Registers the checks that the journal makes of its surroundings when the program starts."""

    name = "ruqsat.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        """Import the checks: that is what registers them."""
        from ruqsat.journal import checks  # noqa: F401 -- imported for its registrations
