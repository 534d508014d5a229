from django.apps import AppConfig


class LicensesConfig(AppConfig):
    name = "ruqsat.licenses"
    label = "licenses"
    default_auto_field = "django.db.models.BigAutoField"
