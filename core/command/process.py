"""`tradepost serve` and `tradepost worker`: the processes of a running house."""

import gc
import signal
import sys
import threading
import urllib.error
import urllib.request
from types import FrameType
from typing import Any, NoReturn

from ..errors import Refusal
from ..house import House
from ..logs import set_up
from ..plugins import STOPPED
from ..texts import Texts
from .frame import DONE, Frame, add, nothing_collected
from .state import require_ready

_ = Texts(__package__)

FRONTS = ("tradepost.web", "tradepost.web.api")
"""What brings the pages; the core itself knows none of them."""
THREADS = 8
LONGEST_STEP = 10.0  # seconds a step of work is given to end with the server
TRIES, PAUSE = 200, 0.05  # ten seconds until the first answer


class NotServed(Refusal):
    """The server can not be started."""

    code = "serve"


def add_commands(commands: Any, language: str) -> None:
    """Add `serve` and `worker`."""
    made = add(
        commands, "serve", _("Open the back office and the API"),
        "tradepost serve --host 0.0.0.0 --port 8080", run=serve, language=language,
    )  # fmt: skip
    made.add_argument("--host", default="127.0.0.1", metavar="H")
    made.add_argument("--port", default=6543, type=int, metavar="P")
    made.add_argument(
        "--safe-mode", action="store_true",
        help=_("start no plugin; the house alone").into(language),
    )  # fmt: skip
    made.add_argument(
        "--no-jobs", action="store_true",
        help=_("leave background work to `tradepost worker`").into(language),
    )  # fmt: skip
    made = add(
        commands, "worker", _("Do background work"), "tradepost worker --once",
        run=worker, language=language,
    )  # fmt: skip
    made.add_argument(
        "--once", action="store_true",
        help=_("do what is due and end").into(language),
    )  # fmt: skip


def serve(run: Frame) -> int:
    """Serve until told to end; says `ready` when a request has been answered."""
    set_up()
    given = run.arguments
    house = run.house(safe_mode=given.safe_mode)
    require_ready(house)
    for one in house.plugins.records.values():
        if one.state == STOPPED:
            run.complain(_("{name} is stopped: {why}", name=one.name, why=one.reason))
    with nothing_collected():
        server = _server(house, given.host, given.port)
    gc.freeze()  # what the house is made of stays, and is not looked through at every request
    stop = threading.Event()
    jobs = None if given.no_jobs or given.safe_mode else _jobs_thread(house, stop)
    _end_on_signals()
    announce = threading.Thread(target=_announce, args=(run, _address(server)), daemon=True)
    announce.start()
    try:
        server.run()  # returns when a signal raises SystemExit in it, requests finished
    finally:
        stop.set()
        server.close()
        if jobs is not None:
            jobs.join(LONGEST_STEP)
    return DONE


def _server(house: House, host: str, port: int) -> Any:
    from waitress.server import create_server  # noqa: PLC0415 -- only a server needs it

    from ..app import make_app  # noqa: PLC0415 -- as above
    from ..app.headers import LARGEST  # noqa: PLC0415 -- as above

    try:
        return create_server(
            make_app(house, FRONTS), host=host, port=port, threads=THREADS, ident=None,
            clear_untrusted_proxy_headers=True, max_request_body_size=LARGEST,
        )  # fmt: skip
    except OSError as why:
        raise NotServed(
            _("{host}:{port} can not be opened: {why}", host=host, port=str(port),
              why=why.strerror or why),
            remedy=_("Choose another one with --port"),
        ) from why  # fmt: skip


def _jobs_thread(house: House, stop: threading.Event) -> threading.Thread:
    from ..jobs import Worker  # noqa: PLC0415 -- only where jobs are run

    thread = threading.Thread(target=Worker(house).run, args=(stop,), name="jobs", daemon=True)
    thread.start()
    return thread


def _address(server: Any) -> str:
    listening = getattr(server, "effective_listen", None)
    host, port = listening[0] if listening else (server.effective_host, server.effective_port)
    if host in ("0.0.0.0", "::", "*"):  # noqa: S104 -- told apart, not bound to
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in str(host) else f"http://{host}:{port}"


def _announce(run: Frame, address: str) -> None:
    """Say `ready` once the server has really answered."""
    pause = threading.Event()
    for _n in range(TRIES):
        try:
            urllib.request.urlopen(f"{address}/", timeout=5).close()  # noqa: S310 -- our own
        except urllib.error.HTTPError:
            break  # an answer too
        except OSError:
            pause.wait(PAUSE)
            continue
        break
    run.say(f"ready {address}")
    run.data({"ready": address})


def _end_on_signals() -> None:
    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


def worker(run: Frame) -> int:
    """Do background work until told to end, or once what is due."""
    from ..jobs import Worker  # noqa: PLC0415 -- only a worker needs it

    set_up()
    house = run.house()
    require_ready(house)
    made = Worker(house)
    if run.arguments.once:
        done = made.once()
        run.say(_.n("{count} step of work done", "{count} steps of work done", done))
        run.data({"done": done})
        return DONE
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    run.say(_("Waiting for work"))
    made.run(stop)
    return DONE
