from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "ruqsat.jobs"
    label = "jobs"
