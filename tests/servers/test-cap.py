# test-cap.py: the SAP S/4HANA file against SAP's own CAP runtime with SAP's purchase order model: the OData V2 dialect is
# SAP's, the data is made up, and S/4HANA itself is not here
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import datetime
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

from servers import compare, exact, need, read, run, same, test

URL, USER, PASSWORD, LIMITED_USER, LIMITED_PASSWORD = need(
    "MW_TEST_CAP_URL", "MW_TEST_CAP_USER", "MW_TEST_CAP_PASSWORD", "MW_TEST_CAP_LIMITED_USER", "MW_TEST_CAP_LIMITED_PASSWORD")
ORDERS, ITEMS = 260, 890
THREE = ["4500000000", "4500000020", "4500000259"]


def found(entities, user=USER, password=PASSWORD):
    return read("sap-s4hana", "user", URL, {"user": user, "language": "en"}, {"password": password}, entities)


class Sap:
    """The server's own API, with plain urllib: nothing of the program is in the way."""

    def __init__(self, user=USER, password=PASSWORD):
        self.authorization = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def get(self, path, **query):
        query = {"$" + name: value for name, value in query.items()}
        address = f"{URL}/sap/opu/odata/sap/{path}?" + urllib.parse.urlencode({"$format": "json", **query}, quote_via=urllib.parse.quote)
        request = urllib.request.Request(address, headers={"Authorization": self.authorization, "Accept": "application/json"})
        return exact(urllib.request.urlopen(request, timeout=120).read())["d"]

    def all(self, path, order, **query):
        """Fifty at a time, which is not how the program pages."""
        records = []
        while True:
            page = self.get(path, top=50, skip=len(records), orderby=order, **query)["results"]
            records += page
            if len(page) < 50:
                return records

    def refused(self, path):
        try:
            self.get(path)
        except urllib.error.HTTPError as error:
            return error.code
        return None


def moment(value):
    """/Date(1768867200000)/, with or without +0000, as an instant."""
    if value is None:
        return None
    milliseconds = int(value[len("/Date("):].split(")")[0].split("+")[0])
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.timezone.utc)


def day(value):
    return value and moment(value).strftime("%Y-%m-%d")


def instant(value):
    return value and moment(value).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(value):
    return None if value in (None, "") else value


def status(order):
    if order["PurchasingDocumentDeletionCode"]:
        return "deleted"
    if order["PurchasingCompletenessStatus"]:
        return "draft"
    if order["ReleaseIsNotCompleted"] and order["PurchasingProcessingStatus"] != "08":
        return "pending_approval"
    return {"02": "open", "03": "pending_approval", "05": "open", "08": "rejected"}.get(order["PurchasingProcessingStatus"], "other")


def three(flags):
    return "full" if flags and all(flags) else "partial" if any(flags) else "unknown"


def number(what, value, expected):
    """Equal as numbers: how many zeros a server sends after the point says nothing."""
    same(what, None if value is None else Decimal(value), expected)


def net(item):
    return Decimal(item["OrderQuantity"]) * Decimal(item["NetPriceAmount"]) / Decimal(item["NetPriceQuantity"])


def check_order(row, order):
    items = order["to_PurchaseOrderItem"]["results"]
    days = [day(line["ScheduleLineDeliveryDate"]) for item in items for line in item["to_ScheduleLine"]["results"]]
    compare(f"order {order['PurchaseOrder']}", row, {
        "remote_id": order["PurchaseOrder"], "number": order["PurchaseOrder"], "status": status(order),
        "status_raw": ", ".join(part for part in (order["PurchasingProcessingStatus"], order["PurchasingDocumentDeletionCode"]) if part),
        "receipt_status": three([item["IsCompletelyDelivered"] for item in items]),
        "billing_status": three([item["IsFinallyInvoiced"] for item in items]),
        "vendor": order["AddressName"], "vendor_id": order["Supplier"], "buyer": order["PurchasingGroup"],
        "order_date": day(order["PurchaseOrderDate"]), "requested_delivery_date": min(days), "expected_delivery_date": None,
        "payment_terms": text(order["PaymentTerms"]), "currency": order["DocumentCurrency"],
        "site": items[0]["Plant"], "site_id": items[0]["Plant"], "line_count": str(len(items)),
        "organization": order["CompanyCode"], "organization_id": order["CompanyCode"],
        "created_at": day(order["CreationDate"]), "created_by": order["CreatedByUser"],
        "updated_at": instant(order["LastChangeDateTime"]),
    })
    number("exchange rate", row.get("exchange_rate"), Decimal(order["ExchangeRate"]))
    number("total quantity", row.get("total_quantity"), sum(Decimal(item["OrderQuantity"]) for item in items))
    number("subtotal", row.get("subtotal"), sum(net(item) for item in items))


