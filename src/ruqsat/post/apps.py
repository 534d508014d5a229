"""Post as a Django application."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Rules 12, Rules 14: messages to people, each attempt to send them, and how they stand."""

    name = "ruqsat.post"
    label = "post"
    verbose_name = "Post"
