"""What each kind of act is called where the history of a case is told."""

from collections.abc import Mapping

from ruqsat.law.saying import Saying, say

TITLES: Mapping[str, Saying] = {
    "consent_given": say("The owner of the data consented to inquiries."),
    "consent_refused": say("The owner of the data refused consent."),
    "consent_withdrawn": say("The owner of the data took the consent back."),
    "consent_lapsed": say("The consent ended before the registers had answered; its owner is asked anew."),
    "inquiry_answered": say("A state register was asked."),
    "fee_paid": say("A payment of the fee was confirmed."),
    "received": say("The application arrived."),
    "signature_judged": say("The signature was judged."),
    "registered": say("The application was registered."),
    "receipt_issued": say("The sealed receipt was issued."),
    "document_added": say("The applicant added a document."),
    "withdrawn": say("The applicant withdrew the application."),
    "found_complete": say("The documents were found complete."),
    "consideration_refusal_drafted": say("A refusal of consideration was put before the authorized person."),
    "consideration_refused": say("Further consideration was refused."),
    "approval_requested": say("The approving body was asked."),
    "approval_answered": say("The approving body answered."),
    "visit_scheduled": say("A visit was fixed."),
    "visit_notice_sent": say("The notice of the visit was sent."),
    "visit_notice_recorded": say("The notice of the visit by another means was recorded."),
    "visit_cancelled": say("The visit was cancelled."),
    "visit_started": say("The visit began."),
    "recording_added": say("A recording of the visit was added."),
    "conclusion_signed": say("The conclusion of permit control was signed."),
    "conclusion_sealed": say("The conclusion of permit control was sealed."),
    "court_act_recorded": say("A court's act was recorded."),
    "unreliability_found": say("A datum or document was found unreliable."),
    "finding_set_aside": say("An earlier finding was set aside."),
    "preliminary_decision_made": say("A refusal is intended: a preliminary decision was made."),
    "preliminary_decision_sent": say("The sealed preliminary decision was sent."),
    "preliminary_decision_served": say("The applicant received the preliminary decision."),
    "objection_filed": say("The applicant objected."),
    "protocol_sealed": say("The protocol of the hearing was sealed."),
    "decision_prepared": say("The decision was prepared for signature."),
    "decision_returned": say("The draft decision was sent back."),
    "granted": say("The application was granted, and the decision signed."),
    "refused": say("The application was refused."),
    "result_issued": say("The sealed result was issued."),
    "stamp_renewed": say("The time stamp over a sealed document was renewed."),
    "corrected": say("A slip was corrected."),
    "complaint_filed": say("A complaint arrived."),
    "complaint_withdrawn": say("The applicant took the complaint back."),
    "complaint_satisfied": say("The provider satisfied the complaint in full."),
    "provider_considered": say("The head answered the complaint."),
    "complaint_forwarded": say("The complaint went with the file to the body considering it."),
    "registered_by_body": say("The body considering the complaint registered it."),
    "body_decided": say("The body considering the complaint decided."),
    "complaint_decided": say("A complaint about this case was decided."),
    "license_entered": say("The license was entered in the register."),
    "annex_added": say("An annex was added to the license."),
    "annex_reissued": say("An annex of the license was reissued."),
    "license_superseded": say("It was reissued: another one stands in its place."),
    "license_reissued": say("It was issued in the place of an earlier one."),
    "license_suspended": say("It was suspended."),
    "suspension_carried_over": say("It was suspended when it was reissued, and stays so."),
    "license_resumed": say("It is in force again."),
    "license_terminated": say("It was terminated."),
    "license_entry_set_aside": say("A change of the license was set aside."),
    "duplicate_issued": say("A duplicate was issued."),
    "paper_issued": say("A paper original was handed out."),
    "paper_returned": say("A paper original was given back."),
    "paper_handed_over": say("What was wanted on paper was handed over."),
    "paper_original_returned": say("The earlier paper original was given back to the department."),
    "change_proposed": say("A change was proposed."),
    "change_confirmed": say("The change was confirmed and stands."),
    "change_declined": say("The change was declined."),
    "cases_carried_over": say("The edition came into force, and open cases were carried over."),
    "information_sent": say("The information on the change was sent."),
    "information_received": say("The information on the change was received."),
}
"""Kind → one sentence. Every kind has one; a test compares with `acts.KINDS`."""

STAGES: Mapping[str, Saying] = {
    "preparing": say("The application is being prepared."),
    "received": say("The application has arrived; its signature is being checked."),
    "signature_failed": say("The signature failed, so the application was not filed."),
    "filed": say("Completeness of the documents is being checked."),
    "consideration_refused": say("Further consideration was refused."),
    "complete": say("The documents are complete; approval and permit control are under way."),
    "hearing": say("The applicant is being heard on a preliminary decision."),
    "deciding": say("The decision is before the authorized person."),
    "granted": say("The application is granted; the office's seal is being put on the result."),
    "issued": say("The result is issued."),
    "refused": say("The application is refused."),
    "withdrawn": say("The applicant withdrew the application."),
}
"""Stage → one sentence on how far a case is. Every stage has one."""

ISSUED: Mapping[str, Saying] = {
    "issue": say("The license is issued."),
    "annex": say("The annex is issued."),
    "reissue": say("The license or annex is reissued."),
    "duplicate": say("The duplicate is issued."),
}
"""Service → the same sentence of a case whose result is issued. Every service has one."""

UNEXAMINED: Saying = say("The documents are complete; the decision is to be prepared.")
"""Rules 19: the same stage of a case in which nothing is approved and visited."""

ROLES: Mapping[str, Saying] = {
    "applicant": say("Applicant"),
    "officer": say("Officer of the licensor"),
    "inspector": say("Permit control specialist"),
    "head": say("Head of the licensor"),
    "approver": say("Approving body"),
    "approving_head": say("Head of the approving body"),
    "complaint_officer": say("Body considering the complaint"),
    "keeper": say("Keeper of the calendar and the Rules"),
    "system": say("System"),
}
"""Role → what people call whoever acts in it."""
