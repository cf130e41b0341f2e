# test-csv.py: the whole way on real servers with the real program: connect, export, read the file back, disconnect
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from asked import ODOO, ODOO_DB, ODOO_KEY, ODOO_PASSWORD, ODOO_USER, TRYTON, TRYTON_DB, TRYTON_PASSWORD, TRYTON_USER, odoo, tryton
from servers import run, same, test
from workshop import Home

PROGRAM = os.path.abspath(sys.argv[1])


def ok(home, *words, stdin=""):
    status, out, err = home.run(*words, stdin=stdin)
    same(f"{' '.join(words)}: {err}", status, 0)
    return out


def export(home, connection, entity, *words):
    path = os.path.join(home.folder, "out.csv")
    ok(home, "export", connection, entity, "-o", path, "--force", *words)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def column(header, rows, title):
    same(f"a column “{title}”", title in header, True)
    return [row[header.index(title)] for row in rows]


def check_odoo(home, connection):
    sent = odoo("purchase.order", ["name", "partner_id", "amount_total", "currency_id"])
    header, rows = export(home, connection, "purchase_order")
    same("rows", len(rows), len(sent))
    same("every row is as wide as the header", {len(row) for row in rows}, {len(header)})
    same("numbers", column(header, rows, "number"), [order["name"] for order in sent])
    same("vendors", column(header, rows, "vendor"), [order["partner_id"][1] for order in sent])
    same("totals", column(header, rows, "total"), [order["amount_total"] for order in sent])
    header, rows = export(home, connection, "purchase_order", "--raw=orders")
    same("raw numbers", column(header, rows, "name"), [order["name"] for order in sent])
    same("raw totals", column(header, rows, "amount_total"), [order["amount_total"] for order in sent])
    lines = odoo("purchase.order.line", ["price_subtotal"], [["display_type", "=", False]])
    header, rows = export(home, connection, "purchase_order_line")
    same("line totals", column(header, rows, "line_total"), [line["price_subtotal"] for line in lines])


@test
def odoo_with_user_name_and_password():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection = ok(home, "connect", "odoo", "--url", ODOO, "--database", ODOO_DB, "--user", ODOO_USER, "--sign-in", "password",
                        "--choose", "company=all", stdin=ODOO_PASSWORD + "\n").strip()
        ok(home, "check", connection)
        check_odoo(home, connection)
        ok(home, "disconnect", connection)
        same("connections left", ok(home, "connections").count(connection), 0)
    finally:
        home.remove()


@test
def odoo_with_a_key():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection = ok(home, "connect", "odoo", "--url", ODOO, "--field", f"database_if_several={ODOO_DB}", "--sign-in", "key",
                        "--choose", "company=all", stdin=ODOO_KEY + "\n").strip()
        check_odoo(home, connection)
        ok(home, "disconnect", connection)
    finally:
        home.remove()


@test
def tryton_with_user_name_and_password():
    home = Home(PROGRAM, real_systems=True)
    try:
        connection = ok(home, "connect", "tryton", "--url", TRYTON, "--database", TRYTON_DB, "--user", TRYTON_USER,
                        stdin=TRYTON_PASSWORD + "\n").strip()
        sent = tryton("purchase.purchase", ["number", "total_amount", "party.rec_name"])
        header, rows = export(home, connection, "purchase_order")
        same("numbers", column(header, rows, "number"), [order["number"] or "" for order in sent])
        same("vendors", column(header, rows, "vendor"), [order["party."]["rec_name"] for order in sent])
        same("totals", column(header, rows, "total"), [order["total_amount"]["decimal"] for order in sent])
        lines = tryton("purchase.line", ["amount"], [["type", "=", "line"]])
        header, rows = export(home, connection, "purchase_order_line")
        same("line totals", column(header, rows, "line_total"), [line["amount"]["decimal"] for line in lines])
        ok(home, "disconnect", connection)
    finally:
        home.remove()


@test
def a_wrong_password_leaves_nothing_behind():
    home = Home(PROGRAM, real_systems=True)
    try:
        status, out, err = home.run("connect", "odoo", "--url", ODOO, "--database", ODOO_DB, "--user", ODOO_USER, "--sign-in", "password",
                                    stdin="not-it-at-all\n")
        same("refused", status != 0, True)
        same("the password in what it says", "not-it-at-all" in out + err, False)
        same("connections", ok(home, "connections").strip().count("odoo"), 0)
    finally:
        home.remove()


run()
