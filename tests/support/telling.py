"""Words for telling a business day: records by name, hours of the day, figures as people say them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from tradepost.core import calls
from tradepost.core.errors import Refusal
from tradepost.core.exchange_kinds import Source
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.read import must_find
from tradepost.core.records.write import save
from tradepost.core.values import plain


class Telling:
    """A house that is told what happens; records are called by their names."""

    def __init__(self, house):
        self.house = house
        self.names = {}
        self.today = date(2026, 3, 2)

    def on(self, year, month, day):
        """From here on it is that day."""
        self.today = date(year, month, day)

    def put(self, kind, /, **data):
        """Enter a record of a catalog."""
        with self.house.work() as work:
            self.names[data["name"]] = save(work, kind, self._keys(data)).id

    def set(self, kind, name, /, **data):
        """Change a record."""
        with self.house.work() as work:
            cls = self.house.schema.records[kind]
            record = must_find(work, cls, self._id(name))
            save(work, kind, self._keys(data), id=record.id)

    def post(self, kind, at, /, **data):
        """Enter a document at an hour of the day and post it; answers its number."""
        with self.house.work() as work:
            document = save(work, kind, self._document(at, data))
            service.post(work, document)
        self.names[f"{kind} {document.number}"] = document.id
        return f"{kind} {document.number}"

    def refused(self, kind, at, /, **data):
        """Try the same, and say how it was refused."""
        try:
            self.post(kind, at, **data)
        except Refusal as why:
            for one in why.each():
                print(f"{one.code}: {one.message}")
            return
        print("accepted")

    def unpost(self, name):
        """Unpost a document."""
        with self.house.work() as work:
            cls = self.house.schema.documents[name.split()[0]]
            service.unpost(work, must_find(work, cls, self._id(name)))

    def based_on(self, source, kind, at, **changes):
        """Make a document on the basis of another, and post it."""
        with self.house.work() as work:
            origin = must_find(
                work, self.house.schema.documents[source.split()[0]], self._id(source)
            )
            pair = (origin.kind, kind)
            found = calls.fillings(work.hooks)
            fill = next(one.fill for one in found if (one.source, one.target) == pair)
            data = {**fill(work, origin), "moment": self._moment(at), **self._keys(changes)}
            document = save(work, kind, data)
            service.post(work, document)
        self.names[f"{kind} {document.number}"] = document.id
        return f"{kind} {document.number}"

    def reads(self, kind, text, name="goods.csv"):
        """Import a file."""
        with self.house.work() as work:
            importer = next(one for one in calls.importers(work.hooks) if one.kind == kind)
            outcome = importer.take(work, Source(name, content=text.encode()))
        print(f"created {outcome.created}, refused {len(outcome.refused)}")
        self._learn("item")

    def balance(self, register, resource, *, at=None, **where):
        """A balance, added up."""
        keys = {name: self._id(value) for name, value in where.items()}
        moment = self._time(at) if at else None
        with self.house.work(reads_only=True) as work:
            found = readings.balance(
                work, self.house.schema.registers[register], at=moment, by=(), where=keys
            )
        print(plain(found[0][resource]) if found else "0")

    def turnover(self, register, resource, **where):
        """A turnover of all time, added up."""
        keys = {name: self._id(value) for name, value in where.items()}
        with self.house.work(reads_only=True) as work:
            cls = self.house.schema.registers[register]
            found = readings.turnover(work, cls, by=(), where=keys)
        print(plain(found[0][resource]) if found else "0")

    def shown(self, name, field):
        """A field of a document as it was worked out."""
        with self.house.work(reads_only=True) as work:
            record = must_find(work, self.house.schema.documents[name.split()[0]], self._id(name))
            value = getattr(record, field)
        print(plain(value) if isinstance(value, Decimal) else value)

    def restate(self):
        """Let the background work end."""
        while True:
            with self.house.work() as work:
                if not service.restore_sequence(work):
                    return

    def holds(self):
        """Prove every invariant."""
        with self.house.work(reads_only=True) as work:
            print("\n".join(verify.broken(work)) or "everything holds")

    def _document(self, at, data):
        lines = [self._line(one) for one in data.pop("lines", [])]
        found = {"moment": self._moment(at), **self._keys(data)}
        return found | ({"lines": lines} if lines else {})

    def _line(self, row):
        item, quantity, *rest = row
        line = {"item": str(self._id(item)), "quantity": str(quantity)}
        if rest:
            line["price"] = str(rest[0])
        return line

    def _keys(self, data):
        return {
            name: str(self.names.get(value, value)) if isinstance(value, str) else value
            for name, value in data.items()
        }

    def _id(self, name):
        return self.names[name]

    def _learn(self, kind):
        from sqlalchemy import select

        with self.house.work(reads_only=True) as work:
            cls = self.house.schema.catalogs[kind]
            for key, name in work.session.execute(select(cls.id, cls.name)):
                self.names.setdefault(name, key)

    def _time(self, at):
        return datetime.combine(self.today, time.fromisoformat(at), UTC)

    def _moment(self, at):
        return self._time(at).isoformat()
