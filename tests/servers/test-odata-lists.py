# test-odata-lists.py: filters, counts, orders and pages of OData V2 and V4 as SAP's CAP runtime understands them, each beside what the
# server itself answers
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import re
import urllib.parse
import urllib.request

from connected import Connection
from servers import exact, need, run, same, test

CAP, USER, PASSWORD = need("MW_TEST_CAP_URL", "MW_TEST_CAP_USER", "MW_TEST_CAP_PASSWORD")
PATHS = {"V2": "sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV", "V4": "odata/v4/API_PURCHASEORDER_PROCESS_SRV"}
PAGE = 50  # what this server gives at most when nobody says how many
DAY = "2026-06-01"


def file(version, driven):
    """@driven: the server decides how many records a page has; else the program asks for 40."""
    v2 = version == "V2"
    query = {"$filter": "{filter}", "$orderby": "{order}", **({"$format": "json"} if v2 else {}),
             **({} if driven else {"$top": "{limit}", "$skip": "{offset}"})}
    total = {"$inlinecount": "allpages"} if v2 else {"$count": "true"}
    answer = {"records": "d.results", "total": "d.__count"} if v2 else {"records": "value", "total": '["@odata.count"]'}
    paging = {"style": "next-link", "next": "d.__next" if v2 else '["@odata.nextLink"]', "relative_to": "service"}
    variant = {
        "id": "odata", "sign_in": ["basic"], "filter": {"kind": "text", "join": " and "},
        "requests": {"list": {"kind": "read", "path": PATHS[version] + "/{set}", "query": {**query, **total}, **answer},
                     "count": {"kind": "read", "path": PATHS[version] + "/{set}",
                               "query": {"$filter": "{filter}", "$top": "1", **({"$format": "json"} if v2 else {}), **total},
                               "total": answer["total"]}},
        "paging": paging if driven else {"style": "offset", "size": 40, "order": "PurchaseOrder asc"},
        "errors": {"message": ["error.message.value", "error.message"], "signed_out": [{"status": 401}]},
    }
    if v2:
        variant["decoders"] = ["odata"]
    return {
        "format": 1, "revision": 1, "id": "lists", "name": "Lists of OData", "vendor": "Test", "category": ["erp"], "summary": "Orders",
        "address": {"field": "url"},
        "form": [{"id": "url", "kind": "url", "label": "Address"}, {"id": "user", "kind": "text", "label": "User name"},
                 {"id": "password", "kind": "password", "label": "Password"}],
        "sign_in": [{"id": "basic", "title": "User", "kind": "headers", "fields": ["url", "user", "password"],
                     "derived": {"basic": {"text": "{user}:{password}", "base64": True}}, "headers": {"Authorization": "Basic {basic}"}}],
        "variants": [variant],
        "sets": {"orders": {
            "title": "A_PurchaseOrder", "key": "PurchaseOrder", "variables": {"set": "A_PurchaseOrder"},
            "order_newest": "PurchaseOrderDate desc,PurchaseOrder desc",
            "filters": {"base": "PurchaseOrder ne '0'", "changed_since": "LastChangeDateTime ge {since}", "ordered_since": "PurchaseOrderDate ge {since}",
                        "open": "ReleaseIsNotCompleted eq false"},
            "changed": {"of": "LastChangeDateTime", "as": "odata-v2" if v2 else "utc"},
            "ordered": {"of": "PurchaseOrderDate", "as": "odata-v2-day" if v2 else "day"}}},
        "entities": {"purchase_order": {"set": "orders", "map": {
            "remote_id": "PurchaseOrder", "number": "PurchaseOrder", "order_date": {"day": "PurchaseOrderDate"},
            "updated_at": {"instant": "LastChangeDateTime", "zone": "UTC"}}}},
        "evidence": [{"kind": "general"}],
    }


def ask(domain="", order="PurchaseOrder asc"):
    """Keys of the orders that V4 finds, and how many it says there are."""
    basic = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    query = {"$select": "PurchaseOrder", "$orderby": order, "$top": "1000", "$count": "true", **({"$filter": domain} if domain else {})}
    keys = []
    while True:
        address = f"{CAP}/{PATHS['V4']}/A_PurchaseOrder?" + urllib.parse.urlencode({**query, "$skip": len(keys)}, quote_via=urllib.parse.quote)
        answer = exact(urllib.request.urlopen(urllib.request.Request(address, headers={"Authorization": "Basic " + basic}), timeout=60).read())
        keys += [record["PurchaseOrder"] for record in answer["value"]]
        if not answer["value"] or len(keys) >= int(answer["@odata.count"]):
            return keys, int(answer["@odata.count"])


def check(version, driven):
    scopes = {"everything": "", f"ordered:{DAY}": f"PurchaseOrderDate ge {DAY}", f"changed:{DAY}": f"LastChangeDateTime ge {DAY}T00:00:00Z",
              "open": "ReleaseIsNotCompleted eq false", "changed:2099-01-01": "LastChangeDateTime ge 2099-01-01T00:00:00Z"}
    with Connection(CAP, "--sign-in", "basic", "--user", USER, stdin=PASSWORD, file=file(version, driven)) as connection:
        path = f"/{PATHS[version]}/A_PurchaseOrder"
        for scope, domain in scopes.items():
            keys, count = ask(domain)
            same("the server's own count", len(keys), count)
            connection.ok("scope", connection.id, "purchase_order", scope)
            said = re.search(r"purchase_order +(\S+) +(\S+)", connection.ok("scope", connection.id))
            same(f"{version} {scope}: counted", (said[1], said[2].replace(",", "")), (scope, str(count)))
            before = connection.relay.count(path)
            same(f"{version} {scope}", connection.ids("purchase_order"), keys)
            pages = connection.relay.count(path) - before
            least = max(-(-count // (PAGE if driven else 40)), 1)
            same(f"{version} {scope}: {pages} requests for {least} pages", least <= pages <= least + 2, True)
        connection.ok("scope", connection.id, "purchase_order", "everything")
        keys, count = ask("", "PurchaseOrderDate desc,PurchaseOrder desc")
        same("newest first", connection.ids("purchase_order", "--scope", "newest"), keys)
        same("some and not all", 0 < ask(scopes["open"])[1] < count, True)


@test
def v2_pages_of_the_server():
    check("V2", True)


@test
def v2_pages_of_a_size():
    check("V2", False)


@test
def v4_pages_of_the_server():
    check("V4", True)


@test
def v4_pages_of_a_size():
    check("V4", False)


@test
def scopes_of_the_file_of_s4hana():
    with Connection(CAP, "sap-s4hana", "--sign-in", "user", "--user", USER, stdin=PASSWORD) as connection:
        for scope, domain in ((f"ordered:{DAY}", f"PurchaseOrderDate ge {DAY}"), (f"changed:{DAY}", f"LastChangeDateTime gt {DAY}T00:00:00Z")):
            same(scope, connection.ids("purchase_order", "--scope", scope), ask(domain)[0])
        keys, count = ask("", "PurchaseOrderDate desc,PurchaseOrder desc")
        same("newest first", connection.ids("purchase_order", "--scope", "newest"), keys)
        same("not offered", connection.home.run("records", connection.id, "item", "--scope", "newest")[0], 2)


run()
