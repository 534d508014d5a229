"""What the parts of the system are called on the operator's page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from ruqsat.cases.undone import MESSAGE, UNREADABLE
from ruqsat.consents import stuck
from ruqsat.post import stuck as unsettled

KINDS: Mapping[str, Any] = {
    "monitoring": gettext_lazy("Report of a stage to the monitoring system"),
    "letters": gettext_lazy("Letter to the applicant"),
    "register": gettext_lazy("Entry into the register of licenses"),
    UNREADABLE: gettext_lazy("Reading the case"),
    "judge_signature": gettext_lazy("Judging the signature"),
    "ask_registers": gettext_lazy("Asking the registers"),
    "seal_receipt": gettext_lazy("Sealing the receipt"),
    "seal_conclusion": gettext_lazy("Sealing the conclusion"),
    "seal_result": gettext_lazy("Sealing the result"),
    "send_preliminary_decision": gettext_lazy("Sealing the preliminary decision"),
    "seal_protocol": gettext_lazy("Sealing the protocol"),
    "send_visit_notice": gettext_lazy("Notice of a visit"),
    "tell_applicant": gettext_lazy("Letter to the applicant"),
    "deliver_monitoring": gettext_lazy("Report of a stage to the monitoring system"),
    "inform_of_change": gettext_lazy("Information on a change of the Rules"),
    stuck.LINK: gettext_lazy("Sending an owner of data the request for consent"),
    stuck.ANSWER: gettext_lazy("Taking in the answer to a request for consent"),
    stuck.FOLLOWING: gettext_lazy("Asking the registers after a consent"),
    stuck.WITHDRAWAL: gettext_lazy("Telling the digital document service that a consent was taken back"),
    MESSAGE: gettext_lazy("Message"),
    unsettled.SENDING: gettext_lazy("Sending a message"),
    unsettled.ASKING: gettext_lazy("Asking a provider what became of a message"),
    unsettled.FILING: gettext_lazy("Putting on file what became of a message"),
    "sweep": gettext_lazy("Looking after everything that is due"),
}

SYSTEMS: Mapping[str, Any] = {
    "monitoring": gettext_lazy("Monitoring system"),
    "messages": gettext_lazy("SMS and e-mail"),
    "licenses": gettext_lazy("Register of licenses"),
}

CAUSES: Mapping[str, Any] = {
    "silent": gettext_lazy("The other system did not answer."),
    "refused": gettext_lazy("The other system does not accept it."),
    "broke": gettext_lazy("Something broke in this system."),
}

OUTSIDE: Mapping[str, Any] = {
    "withdrawals": gettext_lazy("Consents taken back that the digital document service does not know of yet"),
    "untaken_consents": gettext_lazy("Consents that came too late, which the digital document service is to end"),
    "consent_links": gettext_lazy("Requests for consent to be sent to the phones of owners of data"),
}

SAID: Mapping[str, Any] = {
    "refused": gettext_lazy("The provider does not accept it."),
    "unreached": gettext_lazy("The provider took nothing: there was no connection, or it is overloaded."),
    "lost": gettext_lazy("The provider’s answer was lost: it may have taken the message."),
    "unknown": gettext_lazy("The provider does not know of it."),
    "failed": gettext_lazy("The provider could not deliver it."),
    "silent": gettext_lazy("A provider took it and did not say what became of it."),
}
"""What the provider said last of a message."""

OFFICER_CAN: Mapping[str, Any] = {
    "visit_notice": gettext_lazy(
        "The officer or the inspector notifies by another means and records it in the case (Rules 14)."
    ),
    "refusal_intended": gettext_lazy(
        "The officer hands the preliminary decision over by another means and records it in the case (Rules 12)."
    ),
    "": gettext_lazy("No term depends on it: the applicant finds the same in the personal account."),
}
"""What is done where a message cannot be sent again."""
