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
