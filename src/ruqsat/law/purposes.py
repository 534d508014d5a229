"""Rules 8: what a consent is asked for: the consideration of the very application that it serves."""

from collections.abc import Mapping

from ruqsat.law.application import Service
from ruqsat.law.saying import Saying, say

PURPOSES: Mapping[Service, Saying] = {
    Service.ISSUE: say("Application for a license for medical activity"),
    Service.ANNEX: say("Application for an annex to a license for medical activity"),
    Service.REISSUE: say("Application for the reissue of a license for medical activity or of its annex"),
    Service.DUPLICATE: say("Application for a duplicate of a license for medical activity or of its annex"),
}
"""Rules 8, List 5: by service; each is told to the owner of the data in that person's language."""
