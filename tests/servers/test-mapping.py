# test-mapping.py: what the Mapping tab and the details say of real records, against a second reading of the system file
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import http.cookiejar
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from decimal import Decimal, InvalidOperation

from reference import Html, Leaves, Map, Place, exact, split, used_places
from servers import need, run, same, test

ODOO, ODOO_DB, ODOO_USER, ODOO_PASSWORD, TRYTON, TRYTON_DB, TRYTON_USER, TRYTON_PASSWORD, CAP, CAP_USER, CAP_PASSWORD = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD", "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB",
    "MW_TEST_TRYTON_USER", "MW_TEST_TRYTON_PASSWORD", "MW_TEST_CAP_URL", "MW_TEST_CAP_USER", "MW_TEST_CAP_PASSWORD")
ODOO_SMALL_DB, ODOO_CLERK, ODOO_CLERK_PASSWORD, TRYTON_CLERK, TRYTON_CLERK_BASE64 = need(
    "MW_TEST_ODOO_SMALL_DB", "MW_TEST_ODOO_LIMITED_USER", "MW_TEST_ODOO_LIMITED_PASSWORD", "MW_TEST_TRYTON_LIMITED_USER",
    "MW_TEST_TRYTON_LIMITED_PASSWORD_BASE64")
TRACED = 12
DATA = os.environ["MILLWRIGHT_DATA_DIR"]


def look(system, sign_in, values, entities, shots):
    """What the window shows; the program itself checks the way there."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.json")
        order = dict(system=system, sign_in=sign_in, values=values, entities=entities, shots=shots, traced=TRACED, out=out)
        done = subprocess.run([sys.argv[1]], input=json.dumps(order), capture_output=True, text=True, timeout=600)
        if "# SKIP" in done.stdout:
            raise AssertionError("there is no display")
        if done.returncode != 0:
            raise AssertionError(f"mw-mapping-window ended with {done.returncode}: {done.stdout[-1000:]} {done.stderr[-2000:]}")
        with open(out, encoding="utf-8") as file:
            return json.load(file)


def alike(found, expected):
    if found is None or expected is None or isinstance(expected, Html):
        return (found is None) == (expected is None)
    try:
        return found == expected or Decimal(found) == Decimal(expected)
    except InvalidOperation:
        return False


def parse_fill(text):
    filled, of, total = text.split(", problems: ")[0].split(" ")[:3]
    same("a fill", of, "of")
    return int(filled), int(total)


def shown(value):
    """As much of a text as is sure to be shown of it."""
    return value.split("\n")[0].split("\r")[0].strip()[:40]


def odoo_companies():
    """By Odoo's own API: id, name, currency."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def post(path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        answer = json.loads(opener.open(urllib.request.Request(ODOO + path, body, {"Content-Type": "application/json"}), timeout=60).read())
        same("an error of Odoo", answer.get("error"), None)
        return answer["result"]

    post("/web/session/authenticate", {"db": ODOO_DB, "login": ODOO_USER, "password": ODOO_PASSWORD})
    found = post("/web/dataset/call_kw", {"model": "res.company", "method": "search_read", "args": [],
                                          "kwargs": {"domain": [], "fields": ["name", "currency_id"]}})
    return [(str(one["id"]), one["name"], one["currency_id"][1]) for one in found]


def tryton_companies():
    basic = "Basic " + base64.b64encode(f"{TRYTON_USER}:{TRYTON_PASSWORD}".encode()).decode()
    body = json.dumps({"id": 1, "method": "model.company.company.search_read",
                       "params": [[], 0, None, None, ["party.rec_name", "currency.code"], {}]}).encode()
    request = urllib.request.Request(f"{TRYTON}/{TRYTON_DB}/", body, {"Content-Type": "application/json", "Authorization": basic})
    found = json.loads(urllib.request.urlopen(request, timeout=60).read())["result"]
    return [(str(one["id"]), one["party."]["rec_name"], one["currency."]["code"]) for one in found]


def titles(entity):
    """What the values of its lists are called: {field: {value: title}}."""
    with open(os.path.join(DATA, "model", entity + ".json"), encoding="utf-8") as file:
        fields = json.load(file)["fields"]
    return {field["id"]: {value["id"]: value["title"] for value in field.get("values", [])} for field in fields}


