"""The Committee's keepers: the chapters of the book, what is entered in them, and the changes themselves."""

from django.urls import path

from ruqsat.web.committee import (
    activities,
    appointments,
    calendar_entry,
    edition,
    importing,
    index,
    list_text,
    offices,
    requirements,
    views,
)

app_name = "committee"

urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/enter/", calendar_entry.enter, name="enter-calendar"),
    path("mci/enter/", index.enter, name="enter-index"),
    path("offices/enter/", offices.enter_office, name="enter-office"),
    path("offices/enter-region/", offices.enter_region, name="enter-region"),
    path("offices/enter-access/", offices.enter_access, name="enter-access"),
    path("offices/table/", list_text.offices_from_text, name="offices-from-text"),
    path("offices/names.csv", list_text.offices_csv, name="offices-csv"),
    path("activities/enter/", activities.enter, name="enter-activity"),
    path("activities/table/", list_text.activities_from_text, name="activities-from-text"),
    path("activities/names.csv", list_text.activities_csv, name="activities-csv"),
    path("requirements/enter/", requirements.enter, name="enter-requirement"),
    path("requirements/table/", list_text.requirements_from_text, name="requirements-from-text"),
    path("requirements/names.csv", list_text.requirements_csv, name="requirements-csv"),
    path("appointments/enter/", appointments.enter, name="enter-appointment"),
    path("appointments/<int:appointment>/end/", appointments.end, name="end-appointment"),
    path("editions/enter/", edition.enter, name="enter-edition"),
    path("changes/<uuid:change>/", views.change, name="change"),
    path("changes/<uuid:change>/change.toml", importing.change_file, name="change-file"),
    path("<str:chapter>/from-file/", importing.enter, name="from-file"),
    path("<str:chapter>/chapter.toml", importing.chapter_file, name="chapter-file"),
    path("<str:chapter>/", views.chapter, name="chapter"),
]
