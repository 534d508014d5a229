from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ruqsat.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ruqsat.cases import consequences, projection  # noqa: F401 -- importing declares the tasks it defers
        from ruqsat.cases.models import Case, OpenDuty
        from ruqsat.journal.projections import Table, register

        register(
            "case",
            projection.rebuild,
            tables=(
                Table(model=Case, by="id", apart_from=frozenset({"changed_at", "swept_at"})),
                Table(model=OpenDuty, by="case_id"),
            ),
        )
