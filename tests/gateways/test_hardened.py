"""XML from outside is plain elements and texts within bounds, or it is refused."""

import pytest

from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.gateways.hardened import MOST_DEEP, MOST_ELEMENTS, only, read_xml, said, text_of

BOMB = b"""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]><a>&e;&e;&e;&e;&e;&e;&e;&e;</a>"""


def test_elements_and_texts_are_read() -> None:
    root = read_xml("<?xml version='1.0' encoding='UTF-8'?><a b='c'><d>Әлем</d> <e/></a>".encode())
    assert (root.tag, root.get("b"), said(root, "d"), text_of(only(root, "e"))) == ("a", "c", "Әлем", "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not XML",
        b'{"json": true}',
        b"<!DOCTYPE html><html><body>Gateway time-out</body></html>",
        b"<html><body><br>Gateway time-out</body></html>",
        BOMB,
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>',
        b"<a>&undefined;</a>",
        b"<a>12<!-- -->34</a>",
        b"<a>12<?instruction?>34</a>",
        b"<a><b></a>",
        b"<a/><a/>",
        b"<a>" * (MOST_DEEP + 1) + b"</a>" * (MOST_DEEP + 1),
        b"<a>" * 100_000,
        b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>",
        "<a>Ә</a>".encode("utf-16"),
        b"<?xml version='1.0' encoding='windows-1251'?><a>\xcf</a>",
        b"<a>\x00</a>",
        b"<x:a/>",
    ],
    ids=range(21),
)
def test_whatever_else_is_refused(body: bytes) -> None:
    with pytest.raises(UnexpectedShape):
        read_xml(body)


def test_a_declared_encoding_does_not_change_what_the_bytes_say() -> None:
    root = read_xml("<?xml version='1.0' encoding='windows-1251'?><a>П</a>".encode())
    assert root.text == "П"


def test_what_is_agreed_once_is_there_once_and_says_a_text() -> None:
    root = read_xml(b"<a><b/><c>1</c><c>2</c><d><e/></d></a>")
    for name in ("b", "c", "missing"):
        with pytest.raises(UnexpectedShape):
            said(root, name)
    with pytest.raises(UnexpectedShape):
        text_of(only(root, "d"))
