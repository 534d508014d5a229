"""Permit control: the inspector's visits, on a phone."""

from django.urls import path

from ruqsat.web.inspector import checklist, signing, visit

app_name = "inspector"

urlpatterns = [
    path("", visit.visits, name="visits"),
    path("<uuid:case>/<uuid:visit>/", visit.show, name="visit"),
    path("<uuid:case>/<uuid:visit>/begin/", visit.begin, name="begin"),
    path("<uuid:case>/<uuid:visit>/recordings/", visit.add_recordings, name="recordings"),
    path("<uuid:case>/<uuid:visit>/checklist/", checklist.checklist, name="checklist"),
    path("<uuid:case>/<uuid:visit>/sign/<uuid:act>/", signing.sign, name="sign"),
    path("<uuid:case>/<uuid:visit>/sign/<uuid:act>/draft/", signing.draft, name="draft"),
    path("<uuid:case>/<uuid:visit>/documents/<str:sha256>/", visit.document, name="document"),
]
