"""The two keepers of the sandbox, each in a window of their own."""

from django.test import Client

from tests.web.officers import window_of

BAYAN, IGOR = "780520499737", "850311499776"


def two_keepers() -> tuple[Client, Client]:
    """Who proposes, and who confirms."""
    return window_of(BAYAN), window_of(IGOR)


def proposed(window: Client, page: str, sent: dict[str, str]) -> str:
    """Look at the change that a form says, propose it, and give the address of its page."""
    looked = window.post(page, sent)
    assert looked.status_code == 200, looked.context["form"].errors
    answer = window.post(page, sent | {"do": "propose", "seen": looked.context["seen"]})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.headers["Location"])
