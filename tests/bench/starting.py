"""What is timed of starting: the server's first answer beside that of a bare Pyramid."""

import os
import random
import re
import signal
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from .timing import measure

BARE = """
from pyramid.config import Configurator
from pyramid.response import Response
from sqlalchemy import create_engine, text
from waitress.server import create_server
import sys
engine = create_engine(sys.argv[1])
with engine.connect() as connection:
    connection.execute(text("SELECT 1"))
config = Configurator()
config.add_route("home", "/")
config.add_view(lambda request: Response("hello"), route_name="home")
server = create_server(config.make_wsgi_app(), host="127.0.0.1", port=0)
print("ready http://127.0.0.1:%s" % server.effective_port, flush=True)
server.run()
"""
CALLERS, CALLS = 8, 25


def cold_start(base, floor):
    """From the command to the first answer over HTTP."""
    ours = [program(), "serve", "--port", "0", "--database", base.url]
    bare = [sys.executable, "-P", "-c", BARE, base.url]

    def rounds():
        for _n in range(6):
            yield partial(_start, ours), partial(_start, bare)

    return measure("cold_start", base, rounds(), warm=1, seconds=60)


def program():
    return str(Path(sys.executable).parent / "tradepost")


def _start(command):
    with _started(command):
        pass


@contextmanager
def _started(command):
    """A server that has given its first answer: (its address, its process)."""
    # An installed house has its bytecode, whatever this shell says of writing it.
    as_installed = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=as_installed
    )
    try:
        address = re.search(r"http://\S+", server.stdout.readline())[0]
        urllib.request.urlopen(f"{address}/", timeout=10).read()
        yield address, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        server.stdout.close()


def memory_after_load(base):
    """Megabytes of a web process that eight callers have asked for lists, searches, balances."""
    headers = base.client.headers
    command = [program(), "serve", "--port", "0", "--database", base.url]
    with _started(command) as (address, process):

        def call(caller):
            chance = random.Random(caller)
            for _n in range(CALLS):
                for path in _asked(base, chance):
                    asked = urllib.request.Request(f"{address}/api/v1{path}", headers=headers)
                    urllib.request.urlopen(asked, timeout=60).read()

        with ThreadPoolExecutor(CALLERS) as callers:
            list(callers.map(call, range(CALLERS)))
        return resident(process)


def _asked(base, chance):
    yield "/catalogs/party?limit=50"
    yield f"/catalogs/party?limit=50&q={chance.randrange(1000, max(base.parties, 2000))}"
    yield f"/catalogs/party/{chance.choice(base.firms)}"
    item = chance.choice(base.items)
    yield f"/registers/stock_on_hand/balance?by=item&filter[item]={item}"


def resident(pid):
    """The memory a process holds, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    return None
