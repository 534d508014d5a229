"""
The program that holds the key fails in every way it can while an application is being signed.

The page says each plainly, nothing is lost, and one signs in the end without the page being loaded anew. A program that
signs with somebody else's key is found out when the signature is judged, and the answers are taken over.
"""

import json
import re

from playwright.sync_api import Browser, WebSocketRoute, expect

from tests.instance import RunningInstance
from tests.journeys import beforehand
from tests.journeys.walking import SECONDS, ask_sandbox

SOMEBODY_ELSE = "810203399051"


class Program:
    """Between the page and the sandbox's program: lets everything through unless told how to fail."""

    def __init__(self) -> None:
        self.absent = False
        self.closes_when_asked = False
        self.answers = ""
        self.takes_any_key = False

    def on_connection(self, socket: WebSocketRoute) -> None:
        if self.absent:
            socket.close()
            return
        server = socket.connect_to_server()
        socket.on_message(lambda said: self._pass_on(str(said), socket, server))

    def _pass_on(self, said: str, socket: WebSocketRoute, server: WebSocketRoute) -> None:
        if self.closes_when_asked:
            self.closes_when_asked = False
            self.absent = True
            socket.close()
        elif self.answers:
            answer, self.answers = self.answers, ""
            socket.send(answer)
        elif self.takes_any_key:
            asked = json.loads(said)
            asked["args"]["signerParams"] = {"extKeyUsageOids": ["1.3.6.1.5.5.7.3.4"], "chain": []}
            server.send(json.dumps(asked))
        else:
            server.send(said)


def test_the_signing_program_fails_in_every_way_and_nothing_is_lost(
    browser: Browser, ruqsat_instance: RunningInstance
) -> None:
    before = beforehand.prepared(ruqsat_instance)
    path, doctor = before.path, before.walks_on(browser, ruqsat_instance)
    page, program = doctor.page, Program()
    page.route_web_socket(re.compile("/ncalayer"), program.on_connection)
    state, button = page.locator(".rq-signing__state"), page.locator("button[data-sign]")

    def says(name: str, text: str, *, can_sign: bool) -> None:
        expect(state).to_have_attribute("data-state", name, timeout=30 * SECONDS)
        expect(state).to_contain_text(text)
        expect(button).to_be_enabled() if can_sign else expect(button).to_be_disabled()
        doctor.shot_without_leaving(f"signing-{name}")

    program.absent = True
    page.goto(f"{path}sign/")
    said = page.locator("form[data-signing]").get_attribute("data-statement")
    says("absent", "The signing program does not answer", can_sign=False)
    program.absent = False
    says("ready", "The signing program is ready", can_sign=True)

    doctor.take_key(mode="cancel")
    button.click()
    says("cancelled", "You cancelled the signing. Nothing was sent", can_sign=True)

    program.closes_when_asked = True
    button.click()
    says("closed", "The signing program was closed before it signed", can_sign=False)
    program.absent = False
    says("back", "so nothing was sent: sign again", can_sign=True)

    program.answers = json.dumps({"status": False, "code": "X", "message": "The token was pulled out.", "details": ""})
    button.click()
    says("failed", "The signing program could not sign", can_sign=True)
    expect(state).to_contain_text("The token was pulled out.")

    ask_sandbox(ruqsat_instance, "signer", iin=SOMEBODY_ELSE, mode="sign")
    button.click()
    says("wrong-key", "You need a valid signing key in the name of", can_sign=True)
    expect(state).to_contain_text(re.compile(before.doctor.last, re.IGNORECASE))
    expect(state).to_contain_text("of an individual")

    assert page.locator("form[data-signing]").get_attribute("data-statement") == said, "the page was never loaded anew"
    program.takes_any_key = True
    doctor.press_to_sign()
    expect(page.locator("h1")).to_contain_text("The application was not filed", timeout=40 * SECONDS)
    expect(page.locator("main")).to_contain_text("The certificate belongs to another person")
    doctor.shot("signing-failed")
    doctor.press("File again with the same answers")
    fresh = page.url.removeprefix(ruqsat_instance.url)
    assert fresh != path
    page.goto(f"{fresh}bank/")
    expect(page.locator("[name=number]")).to_have_value("KZ86125KZT5004100100")