class Window:
    """One entity as the window shows it, beside the same worked out from the records. @companies: of which the only one, or
    the row's own, fills what the records do not say."""

    def __init__(self, system, variant, entity, known, companies, found):
        same(f"{entity}: an error", found.get("error"), None)
        self.entity, self.found, self.companies = entity, found, companies
        self.sets = {set_id: [(key, exact(text)) for key, text in records] for set_id, records in found["sets"].items()}
        self.map = Map(system, variant, entity, known, self.sets)
        self.shape = system["entities"][entity]
        self.places = [self.place(row) for row in found["rows"]]
        self.fields = found["fields"]
        self.titles = titles(entity)
        n = len(self.fields)
        self.columns, self.unused = found["items"][:n], found["items"][n:]
        same(f"{entity}: rows", len(self.places) > 0, True)
        same(f"{entity}: which are columns", {item["unused"] for item in self.columns}, {0})
        same(f"{entity}: which are not", {item["unused"] for item in self.unused} <= {1}, True)

    def place(self, row):
        same("the set of a row", row["set"], self.shape["set"])
        record = Place(self.sets[row["set"]][row["record"]][1], row["set"], None)
        if "each" not in self.shape:
            return record
        return self.map.walk(record, self.shape["each"] + "[]")[row["child"]]

    def chosen(self, place, field):
        """What the company that was chosen at connecting says, where the record does not."""
        if field not in ("organization", "organization_id", "currency"):
            return None
        own, name = self.map.field(place, "organization_id"), self.map.field(place, "organization")
        of = [one for one in self.companies if own == one[0] or (own is None and name in (None, one[1]) and len(self.companies) == 1)]
        return of[0][["organization_id", "organization", "currency"].index(field)] if of else None

    def value(self, place, field):
        value = self.map.field(place, field)
        return value if value is not None else self.chosen(place, field)

    def check_counts(self):
        for field, item in zip(self.fields, self.columns):
            values = [self.value(place, field) for place in self.places]
            cells = [row["cells"].get(field) for row in self.found["rows"]]
            what = f"{self.entity}: {field}"
            for i, (cell, value) in enumerate(zip(cells, values)):
                same(f"{what} of row {i}: {cell!r} and {value!r} are alike", alike(cell, value), True)
            n = sum(value is not None for value in values)
            if item["fill"] == "":
                same(f"{what}: is made of nothing that was sent", (item["paths"], n), ("", 0))
            else:
                same(f"{what}: filled", parse_fill(item["fill"]), (n, len(values)))
            self.check_samples(what, item, [self.titles.get(field, {}).get(cell, cell) for cell in cells if cell is not None])

    def check_samples(self, what, item, values):
        different = list(dict.fromkeys(values))
        same(f"{what}: samples", len(item["samples"].split(" · ")) if item["samples"] else 0, min(3, len(different)))
        for value in different[:3]:
            same(f"{what}: {value!r} in {item['samples']!r}", shown(value) in item["samples"], True)

    def check_unused(self):
        records = [record for _, record in self.sets[self.shape["set"]]]
        each = [step for step in split(self.shape["each"]) if step is not None] if "each" in self.shape else None
        leaves = Leaves(each, self.map.typed, "odata" in self.map.decoders, False in self.map.nulls)
        for record in records:
            leaves.add(record)
        leaves.settle()
        used, counted = used_places(self.shape)
        expected = {}
        for path, n in leaves.counts().items():
            steps = self.as_map(leaves.known[path])
            inner = [one for one in used if one[:len(steps)] == steps]
            if steps not in counted and not any(steps[:len(one)] == one for one in used) and not (inner and self.may_hold(leaves.known[path])):
                expected[path] = (n, leaves.n_elements if "~[.]" in leaves.known[path] else len(records))
        found = {item["path"]: parse_fill(item["fill"]) for item in self.unused}
        same(f"{self.entity}: fields that no column uses, one way", sorted(found.items() - expected.items()), [])
        same(f"{self.entity}: and the other", sorted(expected.items() - found.items()), [])
        for item in self.unused:
            texts = [self.as_text(value) for value in leaves.samples.get(item["path"], [])]
            self.check_samples(f"{self.entity}: {item['path']}", item, texts)
        self.check_seen({self.as_map(leaves.known[path]) for path in expected})
        return len(found)

    def as_map(self, steps):
        """Without what only wraps, and with one name for all elements."""
        steps = [None if step in ("~[]", "~[.]") else step for step in steps]
        if "odata" in self.map.decoders:
            steps = [step for step in steps if step != "results"]
        if self.map.suffix:
            steps = [step[:-len(self.map.suffix)] if step and step.endswith(self.map.suffix) else step
                     for step in steps]
        return tuple(steps)

    def may_hold(self, steps):
        """Of `party` and `party.` only the second has something in it."""
        return not self.map.suffix or steps[-1].endswith(self.map.suffix) or steps[-1].startswith("~[")

    def as_text(self, value):
        return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    def check_seen(self, unused):
        """What is said not to be used is nothing that was looked at for any column of any row."""
        for place in self.places:
            for field in self.fields:
                self.map.field(place, field)
                for set_id, key, at in self.map.seen:
                    if key is not None:
                        continue
                    steps = tuple(None if step.isdigit() else step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:])
                    same(f"{self.entity}: {field} looks at {at}, which is said not to be used", self.as_map(tuple(
                        "~[]" if step is None else step for step in steps)) in unused, False)

    def check_traces(self):
        """What an address leads to is there, and gives the value with nothing else around it."""
        n = 0
        for trace in self.found["traces"]:
            place, cells = self.places[trace["row"]], self.found["rows"][trace["row"]]["cells"]
            for field, traced in zip(self.fields, trace["fields"]):
                what = f"{self.entity}: {field} of row {trace['row']}"
                same(f"{what}: as traced", traced.get("value"), cells.get(field))
                addresses = [(a["set"], a.get("key"), a["pointer"]) for a in traced["addresses"]]
                for address in addresses:
                    self.resolve(what, self.found["rows"][trace["row"]], *address)
                value = self.map.field(place, field, addresses)
                if value is None and not addresses:
                    value = self.chosen(place, field)
                same(f"{what}: {cells.get(field)!r} of {addresses}: {value!r}", alike(cells.get(field), value), True)
                n += len(addresses)
        same(f"{self.entity}: rows traced", len(self.found["traces"]), min(TRACED, len(self.places)))
        return n

    def resolve(self, what, row, set_id, key, at):
        if key is None:
            same(f"{what}: the set of the row", set_id, row["set"])
            value = self.sets[set_id][row["record"]][1]
        else:
            value = dict(reversed(self.sets[set_id]))[key]
        for step in at.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step.replace("~1", "/").replace("~0", "~")]
        return value


