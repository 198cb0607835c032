"""What all commands share: options, output for people or for programs, exit status."""

import gc
import json
import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from ..errors import Refusal
from ..settings import BadSettings
from ..texts import LANGUAGES, Text, Texts

if TYPE_CHECKING:
    from ..house import House

_ = Texts(__package__)

EXAMPLE = _("Example")

DONE, FAILED, MISUSED = 0, 1, 2
"""Exit status: done; done but something was refused or found broken; asked wrongly."""


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Put something big together without looking for garbage, which there is none of.

    Python would look through all it has made so far again and again: a fifth of the start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def terminal_language() -> str:
    """The language of the person at the terminal, as the environment tells it."""
    for name in ("TRADEPOST_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        found = os.environ.get(name, "")[:2].lower()
        if found:
            return found if found in LANGUAGES else "en"
    return "en"


class Frame:
    """One run of one command: its arguments, its output, the house it works in."""

    def __init__(self, arguments: Namespace, language: str = "en") -> None:
        """Take the arguments as read.

        Args:
            arguments: what was asked.
            language: of the texts for people.
        """
        self.arguments = arguments
        self.language = language
        self.json: bool = getattr(arguments, "json", False)
        self.database: str | None = getattr(arguments, "database", None)
        self._house: House | None = None

    def house(self, *, safe_mode: bool = False) -> "House":
        """The house that the settings and the options describe, opened once."""
        if self._house is None:
            with nothing_collected():
                from ..house import House  # noqa: PLC0415 -- `--help` need not wait for it

                self._house = House.open(self.database, safe_mode=safe_mode)
        return self._house

    def close(self) -> None:
        """Give back what was opened."""
        if self._house is not None:
            self._house.close()

    def say(self, text: Text | str) -> None:
        """A line for a person; silent where a program reads."""
        if not self.json:
            print(self.shown(text), flush=True)

    def data(self, value: Any) -> None:
        """The whole answer for a program; silent where a person reads."""
        if self.json:
            print(json.dumps(value, ensure_ascii=False, default=str), flush=True)

    def complain(self, text: Text | str) -> None:
        """One line on standard error."""
        print(self.shown(text), file=sys.stderr, flush=True)

    def shown(self, text: Text | str) -> str:
        """A text as the person at the terminal reads it."""
        return text.into(self.language) if isinstance(text, Text) else text


class Progress:
    """A bar on a terminal; nothing where the output goes to a file or a program."""

    WIDTH = 30

    def __init__(self, title: str, total: int, stream: TextIO | None = None) -> None:
        """Begin at nothing.

        Args:
            title: what goes on.
            total: how many steps there are.
            stream: where to draw; standard error, so that output stays clean.
        """
        self.title, self.total = title, max(total, 1)
        self.stream = stream or sys.stderr
        self.shown = self.stream.isatty()

    def at(self, done: int) -> None:
        """Draw how far it is."""
        if self.shown:
            filled = "█" * (self.WIDTH * done // self.total)
            share = 100 * done // self.total
            self.stream.write(f"\r{self.title} {filled:░<{self.WIDTH}} {share:3d} %")
            self.stream.flush()

    def end(self) -> None:
        """Leave the line."""
        if self.shown:
            self.stream.write("\r\033[K")
            self.stream.flush()


Run = Callable[[Frame], int]


def add(
    commands: Any, name: str, purpose: Text, example: str, *, run: Run, language: str
) -> ArgumentParser:
    """Add a command with the options that every command has.

    Args:
        commands: the sub-parsers to add to.
        name: of the command.
        purpose: what it does, in a line.
        example: one or more lines a person can copy.
        run: does it; answers the exit status.
        language: of the help.
    """
    made: ArgumentParser = commands.add_parser(
        name,
        help=purpose.into(language),
        description=purpose.into(language),
        epilog=f"{EXAMPLE.into(language)}:\n  " + example.replace("\n", "\n  "),
        formatter_class=RawDescriptionHelpFormatter,
    )
    made.set_defaults(do=run)
    add_common(made, language)
    return made


def add_common(parser: ArgumentParser, language: str) -> None:
    """Give a command `--database` and `--json`, unless it has them."""
    known = parser._option_string_actions  # noqa: SLF001 -- argparse has no other door
    if "--database" not in known:
        shown = _("address of the base").into(language)
        parser.add_argument("--database", default=SUPPRESS, help=shown, metavar="URL")
    if "--json" not in known:
        shown = _("answer in JSON, for programs").into(language)
        parser.add_argument("--json", default=SUPPRESS, help=shown, action="store_true")


def refused(frame: Frame, why: Refusal) -> int:
    """Show a refusal in a line each: `message — remedy`."""
    for one in why.each():
        remedy = f" — {frame.shown(one.remedy)}" if one.remedy else ""
        frame.complain(frame.shown(one.message) + remedy)
    frame.data({"refusals": [as_data(one, frame.language) for one in why.each()]})
    return MISUSED if isinstance(why, BadSettings) else FAILED


def as_data(one: Refusal, language: str) -> dict[str, Any]:
    """A refusal as programs read it."""
    return {
        "code": one.code,
        "message": one.message.into(language),
        "path": one.path,
        "remedy": one.remedy.into(language) if one.remedy else None,
        **{name: str(value) for name, value in one.facts.items()},
    }


def quietly_piped() -> None:
    """End without a complaint when the reader of our output has gone (`… | head`)."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
