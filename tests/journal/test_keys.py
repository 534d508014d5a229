"""Keys of files, blind indexes, and erasure."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from ruqsat.journal import keys
from ruqsat.journal.keys import Cipher, FileErasedError, UnreadableError
from ruqsat.journal.models import File
from ruqsat.journal.prepared import NoSuchPreparedError, look, prepare
from ruqsat.journal.read import acts_of
from ruqsat.journal.verify import verify
from tests.journal.filing import new_file, put, put_many
from tests.journal.samples import AT, judged_act, sample_of


def test_sealed_bytes_open_only_in_their_place_with_their_key() -> None:
    cipher = Cipher(b"k" * 32)
    sealed = cipher.encrypt(b"secret", b"here")
    assert cipher.decrypt(sealed, b"here") == b"secret"
    for key, place, row in [
        (b"k" * 32, b"there", sealed),
        (b"l" * 32, b"here", sealed),
        (b"k" * 32, b"here", sealed[:-1]),
        (b"k" * 32, b"here", b"\x02" + sealed[1:]),
        (b"k" * 32, b"here", b""),
    ]:
        with pytest.raises(UnreadableError):
            Cipher(key).decrypt(row, place)


def test_the_same_text_is_sealed_differently_each_time_and_found_by_its_blind_index() -> None:
    cipher = keys.instance_cipher()
    assert cipher.encrypt(b"same", b"") != cipher.encrypt(b"same", b"")
    assert keys.blind_index("850101399017") == keys.blind_index("850101399017")
    assert len(keys.blind_index("")) == 32


def test_a_blind_index_depends_on_the_instance(settings: Settings) -> None:
    here = keys.blind_index("850101399017")
    settings.INSTANCE_KEY = b"x" * 32
    assert keys.blind_index("850101399017") != here


def test_a_short_instance_key_is_refused(settings: Settings) -> None:
    settings.INSTANCE_KEY = b"short"
    with pytest.raises(ImproperlyConfigured):
        keys.instance_cipher()


@pytest.mark.django_db
def test_every_file_has_a_key_of_its_own_which_the_other_file_cannot_use() -> None:
    one, other = new_file(), new_file()
    sealed = keys.file_cipher(one).encrypt(b"secret", b"")
    with pytest.raises(UnreadableError):
        keys.file_cipher(other).decrypt(sealed, b"")
    wrapped = File.objects.get(id=one).wrapped_key
    assert wrapped is not None
    with pytest.raises(UnreadableError):
        keys.unwrap(other, bytes(wrapped))


@pytest.mark.django_db
def test_erasing_a_file_leaves_the_chain_whole_and_nothing_to_read() -> None:
    file, other = new_file(), new_file()
    put(file, sample_of("received"))
    put_many(file, 2)
    put_many(other, 1)
    keys.destroy(file, at=AT)
    with pytest.raises(FileErasedError):
        acts_of(file)
    with pytest.raises(FileErasedError):
        put(file, judged_act())
    report = verify()
    assert report.whole
    assert (report.files, report.entries, report.erased) == (2, 4, 1)
    assert len(acts_of(other)) == 1


@pytest.mark.django_db
def test_erasing_a_file_forgets_what_was_prepared_for_it() -> None:
    file, person = new_file(), uuid4()
    prepared = prepare(sample_of("received"), file=file, for_person=person, at=AT, relies_seq=0)
    keys.destroy(file, at=AT)
    with pytest.raises(NoSuchPreparedError):
        look(prepared.id, for_person=person, at=AT)


@pytest.mark.django_db
def test_there_is_no_cipher_for_a_file_that_is_not_there() -> None:
    with pytest.raises(File.DoesNotExist):
        keys.file_cipher(UUID(int=1))
