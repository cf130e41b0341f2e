# test-narrowed.py: what is read of a real Odoo and Tryton when companies are chosen, when the scope is narrowed, and by a
# login with few rights, beside what the server's own API says of the same
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import http.cookiejar
import json
import os
import urllib.request

from connected import Connection
from servers import exact, need, run, same, test

ODOO, ODOO_DB, ODOO_USER, ODOO_PASSWORD, SMALL_DB, CLERK, CLERK_PASSWORD = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD", "MW_TEST_ODOO_SMALL_DB",
    "MW_TEST_ODOO_LIMITED_USER", "MW_TEST_ODOO_LIMITED_PASSWORD")
TRYTON, TRYTON_DB, TRYTON_USER, TRYTON_PASSWORD, API_USER, API_BASE64 = need(
    "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB", "MW_TEST_TRYTON_USER", "MW_TEST_TRYTON_PASSWORD", "MW_TEST_TRYTON_LIMITED_USER",
    "MW_TEST_TRYTON_LIMITED_PASSWORD_BASE64")
API_PASSWORD = base64.b64decode(API_BASE64).decode()


class Odoo:
    """Odoo's own API, with plain urllib: nothing of the program is in the way."""

    def __init__(self, db=ODOO_DB, user=ODOO_USER, password=ODOO_PASSWORD):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.post("/web/session/authenticate", {"db": db, "login": user, "password": password})

    def post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(ODOO + path, body, {"Content-Type": "application/json"})
        return exact(self.opener.open(request, timeout=120).read())

    def search(self, model, domain, order="id"):
        """Ids, or "forbidden", or "missing" where there is no such model."""
        answer = self.post("/web/dataset/call_kw", {"model": model, "method": "search_read", "args": [], "kwargs": {
            "domain": domain, "fields": ["id"], "order": order, "context": {"active_test": False}}})
        if "result" in answer:
            return [record["id"] for record in answer["result"]]
        return "forbidden" if answer["error"]["data"]["name"] == "odoo.exceptions.AccessError" else "missing"

    def records(self, model, fields, domain=()):
        return self.post("/web/dataset/call_kw", {"model": model, "method": "search_read", "args": [], "kwargs": {
            "domain": list(domain), "fields": fields, "order": "id"}})["result"]


class Tryton:
    def __init__(self, user=TRYTON_USER, password=TRYTON_PASSWORD):
        self.basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def call(self, method, *params):
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(f"{TRYTON}/{TRYTON_DB}/", body, {"Content-Type": "application/json", "Authorization": self.basic})
        return exact(urllib.request.urlopen(request, timeout=120).read())

    def search(self, model, domain=(), order=(("id", "ASC"),)):
        answer = self.call(f"model.{model}.search_read", list(domain), 0, None, list(order), ["id"], {})
        return [record["id"] for record in answer["result"]] if "result" in answer else "forbidden"


def odoo(*words, db=ODOO_DB, user=ODOO_USER, password=ODOO_PASSWORD):
    return Connection(ODOO, "odoo", "--sign-in", "password", "--database", db, "--user", user, *words, stdin=password)


def tryton(user=TRYTON_USER, password=TRYTON_PASSWORD):
    return Connection(TRYTON, "tryton", "--database", TRYTON_DB, "--user", user, stdin=password)


@test
def odoo_companies_one_several_and_all():
    api = Odoo()
    orders = api.records("purchase.order", ["company_id", "currency_id"])
    companies = {order["company_id"][0]: order["company_id"][1] for order in orders}
    everyone = {company["id"]: company["name"] for company in api.records("res.company", ["name"])}
    same("several companies", len(everyone) > 1, True)
    with odoo("--choose", "company=all") as connection:
        listed = connection.ok("choose", connection.id)
        for id, name in everyone.items():
            same(f"{name} is offered", f"company={id}" in listed and name in listed, True)

        def check(chosen):
            rows = connection.rows("purchase_order")
            expected = [order for order in orders if order["company_id"][0] in chosen]
            same(f"orders of {chosen}", [row["remote_id"] for row in rows], [order["id"] for order in expected])
            same("Organization", [row["organization"] for row in rows], [order["company_id"][1] for order in expected])
            same("its id", [row["organization_id"] for row in rows], [order["company_id"][0] for order in expected])
            same("currency", [row["currency"] for row in rows], [order["currency_id"][1] for order in expected])
            same("lines", connection.ids("purchase_order_line"),
                 api.search("purchase.order.line", [["display_type", "=", False], ["company_id", "in", [int(id) for id in chosen]]]))
        check(list(everyone))
        # Each alone, then two together: also one that has no orders.
        for id in everyone:
            connection.ok("choose", connection.id, f"company={id}")
            check([id])
        two = list(everyone)[:2]
        connection.ok("choose", connection.id, *(f"company={id}" for id in two))
        check(two)
        connection.ok("choose", connection.id, f"company={everyone[two[0]]}")  # by its name
        check(two[:1])
        connection.ok("choose", connection.id, "company=all")
        check(list(everyone))
        same("a company that is not there", connection.home.run("choose", connection.id, "company=999")[0], 1)
        same("one sign-in for all of it", connection.relay.count("/web/session/authenticate"), 1)
    same("orders of a company at least", len(companies) >= 1, True)


