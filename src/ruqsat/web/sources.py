"""Registers by the names they give themselves in their answers, and how people of each language call them."""

from collections.abc import Mapping

from ruqsat.law.names import Names

SOURCES: Mapping[str, Names] = {
    "ГБД ФЛ": Names(
        kk="«Жеке тұлғалар» мемлекеттік дерекқоры",
        ru="государственная база данных «Физические лица»",
        en="State Database of Individuals",
    ),
    "ИС КГД «Регистр ИП», ГБД ЮЛ": Names(
        kk="дара кәсіпкерлер тізілімі, «Заңды тұлғалар» мемлекеттік дерекқоры",
        ru="регистр предпринимателей, государственная база данных «Юридические лица»",
        en="register of entrepreneurs, State Database of Legal Entities",
    ),
    "ГБД «Е-лицензирование»": Names(
        kk="«Е-лицензиялау» мемлекеттік дерекқоры",
        ru="государственная база данных «Е-лицензирование»",
        en="State Database of Licenses",
    ),
    "ЕГКН": Names(
        kk="жылжымайтын мүліктің бірыңғай мемлекеттік кадастры",
        ru="Единый государственный кадастр недвижимости",
        en="Unified State Real Estate Cadastre",
    ),
    "ПШЭП": Names(
        kk="«электрондық үкіметтің» төлем шлюзі",
        ru="платёжный шлюз «электронного правительства»",
        en="payment gateway of the electronic government",
    ),
    "НОБД": Names(
        kk="ұлттық білім беру дерекқоры",
        ru="Национальная образовательная база данных",
        en="National Educational Database",
    ),
    "ИС «ЗАГС»": Names(
        kk="азаматтық хал актілерін тіркеу жүйесі",
        ru="система регистрации актов гражданского состояния",
        en="civil registration system",
    ),
    "Реестр сертификатов специалистов": Names(
        kk="маман сертификаттарының тізілімі",
        ru="реестр сертификатов специалистов",
        en="register of specialist certificates",
    ),
    "ЕСУТД": Names(
        kk="еңбек шарттарын есепке алудың бірыңғай жүйесі",
        ru="Единая система учёта трудовых договоров",
        en="Unified Register of Employment Contracts",
    ),
    "ИС Комитета санитарно-эпидемиологического контроля": Names(
        kk="Санитариялық-эпидемиологиялық бақылау комитетінің ақпараттық жүйесі",
        ru="информационная система Комитета санитарно-эпидемиологического контроля",
        en="information system of the Committee for Sanitary and Epidemiological Control",
    ),
    "КПСиСУ ГП РК": Names(
        kk="Бас прокуратураның Құқықтық статистика және арнайы есепке алу жөніндегі комитеті",
        ru="Комитет по правовой статистике и специальным учётам Генеральной прокуратуры",
        en="Committee on Legal Statistics and Special Records of the General Prosecutor's Office",
    ),
}
"""A register that is not here is shown by its own name."""
