"""Rules 19, 20: one officer prepares, the authorised person signs, the office seals; a license stands, or a refusal."""

from datetime import datetime
from uuid import UUID

from ruqsat.cases import license_held, papers, results, signing
from ruqsat.cases.case_file import CaseFile, case_file, look
from ruqsat.cases.papers import Paper
from ruqsat.documents import store
from ruqsat.documents.models import Blob
from ruqsat.documents.rendering import Kind
from ruqsat.journal.prepared import Prepared
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import merits
from ruqsat.law.acts import (
    SYSTEM,
    Act,
    Actor,
    AnnexRefused,
    ConsiderationRefused,
    DecisionPrepared,
    DecisionReturned,
    Filed,
    Granted,
    GroundFound,
    InquiryAnswered,
    ReceiptIssued,
    Refused,
    ResultDocument,
    ResultIssued,
)
from ruqsat.law.calendar import local
from ruqsat.law.permissions_of_decisions import REFUSAL
from ruqsat.law.saying import say
from ruqsat.law.standing import act_of
from ruqsat.licenses import following
from ruqsat.licenses.entering import Result
from ruqsat.licenses.license_file import Recording
from ruqsat.people.models import Person


class DatedOtherwiseError(RefusalError):
    """The license that was shown bears the day on which it was set, and that day is over."""

    def __init__(self) -> None:
        super().__init__(
            say("The license that you read is dated with a day that is over. Open it again and sign anew.")
        )


def prepare_grant(
    case: UUID, *, note: str, by: Actor, seen: int, at: datetime, annexes_refused: tuple[AnnexRefused, ...] = ()
) -> Filed:
    """
    Rules 20: an officer puts the grant before the authorised person; with what it refuses beside it (Rules 10).

    :raises NotPermittedError: naming what the file does not bear out (fee, approval, conclusion, consent, a ban).
    """
    with case_file(case, at=at) as file:
        act = DecisionPrepared(happened_at=at, grant=True, note=note, annexes_refused=annexes_refused)
        return file.append(act, by=by, seen=seen)


def prepare_refusal(
    case: UUID, *, grounds: tuple[GroundFound, ...], note: str, by: Actor, seen: int, at: datetime
) -> Filed:
    """
    Rules 20, List 9: an officer puts the refusal before the authorised person, on grounds the applicant was told of.

    :raises NotPermittedError: for a ground not borne out or not announced, or an applicant not told at all.
    """
    with case_file(case, at=at) as file:
        act = DecisionPrepared(happened_at=at, grant=False, grounds=grounds, note=note)
        return file.append(act, by=by, seen=seen)


def return_draft(case: UUID, *, reason: str, by: Actor, at: datetime) -> Filed:
    """Rules 20: the authorised person sends the draft back with a reason."""
    with case_file(case, at=at) as file:
        return file.append(DecisionReturned(happened_at=at, reason=reason), by=by)


def prepare_license(case: UUID, *, by: Person, actor: Actor, at: datetime) -> tuple[Prepared, tuple[Paper, ...]]:
    """
    Rules 20: the license, its annexes and what is refused beside them as PDFs to read; the statement names each hash.

    :raises NotPermittedError: if the grant was not prepared, or by this very person.
    """
    before = look(case, at=at)
    before.stop_unless_permitted(Granted, by=actor)
    license_held.stop_unless_held(before)
    # In a transaction of its own: heads of other offices do not wait for the counter while these PDFs are set.
    numbers = results.numbers_of(before)
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(Granted, by=actor)
        assert file.standing.prepared is not None  # noqa: S101 -- permitted only on a draft
        refused = act_of(file.standing.prepared, DecisionPrepared).annexes_refused
        pdfs = results.set_papers(file, numbers=numbers, by=by, actor=actor)
        pdfs += papers.refusals_of_annexes(file, refused, by=by, actor=actor)
        act = Granted(
            happened_at=at,
            license_number=numbers.license,
            annexes_refused=refused,
            documents=tuple(
                ResultDocument(what=one.what, facility=one.facility, number=one.number, sha256=one.sha256)
                for one in pdfs
            ),
        )
        frozen = signing.prepare(file, act, by=by, actor=actor, documents=tuple(one.sha256 for one in pdfs))
        return frozen, pdfs


