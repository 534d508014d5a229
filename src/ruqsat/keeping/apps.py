from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "ruqsat.keeping"
    label = "keeping"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ruqsat.journal.projections import Table, register
        from ruqsat.keeping import changing
        from ruqsat.keeping.models import Change, Information

        informed = Table(model=Information, by="file_id", apart_from=frozenset({"asked_at"}))
        register("chapter", changing.rebuild, tables=(Table(model=Change, by="file_id"), informed))
