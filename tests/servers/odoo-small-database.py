# odoo-small-database.py: for odoo shell: an order, a field of our own and a user with few rights, in a database that has
# only the purchase module
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
env = env  # noqa: F821  (given by odoo shell)
model = env["ir.model"].search([("model", "=", "purchase.order")])
env["ir.model.fields"].create({"model_id": model.id, "name": "x_hall", "field_description": "Hall", "ttype": "char"})
vendor = env["res.partner"].create({"name": "Łódź Fasteners", "supplier_rank": 1})
product = env["product.product"].create({"name": "Hex bolt", "default_code": "OLD-1"})
env["purchase.order"].create({
    "partner_id": vendor.id, "x_hall": "H 4", "note": "<p>Deliver to hall 4 &amp; ring twice</p>",
    "order_line": [
        (0, 0, {"display_type": "line_section", "name": "Fasteners", "product_qty": 0}),
        (0, 0, {"product_id": product.id, "name": "Hex bolt, galvanised", "product_qty": 12.5, "price_unit": 0.07}),
    ],
})
product.active = False
env["res.users"].with_context(no_reset_password=True).create({
    "name": "Clerk", "login": "clerk", "password": "clerk-pass-1", "group_ids": [(6, 0, [env.ref("base.group_user").id])],
})
env.cr.commit()
