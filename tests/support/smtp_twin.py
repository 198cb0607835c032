"""A server of mail on a port of its own, which takes letters, refuses them or falls silent."""

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from tradepost.core.clock import FixedClock


@dataclass
class Post:
    """What the server does, and the letters it has taken.

    Attributes:
        at: what it answers to a word instead of yes: `{"RCPT": "550 no such box"}`; the word
            `END` is the end of a letter, and the answer "" is silence.
        letters: (sender, recipients, bytes) of each letter that came to its end.
    """

    port: int = 0
    at: dict = field(default_factory=dict)
    letters: list = field(default_factory=list)
    links: int = 0


class _Talk(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self):
        post = self.server.post
        post.links += 1
        sender, to = "", []
        self.say("220 twin")
        while line := self.rfile.readline():
            said = line.decode().strip()
            word = said.split(":")[0].split()[0].upper() if said else ""
            if word == "MAIL":
                sender, to = said.partition(":")[2].split()[0].strip("<>"), []
            if self.odd(word, said):
                continue
            if word == "RCPT":
                to.append(said.partition(":")[2].strip().strip("<>"))
            if word == "DATA":
                self.say("354 go on")
                if self.letter(sender, list(to)):
                    return
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")

    def odd(self, word, said):
        answer = self.server.post.at.get(word)
        if callable(answer):
            answer = answer(said)
        if answer is None:
            return False
        self.say(answer)
        return True

    def letter(self, sender, to):
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        post = self.server.post
        post.letters.append((sender, to, b"".join(lines)))
        answer = post.at.get("END", "250 taken")
        if not answer:
            return True  # the line goes dead with the letter in its hands
        self.say(answer)
        return False

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def smtp_server(**at):
    """A running server; `at` is what it does out of the ordinary."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.post = Post(server.server_address[1], at)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.post
        server.shutdown()


def later(house, **by):
    """Let time pass in a house."""
    house.clock = FixedClock(house.clock.now() + timedelta(**by))
