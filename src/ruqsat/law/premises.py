"""By what right premises are held: Rules 8(4)."""

from collections.abc import Mapping

from ruqsat.law.names import Names

TITLE_BASES: Mapping[str, Names] = {
    "ownership": Names(kk="Меншік құқығы", ru="Право собственности", en="Ownership"),
    "lease": Names(kk="Жалдау", ru="Аренда", en="Lease"),
    "gratuitous": Names(kk="Өтеусіз пайдалану", ru="Безвозмездное пользование", en="Use free of charge"),
    "trust": Names(kk="Сенімгерлік басқару", ru="Доверительное управление", en="Trust management"),
    "ppp": Names(
        kk="Мемлекеттік-жекешелік әріптестік", ru="Государственно-частное партнёрство", en="Public-private partnership"
    ),
}
"""Rules 8(4): the five kinds of title, by the codes that the register of titles uses too."""


def title_in_words(basis: str, document: str, *, language: str) -> str:
    """The kind of title in *language*, with its document where one is named; other text stays as it was written."""
    names = TITLE_BASES.get(basis)
    kind = names.in_(language) if names else basis
    return f"{kind}: {document}" if document else kind
