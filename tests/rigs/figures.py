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
LIMITS = """## What the figures do not say

* Death of the program (SIGKILL) is no power cut: the system's own buffers survive it.
* All runs on one machine: nothing is said of networks.
* Databases stand on the machine's own disk, which is trusted to keep what it has confirmed.
"""


def page(figures, purposes, machine):
    """The figures as a page of the documentation.

    Args:
        figures: in the order in which they were run.
        purposes: what each rig is for, by its name without the engine.
        machine: what they were run on.
    """
    names = list(dict.fromkeys(one.name.partition(".")[0] for one in figures))
    rows = [
        f"| {one.name} | {one.found.done} {one.unit} | {len(one.found.faults)} "
        f"| {one.found.told} | {'red' if one.red else 'GREEN'} |"
        for one in figures
    ]
    again = f"script/rigs {' '.join(names)} --seed {figures[0].seed}"
    parts = [HEAD, f"Run on {machine}. Again with the same chance: `{again}`.\n"]
    parts += ["| rig | tried | faults | seen | control |\n|---|---|---|---|---|", *rows, ""]
    parts += [f"* **{name}**: {purposes[name].partition(chr(10))[0]}" for name in names]
    return "\n".join([*parts, "", LIMITS])
