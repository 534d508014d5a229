"""By when an answer must be there, whole: whatever drips, and where nothing comes at all."""

from ruqsat.gateways.addresses import Configured
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, exchange
from tests.gateways.impolite import configured, dripping, dripping_head, silent
from tests.gateways.lasting import lasting


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
