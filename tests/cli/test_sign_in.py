# test_sign_in.py: signing in again: the old sign-in is kept until the new one was accepted and is for the same company
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import sys
import time

import workshop


class SignIn(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self, system, *words, stdin):
        return self.ok('connect', system, '--url', self.server.url, *words, stdin=stdin).strip()

    def kept(self, id):
        """What is stored of the connection: the keyring, and its file."""
        path = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections', id + '.json')
        found = []
        for path in self.home.keyring, path:
            with open(path, 'rb') as file:
                found.append(file.read())
        return found

    def chosen(self, id):
        return json.loads(self.kept(id)[1])['choices']['company']['values'][0]['label']

    def test_other_company(self):
        """Without the user's word for it nothing is changed, and the command says why."""
        self.server.companies = ['ACME DE']
        id = self.connect('branch', '--sign-in', 'key', stdin=workshop.KEY + '\n')
        before = self.kept(id)
        self.server.companies = ['ACME US']
        err = self.fails(1, 'sign-in', id, stdin=workshop.KEY + '\n')
        self.assertIn('This is ACME US, before it was ACME DE', err)
        self.assertIn('--other-company', err)
        file, now = before[1], self.kept(id)
        self.assertEqual(now[1], file)
        self.server.companies = ['ACME DE']
        self.ok('check', id)
        self.assertEqual(self.chosen(id), 'ACME DE')

        self.server.companies = ['ACME US']
        self.ok('sign-in', id, '--other-company', stdin=workshop.KEY + '\n')
        self.assertEqual(self.chosen(id), 'ACME US')
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))

    def test_refused(self):
        """A wrong password costs one login, and nothing that was stored."""
        id = self.connect('workshop', '--user', 'anna', stdin=workshop.PASSWORD + '\n')
        file = self.kept(id)[1]
        self.fails(3, 'sign-in', id, stdin='wrong\n')
        self.assertEqual(self.server.count('/login'), 2)
        self.assertEqual(self.kept(id)[1], file)
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
        self.assertEqual(self.server.count('/login'), 2)

    def test_killed(self):
        """Whenever the program dies on the way, the next one has a sign-in: the old one."""
        id = self.connect('workshop', '--user', 'anna', stdin=workshop.PASSWORD + '\n')
        for held in '/login', '/vendors':
            self.server.held = held
            self.server.gate.clear()
            seen = self.server.count(held)
            process = self.home.start('sign-in', id)
            process.stdin.write(workshop.PASSWORD.encode() + b'\n')
            process.stdin.close()
            while self.server.count(held) == seen:
                self.assertIsNone(process.poll())
                time.sleep(0.01)
            process.kill()
            process.wait()
            process.stdout.close()
            process.stderr.close()
            self.server.held = None
            self.server.gate.set()
            logins = self.server.count('/login')
            self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
            self.assertEqual(self.server.count('/login'), logins)
        self.ok('sign-in', id, stdin=workshop.PASSWORD + '\n')
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))


if __name__ == '__main__':
    workshop.main(sys.argv)
