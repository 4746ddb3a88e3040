"""How many independent origins a value has: copies of one text, and texts that name one same source, count
once."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Attribution, Support
from dateline.reconcile.joined import Joined
from dateline.reconcile.names import fold
from dateline.reconcile.profile import Profile


def support(value: str, looks: Iterable[Profile]) -> Support:
    """The claims that state a value, with the number of reports, families and origins behind them."""
    members = sorted(looks, key=lambda p: p.claim.id)
    return Support(
        value=value,
        claims=tuple(p.claim.id for p in members),
        reports=len({p.claim.report for p in members}),
        families=len({p.family for p in members}),
        origins=origins(members),
    )


def origins(looks: Iterable[Profile]) -> int:
    """Families, joined where they name one source. A copy is in a family already counted, so it never adds
    one."""
    members = list(looks)
    joined = Joined({f"family {p.family}" for p in members} | {s for p in members for s in _sources(p.claim.source)})
    for look in members:
        for source in _sources(look.claim.source):
            joined.join(f"family {look.family}", source)
    return len({joined.find(f"family {p.family}") for p in members})


def _sources(source: Attribution | None) -> list[str]:
    """Keys of a named source. An anonymous one is nobody: two unnamed officials may be two people."""
    if source is None:
        return []
    named = [source.via] if source.via else []
    if not source.anonymous:
        named += [source.name or source.organisation or ""]
    return [f"source {fold(n)}" for n in named if n and fold(n)]
