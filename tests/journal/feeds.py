"""What feeds have not told yet, read from their rows, whether it may be told now or not."""

from uuid import UUID

from ruqsat.journal.models import Outbox


def next_untold(feed: str, file: UUID) -> Outbox | None:
    """The earliest entry of *file* that the feed has not told."""
    return Outbox.objects.filter(feed=feed, file_id=file, delivered_at=None).order_by("seq").first()


def files_untold(feed: str) -> set[UUID]:
    """The files with something that the feed has not told."""
    return set(Outbox.objects.filter(feed=feed, delivered_at=None).values_list("file_id", flat=True))