def check_line(row, order, item):
    what = f"line {item['PurchaseOrder']}/{item['PurchaseOrderItem']}"
    compare(what, row, {
        "remote_id": f"{item['PurchaseOrder']}/{item['PurchaseOrderItem']}", "purchase_order": order["PurchaseOrder"],
        "purchase_order_id": order["PurchaseOrder"], "line_number": item["PurchaseOrderItem"].lstrip("0"),
        "item": item["PurchaseOrderItemText"], "item_id": item["Material"], "item_code": item["Material"], "line_type": "item",
        "description": item["PurchaseOrderItemText"], "uom": item["PurchaseOrderQuantityUnit"], "currency": item["DocumentCurrency"],
        "tax_code": text(item["TaxCode"]), "deliver_to": item["Plant"], "storeroom": item["StorageLocation"],
        "storeroom_id": f"{item['Plant']}/{item['StorageLocation']}",
        "required_date": min(day(line["ScheduleLineDeliveryDate"]) for line in item["to_ScheduleLine"]["results"]),
        "status": "closed" if item["IsCompletelyDelivered"] and item["IsFinallyInvoiced"] and not item["PurchasingDocumentDeletionCode"]
                  else "deleted" if item["PurchasingDocumentDeletionCode"] else status(order),
        "organization": order["CompanyCode"], "updated_at": instant(order["LastChangeDateTime"]),
        "quantity_open": "0" if item["IsCompletelyDelivered"] or item["PurchasingDocumentDeletionCode"] else None,
        "quantity_received": None, "quantity_billed": None,
    })
    number(f"{what}: quantity", row.get("quantity_ordered"), Decimal(item["OrderQuantity"]))
    number(f"{what}: price", row.get("unit_price"), Decimal(item["NetPriceAmount"]) / Decimal(item["NetPriceQuantity"]))
    number(f"{what}: total", row.get("line_total"), net(item))


@test
def every_order_with_its_items_and_schedule_lines():
    got = found(["purchase_order", "purchase_order_line"])
    same("sign-in", got["error"], None)
    same("signed in", got["checked"], True)
    orders, lines = got["entities"]["purchase_order"], got["entities"]["purchase_order_line"]
    same("orders: error", orders["error"], None)
    same("lines: error", lines["error"], None)
    theirs = Sap().all("API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder", "PurchaseOrder asc",
                       expand="to_PurchaseOrderItem/to_ScheduleLine,to_PurchaseOrderItem/to_AccountAssignment")
    same("orders of the server", len(theirs), ORDERS)
    same("orders", len(orders["rows"]), ORDERS)
    same("orders counted", orders["count"], ORDERS)
    same("values that could not be read", (orders["problems"], lines["problems"]), (0, 0))
    items = [(order, item) for order in theirs for item in order["to_PurchaseOrderItem"]["results"]]
    same("items of the server", len(items), ITEMS)
    same("lines", len(lines["rows"]), ITEMS)
    same("lines with a date", sum("required_date" in row for row in lines["rows"]), ITEMS)
    same("no line twice", len({row["remote_id"] for row in lines["rows"]}), ITEMS)
    for row, order in zip(orders["rows"], theirs):
        check_order(row, order)
    for row, (order, item) in zip(lines["rows"], items):
        check_line(row, order, item)


@test
def three_records_are_kept_as_the_server_sends_them():
    kept = {record["PurchaseOrder"]: record for record in map(exact, found(["purchase_order"])["entities"]["purchase_order"]["raw"])}
    sap = Sap()
    for number_ in THREE:
        theirs = sap.get(f"API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder('{number_}')",
                         expand="to_PurchaseOrderItem/to_ScheduleLine,to_PurchaseOrderItem/to_AccountAssignment")
        same(f"order {number_}", kept[number_], theirs)


@test
def stock_of_every_material():
    got = found(["stock_level"])["entities"]["stock_level"]
    same("error", got["error"], None)
    theirs = Sap().all("API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod", "Material asc,Plant asc,StorageLocation asc,InventoryStockType asc")
    same("rows", len(got["rows"]), len(theirs))
    same("counted", got["count"], len(theirs))
    same("no row twice", len({row["remote_id"] for row in got["rows"]}), len(theirs))
    rows = {(row["item_code"], row["location"]): row for row in got["rows"]}
    for stock in theirs:
        row = rows[stock["Material"], f"{stock['Plant']} / {stock['StorageLocation']}"]
        compare(f"stock of {stock['Material']}", row, {"uom": stock["MaterialBaseUnit"], "storeroom": stock["StorageLocation"]})
        number("on hand", row["quantity_on_hand"], Decimal(stock["MatlWrhsStkQtyInMatlBaseUnit"]))


@test
def services_that_are_not_there_are_not_offered():
    got = found(["item", "vendor", "work_order", "location", "purchase_order"])["entities"]
    for entity in ("item", "vendor", "work_order", "location"):
        same(entity, (got[entity]["error"]["layer"], got[entity]["error"]["code"]), ("source", 2))
    same("orders", len(got["purchase_order"]["rows"]), ORDERS)


@test
def a_user_without_rights_and_a_wrong_password():
    sap = Sap(LIMITED_USER, LIMITED_PASSWORD)
    same("the server refuses", sap.refused("API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder"), 403)
    got = found(["purchase_order"], LIMITED_USER, LIMITED_PASSWORD)
    same("signed in", (got["error"], got["checked"]), (None, True))
    error = got["entities"]["purchase_order"]["error"]
    same("no right", (error["layer"], error["code"]), ("source", 1))
    wrong = found([], password="not-it-at-all")["error"]
    same("refused", (wrong["layer"], wrong["code"]), ("auth", 1))


run()
