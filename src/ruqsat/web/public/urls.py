"""Addresses open to everybody."""

from django.urls import path

from ruqsat.web.public import account, views

urlpatterns = [
    path("", views.start, name="start"),
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:slug>/", views.rule, name="rule"),
    path("list/", views.basic_requirements, name="list"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("language/", account.language, name="language"),
]
