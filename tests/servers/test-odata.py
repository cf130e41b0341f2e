# test-odata.py: the general OData and REST files on a real server (SAP CAP): discover, connect, export, compare
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What that server cannot show: it has no records of API_EQUIPMENT and A_MaterialStock, no labels (sap:label) in its
# $metadata, and it is not S/4HANA itself.
import base64
import csv
import json
import os
import sys
import urllib.request
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from servers import exact, need, run, same, test
from workshop import Home

CAP, USER, PASSWORD = need("MW_TEST_CAP_URL", "MW_TEST_CAP_USER", "MW_TEST_CAP_PASSWORD")
PROGRAM = os.path.abspath(sys.argv[1])
V4 = CAP + "/odata/v4/"
V2 = CAP + "/sap/opu/odata/sap/"
ORDERS = "API_PURCHASEORDER_PROCESS_SRV"
STOCK = "API_MATERIAL_STOCK_SRV"


def ask(path):
    """All records of a list, as the server itself gives them in V4, ordered by key."""
    basic = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    records = []
    while path:
        request = urllib.request.Request(V4 + path, headers={"Authorization": "Basic " + basic})
        answer = exact(urllib.request.urlopen(request, timeout=120).read())
        records += answer["value"]
        link = answer.get("@odata.nextLink")
        path = link and path.split("/")[0] + "/" + link.replace(" ", "%20")
    return records


def ok(home, *words):
    status, out, err = home.run(*words, stdin=PASSWORD + "\n")
    same(f"{' '.join(words)}: {err}", status, 0)
    same("no password in what it prints", PASSWORD in out + err, False)
    return out


def discover(home, general, url, *words):
    """The connection that was made of what was found."""
    path = os.path.join(home.folder, "found.json")
    said = ok(home, "discover", general, "--url", url, "--user", USER, "-o", path, *words)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    same("no password in the file", PASSWORD in text, False)
    return ok(home, "connect", "--system", path, "--url", url, "--sign-in", "basic", "--user", USER).strip(), json.loads(text), said


def paths_of(expression):
    """The fields of the record that an expression looks at."""
    if isinstance(expression, str):
        return {expression} if "[" not in expression else set()
    if isinstance(expression, list):
        return set().union(*map(paths_of, expression))
    if not isinstance(expression, dict):
        return set()
    other = {"const", "with", "zone", "enum", "map", "is", "word", "lookup", "get", "parent", "custom", "leading"}
    return set().union(*(paths_of(value) for name, value in expression.items() if name not in other))


def compare(file, entity, has):
    """Fields proposed right, wrong and not at all, against the file that was written by hand; @has: fields of a record."""
    with open(os.path.join(os.environ["MILLWRIGHT_DATA_DIR"], "systems", "sap-s4hana.json"), encoding="utf-8") as hand:
        wanted = json.load(hand)["entities"][entity]["map"]
    found, counts = file["entities"][entity]["map"], {"right": [], "wrong": [], "missing": []}
    for field, expression in wanted.items():
        paths = paths_of(expression) & set(has)
        if paths and not field.endswith("_raw"):
            mine = paths_of(found.get(field))
            counts["missing" if not mine else "right" if mine & paths else "wrong"].append(field)
    print(f"# {entity}: {counts}", file=sys.stderr)
    return tuple(len(fields) for fields in counts.values())


def export(home, connection, entity):
    path = os.path.join(home.folder, "out.csv")
    ok(home, "export", connection, entity, "-o", path, "--force")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows


def number(text):
    return None if text in (None, "") else Decimal(text)


def check_counts(what, counts, right):
    """What is missing are sums over lines and what stands in other lists."""
    same(f"fields of {what}: at least {right} right, none wrong", (counts[0] >= right, counts[1]), (True, 0))


def check_proposals(file):
    order = ask(ORDERS + "/A_PurchaseOrder?$top=1")[0]
    line = ask(ORDERS + "/A_PurchaseOrderItem?$top=1")[0]
    check_counts("orders", compare(file, "purchase_order", order), 16)
    check_counts("lines", compare(file, "purchase_order_line", line), 18)


def check_orders(home, connection):
    orders = ask(ORDERS + "/A_PurchaseOrder?$orderby=PurchaseOrder%20asc")
    same("the server has orders", len(orders) > 200, True)
    rows = export(home, connection, "purchase_order")
    same("orders", [row["number"] for row in rows], [order["PurchaseOrder"] for order in orders])
    same("vendors", [row["vendor_id"] for row in rows], [order["Supplier"] for order in orders])
    same("currencies", [row["currency"] for row in rows], [order["DocumentCurrency"] for order in orders])
    same("dates", [row["order_date"][:10] for row in rows], [order["PurchaseOrderDate"] or "" for order in orders])


