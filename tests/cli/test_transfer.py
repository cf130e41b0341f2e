# test_transfer.py: connections are taken to another computer without what is secret, and hostile files are refused
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import stat
import sys

import workshop

# One of them cannot be used, and is taken along all the same.
CUSTOM = {'purchase_order': [{'path': '/größe~1maß', 'title': 'Größe'}, {'path': 'odd'}]}
SECRETS = (workshop.PASSWORD, workshop.KEY, workshop.TOKEN)


class Transfer(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.file = os.path.join(self.home.folder, 'connections.json')
        self.other = workshop.Home(self.program)
        self.addCleanup(self.other.remove)

    def export(self):
        self.id = self.ok('connect', 'workshop', '--url', self.server.url, '--user', 'anna', '--environment', 'test',
                          stdin=workshop.PASSWORD + '\n').strip()
        self.ok('connect', 'workshop', '--sign-in', 'key', '--url', self.server.url, stdin=workshop.KEY + '\n')
        # As a person in Tokyo has set it up, with a company, a scope and a colour.
        path = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections', self.id + '.json')
        with open(path) as file:
            one = json.load(file)
        one['settings'].update(zone='Asia/Tokyo', language='ja')
        one.update(colour='red', label='Łódź “plant”', scopes={'purchase_order': 'open'}, custom_fields=CUSTOM,
                   choices={'company': {'values': [{'value': 7, 'label': 'Acme', 'currency': 'EUR'}]}})
        with open(path, 'w') as file:
            json.dump(one, file)
        status, out, err = self.home.run('connections', '--export', self.file)
        self.assertEqual(status, 0, err)
        self.assertIn('2 connections were written', err)

    def take(self):
        status, out, err = self.other.run('connections', '--import', self.file)
        return status, err

    def stored(self, home):
        folder = os.path.join(home.env['XDG_DATA_HOME'], 'millwright', 'connections')
        files = []
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if not name.endswith('.json'):
                continue
            with open(os.path.join(folder, name)) as file:
                files.append(json.load(file))
        return sorted(files, key=lambda one: one['sign_in'])

    def test_taken_over(self):
        self.export()
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)
        with open(self.file) as file:
            text = file.read()
        for secret in SECRETS + (self.id,):
            self.assertNotIn(secret, text)
        self.assertIn('--force', self.fails(1, 'connections', '--export', self.file))
        self.ok('connections', '--export', self.file, '--force')
        self.fails(2, 'connections', '--export', self.file, '--import', self.file)

        n_requests = len(self.server.requests)
        status, err = self.take()
        self.assertEqual(status, 0, err)
        self.assertEqual(err.count('was taken over: sign in again to use it'), 2)
        self.assertIn('127.0.0.1', err)
        self.assertEqual(len(self.server.requests), n_requests)
        ours, theirs = self.stored(self.home), self.stored(self.other)
        self.assertEqual(len(theirs), 2)
        for here, there in zip(ours, theirs):
            self.assertNotEqual(here.pop('id'), there['id'])
            here.pop('created_at')
            for key in here:
                if key not in ('place', 'certificate', 'readable', 'version', 'token_ends_at'):
                    self.assertEqual(here[key], there.get(key), key)

        # Nothing works before somebody has signed in; then what was set is still there.
        id = theirs[1]['id'] if theirs[1]['sign_in'] == 'password' else theirs[0]['id']
        status, out, err = self.other.run('records', id, 'purchase_order', '-f', 'json')
        self.assertEqual(status, 3, err)
        self.assertEqual(len(self.server.requests), n_requests)
        status, out, err = self.other.run('sign-in', id, stdin=workshop.PASSWORD + '\n')
        self.assertEqual(status, 0, err)
        status, out, err = self.other.run('records', id, 'purchase_order', '-f', 'json')
        self.assertEqual(len(json.loads(out)), 5, err)

        # A second time nothing is new.
        status, err = self.take()
        self.assertEqual((status, err.count('is here already')), (0, 2))
        self.assertEqual(len(self.stored(self.other)), 2)

    def refused(self, text, sentence, status=1):
        with open(self.file, 'w') as file:
            file.write(text)
        actual, err = self.take()
        self.assertEqual(actual, status, err)
        self.assertIn(sentence, err)
        self.assertEqual(self.stored(self.other), [])
        return err

    def test_hostile(self):
        self.export()
        with open(self.file) as file:
            whole = json.load(file)

        def changed(**members):
            one = {**whole['connections'][0], **members}
            return json.dumps({**whole, 'connections': [whole['connections'][1], one]})

        cannot = 'This file of connections cannot be used'
        self.refused('', cannot)
        self.refused('[]', cannot)
        self.refused('{"connections":[]}', 'millwright_connections')
        self.refused(json.dumps({**whole, 'millwright_connections': 2}), 'needs another Millwright')
        self.refused(json.dumps({**whole, 'millwright_connections': 'x'}), cannot)
        self.refused(json.dumps({**whole, 'connections': {}}), cannot)
        self.refused(json.dumps({**whole, 'connections': [7]}), cannot)
        self.refused(json.dumps({**whole, 'connections': whole['connections'] * 501}), 'more than 1,000')
        self.refused(json.dumps(whole) + ' ' * 5000000, 'at most 4 MB')
        self.refused('{"millwright_connections":1,"connections":' + '[' * 100000, cannot)
        self.refused(json.dumps(whole)[:-20], cannot)
        self.refused(changed(label='a\x1b[2Jb'), 'control characters')
        self.refused(changed(label='x' * 201), 'too long')
        self.refused(changed(settings=[]), 'settings')
        self.refused(changed(format=7), 'newer')
        secret = 'password' if whole['connections'][0]['sign_in'] == 'password' else 'key'
        settings = {**whole['connections'][0]['settings'], 'password': 'canary-file-1'}
        err = self.refused(changed(settings=settings), 'There is a password or key in this file')
        self.assertNotIn('canary-file-1', err)
        os.remove(self.file)
        self.assertEqual(self.take()[0], 1)
        os.mkdir(self.file)
        self.assertEqual(self.take()[0], 1)
        os.rmdir(self.file)

        # What is not known is left where it is; what a file says about trust and place is not believed.
        with open(self.file, 'w') as file:
            file.write(json.dumps({**whole, 'connections': [
                {**whole['connections'][0], 'id': '../../../evil', 'password': 'canary-file-2', 'place': 'session',
                 'certificate': 'PEM', 'certificate_accepted': ['expired']},
                {**whole['connections'][1], 'system': '../../evil'},
                {**whole['connections'][1], 'settings': {'url': 'file:///etc/passwd'}},
            ]}))
        status, err = self.take()
        self.assertEqual(status, 0, err)
        self.assertEqual(err.count('was taken over'), 1, err)
        self.assertEqual(err.count('was not taken over'), 2, err)
        stored = self.stored(self.other)
        self.assertEqual(len(stored), 1)
        self.assertEqual(stored[0]['certificate'], None)
        self.assertNotIn('evil', stored[0]['id'])
        self.assertNotIn('canary-file-2', json.dumps(stored))


if __name__ == '__main__':
    workshop.main(sys.argv)
