"""What a rig answers: a figure with its limit, its seed, and a control that must fail."""

from dataclasses import dataclass, field


@dataclass
class Findings:
    """One run: how much was tried, and every fault that was seen."""

    done: int = 0
    faults: list = field(default_factory=list)
    told: str = ""


@dataclass
class Figure:
    """A line of the report; `control` is the same rig with a planted bug, which must go red."""

    name: str
    unit: str
    seed: int
    good: Findings
    control: Findings | None
    least: int = 1
    """Fewer trials than this prove nothing."""

    @property
    def passed(self):
        return not self.good.faults and self.good.done >= self.least and self.red

    @property
    def red(self):
        return self.control is not None and bool(self.control.faults)

    def line(self):
        verdict = "PASS" if self.passed else "FAIL"
        control = "RED" if self.red else "GREEN" if self.control else "NONE"
        limit = f"faults=0/{len(self.good.faults)}"
        return (
            f"{self.name} {self.good.done} {self.unit} {limit} {verdict} "
            f"seed={self.seed} control={control}"
        )
