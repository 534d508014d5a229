"""Addresses of the applicant's pages."""

from django.urls import path, register_converter

from ruqsat.cases.drafting import Section
from ruqsat.cases.tables.columns import Kind
from ruqsat.web.portal import (
    account,
    adding,
    answers,
    asked,
    consent,
    documents,
    downloads,
    facilities,
    fee,
    giving,
    hearing,
    held,
    home,
    ledger,
    licenses,
    linked,
    progress,
    questions,
    receipt,
    short,
    sign,
    specialists,
    tables,
    withdrawing,
)


class SectionConverter:
    """A section of the application that is a page of questions."""

    regex = "|".join(section.value for section in Section)

    def to_python(self, value: str) -> Section:
        """The section of that name."""
        return Section(value)

    def to_url(self, value: Section | str) -> str:
        """Its name."""
        return Section(value).value


class TableConverter:
    """What is listed in a table."""

    regex = "|".join(kind.value for kind in Kind)

    def to_python(self, value: str) -> Kind:
        """The kind of that name."""
        return Kind(value)

    def to_url(self, value: Kind | str) -> str:
        """Its name."""
        return Kind(value).value


class EndingConverter:
    """As what a table is downloaded."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class Sha256Converter:
    """The SHA-256 of a document, in hex."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(SectionConverter, "section")
register_converter(Sha256Converter, "sha256")
register_converter(TableConverter, "table")
register_converter(EndingConverter, "ending")

app_name = "portal"

ONE = "applications/<uuid:id>/"

urlpatterns = [
    path("account/", account.account, name="account"),
    path("applications/new/", account.begin, name="begin"),
    path("to/<slug:number>/", short.by_number, name="by-number"),
    path(ONE, home.application, name="application"),
    path(f"{ONE}live/", progress.fragment, name="live"),
    path(f"{ONE}again/", progress.file_again, name="file-again"),
    path(f"{ONE}preliminary-decision/", hearing.preliminary, name="preliminary"),
    path(f"{ONE}objection/", hearing.objection, name="objection"),
    path(f"{ONE}objection/<uuid:act>/", hearing.objection_sign, name="objection-sign"),
    path(f"{ONE}add-document/", adding.add, name="adding"),
    path(f"{ONE}give-consent/", giving.give, name="giving"),
    path(f"{ONE}withdrawal/", withdrawing.withdrawal, name="withdrawal"),
    path(f"{ONE}withdrawal/<uuid:act>/", withdrawing.withdrawal_sign, name="withdrawal-sign"),
    path(f"{ONE}check-answers/", answers.check_answers, name="check-answers"),
    path(f"{ONE}sign/", sign.sign, name="sign"),
    path(f"{ONE}fee/", fee.fee, name="fee"),
    path(f"{ONE}fee/pay/", fee.pay, name="fee-pay"),
    path(f"{ONE}fee/return/", fee.returned, name="fee-return"),
    path(f"{ONE}fee/ask/", fee.ask_bank, name="fee-ask"),
    path(f"{ONE}fee/receipt/", receipt.receipt, name="fee-receipt"),
    path("payments/callback/", fee.callback, name="payments-callback"),
    path(f"{ONE}consent/", consent.consent, {}, name="consent"),
    path("consents/", ledger.ledger, name="ledger"),
    path("consents/<uuid:id>/", asked.asked, name="asked"),
    path("consents/<uuid:id>/withdraw/", ledger.withdraw, name="consent-withdraw"),
    path("my-consent/<str:token>/", linked.linked, name="linked"),
    path(f"{ONE}facilities/", facilities.listed, name="facilities"),
    path(f"{ONE}facilities/add/", facilities.add, name="facility-add"),
    path(f"{ONE}facilities/<slug:place>/remove/", facilities.remove, name="facility-remove"),
    path(f"{ONE}facilities/<slug:place>/<section:section>/", facilities.section_of, name="facility"),
    path(f"{ONE}tables/<table:kind>/", tables.table, name="table"),
    path(f"{ONE}tables/<table:kind>/template.<ending:ending>", tables.template, name="table-template"),
    path(f"{ONE}tables/<table:kind>/errors.<ending:ending>", tables.errors, name="table-errors"),
    path(f"{ONE}specialists/", specialists.listed, name="specialists"),
    path(f"{ONE}specialists/add/", specialists.add, name="specialist-add"),
    path(f"{ONE}specialists/ask/", specialists.ask_everybody, name="specialists-ask"),
    path(f"{ONE}specialists/<slug:place>/", specialists.change, name="specialist"),
    path(f"{ONE}specialists/<slug:place>/remove/", specialists.remove, name="specialist-remove"),
    path(f"{ONE}specialists/<slug:place>/ask/", specialists.ask, name="specialist-ask"),
    path(f"{ONE}documents/", documents.documents, name="documents"),
    path(f"{ONE}documents/<slug:proves>/<slug:about>/attach/", documents.add, name="attach"),
    path(f"{ONE}documents/<int:attachment>/remove/", documents.remove, name="remove"),
    path(f"{ONE}documents/<sha256:sha256>/", downloads.document, name="document"),
    path(f"{ONE}<section:section>/", questions.question, name="section"),
    path("licenses/<slug:number>/", licenses.license_page, name="license"),
    path("licenses/<slug:number>/<slug:service>/", held.begin, name="begin-held"),
]
