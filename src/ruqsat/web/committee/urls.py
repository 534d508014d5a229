"""The Committee's keepers: the chapters of the book, what is entered in them, and the changes themselves."""

from django.urls import path

from ruqsat.web.committee import index, views

app_name = "committee"

urlpatterns = [
    path("", views.home, name="home"),
    path("mci/enter/", index.enter, name="enter-index"),
    path("changes/<uuid:change>/", views.change, name="change"),
    path("<str:chapter>/", views.chapter, name="chapter"),
]
