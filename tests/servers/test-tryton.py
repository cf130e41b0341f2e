# test-tryton.py: a real Tryton: what the program reads against what Tryton's own API says
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import json
import urllib.request

from servers import compare, exact, need, read, run, same, test

URL, DB, USER, PASSWORD, LIMITED_USER, LIMITED_BASE64 = need(
    "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB", "MW_TEST_TRYTON_USER", "MW_TEST_TRYTON_PASSWORD", "MW_TEST_TRYTON_LIMITED_USER",
    "MW_TEST_TRYTON_LIMITED_PASSWORD_BASE64")
LIMITED_PASSWORD = base64.b64decode(LIMITED_BASE64).decode()
EVERYTHING = ["purchase_order", "purchase_order_line", "item", "stock_level", "vendor", "asset", "location"]


def connect(entities, user=USER, password=PASSWORD, db=DB):
    return read("tryton", "password", URL, {"database": db, "user": user}, {"password": password}, entities)


class Tryton:
    """Tryton's own API, with the password on every call: nothing of the program is in the way."""

    def __init__(self):
        self.basic = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    def call(self, method, *params):
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(f"{URL}/{DB}/", body, {"Content-Type": "application/json", "Authorization": self.basic})
        answer = exact(urllib.request.urlopen(request, timeout=120).read())
        same("an error of Tryton", answer.get("error"), None)
        return answer["result"]

    def all(self, model, fields, domain=()):
        return self.call(f"model.{model}.search_read", list(domain), 0, None, [["id", "ASC"]], fields, {})


def plain(value):
    if isinstance(value, dict) and value.get("__class__") == "Decimal":
        return value["decimal"]
    if isinstance(value, dict) and value.get("__class__") == "date":
        return f"{int(value['year']):04}-{int(value['month']):02}-{int(value['day']):02}"
    if isinstance(value, dict) and value.get("__class__") == "datetime":
        fraction = f".{int(value['microsecond']):06}" if int(value["microsecond"]) else ""
        return (f"{int(value['year']):04}-{int(value['month']):02}-{int(value['day']):02}T"
                f"{int(value['hour']):02}:{int(value['minute']):02}:{int(value['second']):02}{fraction}Z")
    return value if value != "" else None


def nested(record, field, name):
    return plain((record.get(field + ".") or {}).get(name))


@test
def orders_say_what_tryton_says():
    found = connect(["purchase_order"])
    same("sign-in", found["error"], None)
    same("signed in", found["checked"], True)
    tryton = Tryton()
    orders = tryton.all("purchase.purchase", ["number", "state", "shipment_state", "invoice_state", "shipments", "party", "party.rec_name",
                                              "purchase_date", "delivery_date", "currency.code", "untaxed_amount", "tax_amount",
                                              "total_amount", "lines", "lines.quantity", "moves.quantity", "moves.state",
                                              "payment_term.name", "create_date", "write_date", "company.rec_name"])
    got = found["entities"]["purchase_order"]
    same("orders", len(got["rows"]), len(orders))
    same("orders counted", got["count"], int(tryton.call("model.purchase.purchase.search_count", [], {})))
    same("values that could not be read", got["problems"], 0)
    states = {"draft": "draft", "quotation": "draft", "confirmed": "open", "processing": "open", "done": "closed", "cancelled": "cancelled"}
    for row, order in zip(got["rows"], orders):
        receipt = {"received": "full", "waiting": "partial" if order["shipments"] else "none",
                   "none": "not_applicable" if order["state"] in ("processing", "done") else "none"}[order["shipment_state"]]
        compare(f"purchase {order['id']}", row, {
            "remote_id": order["id"], "number": order["number"], "status": states[order["state"]], "status_raw": order["state"],
            "receipt_status": receipt, "receipt_status_raw": order["shipment_state"], "billing_status_raw": order["invoice_state"],
            "vendor": nested(order, "party", "rec_name"), "vendor_id": order["party"], "order_date": plain(order["purchase_date"]),
            "expected_delivery_date": plain(order["delivery_date"]), "currency": nested(order, "currency", "code"),
            "subtotal": plain(order["untaxed_amount"]), "tax_total": plain(order["tax_amount"]), "total": plain(order["total_amount"]),
            "line_count": str(len(order["lines"])), "payment_terms": nested(order, "payment_term", "name"),
            "organization": nested(order, "company", "rec_name"), "created_at": plain(order["create_date"]),
            "updated_at": plain(order["write_date"]),
        })
        ordered = [float(line["quantity"]) for line in order["lines."] if line["quantity"] is not None]
        received = sum(float(move["quantity"]) for move in order["moves."] if move["state"] == "done")
        still = 0.0 if order["state"] in ("done", "cancelled") else max(sum(ordered) - received, 0.0) if ordered else None
        same(f"purchase {order['id']}: open", float(row["open_quantity"]) if "open_quantity" in row else None, still)
    same("signed in after signing out", found["checked_after_sign_out"], False)


