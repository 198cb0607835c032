import signal
import socket
import time
import urllib.error
import urllib.request

import pytest

PORT = "0"  # the machine chooses


def ready(process):
    line = process.stdout.readline()
    assert line.startswith("ready http://127.0.0.1:"), line + process.stderr.read()
    return line.split()[1]


def answer(url):
    try:
        return urllib.request.urlopen(url, timeout=10).status
    except urllib.error.HTTPError as why:
        return why.code


@pytest.mark.parametrize("words", [[], ["--safe-mode"], ["--no-jobs"]])
def test_ready_is_said_when_it_answers_and_sigterm_ends_it(start, words):
    server = start("serve", "--port", PORT, *words)
    assert answer(ready(server)) < 500
    server.send_signal(signal.SIGTERM)
    assert server.wait(15) == 0
    assert "Traceback" not in server.stderr.read()


def test_a_port_in_use_is_one_line(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = start("serve", "--port", taken.getsockname()[1])
        assert server.wait(20) == 1
    shown = server.stderr.read()
    assert "--port" in shown
    assert shown.count("\n") == 1


def test_a_base_that_is_not_made_is_not_served(line):
    assert line("serve", "--port", PORT).status == 1
    assert "tradepost init" in line.err


def test_a_worker_does_what_is_due(shop):
    assert shop("worker", "--once", "--json").data["done"] >= 0


def test_a_worker_waits_and_ends_on_sigterm(start):
    worker = start("worker")
    assert worker.stdout.readline() == "Waiting for work\n"
    time.sleep(0.3)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    assert worker.stderr.read() == ""
