# browser.py: a person at a browser, and what a program in the terminal says to that person
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request

from servers import same


class StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Browser:
    """A person's browser: keeps cookies, follows redirects, fills the provider's forms."""

    def __init__(self):
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), StayHere,
                                                  urllib.request.HTTPCookieProcessor(jar))

    def call(self, address, form=None):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            return self.opener.open(urllib.request.Request(address, data), timeout=60)
        except urllib.error.HTTPError as answer:
            return answer

    def go(self, address):
        """To the last page: its address and text."""
        answer = self.call(address)
        for _ in range(30):
            text = answer.read().decode()
            if answer.headers.get("Location"):
                address = urllib.parse.urljoin(address, answer.headers["Location"])
                answer = self.call(address)
                continue
            form = re.search(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', text, re.S)
            if not form:
                return address, text
            values = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form.group(2)))
            if 'name="login"' in form.group(2):
                values.update(login="dana", password="x")
            if "deviceConfirmForm" in form.group(0):
                values["confirm"] = "yes"
            address = urllib.parse.urljoin(address, form.group(1))
            answer = self.call(address, values)
        raise AssertionError("the pages of the provider have no end")


def read_until(process, word):
    seen = ""
    while True:
        line = process.stderr.readline().decode()
        if line == "":
            raise AssertionError(f"no {word} in {seen}")
        seen += line
        if word in line:
            return line.strip()


def end(process, status=0, stdin=b""):
    out, err = process.communicate(stdin, timeout=120)
    same(f"connect: {err.decode()}", process.returncode, status)
    return out.decode().strip()
