# test_pages.py: systems --lint --pages plays a folder of cases and pages
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import sys

import workshop

MINE = {'format': 1, 'revision': 1, 'id': 'mine', 'name': 'My plant', 'extends': 'workshop'}
ORDERS = {'total': 1, 'items': [{'id': 1, 'no': 'PO-1', 'total': 12.50}]}
PAGES = {'orders.json': {'page': 'https://workshop.example/docs/orders'}}
NORMAL = {
    'name': 'orders', 'covers': ['normal'], 'sign_in': 'key', 'entity': 'purchase_order', 'secrets': {'key': 'ca9a21ca'},
    'exchanges': [{'path': 'orders', 'query': {'offset': '0', 'limit': '2', 'order': 'id'}, 'headers': {'X-Api-Key': 'ca9a21ca'},
                   'answer': 'orders.json'}],
    'rows': [{'number': 'PO-1', 'total': '12.5', 'vendor': None}],
}


class Pages(workshop.Case):
    def play(self, cases, pages=None, files=None, **members):
        folder = os.path.join(self.home.folder, 'pages')
        os.makedirs(folder, exist_ok=True)
        for name, value in {'orders.json': ORDERS, 'cases.json': {'pages': PAGES if pages is None else pages, 'cases': cases},
                            **(files or {})}.items():
            with open(os.path.join(folder, name), 'w') as file:
                json.dump(value, file)
        path = os.path.join(self.home.folder, 'mine.json')
        with open(path, 'w') as file:
            json.dump({**MINE, **members}, file)
        return self.home.run('systems', '--lint', path, '--pages', folder)

    def test_ok(self):
        # Nobody has allowed the file: what it sends stays on this computer.
        status, out, err = self.play([NORMAL])
        self.assertEqual(status, 0, out + err)
        lines = out.splitlines()
        self.assertIn('ok: orders', lines)
        self.assertEqual(lines[-1], '1 case, 0 differ')
        self.assertIn('To be built in: no case “empty” for purchase_order', lines)
        self.assertNotIn('To be built in: no case “normal” for purchase_order', lines)
        self.assertEqual(out.count('(purchase_order)'), 1)
        self.assertRegex(out, r'(?m)^PO-1 .*12\.5')

    def test_only_three_rows(self):
        items = [{'id': n, 'no': 'PO-%d' % n, 'total': n} for n in range(1, 6)]
        query = {'limit': '2', 'order': 'id'}
        exchanges = [{'path': 'orders', 'query': {'offset': str(n), **query}, 'answer': {'total': 5, 'items': items[n:n + 2]}}
                     for n in (0, 2, 4)]
        case = {**NORMAL, 'name': 'three pages', 'exchanges': exchanges, 'rows': [{'number': 'PO-1'}], 'n_rows': 5}
        status, out, err = self.play([case])
        self.assertEqual(status, 0, out + err)
        self.assertIn('PO-3', out)
        self.assertNotIn('PO-4', out)

    def test_differences(self):
        wrong_row = {**NORMAL, 'name': 'row', 'rows': [{'number': 'PO-7'}]}
        wrong_request = {**NORMAL, 'name': 'request', 'exchanges': [{'path': 'bills', 'answer': 'orders.json'}]}
        no_error = {**NORMAL, 'name': 'error', 'error': 'forbidden', 'rows': []}
        no_entity = {**NORMAL, 'name': 'entity', 'entity': 'asset'}
        unused = {**NORMAL, 'name': 'unused', 'exchanges': NORMAL['exchanges'] + [{'path': 'vendors'}]}
        notice = {**NORMAL, 'name': 'notice', 'notices': ['duplicates 3']}
        status, out, err = self.play([wrong_row, wrong_request, no_error, no_entity, unused, notice, NORMAL])
        self.assertEqual(status, 1, out + err)
        for line in ('differs: row\n  rows[0].number: expected “PO-7”, got “PO-1”', 'differs: request\n  request 1 is not exchanges[0]',
                     'path: expected bills, got orders', 'differs: error\n  error: expected forbidden, got none',
                     'differs: entity\n  the file does not map “asset” for this sign-in',
                     'differs: unused\n  exchanges[1] was not asked for: GET vendors',
                     'differs: notice\n  notices: “duplicates 3” did not come', 'ok: orders\n', '7 cases, 6 differ\n'):
            self.assertIn(line, out)

    def test_wrong_cases(self):
        cases = [
            ([{**NORMAL, 'rowz': []}], 'case 1 (orders) has a member that means nothing: “rowz”'),
            ([{**NORMAL, 'covers': 'normal'}], 'case 1 (orders): “covers” is not a list of texts'),
            ([{**NORMAL, 'exchanges': [7]}], 'case 1 (orders): “exchanges” is not a list of objects'),
            ([{**NORMAL, 'rows': {}}], 'case 1 (orders): “rows” is not a list of objects'),
            ([{**NORMAL, 'n_rows': -1}], 'case 1 (orders): “n_rows” is not a whole number'),
            ([{**NORMAL, 'choices': {'company': {'listed': [1]}}}], 'case 1 (orders): “choices” is not an object of choices'),
            ([{**NORMAL, 'browser': {'page': 'https://x.example', 'query': {}}}], 'case 1 (orders): “browser” is not'),
            ([{**NORMAL, 'exchanges': [{'path': 'orders', 'answer_headers': {'A': 1}}]}],
             'exchanges[0]: “answer_headers” is not an object of texts and lists of texts'),
            ([{**NORMAL, 'name': None}], 'case 1 (without a name): “name” is not a text'),
            ([{name: NORMAL[name] for name in NORMAL if name != 'sign_in'}], 'case 1 (orders) needs “sign_in”'),
            ([{name: NORMAL[name] for name in NORMAL if name != 'rows'}], 'case 1 (orders) expects neither rows nor an error'),
            (['orders'], 'case 1 is no object'),
            ([], 'cases.json has no cases'),
        ]
        for given, sentence in cases:
            status, out, err = self.play(given)
            self.assertEqual(status, 1, out + err)
            self.assertIn(sentence, out)
        for given, sentence in (({}, 'the page orders.json is not listed under “pages”'),
                                ({**PAGES, 'bills.json': {'made': 'https://workshop.example'}}, 'there is no page bills.json'),
                                ({'orders.json': {}}, 'the page orders.json lacks its address'),
                                ({**PAGES, '../mine.json': {'recorded': 'x'}}, 'there is no page ../mine.json')):
            status, out, err = self.play([NORMAL], pages=given)
            self.assertEqual(status, 1, out + err)
            self.assertIn(sentence, out)

    def test_missing(self):
        self.assertEqual(self.play([NORMAL])[0], 0)
        path = os.path.join(self.home.folder, 'mine.json')
        out = self.home.run('systems', '--lint', path, '--pages', os.path.join(self.home.folder, 'nowhere'))
        self.assertEqual(out[0], 1)
        self.assertIn('nowhere/cases.json cannot be read', out[1])
        self.assertIn('--pages is for --lint FILE', self.fails(2, 'systems', '--pages', self.home.folder))
        with open(os.path.join(self.home.folder, 'pages', 'cases.json'), 'w') as file:
            file.write('{"cases": [')
        out = self.home.run('systems', '--lint', path, '--pages', os.path.join(self.home.folder, 'pages'))
        self.assertEqual(out[0], 1)
        self.assertIn('cases.json cannot be read', out[1])


if __name__ == '__main__':
    workshop.main(sys.argv)
