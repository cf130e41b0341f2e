# test_hostile.py: a system file that means harm is refused with its sentence, by systems --lint and systems allow alike
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import copy
import hashlib
import json
import os
import sys

import workshop

LIST = {'kind': 'read', 'path': 'orders', 'records': 'items'}


def change(*path_and_value):
    *path, last, value = path_and_value

    def apply(file):
        for name in path:
            file = file[name]
        file[last] = value
    return apply


def deep(n, inside):
    return json.loads('{"html": ' * n + json.dumps(inside) + '}' * n)


# What is done to a good file, the name it gets, and the sentence.
HOSTILE = {
    'a secret in the query': (change('sign_in', 1, 'check', 'query', {'key': '{key}'}), 'mine.json',
                              'mine.json: sign_in[1].check.query.key: the secret {key} may not stand here'),
    'a secret in the path': (change('sign_in', 1, 'check', 'path', 'me/{key}'), 'mine.json',
                             'mine.json: sign_in[1].check.path: the secret {key} may not stand here'),
    'a password in the body of a read': (change('sign_in', 0, 'check', {'kind': 'search', 'path': 'search', 'body': {'p': '{token}'}}), 'mine.json',
                                         'mine.json: sign_in[0].check.body: the secret {token} may not stand here'),
    'another host': (change('sets', 'orders', 'list', {**LIST, 'path': 'https://evil.example.com/orders'}), 'mine.json',
                     'mine.json: sets.orders.list.path: must be relative to the address'),
    'another host without scheme': (change('sets', 'orders', 'list', {**LIST, 'path': '//evil.example.com/orders'}), 'mine.json',
                                    'mine.json: sets.orders.list.path: must be relative to the address'),
    'out of the path': (change('sets', 'orders', 'list', {**LIST, 'path': 'a/%2e%2e/%2E./admin'}), 'mine.json',
                        'mine.json: sets.orders.list.path: a segment must not be . or ..'),
    'an address without encryption': (change('address', {'fixed': 'http://evil.example.com'}), 'mine.json',
                                      'mine.json: address.fixed: must be a literal https address'),
    'a header that names a host': (change('sign_in', 1, 'headers', {'X-Api-Key': '{key}', 'Host': 'evil.example.com'}), 'mine.json',
                                   'mine.json: sign_in[1].headers: “Host” is not for system files'),
    'a method that writes': (change('sets', 'orders', 'list', {**LIST, 'method': 'DELETE'}), 'mine.json',
                             'mine.json: sets.orders.list.method: “DELETE” could write: a request of this kind uses GET'),
    'a call that writes': (change('sign_in', 1, 'check', {'kind': 'search', 'path': 'jsonrpc', 'body': {'method': 'model.order.write'}}), 'mine.json',
                           'mine.json: sign_in[1].check.body: the method “write” is not on the list of those that only read'),
    'a statement that writes': (change('sign_in', 1, 'check', {'kind': 'read', 'path': 'me', 'query': {'q': 'SELECT 1; DROP TABLE orders'}, 'statement': 'q'}),
                                'mine.json', 'mine.json: sign_in[1].check.statement: “q” has a ; and so more than one statement'),
    'a header that turns a read around': (change('sets', 'orders', 'list', {**LIST, 'headers': {'X-HTTP-Method-Override': 'DELETE'}}), 'mine.json',
                                          'mine.json: sets.orders.list.headers: “X-HTTP-Method-Override” turns a reading request into another'),
    'the id of a built-in system': (change('id', 'workshop'), 'workshop.json', 'workshop.json: id: “workshop” is the id of a built-in system'),
    'the name of a built-in system': (change('name', 'W o r k s h o p!'), 'mine.json',
                                      'mine.json: name: “W o r k s h o p!” is the name of a built-in system'),
    'a name that turns the direction': (change('name', 'My \u202eplant'), 'mine.json',
                                        'mine.json: name: has a control character, or one that turns the direction of text'),
    'deep expressions': (change('entities', 'vendor', 'map', 'name', deep(40, 'a')), 'mine.json', 'nested deeper than 32'),
    'many expressions': (change('entities', 'vendor', 'map', 'name', {'first': ['a'] * 5001}), 'mine.json', 'more than 5000 expressions'),
    'a heavy regular expression': (change('form', 1, 'pattern', '(((a{1,1000}){1,1000}){1,1000})'), 'mine.json',
                                   'mine.json: form[1].pattern: is no regular expression: '),
    'a long regular expression': (change('form', 1, 'pattern', 'a' * 1001), 'mine.json',
                                  'mine.json: form[1].pattern: is no regular expression: '),
}
# Text that is not made from the good file.
BOMBS = {
    'deep': ('{"x": ' + '[' * 70 + ']' * 70 + '}', 'mine.json: nested deeper than 64'),
    'brackets': ('[' * 100000, 'mine.json: is no JSON'),
    'large': (' ' * (2 * 1024 * 1024 + 1), 'mine.json: larger than 2097152 bytes'),
    'twice': ('{"format": 1, "format": 1}', 'mine.json: format: stands twice'),
}


class Hostile(workshop.Case):
    def setUp(self):
        super().setUp()
        with open(os.path.join(workshop.SOURCE, 'connection', 'systems', 'workshop.json')) as file:
            self.good = {**json.load(file), 'id': 'mine', 'name': 'My plant', 'names': ['Mine']}

    def write(self, name, text):
        path = os.path.join(self.home.folder, name)
        with open(path, 'w') as file:
            file.write(text)
        return path, hashlib.sha256(text.encode()).hexdigest()

    def refused(self, name, text, sentence):
        path, sha256 = self.write(name, text)
        # Neither knows the file; the right hash does not help it.
        for words in (('--lint', path), ('allow', path, '--sha256', sha256)):
            self.assertIn(sentence, self.fails(1, 'systems', *words), words)
        self.assertFalse(os.path.exists(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'systems', name)))

    def test_good(self):
        path, sha256 = self.write('mine.json', json.dumps(self.good))
        self.ok('systems', '--lint', path)
        self.ok('systems', 'allow', path, '--sha256', sha256)

    def test_hostile(self):
        for about, (apply, name, sentence) in HOSTILE.items():
            with self.subTest(about):
                file = copy.deepcopy(self.good)
                apply(file)
                self.refused(name, json.dumps(file), sentence)

    def test_bombs(self):
        for about, (text, sentence) in BOMBS.items():
            with self.subTest(about):
                self.refused('mine.json', text, sentence)


if __name__ == '__main__':
    workshop.main(sys.argv)
