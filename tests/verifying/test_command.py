"""``ruqsat eds verify``: what it judges, what it tells, and its exit status."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem

from ruqsat import cli
from tests.eds.gost_pki import gost_pki
from tests.eds.papers import paper, sealed
from tests.eds.pki import AT, BIN, DAY, EMAIL_PROTECTION, IIN, INDIVIDUAL, Holder, crl, pki, signed, token_over
from tests.eds.sent import DATA, answer
from tests.eds.signing import signature_in, spoiled, stamped
from tests.eds.tampering import adds_a_field, overwrites_a_page, updated
from tests.eds.tampering import stamped as stamped_paper

MOMENT = AT.isoformat()
KEYS = {
    "verdict",
    "sub_indication",
    "name",
    "iin",
    "bin",
    "roles",
    "algorithm",
    "signing_time",
    "time_stamp",
    "chain",
    "revocation",
    "reason",
}


class Folder:
    """Files to be judged, and what was said of them."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys
        self.roots("roots", pki().root, pki().issuing)
        self.file("good.ocsp", answer().ocsp[0])

    def roots(self, name: str, *holders: Holder) -> None:
        (self.path / name).mkdir()
        for number, holder in enumerate(holders):
            self.file(f"{name}/{number}.cer", holder.der)

    def file(self, name: str, content: bytes) -> str:
        (self.path / name).write_bytes(content)
        return str(self.path / name)

    def verify(self, *arguments: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        try:
            status = cli.main(["eds", "verify", *[self._resolved(each) for each in arguments]])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def told(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        status, out, _ = self.verify(*arguments, "--json")
        found: dict[str, Any] = json.loads(out)
        return status, found

    def _resolved(self, argument: str) -> str:
        return str(self.path / argument) if (self.path / argument).exists() else argument


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)


def test_a_right_signature_passes_with_everything_that_is_known_of_it(folder: Folder) -> None:
    folder.file("sig", signed(DATA, pki().sign, attached=True))
    status, told = folder.told("sig", "--roots", "roots", "--at", MOMENT, "--ocsp", "good.ocsp")
    assert (status, told["verdict"], told["sub_indication"], told["crypto_only"]) == (0, "passed", "", False)
    (signer,) = told["signers"]
    assert signer.keys() >= KEYS
    assert (signer["name"], signer["iin"], signer["bin"]) == ("СЫНАҚОВ ҮЛГІ", IIN, "")
    assert (signer["roles"], signer["algorithm"]) == ([INDIVIDUAL], "RSA, SHA-256")
    assert (signer["signing_time"], signer["reason"]) == (MOMENT, "")
    assert signer["revocation"] == {"source": "ocsp", "said_at": MOMENT}
    assert [link["name"] for link in signer["chain"]] == [
        "СЫНАҚОВ ҮЛГІ",
        "СЫНАҚ ҰЛТТЫҚ ОРТАЛЫҒЫ",
        "СЫНАҚ НЕГІЗГІ ОРТАЛЫҒЫ",
    ]
    assert EMAIL_PROTECTION not in signer["roles"]


@pytest.mark.parametrize("form", ["der", "pem", "base64"])
def test_a_detached_signature_is_judged_over_its_data_in_every_form(folder: Folder, form: str) -> None:
    der = signed(DATA, pki().sign)
    forms = {"der": der, "pem": pem.armor("CMS", der), "base64": base64.encodebytes(der)}
    folder.file("sig", forms[form])
    folder.file("data", DATA)
    folder.file("other", DATA + b" ")
    known = ("--roots", "roots", "--at", MOMENT, "--ocsp", "good.ocsp")
    assert folder.told("sig", "--data", "data", *known)[0] == 0
    status, told = folder.told("sig", "--data", "other", *known)
    assert (status, told["sub_indication"]) == (1, "HASH_FAILURE")
    status, told = folder.told("sig", *known)
    assert (status, told["sub_indication"]) == (1, "SIGNED_DATA_NOT_FOUND")


def test_what_is_not_known_leaves_it_open_and_a_list_settles_it(folder: Folder) -> None:
    folder.file("sig", signed(DATA, pki().sign, attached=True))
    folder.file("good.crl", crl(pki().issuing, pki().auth))
    folder.file("bad.crl", pem.armor("X509 CRL", crl(pki().issuing, pki().sign)))
    known = ("sig", "--roots", "roots", "--at", MOMENT)
    status, told = folder.told(*known)
    assert (status, told["verdict"], told["sub_indication"]) == (2, "indeterminate", "TRY_LATER")
    assert folder.told(*known, "--crl", "good.crl")[0] == 0
    status, told = folder.told(*known, "--crl", "good.crl", "bad.crl")
    assert (status, told["verdict"], told["sub_indication"]) == (1, "failed", "REVOKED")


def test_the_mathematics_alone_needs_no_roots_and_says_so(folder: Folder) -> None:
    folder.file("sig", signed(DATA, gost_pki().sign, attached=True))
    status, told = folder.told("sig", "--crypto-only")
    assert (status, told["verdict"], told["crypto_only"]) == (0, "passed", True)
    assert (told["signers"][0]["chain"], told["signers"][0]["algorithm"]) == ([], "GOST 34.10-2015, 512 bits")
    assert "Only the mathematics was judged" in folder.verify("sig", "--crypto-only")[1]
    folder.file("broken", spoiled(signed(DATA, gost_pki().sign, attached=True)))
    assert folder.told("broken", "--crypto-only")[0] == 1


def test_a_time_stamp_is_told(folder: Folder) -> None:
    der = signed(DATA, pki().sign, attached=True)
    folder.file("sig", stamped(der, token_over(signature_in(der), at=AT - DAY)))
    for number, ocsp in enumerate(pki().good(pki().sign, pki().tsa).ocsp):
        folder.file(f"{number}.ocsp", ocsp)
    _, told = folder.told("sig", "--roots", "roots", "--at", MOMENT, "--ocsp", "0.ocsp", "1.ocsp")
    assert told["signers"][0]["time_stamp"]["moment"] == (AT - DAY).isoformat()


def test_a_certificate_is_judged_by_itself(folder: Folder) -> None:
    folder.file("own.cer", pki().sign.pem)
    known = ("own.cer", "--roots", "roots", "--at", MOMENT)
    status, told = folder.told(*known, "--ocsp", "good.ocsp")
    assert (status, told["kind"], told["signers"][0]["iin"]) == (0, "certificate", IIN)
    assert folder.told(*known)[0] == 2
    assert folder.told("own.cer", "--roots", "roots", "--crypto-only")[0] == 0
    status, told = folder.told("own.cer", "--crypto-only")
    assert (status, told["sub_indication"]) == (1, "NO_CERTIFICATE_CHAIN_FOUND")


def test_a_sealed_document_is_judged_with_what_it_carries(folder: Folder) -> None:
    folder.file("license", sealed())
    status, told = folder.told("license", "--roots", "roots", "--at", MOMENT)
    assert (status, told["kind"], told["verdict"]) == (0, "pdf", "passed")
    assert (told["signers"][0]["bin"], told["signers"][0]["time_stamp"]["moment"]) == (BIN, MOMENT)
    assert folder.told("license", "--crypto-only")[0] == 0
    for name, changed in (("another page", overwrites_a_page), ("another field", adds_a_field)):
        folder.file("changed", updated(changed))
        assert folder.told("changed", "--crypto-only")[1]["sub_indication"] == "SIG_CONSTRAINTS_FAILURE", name
    folder.file("stamped only", stamped_paper(paper()))
    assert folder.told("stamped only", "--crypto-only")[1]["sub_indication"] == "FORMAT_FAILURE"
    folder.file("bare", paper())
    for options in (("--roots", "roots", "--at", MOMENT), ("--crypto-only",)):
        status, told = folder.told("bare", *options)
        assert (status, told["sub_indication"]) == (1, "FORMAT_FAILURE")


def test_people_are_told_in_their_language(folder: Folder) -> None:
    folder.file("sig", signed(DATA, pki().sign, attached=True))
    known = ("sig", "--roots", "roots", "--at", MOMENT, "--ocsp", "good.ocsp")
    status, out, err = folder.verify(*known)
    assert (status, err) == (0, "")
    assert out.startswith("Passed.\n  СЫНАҚОВ ҮЛГІ, 900101399016: Passed.\n    RSA, SHA-256\n")
    assert folder.verify(*known, "--language", "kk")[1].startswith("Өтті.")


BAD = {
    "no file": (),
    "a file that is not there": ("absent", "--roots", "roots"),
    "a file that is nothing": ("nothing", "--roots", "roots"),
    "an empty file": ("empty", "--roots", "roots"),
    "no roots": ("sig",),
    "a folder of roots that is not there": ("sig", "--roots", "absent"),
    "a folder without roots": ("sig", "--roots", "empty folder"),
    "a folder with pins that lists no certificate of it": ("sig", "--roots", "pinned"),
    "no moment": ("sig", "--roots", "roots", "--at", "yesterday"),
    "a moment beyond the calendar": ("sig", "--roots", "roots", "--at", "0000-00-00"),
    "data for a certificate": ("own.cer", "--roots", "roots", "--data", "sig"),
    "data that are not there": ("sig", "--roots", "roots", "--data", "absent"),
    "a list that is none": ("sig", "--roots", "roots", "--crl", "sig"),
    "an answer that is none": ("sig", "--roots", "roots", "--ocsp", "nothing"),
    "a language of nobody": ("sig", "--roots", "roots", "--language", "xx"),
    "an unknown option": ("sig", "--roots", "roots", "--fast"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_understood_is_one_sentence_and_64(folder: Folder, case: str) -> None:
    folder.file("sig", signed(DATA, pki().sign, attached=True))
    folder.file("own.cer", pki().sign.der)
    folder.file("nothing", b"nothing")
    folder.file("empty", b"")
    folder.roots("empty folder")
    folder.roots("pinned", pki().root)
    folder.file("pinned/pins.sha256", b"")
    status, out, err = folder.verify(*BAD[case])
    assert (status, out, err.count("\n")) == (64, "", 1)
    assert err.strip()
