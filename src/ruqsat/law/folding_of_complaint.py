"""How each act changes the standing of a complaint. Everything on file folds, whatever the stage."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ruqsat.law import acts
from ruqsat.law.acts import Act, Filed, Verdict
from ruqsat.law.standing import act_of
from ruqsat.law.standing_of_complaint import ComplaintStage, ComplaintStanding

_HELD = (ComplaintStage.WITH_PROVIDER, ComplaintStage.WITH_BODY)


def fold(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    """The standing of the complaint after one more act; what belongs to another file changes nothing."""
    change = _FOLDS.get(type(filed.act))
    return replace(change(standing, filed) if change else standing, seq=filed.seq)


def _filed(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    if standing.received is not None:
        return standing
    return replace(standing, received=filed, stage=ComplaintStage.RECEIVED)


def _judged(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    act = act_of(filed, acts.SignatureJudged)
    if standing.received is None or act.of != standing.received.id:
        return standing
    judged = replace(standing, signature=filed)
    if standing.stage is not ComplaintStage.RECEIVED or act.verdict is Verdict.INDETERMINATE:
        return judged
    passed = act.verdict is Verdict.PASSED
    return replace(judged, stage=ComplaintStage.WITH_PROVIDER if passed else ComplaintStage.SIGNATURE_FAILED)


def _registered(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    return replace(standing, registration=filed)


def _withdrawn(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    if standing.ended or standing.stage is ComplaintStage.PREPARING:
        return standing
    return replace(standing, withdrawn=filed, stage=ComplaintStage.WITHDRAWN)


def _considered(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    return replace(standing, considered=filed)


def _satisfied(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    if standing.stage is not ComplaintStage.WITH_PROVIDER:
        return standing
    return replace(standing, satisfied=filed, stage=ComplaintStage.SATISFIED)


def _forwarded(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    if standing.stage is not ComplaintStage.WITH_PROVIDER:
        return standing
    return replace(standing, forwarded=filed, stage=ComplaintStage.WITH_BODY)


def _at_body(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    return standing if standing.forwarded is None else replace(standing, at_body=filed)


def _decided(standing: ComplaintStanding, filed: Filed) -> ComplaintStanding:
    if standing.stage not in _HELD:
        return standing
    return replace(standing, decided=filed, stage=ComplaintStage.DECIDED)


_FOLDS: Mapping[type[Act], Callable[[ComplaintStanding, Filed], ComplaintStanding]] = {
    acts.ComplaintFiled: _filed,
    acts.SignatureJudged: _judged,
    acts.Registered: _registered,
    acts.ComplaintWithdrawn: _withdrawn,
    acts.ProviderConsidered: _considered,
    acts.ComplaintSatisfied: _satisfied,
    acts.ComplaintForwarded: _forwarded,
    acts.RegisteredByBody: _at_body,
    acts.BodyDecided: _decided,
}
