"""By when an answer must be there, whole: whatever drips, and where nothing comes at all."""

import ssl

import pytest

from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.deadline import Backend, OverBefore, within
from ruqsat.gateways.exchange import Reply, exchange
from tests.gateways.impolite import configured, dripping, dripping_head, silent
from tests.gateways.lasting import lasting
from tests.gateways.unresolved import Unresolved, unresolved

__all__ = ["unresolved"]


def test_an_answer_that_drips_is_given_up_when_it_took_as_long_as_was_allowed() -> None:
    """Each byte comes in time, the whole does not."""
    with dripping(every=0.05) as url, configured(url, Configured(waiting=1.0, longest=0.3)):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Unavailable)
    assert reply.why == f"{url} took longer than 0.3 seconds to answer."


def test_a_head_that_drips_is_given_up_when_it_took_as_long_as_was_allowed() -> None:
    """Each byte comes in time, the head does not end."""
    with dripping_head(every=0.05, pieces=40) as url, configured(url, Configured(waiting=1.0, longest=0.3)):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Unavailable)
    assert reply.why == f"{url} took longer than 0.3 seconds to answer."


def test_silence_is_given_up_when_the_whole_took_as_long_as_was_allowed() -> None:
    """Nothing need come for the time to be over: who asked goes, though more was to be waited for the next byte."""
    with silent() as url, configured(url, Configured(waiting=3.0, longest=0.2)):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Unavailable)
    assert reply.why == f"{url} took longer than 0.2 seconds to answer."
    assert reply.reached


def test_what_takes_as_long_as_is_allowed_for_one_byte_is_called_so() -> None:
    with silent() as url, configured(url, Configured(waiting=0.2, longest=3.0)):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Unavailable)
    assert "ReadTimeout" in reply.why


def test_a_time_that_is_over_is_not_carried_into_the_next_call() -> None:
    with silent() as url, configured(url, Configured(waiting=3.0, longest=0.1)):
        assert isinstance(exchange("GET", url, expect={200}), Unavailable)
    with lasting() as server:
        assert exchange("GET", server.url, expect={200}) == Reply(status=200, body=b"{}")


def test_where_no_time_is_left_before_a_connection_is_begun_nobody_was_asked() -> None:
    """Decision 13: that says nothing of the gateway, and is not held against it."""
    with lasting() as server, configured(server.url, Configured(waiting=1.0, longest=0.0)):
        reply = exchange("GET", server.url, expect={200})
    assert reply == Unavailable(why=f"{server.url} was not asked: no time was left for it.", reached=False, asked=False)


def test_a_name_that_nobody_resolves_is_given_up_in_the_time_that_is_left(
    unresolved: Unresolved,
) -> None:
    """The resolver of the machine knows no limit; who asks does."""
    url = f"http://{unresolved.name}/"
    with configured(url, Configured(waiting=3.0, longest=0.2)):
        reply = exchange("GET", url, expect={200})
    assert isinstance(reply, Unavailable)
    assert f"the name {unresolved.name} was not resolved in time" in reply.why
    assert not reply.reached


def test_a_host_is_reached_by_its_name_at_whichever_address_answers() -> None:
    with lasting() as server:
        url = server.url.replace("127.0.0.1", "localhost")
        assert exchange("GET", url, expect={200}) == Reply(status=200, body=b"{}")


def test_a_connection_for_whose_tls_no_time_is_left_is_closed_and_not_held_against_anybody() -> None:
    with silent() as url:
        port = int(url.rstrip("/").rpartition(":")[2])
        stream = Backend().connect_tcp("127.0.0.1", port, timeout=3.0)
        with within(0.0), pytest.raises(OverBefore):
            stream.start_tls(ssl.create_default_context(), "127.0.0.1", timeout=3.0)
        assert stream.get_extra_info("socket").fileno() == -1