@test
def lines_say_what_tryton_says():
    got = connect(["purchase_order_line"])["entities"]["purchase_order_line"]
    tryton = Tryton()
    lines = tryton.all("purchase.line", ["purchase", "purchase.number", "purchase.state", "product", "product.code", "product.rec_name",
                                         "quantity", "unit.symbol", "unit_price", "amount", "delivery_date", "moves"], [["type", "=", "line"]])
    moves = {move["id"]: move for move in tryton.all("stock.move", ["quantity", "state"])}
    same("lines", len(got["rows"]), len(lines))
    same("values that could not be read", got["problems"], 0)
    for row, line in zip(got["rows"], lines):
        compare(f"line {line['id']}", row, {
            "remote_id": line["id"], "purchase_order": nested(line, "purchase", "number"), "purchase_order_id": line["purchase"],
            "item_id": line["product"], "item_code": nested(line, "product", "code"), "item": nested(line, "product", "rec_name"),
            "quantity_ordered": line["quantity"], "uom": nested(line, "unit", "symbol"), "unit_price": plain(line["unit_price"]),
            "line_total": plain(line["amount"]), "required_date": plain(line["delivery_date"]),
        })
        received = sum(float(moves[move]["quantity"]) for move in line["moves"] if moves[move]["state"] == "done")
        same(f"line {line['id']}: received", float(row["quantity_received"]), received)
        closed = nested(line, "purchase", "state") in ("done", "cancelled")
        same(f"line {line['id']}: open", float(row["quantity_open"]), 0.0 if closed else max(float(line["quantity"]) - received, 0.0))


@test
def every_entity_can_be_read():
    found = connect(EVERYTHING)["entities"]
    for entity in EVERYTHING:
        got = found[entity]
        same(entity, got["error"], None)
        same(f"{entity} has records", got["any"], True)
        if entity not in ("vendor", "stock_level"):
            same(f"{entity}: rows", len(got["rows"]), got["count"])
        same(f"{entity}: problems", got["problems"], 0)


@test
def stock_is_what_all_storage_locations_hold():
    found = connect(["item", "stock_level"])["entities"]
    tryton = Tryton()
    storage = [int(place["id"]) for place in tryton.all("stock.location", ["name"], [["type", "=", "storage"]])]
    products = tryton.call("model.product.product.search_read", [["active", "in", [True, False]]], 0, None, [["id", "ASC"]],
                           ["quantity", "type"], {"locations": storage, "with_childs": False})
    held = {product["id"]: float(product["quantity"]) for product in products if float(product["quantity"]) != 0}
    same("there is stock", len(held) > 10, True)
    same("stock", {row["item_id"]: float(row["quantity_on_hand"]) for row in found["stock_level"]["rows"]}, held)
    same("on hand", {row["remote_id"]: float(row["quantity_on_hand"]) for row in found["item"]["rows"] if "quantity_on_hand" in row},
         {product["id"]: float(product["quantity"]) for product in products if product["type"] in ("goods", "assets")})


@test
def vendors_are_the_parties_that_supply():
    got = connect(["vendor"])["entities"]["vendor"]
    tryton = Tryton()
    parties = {order["party"] for order in tryton.all("purchase.purchase", ["party"])}
    parties |= {supplier["party"] for supplier in tryton.all("purchase.product_supplier", ["party"])}
    same("vendors", {row["remote_id"] for row in got["rows"]}, parties)
    same("there are other parties", len(parties) < len(tryton.all("party.party", ["name"], [["active", "in", [True, False]]])), True)
    same("notices", got["notices"], "")


@test
def a_module_that_is_missing_leaves_its_fields_empty():
    got = connect(["item"])["entities"]["item"]
    same("fields dropped", sorted(got["notices"].splitlines()),
         ["field template.weight: weight", "field template.weight_uom.symbol: weight_uom"])
    same("the rest is there", sum("code" in row for row in got["rows"]) > 50, True)


@test
def a_login_that_may_not_read_assets():
    found = connect(["asset", "purchase_order"], LIMITED_USER, LIMITED_PASSWORD)
    same("sign-in", found["error"], None)
    error = found["entities"]["asset"]["error"]
    same("assets", (error["layer"], error["code"]), ("source", 1))
    same("orders", found["entities"]["purchase_order"]["error"], None)


@test
def a_database_that_is_not_there():
    error = connect([], db="not_there")["error"]
    same("an error", error is not None, True)
    same("not “refused”", (error["layer"], error["code"]) == ("auth", 1), False)


# Last: Tryton makes a user who failed wait.
@test
def a_wrong_password_is_refused():
    error = connect([], password="not-it-at-all")["error"]
    same("refused", (error["layer"], error["code"]), ("auth", 1))


run()
