"""The names of posts, as they stand under a signature."""

from collections.abc import Mapping

from ruqsat.law.acts import Role
from ruqsat.law.names import Names

POSITIONS: Mapping[tuple[Role, str], Names] = {
    (Role.HEAD, "head"): Names(kk="басшы", ru="руководитель", en="head"),
    (Role.HEAD, "deputy"): Names(kk="басшының орынбасары", ru="заместитель руководителя", en="deputy head"),
    (Role.HEAD, "acting"): Names(
        kk="басшының міндетін атқарушы", ru="исполняющий обязанности руководителя", en="acting head"
    ),
    (Role.APPROVING_HEAD, "head"): Names(kk="басшы", ru="руководитель", en="head"),
    (Role.APPROVING_HEAD, "deputy"): Names(kk="басшының орынбасары", ru="заместитель руководителя", en="deputy head"),
    (Role.APPROVING_HEAD, "acting"): Names(
        kk="басшының міндетін атқарушы", ru="исполняющий обязанности руководителя", en="acting head"
    ),
    (Role.OFFICER, ""): Names(kk="маман", ru="специалист", en="specialist"),
    (Role.INSPECTOR, ""): Names(
        kk="рұқсат беру бақылауының маманы", ru="специалист разрешительного контроля", en="permit control specialist"
    ),
    (Role.APPROVER, ""): Names(
        kk="келісуші органның маманы", ru="специалист согласующего органа", en="specialist of the approving body"
    ),
    (Role.KEEPER, ""): Names(
        kk="күнтізбе мен қағидаларды жүргізуші", ru="ответственный за календарь и правила", en="keeper of the Rules"
    ),
}
