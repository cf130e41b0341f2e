# test_lint.py: systems --lint refuses what the loader refuses, and lists what a file leaves open
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import json
import os
import sys

import workshop

MINE = {'format': 1, 'revision': 1, 'id': 'mine', 'name': 'My plant', 'extends': 'workshop'}
ABSENT = {'reason': 'It has none', 'page': 'https://workshop.example/docs'}


class Lint(workshop.Case):
    def write(self, name='mine.json', **members):
        path = os.path.join(self.home.folder, name)
        with open(path, 'w') as file:
            json.dump({**MINE, **members}, file)
        return path

    def lint(self, path):
        return self.ok('systems', '--lint', path).splitlines()

    def test_warnings(self):
        lines = self.lint(self.write())
        self.assertEqual(lines[-1], '2 entities, %d warnings' % (len(lines) - 1))
        self.assertIn('purchase_order_line is neither mapped nor absent', lines)
        self.assertIn('purchase_order.vendor is neither mapped nor absent', lines)
        self.assertIn('vendor.code is neither mapped nor absent', lines)
        self.assertIn('The set “orders” has no “changed”', lines)
        # What is mapped, absent or there is not warned about.
        for word in ('purchase_order.number', 'purchase_order.bill_to', 'work_order', 'evidence', '“check”', '“probe”'):
            self.assertNotIn(word, '\n'.join(lines))

    def test_fewer(self):
        before = self.lint(self.write())
        after = self.lint(self.write(absent={'asset': ABSENT}))
        self.assertEqual(set(before[:-1]) - set(after), {'asset is neither mapped nor absent'})
        self.assertEqual(after[-1], '2 entities, %d warnings' % (len(before) - 2))

    def test_evidence_and_check(self):
        evidence = [{'kind': 'general', 'entity': 'vendor'}]
        with open(os.path.join(workshop.SOURCE, 'connection', 'systems', 'workshop.json')) as file:
            whole = json.load(file)
        for sign_in in whole['sign_in']:
            del sign_in['check']
        del whole['variants'][0]['probe']
        whole.update(id='mine', name='My plant', evidence=evidence)
        path = os.path.join(self.home.folder, 'mine.json')
        with open(path, 'w') as file:
            json.dump(whole, file)
        lines = self.lint(path)
        self.assertIn('purchase_order has no evidence', lines)
        self.assertNotIn('vendor has no evidence', lines)
        for id in ('password', 'key'):
            self.assertIn('The sign-in “%s” has no “check”' % id, lines)
            self.assertIn('There is no “probe” for the sign-in “%s”' % id, lines)

    def test_refused(self):
        self.assertIn('bad.json: colour: unknown key',
                      self.fails(1, 'systems', '--lint', self.write('bad.json', id='bad', colour='blue')))
        self.assertIn('there is no built-in system “nowhere”',
                      self.fails(1, 'systems', '--lint', self.write(extends='nowhere')))
        self.fails(1, 'systems', '--lint', os.path.join(self.home.folder, 'nothing.json'))
        self.fails(2, 'systems', '--lint')
        self.fails(2, 'systems', '--lint', self.write(), 'word')

    def test_nothing_is_kept(self):
        self.lint(self.write())
        self.assertNotIn('My plant', self.ok('systems'))

    def test_live(self):
        server = workshop.Workshop()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        path = self.write()
        words = ('systems', '--lint', path, '--url', server.url, '--user', 'anna')
        status, out, err = self.home.run(*words, stdin=workshop.PASSWORD + '\n')
        self.assertEqual(status, 1)
        self.assertIn('2 entities', out)
        self.assertIn('is not allowed as it is now', err)
        self.assertIn('millwright systems allow ' + path, err)
        self.assertEqual(server.requests, [])

        with open(path, 'rb') as file:
            self.ok('systems', 'allow', path, '--sha256', hashlib.sha256(file.read()).hexdigest())
        status, out, err = self.home.run(*words, stdin=workshop.PASSWORD + '\n')
        self.assertEqual(status, 0, err)
        self.assertEqual(out.count('(purchase_order)'), 1)
        self.assertEqual(out.count('(vendor)'), 1)
        self.assertIn('PO-1', out)
        self.assertNotIn('PO-5', out)  # three rows are shown
        self.assertNotIn(workshop.PASSWORD, out + err)
        self.assertEqual(server.count('/logout'), 1)
        self.assertEqual(self.ok('connections'), '')
        self.assertEqual(self.home.run(*words, stdin='wrong\n')[0], 3)


if __name__ == '__main__':
    workshop.main(sys.argv)
