"""The Committee's keepers: the chapters of the book, what is entered in them, and the changes themselves."""

from django.urls import path

from ruqsat.web.committee import calendar_entry, importing, index, views

app_name = "committee"

urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/enter/", calendar_entry.enter, name="enter-calendar"),
    path("mci/enter/", index.enter, name="enter-index"),
    path("changes/<uuid:change>/", views.change, name="change"),
    path("changes/<uuid:change>/change.toml", importing.change_file, name="change-file"),
    path("<str:chapter>/from-file/", importing.enter, name="from-file"),
    path("<str:chapter>/chapter.toml", importing.chapter_file, name="chapter-file"),
    path("<str:chapter>/", views.chapter, name="chapter"),
]
