"""What services and applicants are called on the pages that are open to everybody."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ruqsat.law.application import Service

SERVICES: Mapping[Service, str | Promise] = {
    Service.ISSUE: gettext_lazy("License with its first annex"),
    Service.ANNEX: gettext_lazy("Annex to a license"),
    Service.REISSUE: gettext_lazy("Reissue of a license or annex"),
    Service.DUPLICATE: gettext_lazy("Duplicate of a license or annex"),
}
