"""Backups of a base while it is traded on: each is restored elsewhere and looked at."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from tradepost.core.database.backup import Maker, back_up, restore
from tradepost.core.database.dumps import BackupFailed

from . import concurrency, toy_shop
from .figures import Findings
from .witness import Witness, connect

POSTERS = 4


def run(bases, *, seed, seconds, bug=False):
    """Back up and restore for some seconds while posters work; `bug` loses a row on the way."""
    url = bases.like("rig_shop", toy_shop.make_shop)
    house = toy_shop.open_house(url)
    toy_shop.warm(house)
    registers = list(house.schema.registers.values())
    workers, answers = concurrency.start(house, POSTERS, seed, time.monotonic() + seconds)
    count, faults = 0, []
    while any(one.is_alive() for one in workers):
        faults += _one(make_url(url), make_url(bases.empty()), registers, bug=bug)
        count += 1
    told = [answers.get() for _ in workers]
    for one in workers:
        one.join()
    faults += [why for _ok, _refused, why in told if why]
    posted = sum(ok for ok, _refused, _why in told)
    return Findings(
        count, faults, f"{count} backups restored while {posted} documents were posted"
    )


def _one(url, target, registers, *, bug):
    """Make one backup, restore it, and look at it past the program."""

    def prove(trial):
        return _faults(trial, registers)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "shop.backup"
        try:
            back_up(url, file, now=datetime.now(UTC), maker=Maker("rig", {}), prove=prove)
            restore(file, target)
        except BackupFailed as why:
            return [str(why)]
    if bug:
        connection = connect(target)
        last = "SELECT recorder_id FROM toy_stock ORDER BY recorder_id DESC LIMIT 1"
        connection.execute(f"DELETE FROM toy_stock WHERE recorder_id = ({last})")
        connection.close()
    return _faults(target, registers)


def _faults(url, registers):
    witness = Witness(url.render_as_string(hide_password=False), registers)
    with witness.snapshot():
        return witness.faults(history=True)