# The system's own names, what is asked for, and how the program says it.
ODOO_SCOPES = [
    ("purchase_order", "purchase.order", "open", [["state", "!=", "cancel"]]),
    ("purchase_order", "purchase.order", "ordered:2026-06-01", [["date_order", ">=", "2026-06-01 00:00:00"]]),
    ("purchase_order", "purchase.order", "changed:2026-11-22", [["write_date", ">=", "2026-11-22 00:00:00"]]),
    ("purchase_order", "purchase.order", "changed:2099-01-01", [["write_date", ">=", "2099-01-01 00:00:00"]]),
    ("purchase_order_line", "purchase.order.line", "open", [["display_type", "=", False], ["state", "!=", "cancel"]]),
    ("purchase_order_line", "purchase.order.line", "ordered:2026-09-01",
     [["display_type", "=", False], ["order_id.date_order", ">=", "2026-09-01 00:00:00"]]),
    ("work_order", "maintenance.request", "open", [["archive", "=", False], ["stage_id.done", "=", False]]),
    ("vendor", "res.partner", "changed:2026-11-22", [["supplier_rank", ">", 0], ["write_date", ">=", "2026-11-22 00:00:00"]]),
    ("asset", "maintenance.equipment", "changed:2026-11-22", [["write_date", ">=", "2026-11-22 00:00:00"]]),
]


@test
def odoo_scope_is_what_odoo_finds():
    api = Odoo()
    with odoo("--choose", "company=all") as connection:
        for entity, model, scope, domain in ODOO_SCOPES:
            expected = api.search(model, domain)
            same(f"{entity} {scope}", connection.ids(entity, "--scope", scope), expected)
        everything = api.search("purchase.order", [])
        ordered = api.search("purchase.order", [["date_order", ">=", "2026-06-01 00:00:00"]])
        same("some and not all", 0 < len(ordered) < len(everything), True)
        # Kept, and said at the export; another one in its place.
        connection.ok("scope", connection.id, "purchase_order", "ordered:2026-06-01")
        same("kept", connection.ids("purchase_order"), ordered)
        same("of this list only", connection.ids("purchase_order_line"), api.search("purchase.order.line", [["display_type", "=", False]]))
        connection.ok("scope", connection.id, "purchase_order", "everything")
        same("again everything", connection.ids("purchase_order"), everything)
        same("no such scope of vendors", connection.home.run("records", connection.id, "vendor", "--scope", "open")[0], 2)


@test
def odoo_newest_first():
    api = Odoo()
    orders = {"purchase_order": ("purchase.order", "date_order desc, id desc", []),
              "purchase_order_line": ("purchase.order.line", "create_date desc, id desc", [["display_type", "=", False]]),
              "work_order": ("maintenance.request", "request_date desc, id desc", [])}
    with odoo("--choose", "company=all") as connection:
        for entity, (model, order, domain) in orders.items():
            expected = api.search(model, domain, order)
            same(f"{entity}: all of them", connection.ids(entity, "--scope", "newest"), expected)
            same("another order than usual", expected != sorted(expected, key=int), True)
            same("the first", connection.ids(entity, "--scope", "newest", "--limit", "5"), expected[:5])


@test
def tryton_scope_is_what_tryton_finds():
    api = Tryton()
    day = {"__class__": "date", "year": 2026, "month": 9, "day": 1}
    moment = {"__class__": "datetime", "year": 2026, "month": 11, "day": 22, "hour": 6, "minute": 0, "second": 0, "microsecond": 0}
    changed = ["OR", [["write_date", ">=", {**moment, "hour": 0}]], [["create_date", ">=", {**moment, "hour": 0}]]]
    closed = ["done", "cancelled", "cancel"]
    scopes = [
        ("purchase_order", "purchase.purchase", "open", [["state", "not in", closed]]),
        ("purchase_order", "purchase.purchase", "ordered:2026-09-01", [["purchase_date", ">=", day]]),
        ("purchase_order", "purchase.purchase", "changed:2026-11-22", [changed]),
        ("purchase_order_line", "purchase.line", "open", [["type", "=", "line"], ["purchase.state", "not in", closed]]),
        ("purchase_order_line", "purchase.line", "ordered:2026-09-01", [["type", "=", "line"], ["purchase.purchase_date", ">=", day]]),
    ]
    with tryton() as connection:
        for entity, model, scope, domain in scopes:
            same(f"{entity} {scope}", connection.ids(entity, "--scope", scope), api.search(model, domain))
        everything = api.search("purchase.purchase")
        same("open: some and not all", 0 < len(api.search("purchase.purchase", [["state", "not in", closed]])) < len(everything), True)
        newest = (("purchase_date", "DESC NULLS FIRST"), ("id", "DESC"))
        same("newest first", connection.ids("purchase_order", "--scope", "newest"), api.search("purchase.purchase", [], newest))
        newest = (("purchase.purchase_date", "DESC NULLS FIRST"), ("id", "DESC"))
        same("lines, newest first", connection.ids("purchase_order_line", "--scope", "newest"),
             api.search("purchase.line", [["type", "=", "line"]], newest))


