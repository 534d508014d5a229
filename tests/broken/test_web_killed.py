"""The web server killed with -9 while it files an application: sent again, the application is on file once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.broken.processes import Processes, kill, wait_until
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import signed, window_of
from tests.world import AIZHAN

Beside = Callable[[Road], Processes]


def test_killed_before_the_commit_nothing_is_on_file_and_the_same_signature_is_taken_afterwards(
    stand_apart: Stand, beside: Beside
) -> None:
    road = stand_apart("consented")
    processes = beside(road)
    web = processes.serve()
    window, address = processes.window(AIZHAN), f"/applications/{road.case}/sign/"
    sent, token = signed(road, window_of(AIZHAN), address, AIZHAN), window.token()
    before = road.kinds()
    with ThreadPoolExecutor(max_workers=1) as beside_us:
        with processes.holding("SELECT 1 FROM journal_file WHERE id = %s FOR UPDATE", road.case):
            pressed = beside_us.submit(lambda: window.post(address, sent, token=token))
            wait_until(processes.somebody_waits, "the filing to come to its lock")
            kill(web)
        with pytest.raises(httpx.TransportError):
            pressed.result()
    assert road.kinds() == before
    processes.serve()
    for _ in range(2):
        assert window.post(address, sent, token=token).status_code == 302
    assert road.kinds().count("received") == 1
