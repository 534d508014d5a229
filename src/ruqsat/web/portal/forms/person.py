"""Annex 2, about the applicant: name, residence, contacts, bank account, paper, the four confirmations."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from ruqsat.law.identifiers import account_fault
from ruqsat.web.forms import ChoiceField, DayField, EmailField, GovukForm, PhoneField, TickField
from ruqsat.web.portal.forms.addresses import AddressForm, RequiredText, text_input
from ruqsat.web.templatetags.ruqsat_text import said


class NameForm(GovukForm):
    """Annex 2: last name, first name, patronymic; the day of birth."""

    last = RequiredText(
        label=gettext_lazy("Last name"),
        missing=gettext_lazy("Enter the last name"),
        widget=text_input(autocomplete="family-name"),
    )
    first = RequiredText(
        label=gettext_lazy("First name"),
        missing=gettext_lazy("Enter the first name"),
        widget=text_input(autocomplete="given-name"),
    )
    patronymic = forms.CharField(
        label=gettext_lazy("Patronymic"),
        required=False,
        max_length=200,
        widget=text_input(autocomplete="additional-name"),
    )
    birth_date = DayField(
        label=gettext_lazy("Date of birth"), error_messages={"required": gettext_lazy("Enter the date of birth")}
    )

    def clean_birth_date(self) -> str:
        """The day as ISO text, as the draft keeps it."""
        born = self.cleaned_data["birth_date"]
        return born.isoformat() if isinstance(born, date) else ""


class ResidenceForm(AddressForm):
    """Annex 2: the address of residence."""


class ContactsForm(GovukForm):
    """Annex 2: e-mail, telephones, fax: official contacts, notices sent to them count."""

    email = EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = PhoneField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("A mobile number: notices of the visit come to it by SMS"),
        widget=forms.TelInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    second_phone = PhoneField(
        label=gettext_lazy("Second telephone"), required=False, widget=forms.TelInput(attrs={"inputmode": "tel"})
    )
    fax = PhoneField(
        label=gettext_lazy("Fax"),
        required=False,
        widget=forms.TelInput(attrs={"inputmode": "tel"}),
        error_messages={"invalid": gettext_lazy("Enter a fax number, like +7 727 234 56 78, or leave it empty")},
    )


class BankForm(GovukForm):
    """Annex 2: bank account: number, name and location of the bank."""

    number = RequiredText(
        label=gettext_lazy("Account number (IBAN)"),
        help_text=gettext_lazy("KZ and 18 letters and digits; your bank's application shows it"),
        missing=gettext_lazy("Enter the account number"),
        max_length=40,
        widget=text_input(autocomplete="off", autocapitalize="characters"),
    )
    bank = RequiredText(label=gettext_lazy("Name of the bank"), missing=gettext_lazy("Enter the name of the bank"))
    location = RequiredText(
        label=gettext_lazy("Location of the bank"),
        help_text=gettext_lazy("The city where your branch is"),
        missing=gettext_lazy("Enter where the bank is"),
    )

    def clean_number(self) -> str:
        """
        The number in capitals, without spaces.

        :raises ValidationError: when it is no account number of Kazakhstan, or has a slip in it.
        """
        number = "".join(str(self.cleaned_data["number"]).split()).upper()
        fault = account_fault(number)
        if fault is not None:
            raise ValidationError(said(fault), code="invalid")
        return number


class PaperForm(GovukForm):
    """Annex 2: whether the license is wanted on paper."""

    on_paper = ChoiceField(
        label=gettext_lazy("Do you also want the license on paper?"),
        help_text=gettext_lazy("The electronic license has the same force. It is in your personal account at once."),
        choices=[
            ("no", gettext_lazy("No, the electronic license is enough")),
            ("yes", gettext_lazy("Yes, on paper too")),
        ],
        error_messages={"required": gettext_lazy("Choose whether you want the license on paper")},
    )


class ConfirmationsForm(GovukForm):
    """Annex 2: four confirmations, each ticked on its own."""

    contacts_are_official = TickField(
        label=gettext_lazy(
            "All the data given are official contacts, and any information on the issue or refusal of the license "
            "can be sent to them."
        ),
        error_messages={"required": gettext_lazy("Confirm that the contacts are official")},
    )
    no_court_ban = TickField(
        label=gettext_lazy("A court has not forbidden the applicant to carry on the licensed activity."),
        error_messages={"required": gettext_lazy("Confirm that there is no ban by a court")},
    )
    documents_are_valid = TickField(
        label=gettext_lazy("All the documents attached are true and in force."),
        error_messages={"required": gettext_lazy("Confirm that the documents are true and in force")},
    )
    personal_data_may_be_used = TickField(
        label=gettext_lazy(
            "The applicant agrees to the use of personal data of restricted access, which are a secret protected by "
            "law, contained in information systems, when the license is issued."
        ),
        error_messages={"required": gettext_lazy("Agree to the use of personal data, or the office cannot go on")},
    )
