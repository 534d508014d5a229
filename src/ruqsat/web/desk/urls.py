"""The desk: work list, case, decisions."""

from django.urls import path

from ruqsat.web.desk import case, decision, visits, worklist

app_name = "desk"

urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("cases/<uuid:case>/", case.show, name="case"),
    path("cases/<uuid:case>/complete/", case.find_complete, name="complete"),
    path("cases/<uuid:case>/approval/<str:facility>/", case.request_approval, name="request-approval"),
    path("cases/<uuid:case>/visit/<str:facility>/", visits.schedule, name="schedule-visit"),
    path("cases/<uuid:case>/visits/<uuid:visit>/cancel/", visits.cancel, name="cancel-visit"),
    path("cases/<uuid:case>/documents/<str:sha256>/", case.document, name="document"),
    path("cases/<uuid:case>/decision/prepare/", decision.prepare, name="prepare-decision"),
    path("cases/<uuid:case>/decision/license/", decision.set_license, name="set-license"),
    path("cases/<uuid:case>/decision/sign/<uuid:act>/", decision.sign, name="sign-decision"),
    path("cases/<uuid:case>/decision/return/", decision.send_back, name="return-decision"),
]
