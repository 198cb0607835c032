"""What a rig answers: a figure with its limit and seed, and a control that must go red."""

from dataclasses import dataclass, field


@dataclass
class Findings:
    """One run: how much was tried, every fault that was seen, and a word more."""

    done: int = 0
    faults: list = field(default_factory=list)
    told: str = ""


@dataclass
class Figure:
    """A line of the report.

    Attributes:
        name: of the rig, with its engine.
        unit: what was counted.
        seed: the chance it ran with.
        found: the run that must have no fault.
        control: the same rig with a planted bug, which must have some: a rig that can not
            fail proves nothing.
    """

    name: str
    unit: str
    seed: int
    found: Findings
    control: Findings

    @property
    def red(self):
        return bool(self.control.faults)

    @property
    def passed(self):
        return self.found.done > 0 and not self.found.faults and self.red

    def line(self):
        """`name figure unit limit PASS|FAIL seed control=RED`; the figure counts faults."""
        verdict = "PASS" if self.passed else "FAIL"
        control = "RED" if self.red else "GREEN"
        unit = f"faults/{self.found.done}-{self.unit}"
        faults = len(self.found.faults)
        return f"{self.name} {faults} {unit} <=0 {verdict} seed={self.seed} control={control}"


HEAD = """# Reliability: figures

Written by `script/rigs --record`; nothing here is typed by hand. Each rig looks at the base past
the program, by plain SQL. Each is run a second time with a planted bug, the control: a rig whose
control stays green proves nothing and counts as failed.
"""
TABLE = """| rig | tried | faults | seen | control | run |
|---|---|---|---|---|---|"""
LIMITS = """## What the figures do not say

* Death of the program (SIGKILL) is no power cut: the system's own buffers survive it.
* All runs on one machine: nothing is said of networks.
* Databases stand on the machine's own disk, which is trusted to keep what it has confirmed.
"""


def page(figures, purposes, machine, day, before=""):
    """The figures as a page of the documentation.

    Args:
        figures: in the order in which they were run.
        purposes: what each rig is for, by its name without the engine.
        machine: what they were run on.
        day: when.
        before: the page as it was; its rows of other rigs stay.
    """
    rows = _rows_of(before, purposes) | {one.name: _row(one, day) for one in figures}
    order = list(purposes)
    names = sorted(rows, key=lambda name: order.index(_rig(name)))
    again = "Again with the same chance: `script/rigs NAME --engine ENGINE --seed SEED`."
    parts = [HEAD, f"The last were run on {machine}. {again}\n"]
    parts += [TABLE, *(rows[name] for name in names), ""]
    rigs = dict.fromkeys(map(_rig, names))
    parts += [f"* **{name}**: {purposes[name].partition(chr(10))[0]}" for name in rigs]
    return "\n".join([*parts, "", LIMITS])


def _row(one, day):
    control = "red" if one.red else "GREEN"
    return (
        f"| {one.name} | {one.found.done} {one.unit} | {len(one.found.faults)} "
        f"| {one.found.told} | {control} | {day}, seed {one.seed} |"
    )


def _rows_of(text, purposes):
    """The rows of a page by the names of their rigs, as far as there still are such rigs."""
    rows = [line for line in text.splitlines() if line.count(" | ") == TABLE.count(" | ")]
    named = {line.split(" | ")[0].removeprefix("| "): line for line in rows}
    return {name: line for name, line in named.items() if _rig(name) in purposes}


def _rig(name):
    return name.partition(".")[0]
