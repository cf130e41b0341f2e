#!/usr/bin/env python3
# bench-source.py: the plain way to read pages of orders, to hold the program's own against
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-source.py sink PAGE…: makes a row of 30 fields of every order and one of 12 fields of every line of the
pages that bench-source.c writes, and drops them. Numbers keep the text that was sent."""

import json
import sys
import time

STATUS = {
    "draft": "draft", "pending_approval": "pending_approval", "approved": "open", "sent": "open",
    "partially_received": "open", "received": "open", "closed": "closed", "cancelled": "cancelled",
}
RECEIPT = {"draft": "none", "approved": "none", "sent": "none", "partially_received": "partial", "received": "full"}


def make_order(record):
    currency = record.get("currency") or {}
    vendor = record.get("vendor") or {}
    vendor_address = vendor.get("address") or {}
    ship_to = record.get("ship_to") or {}
    ship_address = ship_to.get("address") or {}
    status = record.get("status")
    created = record.get("created_at")
    project = None
    for field in record.get("custom_fields") or ():
        if field.get("name") == "project_code":
            project = field.get("value")
            break
    return (
        record.get("id"), record.get("number"), STATUS.get(status, "other"), status, RECEIPT.get(status, "other"),
        currency.get("code"), currency.get("rate"), record.get("subtotal"), record.get("tax_total"),
        record.get("total"), created, record.get("updated_at"), created[:10] if created else None,
        record.get("delivery_date"), vendor.get("id"), vendor.get("code"), vendor.get("name"), vendor.get("tax_id"),
        vendor.get("email"), vendor_address.get("city"), vendor_address.get("country"), ship_to.get("name"),
        ship_address.get("city"), ship_address.get("postcode"), (record.get("bill_to") or {}).get("name"),
        (record.get("buyer") or {}).get("name"), (record.get("payment_terms") or {}).get("code"),
        record.get("notes") or None, project, len(record.get("lines") or ()),
    )


def make_line(record, line):
    account = line.get("account") or {}
    return (
        record.get("id"), line.get("line_no"), line.get("sku"), line.get("description"), line.get("quantity"),
        line.get("uom"), line.get("unit_price"), line.get("amount"), (line.get("tax") or {}).get("code"),
        account.get("gl"), account.get("cost_center"), line.get("need_by"),
    )


def main():
    n_orders = n_lines = 0
    pages = []
    for path in sys.argv[2:]:
        with open(path, "rb") as page:
            pages.append(page.read())
    start = time.process_time()
    for page in pages:
        for record in json.loads(page, parse_float=str, parse_int=str)["data"]:
            make_order(record)
            n_orders += 1
            for line in record.get("lines") or ():
                make_line(record, line)
                n_lines += 1
    seconds = time.process_time() - start
    rows = n_orders + n_lines
    print(f"{n_orders} orders, {n_lines} lines, {seconds:.3f} CPU s, {rows / seconds:.0f} rows per CPU s")


main()
