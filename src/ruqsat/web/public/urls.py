"""Addresses open to everybody."""

from django.urls import path

from ruqsat.web import phone_signing
from ruqsat.web.public import account, basics, calculators, checking, need, offices, views

urlpatterns = [
    path("", views.start, name="start"),
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:slug>/", views.rule, name="rule"),
    path("list/", basics.basic_requirements, name="list"),
    path("need/", need.need, name="need"),
    path("fee/", calculators.fee, name="fee"),
    path("terms/", calculators.terms, name="terms"),
    path("working-days/", calculators.working_days, name="working-days"),
    path("offices/", offices.offices, name="offices"),
    path("check/", checking.check, name="check"),
    path("check/file/", checking.check_held, name="check-file"),
    path("check/<str:number>/", checking.check_number, name="check-number"),
    path("register/", checking.register, name="register"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("phone/", phone_signing.put, name="phone"),
    path("phone/<uuid:id>/", phone_signing.state, name="phone-state"),
    path("phone/<uuid:id>/code.svg", phone_signing.code, name="phone-code"),
    path("phone/<uuid:id>/documents/", phone_signing.documents, name="phone-documents"),
    path("phone/<uuid:id>/<slug:secret>/", phone_signing.asks, name="phone-asks"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("language/", account.language, name="language"),
]