@test
def tryton_has_one_company_which_chooses_itself():
    api = Tryton()
    names = [company["rec_name"] for company in api.call("model.company.company.search_read", [], 0, None, [], ["rec_name"], {})["result"]]
    same("one company", len(names), 1)
    with tryton() as connection:
        same("it is offered", names[0] in connection.ok("choose", connection.id), True)
        rows = connection.rows("purchase_order")
        same("Organization", {row["organization"] for row in rows}, set(names))
        same("rows", len(rows), len(api.search("purchase.purchase")))
        connection.ok("choose", connection.id, f"company={names[0]}")
        same("chosen by its name", [row["remote_id"] for row in rows], connection.ids("purchase_order"))


def check_rights(connection, system, lists, search):
    """Each entity: the rows that this login finds by itself, or the sentence about the right that it lacks, or about what is not there."""
    with open(os.path.join(os.environ["MILLWRIGHT_DATA_DIR"], "systems", system + ".json"), encoding="utf-8") as file:
        entities = json.load(file)["entities"]
    status, out, err = connection.home.run("check", connection.id)
    counts = {}
    for entity, (title, model, domain) in lists.items():
        found = search(model, domain)
        steps = [line for line in (out + err).splitlines() if line[2:].startswith(title + ": ")]
        same(f"one line about {title} in {out}", len(steps), 1)
        kind = found if isinstance(found, str) else "read"
        counts[kind] = counts.get(kind, 0) + 1
        if kind == "forbidden":
            where = entities[entity].get("right_where")
            right = entities[entity]["right"] + (f" ({where})" if where else "")
            same(entity, steps[0], f"\u26a0 {title}: This login may not read them; ask your administrator for: {right}")
            same(f"{entity} read anyway", f"may not read \u201c{title}\u201d" in connection.refused(entity), True)
        elif kind == "missing":
            same(f"{entity}: {steps[0]}", "does not have them" in steps[0], True)
            same(f"{entity} read anyway", connection.refused(entity) is not None, True)
        else:
            same(f"{entity}: {steps[0]}", steps[0][0], "\u2713")
            same(f"{entity}: ids", sorted(connection.ids(entity), key=int), sorted(found, key=int))
    return counts


@test
def odoo_login_with_few_rights():
    lists = {"purchase_order": ("Purchase orders", "purchase.order", []),
             "purchase_order_line": ("Purchase order lines", "purchase.order.line", [["display_type", "=", False]]),
             "item": ("Items", "product.product", []), "vendor": ("Vendors", "res.partner", [["supplier_rank", ">", 0]]),
             "work_order": ("Work orders", "maintenance.request", []), "asset": ("Assets", "maintenance.equipment", []),
             "stock_level": ("Stock", "stock.quant", [["location_id.usage", "in", ["internal", "transit"]]])}
    api = Odoo(SMALL_DB, CLERK, CLERK_PASSWORD)
    with odoo(db=SMALL_DB, user=CLERK, password=CLERK_PASSWORD) as connection:
        same("what may be read", check_rights(connection, "odoo", lists, api.search), {"forbidden": 2, "read": 2, "missing": 3})
        same("signed in once", connection.relay.count("/web/session/authenticate"), 1)


@test
def tryton_login_with_few_rights():
    lists = {"purchase_order": ("Purchase orders", "purchase.purchase", []),
             "purchase_order_line": ("Purchase order lines", "purchase.line", [["type", "=", "line"]]),
             "item": ("Items", "product.product", [["active", "in", [True, False]]]), "asset": ("Assets", "account.asset", [])}
    api = Tryton(API_USER, API_PASSWORD)
    with tryton(API_USER, API_PASSWORD) as connection:
        same("what may be read", check_rights(connection, "tryton", lists, api.search), {"read": 3, "forbidden": 1})


run()