def check(system_id, sign_in, variant, url, values, companies, entities):
    with open(os.path.join(DATA, "systems", system_id + ".json"), encoding="utf-8") as file:
        system = json.load(file)
    found = look(system_id, sign_in, {"url": url, **values}, entities, f"88-mapping-{system_id}")
    for entity in entities:
        window = Window(system, variant, entity, {"url": url, **values}, companies, found[entity])
        window.check_counts()
        n_unused = window.check_unused()
        n_addresses = window.check_traces()
        print(f"# {system_id}, {entity}: {len(window.places)} rows, {len(window.fields)} columns, {n_unused} fields not used, "
              f"{n_addresses} addresses")


@test
def odoo():
    check("odoo", "password", "session", ODOO, {"database": ODOO_DB, "user": ODOO_USER, "password": ODOO_PASSWORD}, odoo_companies(),
          ["purchase_order", "purchase_order_line", "item", "work_order"])


@test
def tryton():
    check("tryton", "password", "json-rpc", TRYTON, {"database": TRYTON_DB, "user": TRYTON_USER, "password": TRYTON_PASSWORD},
          tryton_companies(), ["purchase_order", "purchase_order_line", "item", "vendor"])


@test
def cap():
    check("sap-s4hana", "user", "odata-v2", CAP, {"user": CAP_USER, "password": CAP_PASSWORD}, [],
          ["purchase_order", "purchase_order_line"])


def check_refused(system_id, entity, found):
    """Each column that there would be is not permitted, and above them stands what to ask for and whom."""
    with open(os.path.join(DATA, "systems", system_id + ".json"), encoding="utf-8") as file:
        shape = json.load(file)["entities"][entity]
    same(f"{entity}: is refused", found.get("error") is not None, True)
    same(f"{entity}: what to ask for", found["said"].startswith("Not permitted: ") and found["said"].endswith(
        f"administrator for: {shape['right']} ({shape['right_where']})"), True)
    items = dict(zip(found["fields"], found["items"]))
    for field, item in items.items():
        made = field in shape["map"] or (field.endswith("_raw") and isinstance(shape["map"].get(field[:-4]), dict) and "enum" in shape["map"][field[:-4]])
        same(f"{entity}: {field}", item["rule"] == "Not permitted", made)
        same(f"{entity}: {field} is not counted", item["fill"], "")
        if field in shape.get("absent", {}):
            same(f"{entity}: {field} is not there for anybody", shape["absent"][field] in item["rule"], True)
    same(f"{entity}: nothing else", len(found["items"]), len(items))


@test
def odoo_with_a_login_of_few_rights():
    found = look("odoo", "password", {"url": ODOO, "database": ODOO_SMALL_DB, "user": ODOO_CLERK, "password": ODOO_CLERK_PASSWORD},
                 ["item", "purchase_order"], "89-mapping-odoo")
    same("items", found["item"].get("error"), None)
    rules = {field: item["rule"] for field, item in zip(found["item"]["fields"], found["item"]["items"])}
    same("a field that comes with another module", rules["quantity_on_hand"], "Not offered: Odoo answered that it has no field “qty_available”")
    check_refused("odoo", "purchase_order", found["purchase_order"])


@test
def tryton_with_a_login_of_few_rights():
    found = look("tryton", "password", {"url": TRYTON, "database": TRYTON_DB, "user": TRYTON_CLERK,
                                        "password": base64.b64decode(TRYTON_CLERK_BASE64).decode()},
                 ["purchase_order", "asset"], "89-mapping-tryton")
    same("orders", found["purchase_order"].get("error"), None)
    check_refused("tryton", "asset", found["asset"])


run()
