"""Rules 17, 20: no unsealed result, conclusion, protocol or receipt ever leaves."""

import pytest

from ruqsat.documents import release, store
from ruqsat.documents.rendering import Kind
from tests.documents.samples import AT
from tests.documents.test_store import kept, opened

pytestmark = pytest.mark.django_db

OTHERS = {Kind.APPROVAL_ANSWER}


@pytest.mark.parametrize("kind", sorted(set(Kind) - OTHERS))
def test_a_document_that_carries_the_seal_leaves_only_with_it(kind: Kind) -> None:
    file = opened()
    original = store.keep_document(file, b"%PDF shown", kind=kind, name="a.pdf", at=AT)
    with pytest.raises(release.NotSealedYet, match="seal yet"):
        release.released(file, original.sha256)
    sealed = store.keep_sealed(original, b"%PDF shown and sealed", at=AT)
    assert release.released(file, sealed.sha256) == b"%PDF shown and sealed"
    with pytest.raises(release.NotSealedYet):
        release.released(file, original.sha256)


def test_what_the_applicant_filed_and_what_carries_no_seal_leaves_as_it_is() -> None:
    file = opened()
    blob = kept(file)
    assert release.released(file, blob.sha256) == store.read(file, blob.sha256)
    for kind in sorted(OTHERS):
        answer = store.keep_document(file, f"%PDF {kind}".encode(), kind=kind, name="a.pdf", at=AT)
        assert release.released(file, answer.sha256)


def test_what_another_file_keeps_does_not_leave_with_this_one() -> None:
    blob = kept(opened())
    with pytest.raises(store.NoSuchBlob):
        release.released(opened(), blob.sha256)
