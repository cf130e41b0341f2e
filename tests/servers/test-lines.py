# test-lines.py: which lines the window shows of the orders of a real Odoo and a real Tryton, where they are a list of their own
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import subprocess
import sys
import tempfile

from asked import (ODOO, ODOO_DB, ODOO_PASSWORD, ODOO_USER, TRYTON, TRYTON_DB, TRYTON_PASSWORD, TRYTON_USER, odoo, odoo_count, tryton,
                   tryton_count)
from servers import run, same, test

N_ORDERS = 25


def look(system, values):
    """What the window shows; the program itself checks the way there."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.json")
        order = dict(system=system, sign_in="password", values=values, shots=system, n_orders=N_ORDERS, out=out)
        done = subprocess.run([sys.argv[1]], input=json.dumps(order), capture_output=True, text=True, timeout=600)
        if "# SKIP" in done.stdout:
            raise AssertionError("there is no display")
        if done.returncode != 0:
            raise AssertionError(f"mw-lines-window ended with {done.returncode}: {done.stdout[-1000:]} {done.stderr[-2000:]}")
        with open(out, encoding="utf-8") as file:
            return json.load(file)


def check(found, lines, count):
    """@lines: what the server says, (order, line) of all; @count: the number that it gives for them."""
    same("why not all lines", found["error"], "")
    same("lines in all", found["n_lines"], count)
    same("lines that the server lists", len(lines), count)
    same("orders that were looked at", len(found["orders"]), N_ORDERS)
    for order, shown in found["orders"].items():
        same(f"lines of order {order}", sorted(shown, key=int), [line for of, line in lines if of == order])
    same("some order has lines", any(found["orders"].values()), True)


@test
def lines_of_odoo_orders():
    found = look("odoo", {"url": ODOO, "database": ODOO_DB, "user": ODOO_USER, "password": ODOO_PASSWORD})
    domain = [["display_type", "=", False]]
    lines = [(line["order_id"][0], line["id"]) for line in odoo("purchase.order.line", ["order_id"], domain)]
    check(found, lines, odoo_count("purchase.order.line", domain))


@test
def lines_of_tryton_orders():
    found = look("tryton", {"url": TRYTON, "database": TRYTON_DB, "user": TRYTON_USER, "password": TRYTON_PASSWORD})
    domain = [["type", "=", "line"]]
    lines = [(line["purchase"], line["id"]) for line in tryton("purchase.line", ["purchase"], domain)]
    check(found, lines, tryton_count("purchase.line", domain))


if __name__ == "__main__":
    run()
