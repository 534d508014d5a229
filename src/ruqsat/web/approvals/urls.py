"""Approvals: the approving body's own queue and its signed answers."""

from django.urls import path

from ruqsat.web.approvals import views

app_name = "approvals"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("<uuid:case>/<str:facility>/", views.answer, name="answer"),
    path("<uuid:case>/<str:facility>/sign/<uuid:act>/", views.sign, name="sign"),
    path("<uuid:case>/<str:facility>/sign/<uuid:act>/draft/", views.draft, name="draft"),
    path("<uuid:case>/<str:facility>/documents/<str:sha256>/", views.document, name="document"),
]
