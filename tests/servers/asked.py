# asked.py: what the real Odoo and Tryton say themselves, with plain urllib: nothing of the program is in the way
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import json
import urllib.request

from servers import exact, need

ODOO, ODOO_DB, ODOO_USER, ODOO_PASSWORD, ODOO_KEY = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD", "MW_TEST_ODOO_KEY")
TRYTON, TRYTON_DB, TRYTON_USER, TRYTON_PASSWORD = need(
    "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB", "MW_TEST_TRYTON_USER", "MW_TEST_TRYTON_PASSWORD")


def ask(url, body, authorization, **headers):
    request = urllib.request.Request(url, json.dumps(body).encode(), {
        "Content-Type": "application/json", "Authorization": authorization, **headers})
    return exact(urllib.request.urlopen(request, timeout=120).read())


def ask_odoo(model, method, body):
    return ask(f"{ODOO}/json/2/{model}/{method}", body, f"bearer {ODOO_KEY}", **{"X-Odoo-Database": ODOO_DB})


def odoo(model, fields, domain=()):
    return ask_odoo(model, "search_read", {"domain": list(domain), "fields": fields, "order": "id asc"})


def odoo_count(model, domain=()):
    return int(ask_odoo(model, "search_count", {"domain": list(domain)}))


def ask_tryton(model, method, *params):
    basic = base64.b64encode(f"{TRYTON_USER}:{TRYTON_PASSWORD}".encode()).decode()
    return ask(f"{TRYTON}/{TRYTON_DB}/", {"id": 1, "method": f"model.{model}.{method}", "params": params}, "Basic " + basic)["result"]


def tryton(model, fields, domain=()):
    return ask_tryton(model, "search_read", list(domain), 0, None, [["id", "ASC"]], fields, {})


def tryton_count(model, domain=()):
    return int(ask_tryton(model, "search_count", list(domain), {}))