def check_lines(home, connection):
    items = ask(ORDERS + "/A_PurchaseOrderItem?$orderby=PurchaseOrder%20asc,PurchaseOrderItem%20asc")
    rows = export(home, connection, "purchase_order_line")
    same("lines", [(row["purchase_order"], row["line_number"]) for row in rows],
         [(item["PurchaseOrder"], item["PurchaseOrderItem"]) for item in items])
    same("quantities", [number(row["quantity_ordered"]) for row in rows], [number(item["OrderQuantity"]) for item in items])
    same("units", [row["uom"] for row in rows], [item["PurchaseOrderQuantityUnit"] or "" for item in items])


@test
def orders_of_version_4():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection, file, said = discover(home, "odata", V4 + ORDERS)
        same("records counted", "260" in said and "890" in said, True)
        same("pages by link", {found["paging"]["style"] for found in file["sets"].values()}, {"next-link"})
        check_orders(home, connection)
        check_lines(home, connection)
        check_proposals(file)
    finally:
        home.remove()


@test
def orders_of_version_2():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection, file, _ = discover(home, "odata", V2 + ORDERS)
        same("pages by link", {found["paging"]["next"] for found in file["sets"].values()}, {"d.__next"})
        check_orders(home, connection)
        check_lines(home, connection)
        check_proposals(file)
    finally:
        home.remove()


@test
def orders_as_plain_rest():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection, file, _ = discover(home, "rest", V4 + ORDERS, "--list", "A_PurchaseOrder", "--list", "A_PurchaseOrderItem")
        same("records", {found["list"]["records"] for found in file["sets"].values()}, {"value"})
        # No single field tells the lines apart; which two do is found out from the records.
        both = {"join": ["PurchaseOrder", "PurchaseOrderItem"], "with": "/"}
        same("keys", {found["title"]: found["key"] for found in file["sets"].values()},
             {"A_PurchaseOrder": "PurchaseOrder", "A_PurchaseOrderItem": both})
        same("record ids", file["entities"]["purchase_order_line"]["map"]["remote_id"], both)
        check_orders(home, connection)
        check_lines(home, connection)
        check_proposals(file)
    finally:
        home.remove()


@test
def stock():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection, file, _ = discover(home, "odata", V4 + STOCK)
        sent = ask(STOCK + "/A_MatlStkInAcctMod")
        rows = export(home, connection, "stock_level")
        same("records", len(rows), len(sent))
        check_counts("stock", compare(file, "stock_level", sent[0]), 11)
        same("quantities", sorted(number(row["quantity_on_hand"]) for row in rows),
             sorted(number(one["MatlWrhsStkQtyInMatlBaseUnit"]) for one in sent))
        same("record ids", len({row["remote_id"] for row in rows}), len(sent))
        same("items", sorted(row["item_code"] for row in rows), sorted(one["Material"] for one in sent))
    finally:
        home.remove()


@test
def a_file_that_was_edited_is_kept():
    home = Home(PROGRAM, real_systems=True)
    try:
        path = os.path.join(home.folder, "found.json")
        words = ("discover", "odata", "--url", V4 + STOCK, "--sign-in", "basic", "--user", USER, "-o", path)
        ok(home, *words)
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        found["entities"]["stock_level"]["map"]["lot"] = "SDDocument"
        del found["entities"]["stock_level"]["map"]["uom"]
        del found["entities"]["stock_level"]["map"]["item"]
        del found["entities"]["stock_level"]["proposed"]["item"]
        edited = json.dumps(found, indent=1)
        with open(path, "w", encoding="utf-8") as file:
            file.write(edited)
        status, _, err = home.run(*words, stdin=PASSWORD + "\n")
        same(err, status != 0, True)
        with open(path, encoding="utf-8") as file:
            same("it stands as it was", file.read(), edited)
        ok(home, *words, "--update")
        with open(path, encoding="utf-8") as file:
            updated = json.load(file)
        rows = updated["entities"]["stock_level"]["map"]
        same("lot, unit, item", (rows["lot"], rows.get("uom"), rows["item"]), ("SDDocument", None, "Material"))
        out = ok(home, "systems", "--lint", path)
        same("it may be loaded", "1 entity" in out, True)
        same("another name is no system", home.run("discover", "odata", "--url", V4 + STOCK, "-o", "Found.json")[0], 2)
    finally:
        home.remove()


@test
def a_wrong_password_finds_nothing():
    home = Home(PROGRAM, real_systems=True)
    try:
        path = os.path.join(home.folder, "found.json")
        status, out, err = home.run("discover", "odata", "--url", V4 + ORDERS, "--sign-in", "basic", "--user", USER, "-o", path,
                                    stdin="wrong-pass-1\n")
        same("it fails", status != 0, True)
        same("the password is not printed", "wrong-pass-1" in out + err, False)
        same("no file", os.path.exists(path), False)
    finally:
        home.remove()


run()
