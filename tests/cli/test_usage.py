# test_usage.py: help, wrong usage and what it says
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import sys

import workshop


class Usage(workshop.Case):
    def test_help(self):
        out = self.ok('--help')
        for command in ('systems', 'connect', 'connections', 'check', 'records', 'export', 'disconnect', 'sign-in'):
            self.assertIn(command, out)
            self.assertIn('Usage: millwright ' + command, self.ok(command, '--help'))
            self.assertEqual(self.ok(command, '--help'), self.ok('help', command))
        self.assertIn('--format', self.ok('records', '--help'))
        self.assertRegex(self.ok('--version'), r'^Millwright \d+\.\d+')

    def test_wrong(self):
        for words in (['connect'], ['connect', 'nonsense'], ['connect', 'workshop', 'too-many'],
                      ['connect', 'workshop', '--nonsense'], ['connect', 'workshop', '--url'],
                      ['connect', 'workshop', '--sign-in', 'nonsense'], ['connect', 'workshop', '--field', 'url'],
                      ['connect', 'workshop', '--field', 'nonsense=1'], ['connections', 'x'], ['check'],
                      ['records', 'x'], ['records', 'x', 'y', '--limit', '0'], ['records', 'x', 'y', '--limit', 'many'],
                      ['records', 'x', 'y', '--format', 'xml'], ['export', 'x', 'y'], ['systems', '-z'],
                      ['connect', 'workshop', '--session-only=yes'], ['connect', 'workshop', '--label', 'a', '--label', 'b'],
                      ['connect', 'workshop', '--url', 'not an address', '--user', 'anna']):
            with self.subTest(words=words):
                err = self.fails(2, *words, stdin='secret\n')
                self.assertIn('millwright %s --help' % words[0], err)

    def test_only_the_whole_name_is_a_system(self):
        # Parts of names and of vendors, typing errors, and what search finds without either.
        for command in ('connect', 'discover'):
            for typed, meant in (('worksho', 'workshop'), ('worksjop', 'workshop'), ('ranch', 'branch'), ('fili', 'branch'),
                                 ('work-shop', 'workshop'), ('depo', 'depot'), ('workshop ', 'workshop')):
                with self.subTest(command=command, typed=typed):
                    err = self.fails(2, command, typed, '--url', 'https://erp.invalid', '--user', 'anna', stdin='canary-secret\n')
                    self.assertIn('“%s” is no system. Did you mean “%s”?' % (typed, meant), err)
                    self.assertNotIn('canary-secret', err)
        for typed in ('', ' ', '…', 'qqqqqqq'):
            with self.subTest(typed=typed):
                err = self.fails(2, 'connect', typed, stdin='canary-secret\n')
                self.assertNotIn('Did you mean', err)

    def test_name_and_nickname_are_a_system(self):
        # Each goes on to the form of that system, which has no such field.
        for typed, name in (('workshop', 'Workshop'), ('WORKSHOP', 'Workshop'), ('shop', 'Workshop'), ('Shop', 'Workshop'),
                            ('store', 'Depot'), ('FILIAL', 'Branch')):
            with self.subTest(typed=typed):
                self.assertIn(name + ' has no field “nonsense”', self.fails(2, 'connect', typed, '--field', 'nonsense=1'))

    def test_secrets_are_refused(self):
        for words in (['--password', 'canary'], ['--password=canary'], ['--key=canary'], ['--token', 'canary'],
                      ['--field', 'password=canary'], ['--field', 'key=canary'], ['--unknown=canary']):
            with self.subTest(words=words):
                err = self.fails(2, 'connect', 'workshop', *words)
                self.assertNotIn('canary', err)

    def test_the_sign_in_is_one_that_asks_for_what_is_given(self):
        # Depot: the browser comes first; only a signed token has an issuer.
        err = self.fails(2, 'connect', 'depot', '--url', 'https://erp.example.com', '--field', 'client=c', '--field',
                         'issuer=https://id.example.com', stdin='')
        self.assertIn('Private key', err)

    def test_not_found(self):
        self.assertIn('no such connection', self.fails(1, 'check', 'nothing'))
        self.assertIn('no such connection', self.fails(1, 'records', 'nothing', 'purchase_order'))
        self.assertIn('no such connection', self.fails(1, 'disconnect', 'nothing'))
        self.fails(1, 'systems', 'nonsense')

    def test_systems(self):
        self.assertIn('Workshop', self.ok('systems'))
        self.assertIn('Workshop', self.ok('systems', 'shop'))
        described = self.ok('systems', 'workshop')
        for words in ('Workshop (workshop)', 'What Does Not Work', 'https://workshop.example/plans', 'Takes about 2 minutes.',
                      'without Bill to: Orders have none', 'no Work orders: Nobody repairs anything'):
            self.assertIn(words, described)
        self.assertEqual(self.ok('connections'), '')


if __name__ == '__main__':
    workshop.main(sys.argv)
