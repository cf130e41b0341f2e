# test-odoo.py: a real Odoo: what the program reads against what Odoo's own API says
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import http.cookiejar
import json
import urllib.request

from servers import compare, difference, exact, need, read, run, same, test

URL, DB, USER, PASSWORD, KEY = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD", "MW_TEST_ODOO_KEY")
SMALL_DB, LIMITED_USER, LIMITED_PASSWORD = need(
    "MW_TEST_ODOO_SMALL_DB", "MW_TEST_ODOO_LIMITED_USER", "MW_TEST_ODOO_LIMITED_PASSWORD")
UNKNOWN = 15  # MW_AUTH_ERROR_UNKNOWN
EVERYTHING = ["purchase_order", "purchase_order_line", "work_order", "item", "stock_level", "vendor", "asset", "location"]


def with_password(entities, db=DB, user=USER, password=PASSWORD):
    return read("odoo", "password", URL, {"database": db, "user": user}, {"password": password}, entities)


def with_key(entities, key=KEY, db=DB):
    return read("odoo", "key", URL, {"database_if_several": db} if db else {}, {"key": key}, entities)


class Odoo:
    """Odoo's own API, by JSON-RPC with plain urllib: nothing of the program is in the way."""

    def __init__(self, db=DB, user=USER, password=PASSWORD):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.post("/web/session/authenticate", {"db": db, "login": user, "password": password})

    def post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(URL + path, body, {"Content-Type": "application/json"})
        answer = exact(self.opener.open(request, timeout=120).read())
        same("an error of Odoo", answer.get("error"), None)
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        return self.post("/web/dataset/call_kw", dict(model=model, method=method, args=args, kwargs=kwargs))

    def all(self, model, fields, domain=(), **context):
        return self.call(model, "search_read", domain=list(domain), fields=fields, order="id", context=context)


def text(value):
    return None if value is False or value == "" else value


def instant(value):
    return value.replace(" ", "T") + "Z" if value else None


def name(value):
    return value[1] if value else None


def key(value):
    return value[0] if value else None


def check_orders(found, odoo):
    orders = odoo.all("purchase.order", ["name", "state", "partner_id", "user_id", "date_order", "date_planned", "date_approve",
                                         "currency_id", "amount_untaxed", "amount_tax", "amount_total", "order_line", "receipt_status",
                                         "invoice_status", "company_id", "create_date", "write_date", "payment_term_id", "currency_rate"])
    rows = found["rows"]
    same("orders", len(rows), len(orders))
    same("orders counted", found["count"], int(odoo.call("purchase.order", "search_count", [])))
    same("orders announced", found["expected"], len(orders))
    same("values that could not be read", found["problems"], 0)
    totals = {}
    for line in odoo.all("purchase.order.line", ["order_id", "product_qty", "qty_received"], [["display_type", "=", False]]):
        ordered, received = totals.get(key(line["order_id"]), (0, 0))
        totals[key(line["order_id"])] = (ordered + float(line["product_qty"]), received + float(line["qty_received"]))
    states = {"draft": "draft", "sent": "draft", "to approve": "pending_approval", "purchase": "open", "cancel": "cancelled"}
    receipts = {"pending": "none", "partial": "partial", "full": "full"}
    for row, order in zip(rows, orders):
        compare(f"order {order['id']}", row, {
            "remote_id": order["id"], "number": order["name"], "status": states[order["state"]], "status_raw": order["state"],
            "vendor": name(order["partner_id"]), "vendor_id": key(order["partner_id"]), "buyer": name(order["user_id"]),
            "order_date": order["date_order"][:10], "expected_delivery_date": text(order["date_planned"]) and order["date_planned"][:10],
            "confirmed_at": instant(order["date_approve"]), "currency": name(order["currency_id"]),
            "subtotal": order["amount_untaxed"], "tax_total": order["amount_tax"], "total": order["amount_total"],
            "exchange_rate": order["currency_rate"], "line_count": str(len(order["order_line"])),
            "receipt_status": receipts.get(order["receipt_status"], "not_applicable" if order["state"] == "purchase" else "none"),
            "receipt_status_raw": text(order["receipt_status"]), "billing_status_raw": order["invoice_status"],
            "organization": name(order["company_id"]), "payment_terms": name(order["payment_term_id"]),
            "created_at": instant(order["create_date"]), "updated_at": instant(order["write_date"]),
        })
        ordered, received = totals[order["id"]]
        same(f"order {order['id']}: quantity", float(row["total_quantity"]), ordered)
        same(f"order {order['id']}: open", float(row["open_quantity"]), 0.0 if order["state"] == "cancel" else max(ordered - received, 0.0))


