"""The database cannot be reached: said in three languages, nothing sent is lost, and all goes on when it is back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from ruqsat.law.procedure import Stage
from tests.broken.processes import Processes, wait_until
from tests.milestones import Stand
from tests.walking import Road
from tests.world import AIZHAN

Beside = Callable[[Road], Processes]
SENTENCES = {
    "kk": "Қызмет дерекқорына қосыла алмай тұр",
    "ru": "Сервис не может связаться со своей базой данных",
    "en": "The service cannot reach its database",
}


def test_the_pages_say_so_and_go_on_without_a_restart(stand_apart: Stand, beside: Beside) -> None:
    """Also for somebody signed in; what was sent is in the page, is sent again from there and is taken."""
    road = stand_apart("consented")
    processes = beside(road)
    web = processes.serve()
    window = processes.window(AIZHAN)
    address = f"/applications/{road.case}/bank/"
    typed = {"number": "KZ75125KZT2069100100", "bank": "Жаңа Банк", "location": "Алматы"}
    token = window.token(address)
    with processes.no_database():
        with ThreadPoolExecutor() as several:
            answers = several.map(lambda code: window.client.get(address, headers={"accept-language": code}), SENTENCES)
        for (language, sentence), answer in zip(SENTENCES.items(), answers, strict=True):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "15")
            assert f'<html lang="{language}"' in answer.text
            assert all(text in answer.text for text in SENTENCES.values()), sentence
            assert sentence in answer.text.partition("</h1>")[0]
        answer = window.post(address, typed, token=token)
        assert answer.status_code == 503
        assert "Жаңа Банк" in answer.text
        assert f'action="{address}"' in answer.text
        asked = {
            path: httpx.get(processes.url + path, trust_env=False, timeout=20)
            for path in ("/healthz", "/readyz", "/alive")
        }
        assert asked["/healthz"].text == "alive\n"
        assert asked["/readyz"].text == "database: does not answer\n"
        assert [asked["/readyz"].status_code, asked["/alive"].status_code] == [503, 503]
    taken = window.post(address, typed, token=token)
    assert taken.status_code == 302
    assert "Жаңа Банк" in window.get(address).text
    assert web.poll() is None


def test_the_worker_waits_and_goes_on(stand_apart: Stand, beside: Beside) -> None:
    """It neither ends nor stays deaf: what comes after the outage is done at once."""
    road = stand_apart("consented")
    processes = beside(road)
    worker = processes.work()
    wait_until(lambda: processes.jobs("sweep", "succeeded"), "the first sweep")
    with processes.no_database():
        wait_until(lambda: "does not answer the worker" in processes.log("worker"), "its word of the outage")
        assert worker.poll() is None
    road.receive()
    wait_until(lambda: road.look().standing.stage is Stage.FILED, "the registration")
    assert worker.poll() is None


@pytest.mark.parametrize("at_work", [True, False])
def test_ready_says_whether_a_worker_is_at_work(stand_apart: Stand, beside: Beside, at_work: bool) -> None:
    road = stand_apart("known")
    processes = beside(road)
    processes.serve()
    if at_work:
        processes.work()
        wait_until(lambda: processes.jobs("sweep", "succeeded"), "the first sweep")
    answer = processes.window(AIZHAN).get("/readyz")
    assert answer.status_code == (200 if at_work else 503)
    assert "migrations: applied\n" in answer.text
    assert answer.text.endswith("worker: at work\n" if at_work else "worker: none at work, run “ruqsat worker”\n")
