"""What a draft would be filed without: Rules 9, List 9(2), List 9(8)."""

from ruqsat.cases.gaps import gaps_of, read_of, unread
from ruqsat.law.gaps import Gap
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.world import AIZHAN, person


def gaps(road: Road) -> tuple[Gap, ...]:
    return gaps_of(draft_of(road), person(AIZHAN), road.look().standing, at=road.now)


def test_with_consent_fee_and_documents_nothing_is_missing(stand: Stand) -> None:
    road = stand("consented")
    assert gaps(road) == ()
    assert not unread(draft_of(road), ())


def test_a_document_that_is_not_attached_is_a_gap_until_it_is_known(stand: Stand) -> None:
    """Rules 9: filing does not wait for it; whoever has read what follows files all the same."""
    road = stand("consented")
    draft_of(road).attachments.all().delete()
    assert gaps(road) == (Gap.DOCUMENTS,)
    assert unread(draft_of(road), gaps(road))
    read_of(person(AIZHAN), road.case, gaps(road), at=road.now)
    assert not unread(draft_of(road), gaps(road))
    assert unread(draft_of(road), (Gap.DOCUMENTS, Gap.FEE)), "another gap is read of anew"


def test_a_consent_that_lapsed_or_was_taken_back_is_a_gap(stand: Stand) -> None:
    """List 9(8)."""
    road = stand("consented")
    later = gaps_of(draft_of(road), person(AIZHAN), road.look().standing, at=road.world.later(days=91))
    assert Gap.CONSENT in later