def check_lines(found, odoo):
    lines = odoo.all("purchase.order.line", ["order_id", "sequence", "product_id", "name", "product_qty", "qty_received", "qty_invoiced",
                                             "product_uom_id", "price_unit", "price_subtotal", "date_planned", "state", "discount"],
                     [["display_type", "=", False]])
    orders = {order["id"]: order for order in odoo.all("purchase.order", ["name"])}
    products = {product["id"]: product for product in odoo.all("product.product", ["default_code", "name"], active_test=False)}
    rows = found["rows"]
    same("lines", len(rows), len(lines))
    same("values that could not be read", found["problems"], 0)
    for row, line in zip(rows, lines):
        product = products[key(line["product_id"])]
        opened = "0" if line["state"] == "cancel" else difference(line["product_qty"], line["qty_received"])
        compare(f"line {line['id']}", row, {
            "remote_id": line["id"], "purchase_order": orders[key(line["order_id"])]["name"], "purchase_order_id": key(line["order_id"]),
            "line_number": line["sequence"], "item": name(line["product_id"]), "item_code": text(product["default_code"]),
            "item_name": product["name"], "description": line["name"], "quantity_ordered": line["product_qty"],
            "quantity_received": line["qty_received"], "quantity_billed": line["qty_invoiced"], "uom": name(line["product_uom_id"]),
            "unit_price": line["price_unit"], "line_total": line["price_subtotal"], "required_date": line["date_planned"][:10],
        })
        same(f"line {line['id']}: open", float(row["quantity_open"]), float(opened))


@test
def orders_and_lines_with_user_name_and_password():
    found = with_password(["purchase_order", "purchase_order_line"])
    same("sign-in", found["error"], None)
    same("signed in", found["checked"], True)
    odoo = Odoo()
    check_orders(found["entities"]["purchase_order"], odoo)
    check_lines(found["entities"]["purchase_order_line"], odoo)
    same("signed in after signing out", found["checked_after_sign_out"], False)


@test
def orders_and_lines_with_a_key():
    found = with_key(["purchase_order", "purchase_order_line"])
    same("sign-in", found["error"], None)
    odoo = Odoo()
    check_orders(found["entities"]["purchase_order"], odoo)
    check_lines(found["entities"]["purchase_order_line"], odoo)


@test
def what_was_sent_is_kept():
    found = with_key(["purchase_order"])["entities"]["purchase_order"]
    request = urllib.request.Request(URL + "/json/2/purchase.order/search_read", json.dumps(
        {"domain": [], "fields": ["name", "amount_total", "amount_tax"], "order": "id asc"}).encode(),
        {"Content-Type": "application/json", "Authorization": "bearer " + KEY, "X-Odoo-Database": DB})
    sent = exact(urllib.request.urlopen(request, timeout=60).read())
    same("records", len(found["raw"]), len(sent))
    for raw, record in zip(found["raw"], sent):
        kept = exact(raw)
        same("raw", {field: kept[field] for field in record}, record)


@test
def every_entity_can_be_read_both_ways():
    models = {"work_order": "maintenance.request", "item": "product.product", "vendor": "res.partner", "asset": "maintenance.equipment"}
    domains = {"res.partner": [["supplier_rank", ">", 0]]}
    odoo = Odoo()
    for found in (with_password(EVERYTHING), with_key(EVERYTHING)):
        for entity in EVERYTHING:
            got = found["entities"][entity]
            same(entity, got["error"], None)
            same(f"{entity} has records", got["any"], True)
            same(f"{entity}: rows", len(got["rows"]), got["count"])
            same(f"{entity}: notices", got["notices"], "")
            same(f"{entity}: problems", got["problems"], 0)
            if entity in models:
                model = models[entity]
                ids = [record["id"] for record in odoo.all(model, ["id"], domains.get(model, []), active_test=False)]
                same(f"{entity}: ids", [row["remote_id"] for row in got["rows"]], ids)


