"""A PostgreSQL of the test run's own, on Debian's binaries; nobody else's is touched.

It listens on a socket in a temporary folder, so no port is taken. As root it runs as the user
`postgres`, since PostgreSQL refuses to run as root.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

# What a crash would lose may be lost: a test base lives for one test.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": "{folder}",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "dynamic_shared_memory_type": "mmap",  # goes with the folder, whatever becomes of the server
    "autovacuum": "off",
    "jit": "off",
    "timezone": "UTC",
}
# What rigs and benchmarks stand on: nothing that was confirmed may be lost.
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "autovacuum": "on",
}


# A run that is killed can not clean up: this waits for its end and does it in its place.
WATCH = """(
while [ -d /proc/{leader} ]; do sleep 2; done
pid=$(head -n 1 {folder}/postgresql/data/postmaster.pid 2>/dev/null) && kill -QUIT "$pid" && sleep 1
rm -rf {folder}
) </dev/null >/dev/null 2>&1 &"""


def watch(folder: Path, leader: int):
    """Take the folder of a run away, and stop its cluster, when the process `leader` ends."""
    program = WATCH.format(folder=folder, leader=leader)
    subprocess.run(["sh", "-c", program], cwd="/", start_new_session=True, check=True)


class Cluster:
    """The cluster in `folder`; started by the first test that asks, in whichever process.

    One that is `kept` is found there by a later run, with its bases.
    """

    def __init__(self, folder: Path, *, durable: bool = False, kept: bool = False):
        self.settings = SETTINGS | DURABLE if durable else SETTINGS
        self.kept = kept
        self.folder = folder / "postgresql"
        self.data = self.folder / "data"

    def start(self):
        """Start it, unless another process of this run has."""
        with locked(self.folder.parent / "postgresql.lock"):
            if not (self.data / "postmaster.pid").exists():
                if not (self.kept and (self.data / "PG_VERSION").exists()):
                    self._create()
                settings = (
                    f"-c {name}={value.format(folder=self.folder)}"
                    for name, value in self.settings.items()
                )
                log = self.folder / "log"
                self._run("pg_ctl", "start", "-w", "-l", log, "-o", " ".join(settings))

    def stop(self):
        """Stop it, if anybody started it."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", "fast" if self.kept else "immediate")

    def url(self, base: str) -> str:
        """The address of one base, for SQLAlchemy and for PostgreSQL's own programs alike."""
        return f"postgresql://postgres@/{base}?host={self.folder}"

    def version(self) -> int:
        """The major version of the running server."""
        return int((self.data / "PG_VERSION").read_text())

    def _create(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, *_runner())
        self._run(
            "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )

    def _run(self, program, *arguments):
        command = [program_path(program), *map(str, arguments), "-D", str(self.data)]
        who = {}
        if os.geteuid() == 0:
            user, group = _runner()
            who = {"user": user, "group": group, "extra_groups": []}
        # The server outlives pg_ctl: were its output a pipe, reading it would never end.
        with (self.folder / "output").open("a+") as output:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd=self.folder, check=False, **who,
            )  # fmt: skip
            output.seek(0)
            assert done.returncode == 0, f"{program} failed:\n{output.read()[-2000:]}"


def program_path(name: str) -> str:
    """Where a program of PostgreSQL stands; the newest, where there are several."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    found = shutil.which(name) or next(map(str, versions), None)
    assert found, f"PostgreSQL's {name} is not installed: run script/test, which installs it"
    return found


def _runner() -> tuple[str, str]:
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return user.pw_name, user.pw_gid
    raise AssertionError("there is no user to run PostgreSQL as")


@contextmanager
def locked(path: Path):
    """Hold the lock of this name among all processes of the run."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
