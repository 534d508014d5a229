from django.apps import AppConfig


class LicensesConfig(AppConfig):
    name = "ruqsat.licenses"
    label = "licenses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ruqsat.journal.projections import Table, register
        from ruqsat.licenses import rows
        from ruqsat.licenses.models import Annex, IssuedDocument, License, PaperOriginal

        register(
            "license",
            rows.rebuild,
            tables=(
                Table(model=License, by="id"),
                Table(model=Annex, by="license_id"),
                Table(model=IssuedDocument, by="license_id"),
                Table(model=PaperOriginal, by="license_id"),
            ),
        )