def grant(act: UUID, *, cms: bytes, by: Person, actor: Actor, at: datetime) -> Filed:
    """
    Rules 19, 20: the authorised person's signed decision goes on file; the office's seal follows.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    :raises DatedOtherwiseError: on another day than the license says.
    :raises LicenseOverError: if the license that is held was reissued or terminated meanwhile.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    if local(signed.frozen.act.happened_at).date() != local(at).date():
        raise DatedOtherwiseError
    with case_file(signed.file, at=at) as file:
        license_held.stop_unless_held(file)
        filed = signing.append_signed(file, signed, actor=actor)
        license_held.claim_reissue(file)
        return filed


def prepare_refusal_paper(case: UUID, *, by: Person, actor: Actor, at: datetime) -> tuple[Prepared, Paper]:
    """
    List 9, Rules 20: the refusal as a PDF to read, and the statement that names its hash.

    :raises NotPermittedError: before the third working day after the receipt of the preliminary decision, with the day.
    """
    with case_file(case, at=at) as file:
        file.stop_unless_permitted(Refused, by=actor)
        assert file.standing.prepared is not None  # noqa: S101 -- permitted only on a draft
        grounds = act_of(file.standing.prepared, DecisionPrepared).grounds
        pdf = papers.refusal(file, grounds, by=by, actor=actor)
        document = ResultDocument(what=pdf.what, facility="", number=pdf.number, sha256=pdf.sha256)
        act = Refused(happened_at=at, grounds=grounds, documents=(document,))
        return signing.prepare(file, act, by=by, actor=actor, documents=(pdf.sha256,)), pdf


def refuse(act: UUID, *, cms: bytes, by: Person, actor: Actor, at: datetime) -> Filed:
    """
    List 9, Rules 20: the authorised person's signed refusal goes on file; the office's seal follows.

    :raises SignatureNotAcceptedError: saying why; what was prepared stays and can be signed again.
    :raises CaseMovedOnError: if something came since that the refusal relies on: an objection, a payment.
    """
    signed = signing.sign(act, cms=cms, by=by, at=at)
    with case_file(signed.file, at=at) as file:
        return signing.append_signed(file, signed, actor=actor)


def results_of(decided: Act) -> tuple[ResultDocument, ...]:
    """Rules 9, Rules 20: the documents of a decision that the office's seal goes on."""
    match decided:
        case Granted() | Refused():
            return decided.documents
        case ConsiderationRefused():
            kind = Kind.REFUSAL_OF_CONSIDERATION.value
            return (ResultDocument(what=kind, facility="", number="", sha256=decided.document),)
    raise LookupError(decided.KIND)


def issue(case: UUID, *, sealed: dict[str, bytes], at: datetime) -> None:
    """
    Rules 20: the sealed result is in the personal account; a license stands in the register, in one commit.

    :param sealed: the sealed PDF for each SHA-256 that the authorised person signed.
    """
    with case_file(case, at=at) as file:
        decision = file.standing.decision
        if decision is None or any(isinstance(filed.act, ResultIssued) for filed in file.acts):
            return
        documents = tuple(_kept(case, one, sealed[one.sha256], at=at) for one in results_of(decision.act))
        file.append(ResultIssued(happened_at=at, documents=documents), by=SYSTEM)
        if isinstance(decision.act, Granted):
            _follow(file, decision.act, documents=documents)


def _follow(file: CaseFile, granted: Granted, *, documents: tuple[ResultDocument, ...]) -> None:
    application, known = file.standing.application, merits.license_answer(file.standing)
    assert application is not None  # noqa: S101 -- a license was granted on it
    result = Result(
        case=file.id,
        application=application,
        granted=granted,
        documents=tuple(one for one in documents if one.what != REFUSAL),
        known=act_of(known, InquiryAnswered) if known else None,
        recording=Recording(judged=file.judged(), at=file.at),
    )
    following.follow(result)


def _kept(case: UUID, document: ResultDocument, sealed: bytes, *, at: datetime) -> ResultDocument:
    blob = store.keep_sealed(store.find(case, document.sha256), sealed, at=at)
    return ResultDocument(what=document.what, facility=document.facility, number=document.number, sha256=blob.sha256)


def receipt_sealed(case: UUID, *, original: Blob, sealed: bytes, at: datetime) -> None:
    """Permits 25(4): keep the sealed receipt and put its hash on file, once."""
    with case_file(case, at=at) as file:
        if any(isinstance(filed.act, ReceiptIssued) for filed in file.acts):
            return
        blob = store.keep_sealed(original, sealed, at=at)
        file.append(ReceiptIssued(happened_at=at, document=blob.sha256), by=SYSTEM)
