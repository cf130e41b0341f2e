# canary.py: a recognisable password, key and token are found nowhere but in the keyring, whatever is logged or fails
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import os
import sys
import urllib.parse

import depot
import workshop

SECRETS = (workshop.PASSWORD, workshop.KEY, workshop.TOKEN, 'canary-wrong-77')


def forms(secret):
    yield secret
    yield base64.b64encode(secret.encode()).decode().rstrip('=')
    yield urllib.parse.quote(secret, safe='').replace('-', '%2D')


class Canary(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.home.env['G_MESSAGES_DEBUG'] = 'all'
        self.texts = []

    def run_logged(self, *words, stdin='', status=None):
        actual, out, err = self.home.run(*words, stdin=stdin)
        self.texts.append((words, out + err))
        if status is not None:
            self.assertEqual(actual, status, err)
        # libdex speaks before main() can send its debugging to standard error.
        return out.strip().splitlines()[-1] if out.strip() else ''

    def test_nowhere(self):
        where = ('connect', 'workshop', '--url', self.server.url, '--user', 'anna')
        self.run_logged(*where, stdin='canary-wrong-77\n', status=3)
        id = self.run_logged(*where, stdin=workshop.PASSWORD + '\n', status=0)
        key = self.run_logged('connect', 'workshop', '--sign-in', 'key', '--url', self.server.url,
                              stdin=workshop.KEY + '\n', status=0)
        for connection in (id, key):
            self.run_logged('check', connection, status=0)
            for form in ('table', 'csv', 'json'):
                self.run_logged('records', connection, 'purchase_order', '-f', form, status=0)
            self.run_logged('records', connection, 'purchase_order', '--raw', '-f', 'json', status=0)
            self.run_logged('export', connection, 'purchase_order', '-o',
                            os.path.join(self.home.folder, connection + '.csv'), status=0)
        self.server.failing = True
        self.run_logged('records', id, 'purchase_order', status=1)
        self.run_logged('check', key)
        self.server.failing = False
        before, workshop.TOKEN = workshop.TOKEN, 'canary-token-other'
        try:
            self.run_logged('records', id, 'purchase_order')
        finally:
            workshop.TOKEN = before
        self.run_logged('records', id, 'purchase_order', status=0)
        self.assertGreater(sum(len(text) for _, text in self.texts), 2000)
        # The search itself must be able to find something.
        self.assertTrue(any('purchase_order' in ' '.join(words) for words, _ in self.texts))
        for words, text in self.texts:
            for secret in SECRETS + ('canary-token-other',):
                for form in forms(secret):
                    self.assertNotIn(form, text, words)
        n_files = 0
        for folder, _, names in os.walk(self.home.folder):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.basename(path).startswith('keyring'):
                    continue
                n_files += 1
                with open(path, 'rb') as file:
                    contents = file.read()
                for secret in SECRETS:
                    for form in forms(secret):
                        self.assertNotIn(form.encode(), contents, path)
        self.assertGreaterEqual(n_files, 4)  # two connections, two exports
        # The keyring is encrypted: even there nothing is readable.
        with open(self.home.keyring, 'rb') as file:
            contents = file.read()
        self.assertGreater(len(contents), 100)
        for secret in SECRETS:
            self.assertNotIn(secret.encode(), contents)
        self.run_logged('disconnect', id, status=0)
        self.run_logged('disconnect', key, status=0)


class OAuthCanary(workshop.Case):
    """The same for client secrets, codes, verifiers and tokens."""

    def setUp(self):
        super().setUp()
        self.server = depot.Depot()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.home.env['G_MESSAGES_DEBUG'] = 'all'
        self.texts = []

    def run_logged(self, *words, stdin='', status=0):
        actual, out, err = self.home.run(*words, stdin=stdin)
        self.texts.append(out + err)
        self.assertEqual(actual, status, err)
        return out.strip().splitlines()[-1] if out.strip() else ''

    def connect(self, sign_in):
        """With @sign_in "browser" or "device"; plays the person."""
        process = self.home.start('connect', 'depot', '--sign-in', sign_in, '--url', self.server.url, '--field',
                                  'client=anna')
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        seen = ''
        while sign_in == 'browser':
            line = process.stderr.readline().decode()
            self.assertNotEqual(line, '', seen)
            seen += line
            if line.startswith(self.server.url + '/authorize'):
                depot.visit(self.server.browse(line.strip()))
                break
        out, err = process.communicate(timeout=60)
        self.texts.append(seen + out.decode() + err.decode())
        self.assertEqual(process.returncode, 0, err.decode())
        return out.decode().strip().splitlines()[-1]

    def test_nowhere(self):
        ids = [self.connect('browser'), self.connect('device'),
               self.run_logged('connect', 'depot', '--sign-in', 'service', '--url', self.server.url, '--field',
                               'client=anna', stdin=depot.SECRET + '\n')]
        for id in ids:
            # One depot gives its newest token only: each connection here takes the one of the others away.
            self.server.ended = True
            self.run_logged('records', id, 'purchase_order', status=0 if id == ids[2] else 3)
        ids.append(self.connect('browser'))
        self.server.ended = True
        self.run_logged('records', ids[3], 'purchase_order')
        self.server.ended = self.server.refusing = True
        self.run_logged('records', ids[3], 'purchase_order', status=3)
        secrets = ['canary', *self.server.verifiers]
        secrets += [form for form in forms('anna:' + depot.SECRET)]
        self.assertGreaterEqual(len(self.server.verifiers), 2)
        self.assertGreater(sum(len(text) for text in self.texts), 2000)
        for text in self.texts:
            for secret in secrets:
                self.assertNotIn(secret, text)
        self.assertTrue(any(self.server.url in text for text in self.texts))
        for folder, _, names in os.walk(self.home.folder):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    contents = file.read()
                for secret in secrets:
                    self.assertNotIn(secret.encode(), contents, name)


if __name__ == '__main__':
    workshop.main(sys.argv)