@test
def assets_requests_and_stock_say_what_odoo_says():
    found = with_password(["asset", "work_order", "stock_level"])["entities"]
    odoo = Odoo()
    for row, unit in zip(found["asset"]["rows"], odoo.all("maintenance.equipment", ["name", "serial_no", "category_id", "cost", "warranty_date", "active"], active_test=False)):
        compare(f"asset {unit['id']}", row, {"name": unit["name"], "serial_number": text(unit["serial_no"]), "category": name(unit["category_id"]),
                                            "purchase_cost": unit["cost"], "warranty_end": text(unit["warranty_date"]), "currency": "USD",
                                            "status": "in_service" if unit["active"] else "retired"})
    for row, request in zip(found["work_order"]["rows"], odoo.all("maintenance.request", ["name", "stage_id", "priority", "schedule_date", "duration", "equipment_id"], active_test=False)):
        compare(f"request {request['id']}", row, {"title": request["name"], "status_raw": name(request["stage_id"]), "priority_raw": text(request["priority"]),
                                                 "asset": name(request["equipment_id"]), "scheduled_start": instant(request["schedule_date"])})
        same("minutes", float(row["estimated_minutes"]), float(request["duration"]) * 60)
    quants = odoo.all("stock.quant", ["product_id", "location_id", "quantity", "reserved_quantity"], [["location_id.usage", "in", ["internal", "transit"]]])
    for row, quant in zip(found["stock_level"]["rows"], quants):
        compare(f"quant {quant['id']}", row, {"item": name(quant["product_id"]), "location": name(quant["location_id"]),
                                             "quantity_on_hand": quant["quantity"], "quantity_reserved": quant["reserved_quantity"]})


@test
def wrong_password_and_wrong_key_are_refused():
    for found in (with_password([], password="not-it-at-all"), with_password([], user="nobody"), with_key([], key="0" * 40)):
        same("refused", (found["error"]["layer"], found["error"]["code"]), ("auth", 1))


@test
def a_database_that_is_not_there_is_no_wrong_password():
    error = with_password([], db="not_there")["error"]
    same("told", (error["layer"], error["code"], error["message"]), ("auth", UNKNOWN, "database"))


@test
def a_key_without_the_name_of_its_database_asks_for_it():
    """There are two databases: without a name Odoo answers 404 to everything."""
    for db in None, "not_there":
        error = with_key([], db=db)["error"]
        same("told", (error["layer"], error["code"], error["message"]), ("auth", UNKNOWN, "database_if_several"))


@test
def a_database_with_purchase_only():
    found = with_password(EVERYTHING, db=SMALL_DB)["entities"]
    odoo = Odoo(SMALL_DB)
    same("orders", len(found["purchase_order"]["rows"]), int(odoo.call("purchase.order", "search_count", [])))
    same("missing on orders", found["purchase_order"]["notices"], "field receipt_status: receipt_status, receipt_status_raw (not offered)\n")
    same("receipt of the first", found["purchase_order"]["rows"][0]["receipt_status"], "unknown")
    for field in ("quantity_on_hand", "quantity_available", "min_quantity"):
        same(f"{field} noticed", f": {field}" in found["item"]["notices"] or f", {field}" in found["item"]["notices"], True)
    for entity in ("work_order", "asset", "stock_level", "location"):
        same(entity, (found[entity]["error"]["layer"], found[entity]["error"]["code"]), ("source", 2))


@test
def custom_fields_notes_and_sections():
    order = with_password(["purchase_order"], db=SMALL_DB)["entities"]["purchase_order"]["rows"][0]
    compare("order", order, {"memo": "Deliver to hall 4 & ring twice", "custom_fields": '[{"key":"x_hall","value":"H 4"}]'})
    lines = with_password(["purchase_order_line"], db=SMALL_DB)["entities"]["purchase_order_line"]["rows"]
    same("lines without the section", [line["description"] for line in lines], ["Hex bolt, galvanised"])
    same("code of an archived product", lines[0].get("item_code"), "OLD-1")


@test
def a_login_that_may_not_read_orders():
    found = with_password(["purchase_order", "item"], db=SMALL_DB, user=LIMITED_USER, password=LIMITED_PASSWORD)
    same("sign-in", found["error"], None)
    error = found["entities"]["purchase_order"]["error"]
    same("orders", (error["layer"], error["code"]), ("source", 1))
    same("the message names the list", "purchase.order" in error["message"], True)
    same("items", found["entities"]["item"]["error"], None)


run()
