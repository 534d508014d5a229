"""The desk: work list, case, findings, hearing, decisions."""

from django.urls import path

from ruqsat.web.desk import (
    case,
    consideration,
    decision,
    findings,
    hearing,
    informed,
    papers,
    recorded,
    signing,
    visits,
    worklist,
)

app_name = "desk"

urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("information/<uuid:change>/", informed.information, name="information"),
    path("cases/<uuid:case>/", case.show, name="case"),
    path("cases/<uuid:case>/complete/", case.find_complete, name="complete"),
    path("cases/<uuid:case>/refuse-consideration/", consideration.draft, name="refuse-consideration"),
    path("cases/<uuid:case>/approval/<str:facility>/", case.request_approval, name="request-approval"),
    path("cases/<uuid:case>/visit/<str:facility>/", visits.schedule, name="schedule-visit"),
    path("cases/<uuid:case>/visits/<uuid:visit>/cancel/", visits.cancel, name="cancel-visit"),
    path("cases/<uuid:case>/visits/<uuid:visit>/notice/", recorded.notice, name="record-notice"),
    path("cases/<uuid:case>/documents/<str:sha256>/", case.document, name="document"),
    path("cases/<uuid:case>/papers/hand-over/", papers.hand_over, name="hand-over"),
    path("cases/<uuid:case>/papers/give-back/", papers.give_back, name="give-back"),
    path("cases/<uuid:case>/findings/court-act/", findings.court_act, name="court-act"),
    path("cases/<uuid:case>/findings/unreliable/", findings.unreliable, name="unreliable"),
    path("cases/<uuid:case>/findings/<uuid:finding>/set-aside/", findings.set_aside, name="set-aside"),
    path("cases/<uuid:case>/hearing/announce/", hearing.announce, name="announce"),
    path("cases/<uuid:case>/hearing/receipt/", hearing.record_receipt, name="record-receipt"),
    path("cases/<uuid:case>/hearing/protocol/", hearing.protocol, name="protocol"),
    path("cases/<uuid:case>/hearing/protocol/<uuid:act>/", signing.sign_protocol, name="sign-protocol"),
    path("cases/<uuid:case>/decision/prepare/", decision.prepare, name="prepare-decision"),
    path("cases/<uuid:case>/decision/prepare-refusal/", decision.prepare_refusal, name="prepare-refusal"),
    path("cases/<uuid:case>/decision/license/", signing.set_paper, {"what": "license"}, name="set-license"),
    path("cases/<uuid:case>/decision/refusal/", signing.set_paper, {"what": "refusal"}, name="set-refusal"),
    path(
        "cases/<uuid:case>/decision/refusal-of-consideration/",
        signing.set_paper,
        {"what": "refusal_of_consideration"},
        name="set-refusal-of-consideration",
    ),
    path("cases/<uuid:case>/decision/sign/<uuid:act>/", signing.sign, name="sign-decision"),
    path("cases/<uuid:case>/decision/return/", decision.send_back, name="return-decision"),
]
