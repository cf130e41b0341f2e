# test_demo.py: the main job on the demo plant, each command in a process of its own
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import csv
import io
import json
import os
import sys

import workshop


class Demo(workshop.Case):
    real_systems = True

    def test_demo(self):
        systems = self.ok('systems').splitlines()
        self.assertTrue(systems[1].startswith('demo'), systems)
        self.assertIn('Not built in; possible through OData, REST or Makini:', systems)
        # Names without a file stand in a block of their own, and are no system.
        block = systems[systems.index('Not built in; possible through OData, REST or Makini:'):]
        self.assertTrue(any(line.startswith('ERPNext ') for line in block), block)
        status, out, err = self.home.run('systems', 'erpnxt')
        self.assertEqual(status, 1)
        self.assertIn('erpnxt', err)
        self.assertIn('ERPNext', out)
        self.assertIn('“odoo”', self.fails(2, 'connect', 'oddoo'))
        sheet = self.ok('systems', 'netsuite', '--for-administrator', '--field', 'account=1234567')
        for line in ('• Address: https://1234567.suitetalk.api.netsuite.com', '• Sign-in: In the browser', 'Rights to Grant',
                     '• Address to register (redirect URI), exactly: https://localhost/millwright'):
            self.assertIn(line, sheet)
        self.assertIn('Make a certificate', self.ok('systems', 'netsuite', '--for-administrator', '--sign-in', 'certificate'))
        self.fails(2, 'systems', 'netsuite', '--for-administrator', '--sign-in', 'nonsense')
        self.fails(2, 'systems', 'netsweet', '--for-administrator')
        id = self.ok('connect', 'demo').strip()
        self.assertIn(id, self.ok('connections'))
        self.assertIn('Working', self.ok('check', id))
        orders = list(csv.DictReader(io.StringIO(self.ok('records', id, 'purchase_order', '-f', 'csv'), newline='')))
        self.assertGreaterEqual(len(orders), 5000)
        self.assertEqual(len({order['remote_id'] for order in orders}), len(orders))
        table = self.ok('records', id, 'work_order', '--limit', '5').splitlines()
        self.assertEqual(len(table), 6)
        self.assertGreaterEqual(len(json.loads(self.ok('records', id, 'vendor', '-f', 'json'))), 300)
        raw = json.loads(self.ok('records', id, 'purchase_order', '--raw', '-n', '10', '-f', 'json'))
        self.assertEqual(len(raw), 10)
        path = os.path.join(self.home.folder, 'orders.csv')
        self.ok('export', id, 'purchase_order', '-o', path)
        with open(path, newline='') as file:
            self.assertEqual(list(csv.DictReader(file)), orders)
        self.ok('disconnect', id)
        self.assertEqual(self.ok('connections'), '')


if __name__ == '__main__':
    workshop.main(sys.argv)
