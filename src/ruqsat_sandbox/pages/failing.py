"""The faults of the outside systems, for people."""

from aiohttp import web

from ruqsat_sandbox.asking import Body, form_of, see
from ruqsat_sandbox.fault_wishes import wished
from ruqsat_sandbox.faults import KINDS, SYSTEMS, Fault, FaultRefused, faults_of, set_fault
from ruqsat_sandbox.markup import Markup, el, form
from ruqsat_sandbox.pages.layout import page
from ruqsat_sandbox.registers import SOURCES
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import WORLD, shown, written

_WORDS = f"In its address or body; or, of the registers, the name of an inquiry: {', '.join(SOURCES)}."

routes = web.RouteTableDef()


@routes.get("/faults/")
async def faults(request: web.Request) -> web.Response:
    """Every system with its faults, what there is to choose, and the form."""
    store = request.app[WORLD].store
    return page(request, "Faults", *_faults(store, system=request.query.get("system", "")))


@routes.post("/faults/")
async def switch(request: web.Request) -> web.Response:
    """Break a system, or mend it."""
    store, body = request.app[WORLD].store, await form_of(request)
    try:
        set_fault(store, wished(body))
    except (FaultRefused, web.HTTPUnprocessableEntity) as refused:
        sentence = str(refused) if isinstance(refused, FaultRefused) else _sentence(body)
        error = el("p", sentence, class_="error", role="alert")
        return page(request, "Faults", error, *_faults(store, system=body.fields.get("system", "")), status=422)
    raise see("/faults/")


def _sentence(body: Body) -> str:
    wanted = "Choose a system and a fault." if not body.fields.get("system") else "Every number must be written as one."
    return f"{wanted} Nothing was changed."


def _faults(store: Store, *, system: str) -> list[Markup]:
    return [
        el("p", "Break an outside system, and see what the portal does."),
        el("h2", "Systems"),
        _states(store),
        el("h2", "Break or mend"),
        _form(system),
        el("h2", "What there is to choose"),
        _choice(),
    ]


def _states(store: Store) -> Markup:
    return el("ul", *(_card(store, system, label) for system, label in SYSTEMS.items()), class_="cards")


def _card(store: Store, system: str, label: str) -> Markup:
    found = faults_of(store, system)
    states = [_state(fault) for fault in found] or [el("strong", "Works", class_="tag none")]
    change = el("a", "Change", href=f"/faults/?system={system}#change", aria_label=f"Change: {label}")
    return el("li", el("h3", label), *states, el("p", change), class_="card")


def _state(fault: Fault) -> Markup:
    hidden = {"system": fault.system, "kind": "none", "only": fault.only}
    return el(
        "div",
        el("strong", KINDS[fault.kind].label, class_="tag unavailable"),
        el("span", _terms(fault)),
        form("/faults/", label="Mend", spoken=f"Mend: {SYSTEMS[fault.system]}", hidden=hidden),
        class_="row",
    )


def _terms(fault: Fault) -> str:
    said = [f"only questions with “{fault.only}”"] if fault.only else []
    said += [f"{fault.seconds:g} s"] if fault.seconds else []
    said += [f"{fault.times} more times"] if fault.times else []
    said += [f"{fault.share:.0%} of the questions"] if fault.share < 1 else []
    said += [f"until {shown(written(fault.until))}"] if fault.until else []
    return "; ".join([*said, f"met {fault.met} times so far"])


def _form(chosen: str) -> Markup:
    systems = [el("option", label, value=system, selected=system == chosen) for system, label in SYSTEMS.items()]
    kinds = [
        el("option", kind.label if name != "none" else f"{kind.label} (mend it)", value=name)
        for name, kind in KINDS.items()
        if not chosen or chosen not in SYSTEMS or chosen in kind.systems
    ]
    fields = [
        _select("system", "System", systems),
        _select("kind", "Fault", kinds),
        _wish("only", "Only questions with this word", _WORDS, offered="inquiries"),
        _wish("seconds", "Seconds", "Of what waits: how long. Empty: as the list below says."),
        _wish("times", "Times", "For so many questions only. Empty: for all of them."),
        _wish("share", "Share", "Part of the questions that meet it, as 0.3. Empty: all."),
        _wish("seed", "Seed", "Another number draws other questions of that share."),
        _wish("until", "Until", "By the clock here, then it works again. Empty: until mended.", kind="datetime-local"),
    ]  # fmt: skip
    inquiries = el("datalist", *(el("option", value=name) for name in SOURCES), id="inquiries")
    return el("div", form("/faults/", *fields, inquiries, label="Apply", kind="button primary"), id="change")


def _select(name: str, label: str, options: list[Markup]) -> Markup:
    return el("div", el("label", label, for_=name), el("select", *options, id=name, name=name), class_="field")


def _wish(name: str, label: str, hint: str, *, kind: str = "text", offered: str | None = None) -> Markup:
    entry = el("input", type=kind, id=name, name=name, list=offered, aria_describedby=f"{name}-hint")
    explained = el("p", hint, id=f"{name}-hint", class_="hint")
    return el("div", el("label", label, for_=name), explained, entry, class_="field")


def _choice() -> Markup:
    return el(
        "dl",
        *(
            el("div", el("dt", kind.label), el("dd", el("p", kind.does), el("p", _where(name), class_="hint")))
            for name, kind in KINDS.items()
            if name != "none"
        ),
    )


def _where(name: str) -> str:
    kind = KINDS[name]
    if kind.systems == frozenset(SYSTEMS):
        return "Every system"
    labels = ", ".join(label for system, label in SYSTEMS.items() if system in kind.systems)
    return f"{labels}. Nowhere else: {kind.why_no_other[0].lower()}{kind.why_no_other[1:]}"
