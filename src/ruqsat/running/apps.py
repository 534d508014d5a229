from django.apps import AppConfig


class RunningConfig(AppConfig):
    """Makes Django know the checks of the ground an instance stands on."""

    name = "ruqsat.running"

    def ready(self) -> None:
        from ruqsat import instance_clock  # noqa: F401  (imported for the system check it registers)
        from ruqsat.running import checks  # noqa: F401  (as above)
