"""Many programs at once: nothing twice, nothing lost, no error that is not a refusal."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

CLIENTS = 8


def at_once(do, times):
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(do, range(times)))


def test_a_record_sent_many_times_at_once_is_made_once(api):
    key = str(uuid4())

    def send(_n):
        return api.call("POST", "/catalogs/toy_buyer", {"id": key, "name": "Ann"}, "*").status_int

    assert Counter(at_once(send, CLIENTS)) == {201: 1, 200: CLIENTS - 1}
    assert len(api.get("/catalogs/toy_buyer")["rows"]) == 1


def test_numbers_given_at_once_are_all_different_and_without_gaps(api):
    api.post("/catalogs/toy_buyer", {"name": "Ann", "code": "ann"})

    def send(_n):
        return api.post("/documents/toy_order", {"buyer": "ann"}, 201)["number"]

    assert sorted(at_once(send, 24)) == [f"{n:06d}" for n in range(1, 25)]


def test_one_number_wanted_by_many_is_given_to_one(api):
    api.post("/catalogs/toy_buyer", {"name": "Ann", "code": "ann"})

    def send(_n):
        body = {"buyer": "ann", "number": "A-1"}
        return api.call("POST", "/documents/toy_order", body, "*").status_int

    assert Counter(at_once(send, CLIENTS)) == {201: 1, 409: CLIENTS - 1}


def test_changes_at_once_are_all_made_one_after_another(api):
    made = api.post("/catalogs/toy_buyer", {"name": "Ann"})
    path = f"/catalogs/toy_buyer/{made['id']}"

    def send(n):
        return api.call("PATCH", path, {"tax_id": str(n)}, "*").status_int

    assert Counter(at_once(send, 16)) == {200: 16}
    assert api.get(path)["version"] == 17


def test_of_changes_to_one_version_the_first_holds(api):
    made = api.post("/catalogs/toy_buyer", {"name": "Ann"})
    path = f"/catalogs/toy_buyer/{made['id']}"

    def send(n):
        return api.call("PATCH", path, {"tax_id": str(n)}, "*", If_Match='"1"').status_int

    assert Counter(at_once(send, CLIENTS)) == {200: 1, 409: CLIENTS - 1}
