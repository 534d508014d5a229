"""What the parts of the system are called on the operator's page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from ruqsat.cases.actions.settling import FOLLOWING
from ruqsat.cases.undone import UNREADABLE

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
    FOLLOWING: gettext_lazy("Asking the registers after a consent"),
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
