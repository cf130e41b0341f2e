# test_kept.py: records are kept on this computer: shown offline, whole whatever happens, and nowhere in clear
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import random
import resource
import shutil
import sys
import threading
import time
import urllib.parse

import workshop

N_ORDERS = 40
PAGE = 2
# Of a record: a name, an amount, and what nobody maps.
CANARIES = ('canary-number-5518', '73190.25', 'canary-unmapped-9920')


class Handler(workshop.Handler):
    def do_GET(self):
        server = self.server
        path, _, query = self.path.partition('?')
        parts = path.strip('/').split('/')
        if len(parts) == 3 and parts[0] == 'orders' and parts[2] == 'stock' and server.accepts(self.headers) and not server.failing:
            server.requests.append(path)
            self.answer(200, {'items': [{'bin': 'A%s' % n, 'amount': int(parts[1]) * 10 + n} for n in range(int(parts[1]) % 3)]})
            return
        if path != '/orders':
            super().do_GET()
            return
        offset = int(urllib.parse.parse_qs(query)['offset'][0])
        with server.lock:
            server.pages.append(offset // PAGE)
        if server.held_page is not None and offset // PAGE >= server.held_page:
            server.page_gate.wait(60)
        if offset // PAGE == server.broken_page:
            self.answer(400, {'error': 'not now'})
            return
        # A server that has forgotten the place of whoever went on from there.
        if offset // PAGE == server.refused_page and 0 not in server.pages:
            self.answer(410, {'error': 'gone'})
            return
        if not server.accepts(self.headers) or server.failing:
            super().do_GET()
            return
        items = [{'id': n + 1, 'no': 'PO-%d %s %s' % (n + 1, server.word, CANARIES[0]), 'total': 73190.25 + n,
                  'nested': {'deep': CANARIES[2]}} for n in range(offset, min(offset + PAGE, server.n_orders))]
        self.answer(200, {'total': server.n_orders, 'items': items})


class Kept(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop(handler=Handler)
        self.server.lock = threading.Lock()
        self.server.pages = []
        self.server.held_page = None
        self.server.broken_page = None
        self.server.refused_page = None
        self.server.page_gate = threading.Event()
        self.server.word = 'first'
        self.server.n_orders = N_ORDERS
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.folder = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections')
        self.id = self.connect()
        self.path = os.path.join(self.folder, self.id + '.records')

    def connect(self):
        return self.ok('connect', 'workshop', '--url', self.server.url, '--user', 'anna',
                       stdin=workshop.PASSWORD + '\n').strip()

    def read(self, *words, status=0):
        actual, out, err = self.home.run('records', self.id, 'purchase_order', '-f', 'csv', *words)
        self.assertEqual(actual, status, err)
        return out, err

    def assert_nowhere(self):
        """In no file of the home is anything of a record, or a secret, to be read."""
        found = 0
        for folder, _, names in os.walk(self.home.folder):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    contents = file.read()
                found += len(contents)
                for canary in CANARIES + (workshop.PASSWORD, workshop.TOKEN):
                    for form in (canary.encode(), canary.encode('utf-16-le'), canary.encode().hex().encode()):
                        self.assertNotIn(form, contents, name)
        return found

    def test_offline(self):
        self.assertIn('not kept on this computer yet', self.read('--offline', status=1)[1])
        online, err = self.read()
        self.assertEqual(online.count(CANARIES[0]), N_ORDERS)
        self.assertNotIn('As of', err)
        raw = self.ok('records', self.id, 'purchase_order', '--raw', '-f', 'json')
        self.server.failing = True
        before = len(self.server.requests), len(self.server.pages)
        out, err = self.read('--offline')
        self.assertEqual(out, online)
        self.assertRegex(err, r'As of 20\d\d-\d\d-\d\d \d\d:\d\d\n')
        self.assertEqual(self.ok('records', self.id, 'purchase_order', '--raw', '-f', 'json', '--offline'), raw)
        self.assertEqual(len(json.loads(raw)), N_ORDERS)
        file = os.path.join(self.home.folder, 'offline.csv')
        self.ok('export', self.id, 'purchase_order', '--offline', '-o', file)
        with open(file) as exported:
            self.assertEqual(exported.read().count(CANARIES[0]), N_ORDERS)
        os.unlink(file)
        self.assertEqual((len(self.server.requests), len(self.server.pages)), before)
        # What failed takes nothing away.
        self.read(status=1)
        self.assertEqual(self.read('--offline')[0], online)
        self.assertGreater(self.assert_nowhere(), 4096)

    def test_updated(self):
        """Each read brings what is kept up to date; one of some rows leaves it alone."""
        self.read()
        self.server.word = 'second'
        self.assertEqual(self.read('--limit', '3')[0].count('second'), 3)
        self.assertEqual(self.read('--offline')[0].count('first'), N_ORDERS)
        self.server.n_orders = N_ORDERS - 2
        online, _ = self.read()
        self.assertEqual(online.count('second'), N_ORDERS - 2)
        self.assertEqual(self.read('--offline')[0], online)

    def test_killed(self):
        """Killed in the middle, at any moment: nothing is in clear, what was whole before stays, and the next read is
        as if nothing had happened."""
        chance = random.Random(5)
        whole = None
        n_resumed = n_refreshes_resumed = 0
        for n in range(15):
            # What is gone on with must be as it was: pages that came before are not asked for again.
            self.server.word = 'round %d' % (n // 3)
            self.server.pages.clear()
            self.server.page_gate.clear()
            self.server.held_page = chance.randrange(1, N_ORDERS // PAGE)
            process = self.home.start('records', self.id, 'purchase_order', '-f', 'csv')
            while max(self.server.pages, default=-1) < self.server.held_page:
                self.assertIsNone(process.poll())
                time.sleep(0.001)
            # What was asked for was asked for once: one goes on from where the one before was killed.
            self.assertEqual(len(set(self.server.pages)), len(self.server.pages))
            n_resumed += self.server.pages[0] > 0
            n_refreshes_resumed += self.server.pages[0] > 0 and whole is not None
            if n % 2:
                self.assertTrue(os.path.exists(self.path))
                self.assert_nowhere()
            process.kill()
            process.communicate()
            self.server.page_gate.set()
            self.server.held_page = None
            if whole is None:
                self.read('--offline', status=1)
            else:
                self.assertEqual(self.read('--offline')[0], whole)
            if n % 3 == 2:
                whole, _ = self.read()
                self.assertEqual(whole.count(self.server.word), N_ORDERS)
                self.assertEqual(self.read('--offline')[0], whole)
        self.assertGreater(n_resumed, n_refreshes_resumed)
        self.assertGreater(n_refreshes_resumed, 0)
        self.assert_nowhere()

    def test_resumed(self):
        """What broke off goes on behind its last page, and is then as if it had been read at once."""
        raw = self.ok('records', self.id, 'purchase_order', '--raw', '-f', 'json', '--limit', '1000')
        for broken in (1, 7, N_ORDERS // PAGE - 1):
            self.server.broken_page = broken
            self.read(status=1)
            self.server.broken_page = None
            self.server.pages.clear()
            out, _ = self.read()
            self.assertEqual(self.server.pages[0], broken)
            self.assertEqual(len(set(self.server.pages)), len(self.server.pages))
            self.assertEqual(out, self.read('--limit', '1000')[0])
            self.assertEqual(self.ok('records', self.id, 'purchase_order', '--raw', '-f', 'json', '--offline'), raw)
            # As if it were the first time again.
            self.ok('disconnect', self.id)
            self.id = self.connect()

    def test_refresh_resumed(self):
        """So does a refresh; what was whole before is there until all has come."""
        whole, _ = self.read()
        for n, broken in enumerate((1, 7, N_ORDERS // PAGE - 1)):
            self.server.word = 'refresh %d' % n
            self.server.broken_page = broken
            self.read(status=1)
            self.assertEqual(self.read('--offline')[0], whole)
            self.server.broken_page = None
            self.server.pages.clear()
            whole, _ = self.read()
            self.assertEqual(self.server.pages, list(range(broken, len(self.server.pages) + broken)))
            self.assertEqual(whole.count(self.server.word), N_ORDERS)
            self.assertEqual(whole, self.read('--limit', '1000')[0])
            self.assertEqual(self.read('--offline')[0], whole)

    def test_refused_place(self):
        """Where the server does not know the place any more all is read, and nothing is lost."""
        whole, _ = self.read()
        self.server.word = 'second'
        self.server.broken_page = 9
        self.read(status=1)
        self.server.word = 'third'
        self.server.broken_page = 4
        self.server.refused_page = 9
        self.server.pages.clear()
        self.read(status=1)
        self.assertEqual(self.server.pages, [9, 0, 1, 2, 3, 4])
        self.assertEqual(self.read('--offline')[0], whole)
        # What was read anew is what is gone on from, although it came less far.
        self.server.broken_page = self.server.refused_page = None
        self.server.pages.clear()
        whole, _ = self.read()
        self.assertEqual(self.server.pages[0], 4)
        self.assertEqual(whole.count('third'), N_ORDERS)
        self.assertEqual(self.read('--offline')[0], whole)

    def test_not_resumed(self):
        """A list that is another one by now is read from its beginning."""
        self.server.broken_page = 5
        self.read(status=1)
        self.server.broken_page = None
        self.server.n_orders = N_ORDERS + 2
        self.server.pages.clear()
        out, _ = self.read()
        self.assertEqual(self.server.pages[0], 5)
        self.assertIn(0, self.server.pages)
        self.assertEqual(out.count(CANARIES[0]), N_ORDERS + 2)
        self.assertEqual(out, self.read('--limit', '1000')[0])

    def test_at_once(self):
        """Of several that want the same at the same time one asks, and all have it."""
        self.read()
        self.server.word = 'second'
        self.server.pages.clear()
        self.server.page_gate.clear()
        self.server.held_page = 0
        self.home.env['G_MESSAGES_DEBUG'] = 'all'
        running = [self.home.start('records', self.id, 'purchase_order', '-f', 'csv') for n in range(3)]
        for process in running:
            line = b' '
            while line and b'A turn to read purchase_order is waited for' not in line:
                line = process.stderr.readline()
            self.assertTrue(line)
        while not self.server.pages:
            time.sleep(0.001)
        self.server.page_gate.set()
        outs = [process.communicate(timeout=60)[0].decode() for process in running]
        for process, out in zip(running, outs):
            self.assertEqual(process.returncode, 0)
            self.assertEqual(out[out.index('number'):], outs[0][outs[0].index('number'):])
            self.assertEqual(out.count('second'), N_ORDERS)
        self.assertEqual(sorted(self.server.pages), sorted(set(self.server.pages)))

    def read_full(self, size, *words):
        """As on a disk that is full: no file grows beyond @size bytes."""

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        process = self.home.start('records', self.id, 'purchase_order', '-f', 'csv', *words, preexec_fn=limit,
                                  restore_signals=False)
        out, err = (text.decode() for text in process.communicate(timeout=120))
        self.assertEqual(process.returncode, 0, err)
        return out, err

    def test_full(self):
        """The disk is full: everything is read all the same, and a sentence says that it is not kept."""
        self.server.n_orders = 400
        out, err = self.read_full(64 * 1024)
        self.assertEqual(out.count(CANARIES[0]), 400)
        self.assertIn('not kept on this computer: the disk is full', err)
        self.read('--offline', status=1)
        self.read()
        self.assertEqual(self.read('--offline')[0], out)

    def test_full_refresh(self):
        """So is a refresh, and what was kept before is there as it was, until there is room again."""
        self.server.n_orders = 400
        whole, _ = self.read()
        for n, size in enumerate((0, 32 * 1024, os.path.getsize(self.path))):
            self.server.word = 'refresh %d' % n
            out, err = self.read_full(size)
            self.assertEqual(out.count(self.server.word), 400)
            self.assertIn('not kept on this computer: the disk is full', err)
            self.assertEqual(self.read_full(size, '--offline')[0], whole)
            self.assertEqual(self.read('--offline')[0], whole)
            whole, err = self.read()
            self.assertEqual(whole, out)
            self.assertNotIn('not kept', err)
            self.assertEqual(self.read('--offline')[0], whole)

    def test_no_locks(self):
        """Where no lock file can be made it is read all the same, and a sentence says that it is not kept."""
        self.home.env['XDG_RUNTIME_DIR'] = os.path.join(self.home.folder, 'nowhere', 'file')
        with open(os.path.join(self.home.folder, 'nowhere'), 'w') as file:
            file.write('in the way')
        out, err = self.read()
        self.assertEqual(out.count(CANARIES[0]), N_ORDERS)
        self.assertIn('not kept on this computer', err)

    def test_disconnected(self):
        self.read()
        self.assertTrue(os.path.exists(self.path))
        self.ok('disconnect', self.id)
        self.assertEqual(os.listdir(self.folder), [])
        self.assertFalse(os.path.exists(self.path))

    def start_held(self, page):
        """A read that waits for @page to be answered."""
        self.server.pages.clear()
        self.server.page_gate.clear()
        self.server.held_page = page
        process = self.home.start('records', self.id, 'purchase_order', '-f', 'csv')
        while max(self.server.pages, default=-1) < page:
            self.assertIsNone(process.poll())
            time.sleep(0.001)
        return process

    def end_held(self, process):
        self.server.page_gate.set()
        self.server.held_page = None
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        return out.decode()

    def test_disconnected_meanwhile(self):
        """Disconnected by one program while another one reads: that one comes to its end, and nothing stays."""
        for page in (0, 7, N_ORDERS // PAGE - 1):
            self.read()
            self.server.word = 'second %d' % page
            process = self.start_held(page)
            self.ok('disconnect', self.id)
            self.assertEqual(os.listdir(self.folder), [])
            self.assertEqual(self.end_held(process).count(self.server.word), N_ORDERS)
            self.assertEqual(os.listdir(self.folder), [])
            self.id = self.connect()

    def test_damaged_meanwhile(self):
        """A file that is damaged while one program reads into it is set aside by another one; both go on."""
        for page in (0, 7, N_ORDERS // PAGE - 1):
            self.read()
            self.path = os.path.join(self.folder, self.id + '.records')
            self.server.word = 'second %d' % page
            process = self.start_held(page)
            with open(self.path, 'r+b') as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(16 * 1024)
                file.write(os.urandom(size - 16 * 1024))
            self.read('--offline', status=1)
            self.assertEqual(self.end_held(process).count(self.server.word), N_ORDERS)
            self.assertTrue(any('.records.set-aside-' in name for name in os.listdir(self.folder)))
            self.server.word = 'third %d' % page
            whole, err = self.read()
            self.assertEqual(whole.count(self.server.word), N_ORDERS)
            self.assertNotIn('not kept', err)
            self.assertEqual(self.read('--offline')[0], whole)
            self.ok('disconnect', self.id)
            self.assertEqual(os.listdir(self.folder), [])
            self.id = self.connect()

    def use_files(self, change):
        """No system but the workshop, which @change changes."""
        systems = os.path.join(self.home.env['MILLWRIGHT_DATA_DIR'], 'systems')
        if os.path.islink(systems):
            source = os.path.realpath(systems)
            os.unlink(systems)
            os.mkdir(systems)
            shutil.copy(os.path.join(source, 'workshop.json'), systems)
        name = os.path.join(systems, 'workshop.json')
        with open(name) as file:
            system = json.load(file)
        change(system)
        with open(name, 'w') as file:
            json.dump(system, file)

    def test_other_file_of_each_record(self):
        """The same of a list that is asked for once an order and does not say for which, and of a map that needs what only
        a sign-in knows: the rows are made anew while nobody can be asked."""
        def add(system):
            for sign_in, text in zip(system['sign_in'], ['{user}', '{url}']):
                sign_in['derived'] = {'loud': {'text': text, 'case': 'upper'}}
            system['sets']['stock'] = {
                'title': 'STOCK', 'key': {'join': [{'const': '{parent}'}, 'bin'], 'with': '-'}, 'paging': {'style': 'none'},
                'of': {'set': 'orders', 'key': 'id', 'values': {'order_no': 'no'}},
                'list': {'kind': 'read', 'path': 'orders/{parent}/stock', 'records': 'items'}}
            system['entities']['stock_level'] = {'set': 'stock', 'map': {
                'item_id': {'const': '{parent}'}, 'bin': 'bin', 'quantity_on_hand': 'amount'}}

        def change(system):
            system['sets']['stock']['of']['values']['order_total'] = 'total'
            system['entities']['stock_level']['map'].update(
                item={'const': '{order_no} of {loud}'}, value={'const': '{order_total}'})

        def read(*words):
            status, out, err = self.home.run('records', self.id, 'stock_level', '-f', 'json', *words)
            self.assertEqual(status, 0, err)
            return json.loads(out), err

        self.server.n_orders = 5
        self.use_files(add)
        old, _ = read()
        self.assertEqual([(row['item_id'], row['bin'], row['quantity_on_hand']) for row in old],
                         [('1', 'A0', 10), ('2', 'A0', 20), ('2', 'A1', 21), ('4', 'A0', 40), ('5', 'A0', 50), ('5', 'A1', 51)])
        self.use_files(change)
        self.server.failing = True
        asked = len(self.server.requests), len(self.server.pages)
        new, err = read('--offline')
        self.assertEqual((len(self.server.requests), len(self.server.pages)), asked)
        self.assertNotIn('The rules that make these rows have changed', err)
        self.assertEqual([row['item_id'] for row in new], [row['item_id'] for row in old])
        for row in new:
            number = int(row['item_id'])
            self.assertEqual((row['item'], float(row['value'])),
                             ('PO-%d first %s of ANNA' % (number, CANARIES[0]), 73190.25 + number - 1))
        self.server.failing = False
        self.assertEqual(read()[0], new)

    def test_other_file(self):
        """The system's file maps otherwise now: rows are made anew of the records that are kept, without asking
        anybody; where that does not do, the old ones are there until somebody can be asked."""
        systems = os.path.join(self.home.env['MILLWRIGHT_DATA_DIR'], 'systems')
        source = os.path.realpath(systems)
        old, _ = self.read()
        os.unlink(systems)
        shutil.copytree(source, systems)
        name = os.path.join(systems, 'workshop.json')
        with open(name) as file:
            system = json.load(file)
        system['entities']['purchase_order']['map']['notes'] = 'nested.deep'
        with open(name, 'w') as file:
            json.dump(system, file)
        self.server.failing = True
        asked = len(self.server.requests), len(self.server.pages)
        new, err = self.read('--offline')
        self.assertIn('As of', err)
        self.assertNotIn('The rules that make these rows have changed', err)
        self.assertEqual((len(self.server.requests), len(self.server.pages)), asked)
        self.assertNotIn(CANARIES[2], old)
        self.assertEqual(new.count(CANARIES[2]), N_ORDERS)
        self.assertEqual([line.split(',')[0] for line in new.splitlines()],
                         [line.split(',')[0] for line in old.splitlines()])
        self.server.failing = False
        self.assertEqual(self.read()[0], new)
        self.assertEqual(self.read('--offline')[0], new)
        # What nobody has asked for yet.
        system['entities']['purchase_order']['lookups'] = ['vendors']
        system['entities']['purchase_order']['map']['notes'] = {'lookup': 'vendors', 'key': 'id', 'get': 'id'}
        with open(name, 'w') as file:
            json.dump(system, file)
        out, err = self.read('--offline')
        self.assertEqual(out, new)
        self.assertIn('The rules that make these rows have changed, and now need something from Workshop that is not kept on '
                      'this computer. The rows are as they were, and are made anew as soon as the connection is open.', err)
        self.assertNotIn('The rules that make', self.read()[1])


if __name__ == '__main__':
    workshop.main(sys.argv)
