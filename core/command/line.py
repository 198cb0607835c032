"""Reads the command line, finds the command, turns every failure into one line."""

import logging
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import Any

from ..errors import Refusal
from ..texts import Texts
from . import bench, exchange, frame, install, people, plugin, process, safety

_ = Texts(__package__)

FRONTS = {"till": _("The headless cash desk"), "kiosk": _("The cash desk with screens")}
"""Commands that the cash desk brings along through the entry points `tradepost.commands`."""

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = frame.terminal_language()
    run = frame.Frame(Namespace(), language)
    try:
        parser, commands = _parser(language)
        if _beyond(words, commands):
            _add_fronts(commands, language)
            _add_plugins(run, words, commands)
        arguments, rest = parser.parse_known_args(words)
        if rest and getattr(arguments, "do", None) is not _absent:
            parser.error(_("unknown arguments: {words}", words=" ".join(rest)).into(language))
        run = frame.Frame(arguments, language)
        logging.basicConfig(level=logging.DEBUG if arguments.verbose else logging.WARNING)
        return int(_do(arguments, run))
    except Refusal as why:
        return frame.refused(run, why)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        frame.quietly_piped()
        return frame.FAILED
    except OSError as why:
        run.complain(f"{why.filename or ''}: {why.strerror or why}".lstrip(": "))
        return frame.FAILED
    except Exception as why:
        log.debug("the command failed", exc_info=True)
        run.complain(_("Defect: {why}", why=f"{type(why).__name__}: {_line(why)}"))
        return frame.FAILED
    finally:
        run.close()


def _line(why: Exception) -> str:
    return " ".join(str(why).split())[:400]


def _parser(language: str) -> tuple[ArgumentParser, Any]:
    parser = ArgumentParser(
        "tradepost",
        description=_("Trade and CRM for a trading company, made of plugins").into(language),
        epilog=f"{frame.EXAMPLE.into(language)}:\n  tradepost init --demo && tradepost serve",
        formatter_class=RawDescriptionHelpFormatter,
    )
    frame.add_common(parser, language)
    parser.add_argument(
        "--verbose", action="store_true", help=_("show where a defect came from").into(language)
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    for family in (install, process, people, plugin, exchange, safety, bench):
        family.add_commands(commands, language)
    return parser, commands


def _beyond(words: Sequence[str], commands: Any) -> bool:
    """Whether the command is none of the house's own: a front's, a plugin's, or none at all."""
    rest = iter(words)
    for word in rest:
        if word == "--database":
            next(rest, "")
        elif not word.startswith("-"):
            return word not in commands.choices
    return True


def _add_fronts(commands: Any, language: str) -> None:
    known = set(commands.choices)
    for door in entry_points(group="tradepost.commands"):
        door.load()(commands)
    for name in set(commands.choices) - known:
        frame.add_common(commands.choices[name], language)
    for name, purpose in FRONTS.items():
        if name not in commands.choices:
            example = f"tradepost {name} --help"
            frame.add(commands, name, purpose, example, run=_absent, language=language)


def _absent(run: frame.Frame) -> int:
    name = run.arguments.command
    run.complain(_("The cash desk is not part of this build yet: {name}", name=name))
    return frame.MISUSED


def _add_plugins(run: frame.Frame, words: Sequence[str], commands: Any) -> None:
    from .. import calls  # noqa: PLC0415 -- only commands of plugins need the plugins
    from ..plugins import Plugins  # noqa: PLC0415 -- as above
    from ..settings import read_settings  # noqa: PLC0415 -- as above

    try:
        plugins = Plugins(read_settings())
    except Refusal as why:
        if not {"-h", "--help"} & set(words):
            raise
        frame.refused(run, why)  # help is given all the same
        return
    known = set(commands.choices)
    for one in calls.add_commands(plugins.manager.hook, commands):
        run.complain(_("{name} is stopped: {why}", name=one.name, why=one.reason))
    for name in set(commands.choices) - known:
        frame.add_common(commands.choices[name], run.language)


def _do(arguments: Namespace, run: frame.Frame) -> int:
    if hasattr(arguments, "run"):  # of a plugin: it is given the house
        return int(arguments.run(run.house(), arguments))
    return int(arguments.do(run))
