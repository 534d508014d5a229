"""Pages by audience, and the kit they are built from."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The Django app that owns templates, static files and tags."""

    name = "ruqsat.web"
    label = "web"
