# test_oauth.py: signing in with a browser, a code and a client's secret, and tokens that end
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import json
import os
import pty
import re
import sys

import depot
import workshop


class OAuth(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = depot.Depot()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def start(self, sign_in, *words):
        process = self.home.start('connect', 'depot', '--sign-in', sign_in, '--url', self.server.url, '--field',
                                  'client=anna', '--label', 'My depot', *words)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        return process

    def read_until(self, process, pattern):
        """The first line of its standard error that matches."""
        seen = ''
        while True:
            line = process.stderr.readline().decode()
            self.assertNotEqual(line, '', seen)
            seen += line
            if re.search(pattern, line):
                return line.strip()

    def end(self, process, status=0, stdin=b''):
        out, err = process.communicate(stdin, timeout=60)
        self.assertEqual(process.returncode, status, err.decode())
        self.assertNotIn(b'canary', err)
        return out.decode().strip(), err.decode()

    def connect_in_browser(self):
        process = self.start('browser')
        address = self.read_until(process, '/authorize')
        self.assertEqual(depot.visit(self.server.browse(address))[0], 200)
        return self.end(process)[0]

    def test_browser(self):
        id = self.connect_in_browser()
        self.assertRegex(id, r'^[0-9a-f-]{36}$')
        self.assertEqual(self.server.n_tokens, 1)
        records = json.loads(self.ok('records', id, 'purchase_order', '-f', 'json'))
        self.assertEqual(len(records), 5)
        self.assertEqual(self.server.count('/token'), 1)

    def test_strangers(self):
        """A page that does not know the state is turned away; the real answer is taken, once."""
        process = self.start('browser')
        back = self.server.browse(self.read_until(process, '/authorize'))
        root = back.split('/callback')[0]
        self.assertEqual(depot.visit(root + '/')[0], 404)
        self.assertEqual(depot.visit(re.sub('state=.*', 'state=x', back))[0], 400)
        status, page = depot.visit(back)
        self.assertEqual(status, 200)
        self.assertIn('You can close this page', page)
        self.end(process)
        with self.assertRaises(OSError):
            depot.visit(back)

    def test_declined(self):
        process = self.start('browser')
        address = self.read_until(process, '/authorize')
        self.assertIn('declined', depot.visit(self.server.browse(address, {'error': 'access_denied'}))[1])
        self.assertIn('The sign-in was declined', self.end(process, 3)[1])
        self.assertEqual(self.server.count('/token'), 0)
        self.assertEqual(self.ok('connections'), '')

    def test_rotation(self):
        """Each token that ends is renewed once; the next process finds the newest in the keyring."""
        id = self.connect_in_browser()
        for n in range(2, 5):
            self.server.ended = True
            records = json.loads(self.ok('records', id, 'purchase_order', '-f', 'json'))
            self.assertEqual(len(records), 5)
            self.assertEqual(self.server.n_tokens, n)
            self.assertEqual(self.server.count('/token'), n)

    def test_refused(self):
        """A refresh token that is not accepted any more: one question, and signing in again is asked for."""
        id = self.connect_in_browser()
        self.server.ended = self.server.refusing = True
        self.assertIn('Depot wants you to agree again', self.fails(3, 'records', id, 'purchase_order'))
        self.assertEqual(self.server.count('/token'), 2)
        process = self.home.start('sign-in', id)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        self.server.refusing = False
        depot.visit(self.server.browse(self.read_until(process, '/authorize')))
        self.end(process)
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))

    def test_killed(self):
        """A rotated token is stored before it is used: killed at its first use, the next process has it."""
        id = self.connect_in_browser()
        self.server.ended = True
        process = self.home.start('records', id, 'purchase_order')
        self.server.victim = process
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, -9)
        self.assertEqual(self.server.n_tokens, 2)
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
        self.assertEqual(self.server.count('/token'), 2)

    def test_two_at_once(self):
        """Two processes find the same token ended: one renews it, the other takes what the first has stored."""
        id = self.connect_in_browser()
        self.server.ended = True
        both = [self.home.start('records', id, 'purchase_order', '-f', 'json') for _ in range(2)]
        for process in both:
            out, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, err)
            self.assertEqual(len(json.loads(out)), 5)
        self.assertEqual(self.server.n_tokens, 2)

    def test_revoked(self):
        id = self.connect_in_browser()
        self.ok('disconnect', id)
        self.assertEqual(self.server.revoked, ['canary-refresh-1'])
        self.assertEqual(self.ok('connections'), '')

    def test_device(self):
        self.server.pending = 2
        process = self.start('device')
        self.assertEqual(self.read_until(process, '/go'), self.server.url + '/go')
        self.assertIn('WDJB-MJHT', self.read_until(process, 'code'))
        id = self.end(process)[0]
        self.assertEqual(self.server.count('/token'), 3)
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))

    def test_device_picture(self):
        """On a terminal the address stands there as a picture too, for the camera of a phone; in a pipe it does not."""
        self.server.pending = 1
        ours, theirs = pty.openpty()
        process = self.home.start('connect', 'depot', '--sign-in', 'device', '--url', self.server.url, '--field',
                                  'client=anna', stderr=theirs)
        os.close(theirs)
        self.addCleanup(process.kill)
        seen = b''
        try:
            while piece := os.read(ours, 4096):
                seen += piece
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        self.assertEqual(process.communicate(timeout=60)[1], None)
        rows = [line for line in seen.decode().splitlines() if line.startswith('\x1b[40;97m')]
        widths = {len(row.removeprefix('\x1b[40;97m').rstrip('\r').removesuffix('\x1b[0m')) for row in rows}
        self.assertEqual(len(widths), 1)
        self.assertEqual((widths.pop() + 1) // 2, len(rows))
        self.assertIn('WDJB-MJHT', seen.decode())
        self.assertNotIn('\u2588', self.home.run('connect', 'depot', '--sign-in', 'device', '--url', self.server.url,
                                                 '--field', 'client=anna')[2])

    def test_pasted(self):
        for change, status in (({'state': 'x'}, 1), ({}, 0)):
            process = self.start('pasted')
            address = self.server.browse(self.read_until(process, '/authorize'), change)
            self.assertTrue(address.startswith('https://localhost/depot?'))
            self.end(process, status, address.encode() + b'\n')
        self.assertEqual(self.server.n_tokens, 1)

    def test_client(self):
        """A client of its own: its secret is read like a password, and kept, since nothing else gives a new token."""
        process = self.start('service')
        id = self.end(process, 0, depot.SECRET.encode() + b'\n')[0]
        basic = base64.b64encode(('anna:' + depot.SECRET).encode()).decode()
        self.assertEqual(self.server.clients, ['Basic ' + basic])
        self.server.ended = True
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
        self.assertEqual(self.server.n_tokens, 2)
        self.assertIn('secret', self.fails(2, 'connect', 'depot', '--sign-in', 'service', '--field', 'secret=x'))

    def test_key_of_lines(self):
        """A pasted key is read to its last line; one that is none is refused before anything is asked."""
        key = '-----BEGIN PRIVATE KEY-----\nMIIEcanarycanary\n-----END PRIVATE KEY-----\n'
        process = self.start('signed', '--field', 'issuer=' + self.server.url)
        err = self.end(process, 1, key.encode())[1]
        self.assertIn('does not describe an OpenID provider', err)
        self.assertEqual(self.server.count('/token'), 0)

    def test_systems(self):
        text = self.ok('systems', 'depot')
        self.assertIn('Address to register (redirect URI): http://127.0.0.1/callback\n', text)
        self.assertIn('Address to register (redirect URI): https://localhost/depot\n', text)
        self.assertIn('Rights (scopes): orders offline_access\n', text)
        self.assertIn('An administrator must agree once', text)


if __name__ == '__main__':
    workshop.main(sys.argv)
