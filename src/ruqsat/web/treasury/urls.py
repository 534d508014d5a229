"""Payments at the desk: statements of the bank, and money that wants a decision."""

from django.urls import path

from ruqsat.web.treasury import deciding, views

app_name = "treasury"

urlpatterns = [
    path("", views.payments, name="payments"),
    path("statements/", views.take_statement, name="take-statement"),
    path("statements/<uuid:statement>/", views.statement, name="statement"),
    path("movements/<uuid:line>/", deciding.movement, name="movement"),
    path("surplus/<uuid:payment>/", deciding.surplus, name="surplus"),
]
