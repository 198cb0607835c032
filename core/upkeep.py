"""The house looks after itself: the audit and the whole base proved in the background.

What was found, and up to where, is kept as a fact of the base, so that the screens tell it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import jobs
from .access.chain import anchor, chains, check_some
from .database.about import about, tell
from .jobs import Job, Payload
from .posting import verify
from .texts import Texts
from .work import Work

_ = Texts("tradepost.core")

AUDIT, BASE = "core.check_audit", "core.verify"
AUDIT_CHECKED, BASE_VERIFIED, BACKED_UP = "audit_checked", "base_verified", "backed_up"
PORTION = 20_000
MOST_TOLD = 100


def _audit(work: Work, payload: Payload) -> Payload | None:
    """Check a portion of one chain; the ends at the beginning are what is checked up to."""
    state = payload or {"ends": chains(work.session), "at": 0, "seq": 0, "last": "", "done": 0,
                        "broken": []}  # fmt: skip
    ends: list[list[Any]] = state["ends"]
    total = sum(end[1] for end in ends)
    if state["at"] >= len(ends):
        _tell_audit(work, state, total)
        return None
    chain, until, head = ends[state["at"]]
    found = check_some(
        work.session, chain, state["seq"], bytes.fromhex(state["last"]), until=until, limit=PORTION
    )
    done = state["done"] + found.count
    jobs.progress(work, min(done, total), total, _("Chain {number}", number=chain + 1))
    state = {**state, "done": done, "seq": found.seq, "last": found.last.hex()}
    fault = found.fault
    if not fault and found.seq >= until and found.last.hex() != head:
        fault = f"audit chain {chain}, entry {until}: the end was written anew"
    if fault or found.seq >= until:
        broken = [*state["broken"], fault] if fault else state["broken"]
        state = {**state, "broken": broken, "at": state["at"] + 1, "seq": 0, "last": ""}
    return state


def _tell_audit(work: Work, state: Mapping[str, Any], total: int) -> None:
    line = " ".join(f"{chain}:{seq}:{end}" for chain, seq, end in state["ends"])
    _keep(work, AUDIT_CHECKED, entries=total, broken=state["broken"], anchor=line)
    broken = len(state["broken"])
    if broken:
        jobs.outcome(work, _.n("{count} chain is broken", "{count} chains are broken", broken))
    else:
        jobs.outcome(work, _("The audit is whole: {count} entries", count=total))


def _verify(work: Work, _payload: Payload) -> None:
    """Prove the registers, documents and what plugins promise."""
    broken = verify.broken(work)
    _keep(work, BASE_VERIFIED, broken=broken[:MOST_TOLD], count=len(broken),
          anchor=anchor(work.session))  # fmt: skip
    if broken:
        count = len(broken)
        jobs.outcome(
            work, _.n("{count} invariant is broken", "{count} invariants are broken", count)
        )
    else:
        jobs.outcome(work, _("Every invariant holds"))


def _keep(work: Work, name: str, **facts: Any) -> None:
    kept = {"moment": work.clock.now().isoformat(), **facts}
    tell(work.session, name, json.dumps(kept, ensure_ascii=False))


def told(work: Work, name: str) -> dict[str, Any] | None:
    """What was found out last, with its `moment`; None where nobody has looked yet."""
    kept = about(work.session, name)
    if kept is None:
        return None
    found: dict[str, Any] = json.loads(kept)
    found["moment"] = datetime.fromisoformat(found["moment"])
    return found


def note_backup(work: Work, path: str, size: int, digest: str) -> None:
    """Remember that a backup was made and proved."""
    _keep(work, BACKED_UP, file=path, size=size, sha256=digest)


JOBS = (
    Job(AUDIT, _("Check the chain of the audit"), "core.read_audit", _audit),
    Job(BASE, _("Verify the whole base"), "core.manage_jobs", _verify, attempts=2),
)
