# reference.py: maps of system files worked out again, slowly and plainly, on records as they were sent
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A second reading of data/systems/README.md, "Expressions": nothing of the program is in the way. Every look at a value
# is noted, so that it also tells what a value was made of.
import datetime
import html
import json
import re
import urllib.parse
from decimal import Decimal, localcontext


class Unknown(Exception):
    """The reference does not know how that is made."""


def exact(text):
    return json.loads(text, parse_float=Number, parse_int=Number)


class Number(str):
    """A number as it was sent."""


def pointer(*steps):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


class Place:
    """A value, and where it stands: set, key and pointer; `up` is what holds the list that it is an element of."""

    def __init__(self, value, set_id, key, steps=(), up=None):
        self.value, self.set_id, self.key, self.steps, self.up = value, set_id, key, steps, up

    def at(self, step, value, up=None):
        return Place(value, self.set_id, self.key, self.steps + (step,), up or self.up)

    def address(self):
        return self.set_id, self.key, pointer(*self.steps)


def split(path):
    """a.b[0].c[] and ["@odata.etag"] as names, numbers and None for all elements."""
    steps = []
    for name, quoted, index in re.findall(r'([^.\[\]"]+)|\["([^"]*)"\]|\[(\d*)\]', path):
        steps.append(name or quoted or (int(index) if index else None))
    return steps


class Map:
    """How the rows of an entity are made: of a system file, a variant of it, and an address."""

    def __init__(self, system, variant, entity, known, sets):
        """@known: what places stand for: {"url": …} and what was typed."""
        self.system, self.entity, self.known, self.sets = system, system["entities"][entity], known, sets
        self.variant = next(v for v in system["variants"] if v["id"] == variant)
        self.nulls = self.variant.get("nulls", [])
        self.decoders = self.variant.get("decoders", [])
        self.suffix = self.variant.get("nested_suffix")
        self.typed = self.variant.get("typed_values")
        self.seen = {}
        self.hidden = None
        self.by_key = {}

    # Values

    def unwrap(self, place):
        value = place.value
        if "odata" in self.decoders and isinstance(value, dict):
            if "__deferred" in value:
                return place.at("__deferred", None)
            if isinstance(value.get("results"), list):
                return place.at("results", value["results"])
        return place

    def step(self, place, step):
        place = self.unwrap(place)
        value = place.value
        if isinstance(step, str) and isinstance(value, dict):
            nested = step + self.suffix if self.suffix else None
            return place.at(step, value[step]) if step in value else place.at(nested, value[nested]) if nested in value else None
        if isinstance(step, int) and isinstance(value, list):
            return place.at(step, value[step]) if step < len(value) else None
        return None

    def member(self, place, step, is_last):
        """Of `party` and `party.`: the last step of a path means the first of them, a step on the way the second."""
        place = self.unwrap(place)
        if self.suffix and not is_last and isinstance(step, str) and isinstance(place.value, dict) and step + self.suffix in place.value:
            return self.step(place, step + self.suffix)
        return self.step(place, step)

    def walk(self, place, path):
        """The places that a path leads to, several with []."""
        places = [place]
        steps = split(path)
        for number, step in enumerate(steps):
            after = []
            for at in places:
                if step is None:
                    at = self.unwrap(at)
                    if isinstance(at.value, list):
                        after += [at.at(i, element, place) for i, element in enumerate(at.value)]
                else:
                    found = self.member(at, step, number == len(steps) - 1)
                    after += [found] if found else []
            places = after
        places = [self.unwrap(at) for at in places]
        if self.hidden is not None:
            places = [at for at in places if self.is_shown(at.address())]
        return places

    def is_shown(self, address):
        """Only what a trace names is there: a place that it names, what is in that, and what holds it."""
        set_id, key, at = address
        return any(set_id == s and key == k and (at == p or at.startswith(p + "/") or p.startswith(at + "/")) for s, k, p in self.hidden)

    def look(self, place):
        if place is not None and self.hidden is None:
            self.seen.setdefault(place.address(), place.value)
        return place

    def text(self, place, keep_false=False):
        if place is None:
            return None
        value = place.value
        if self.typed and isinstance(value, dict) and "__class__" in value:
            kind = value["__class__"]
            if kind == "Decimal":
                return value["decimal"]
            if kind == "date":
                return f"{int(value['year']):04}-{int(value['month']):02}-{int(value['day']):02}"
            if kind == "datetime":
                fraction = f".{int(value['microsecond']):06}" if int(value["microsecond"]) else ""
                return (f"{int(value['year']):04}-{int(value['month']):02}-{int(value['day']):02}T"
                        f"{int(value['hour']):02}:{int(value['minute']):02}:{int(value['second']):02}{fraction}")
            raise Unknown(kind)
        if value is None or value == "" or isinstance(value, (dict, list)):
            return None
        if value is False:
            return None if False in self.nulls and not keep_false else "false"
        if value is True:
            return "true"
        return str(value)

    # Expressions

    def path(self, place, path):
        found = self.walk(place, path) if path else [place]
        return self.look(found[0]) if found else None

    def get(self, place, e, keep_false=False):
        if isinstance(e, str):
            return self.text(self.path(place, e), keep_false)
        for kind in ("const", "first", "enum", "map", "day", "local", "instant", "encoded", "html", "sum", "min", "max", "count", "calculate",
                     "if", "lookup", "parent", "custom", "trim", "pick", "join"):
            if kind in e:
                return getattr(self, "get_" + kind)(place, e)
        raise Unknown(list(e))

    def get_const(self, place, e):
        places = re.findall(r"\{([a-z_]+)\}", e["const"])
        if any(not self.known.get(name) for name in places):
            return None
        return re.sub(r"\{([a-z_]+)\}", lambda found: self.known[found[1]], e["const"])

    def get_first(self, place, e):
        for one in e["first"]:
            before = dict(self.seen)
            value = self.get(place, one)
            if value is not None:
                return value
            self.seen = before
        return None

    def source(self, place, e):
        text = self.get(place, e["of"], keep_false=True)
        table = {key.lower(): value for key, value in self.system["maps"][e.get("enum") or e["map"]].items()}
        if text == "false" and False in self.nulls and "false" not in table:
            text = None
        return text, table

    def get_enum(self, place, e):
        text, table = self.source(place, e)
        return "unknown" if text is None else table.get(text.lower(), table.get("*", "other"))

    def get_map(self, place, e):
        text, table = self.source(place, e)
        return None if text is None else table.get(text.lower(), table.get("*"))

    def moment(self, text):
        odata = re.fullmatch(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/", text)
        if odata:
            return datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=int(odata[1]))
        return datetime.datetime.fromisoformat(text.replace(" ", "T").rstrip("Z"))

    def get_day(self, place, e):
        text = self.get(place, e["day"])
        return text and self.moment(text).strftime("%Y-%m-%d")

    def get_instant(self, place, e):
        text = self.get(place, e["instant"])
        if text is None:
            return None
        if e.get("zone", "UTC") != "UTC":
            raise Unknown(e["zone"])
        moment = self.moment(text)
        return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{moment.microsecond:06}" if moment.microsecond else "") + "Z"

    def get_encoded(self, place, e):
        text = self.get(place, e["encoded"])
        return text and urllib.parse.quote(text, safe="-._~")

    def get_html(self, place, e):
        """Only whether there is text; how it is laid out has tests of its own."""
        text = self.get(place, e["html"])
        plain = html.unescape(re.sub("<[^>]*>", " ", text)) if text else ""
        return Html(" ".join(plain.split())) if plain.strip() else None

    def elements(self, place, e, path):
        """With `where`: the elements of the last list of which it holds, and the rest of the path in each."""
        if "where" not in e:
            yield from ((at, "") for at in self.walk(place, path))
            return
        cut = path.rindex("[]") + 2 if "[]" in path else len(path)
        head, tail = path[:cut], path[cut:].lstrip(".")
        for element in self.walk(place, head if head.endswith("[]") else head + "[]"):
            where = e["where"]
            if isinstance(where, str):
                inner = where[where.rindex("[]") + 2:].lstrip(".")
                counts = self.text(self.path(element, inner), True) in e["is"]
            else:
                counts = self.test(element, where)
            if counts:
                yield element, tail

    def texts(self, place, e, path):
        for element, tail in self.elements(place, e, path):
            for at in self.walk(element, tail) if tail else [element]:
                text = self.get(at, e["of"]) if "of" in e else self.text(self.look(at))
                if text is not None:
                    yield text

    def get_sum(self, place, e):
        texts = list(self.texts(place, e, e["sum"]))
        return self.plain(sum(map(Decimal, texts))) if texts else None

    def get_min(self, place, e):
        return self.extreme(place, e, "min")

    def get_max(self, place, e):
        return self.extreme(place, e, "max")

    def extreme(self, place, e, kind):
        texts = list(self.texts(place, e, e[kind]))

        def rank(text):
            return (Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else self.moment(text) if re.search(r"\d", text) else text)
        return {"min": min, "max": max}[kind](texts, key=rank) if texts else None

    def get_count(self, place, e):
        at = self.path(place, e["count"].removesuffix("[]"))
        if at is None or not isinstance(at.value, list):
            return None
        return str(sum(1 for _ in self.elements(place, e, e["count"]))) if "where" in e else str(len(at.value))

    def get_join(self, place, e):
        if isinstance(e["join"], str):
            texts = list(self.texts(place, e, e["join"]))
            return e["with"].join(texts) if texts else None
        parts = [(self.get(place, one), isinstance(one, dict) and "const" in one) for one in e["join"]]
        if not any(text is not None and not constant for text, constant in parts):
            return None
        return e.get("with", "").join(text for text, _ in parts if text is not None)

    def plain(self, number):
        return format(number, "f")

    def get_calculate(self, place, e):
        result = None
        for number, one in enumerate(e["of"]):
            text = self.get(place, one)
            if text is None:
                return None
            with localcontext() as context:
                context.prec = 60
                value, name = Decimal(text), e["calculate"]
                result = value if number == 0 else {"add": lambda: result + value, "subtract": lambda: result - value,
                                                    "multiply": lambda: result * value, "divide": lambda: result / value, "min": lambda: min(result, value),
                                                    "max": lambda: max(result, value)}[name]()
        if "at_least" in e:
            result = max(result, Decimal(e["at_least"]))
        return self.plain(result)

    def get_if(self, place, e):
        if self.test(place, e["if"]):
            return self.get(place, e["then"], True)
        return self.get(place, e["else"], True) if "else" in e else None

    def get_lookup(self, place, e):
        key = self.get(place, e["key"])
        found = self.find(e["lookup"], key) if key is not None else None
        return self.get(found, e["get"]) if found else None

    def find(self, set_id, key):
        if set_id not in self.by_key:
            self.by_key[set_id] = {}
            for known, record in self.sets.get(set_id, []):
                self.by_key[set_id].setdefault(known, record)
        record = self.by_key[set_id].get(key)
        return Place(record, set_id, key) if record is not None else None

    def get_parent(self, place, e):
        return self.get(place.up, e["parent"])

    def get_trim(self, place, e):
        text = self.get(place, e["trim"])
        text = text and text.strip()
        text = text.lstrip(e["leading"]) if text and "leading" in e else text
        return text or None

    def get_custom(self, place, e):
        pairs = [{"key": key, "value": value} for key, value in place.value.items() if key.startswith(tuple(e["custom"]))]
        if pairs:
            raise Unknown("custom fields")
        return None

    def get_pick(self, place, e):
        raise Unknown("pick")

    # Conditions

    def test(self, place, c):
        if "all" in c:
            return all(self.test(place, one) for one in c["all"])
        if "any" in c:
            return any(self.test(place, one) for one in c["any"])
        if "not" in c:
            return not self.test(place, c["not"])
        if "is" in c:
            return self.get(place, c["of"], True) in c["is"]
        if "present" in c:
            return (self.get(place, c["of"]) is not None) == c["present"]
        if "at_least" in c or "less_than" in c:
            a, b = self.get(place, c["of"]), self.get(place, c.get("at_least", c.get("less_than")))
            return a is not None and b is not None and (Decimal(a) >= Decimal(b)) == ("at_least" in c)
        raise Unknown(list(c))

    # Fields

    def expression(self, field, fields):
        """What makes a field; the text beside a code is what the table was asked with."""
        if field in self.entity["map"]:
            return self.entity["map"][field], False
        beside = self.entity["map"].get(field.removesuffix("_raw")) if field.endswith("_raw") else None
        if isinstance(beside, dict) and "enum" in beside:
            return beside, True
        return None, False

    def field(self, place, field, shown=None):
        """The value of a field; `shown`: what alone is there, as addresses. What was looked at is in `seen`."""
        e, is_sent = self.expression(field, None)
        self.seen, self.hidden = {}, shown
        try:
            if e is None:
                return None
            return self.source(place, e)[0] if is_sent else self.get(place, e)
        finally:
            self.hidden = None


class Html(str):
    pass


def is_nothing(value):
    return value is None or value == "" or value == [] or value == {}


class Leaves:
    """Every place of records that has a value, or that nothing more is known of: in how many records there is something."""

    def __init__(self, each=None, typed=False, odata=False, false_is_null=False):
        self.each, self.typed, self.odata, self.false_is_null = each, typed, odata, false_is_null
        self.false = {}
        self.filled, self.known, self.samples, self.inner = {}, {}, {}, set()
        self.n_elements = 0

    def add(self, record):
        self.visit(record, (), set(), 0)

    def visit(self, value, steps, counted, depth):
        if self.odata and isinstance(value, dict):
            value = None if "__deferred" in value else {name: one for name, one in value.items() if name != "__metadata"}
        if isinstance(value, dict) and not (self.typed and "__class__" in value) and value:
            self.inner.add(steps)
            for name, one in value.items():
                self.visit(one, steps + (name,), counted, depth + 1)
        elif isinstance(value, list) and value:
            self.inner.add(steps)
            own = self.each is not None and [s for s in steps if s != "results" or not self.odata] == self.each
            for one in value:
                self.n_elements += own
                self.visit(one, steps + ("~[.]" if own else "~[]",), set() if own else counted, depth + 1)
        else:
            path = "".join("/" + (s if s in ("~[]", "~[.]") else s.replace("~", "~0").replace("/", "~1")) for s in steps)
            self.known.setdefault(path, steps)
            self.filled.setdefault(path, 0)
            if is_nothing(value):
                return
            self.samples.setdefault(path, []).append(value)
            if value is False and self.false_is_null:
                self.false[path] = self.false.get(path, 0) + 1
            elif path not in counted:
                self.filled[path] += 1
                counted.add(path)

    def settle(self):
        """Where false is null it is a value only of what is true elsewhere."""
        for path, n in self.false.items():
            if any(value is True for value in self.samples[path]):
                self.filled[path] += n
            else:
                self.samples[path] = [value for value in self.samples[path] if value is not False]

    def counts(self):
        return {path: n for path, n in self.filled.items() if n > 0 or self.known[path] not in self.inner}


def used_places(entity):
    """The places of its set that an entity's columns are made of, as steps; None: each element of a list. The second list:
    what is only counted."""
    each = split(entity["each"]) + [None] if "each" in entity else []
    found, counted = [], []

    def add(base, path):
        found.append(tuple(base + [None if isinstance(step, int) else step for step in split(path)]))

    def condition(c, base, up):
        for one in c.get("all", []) + c.get("any", []) + ([c["not"]] if "not" in c else []):
            condition(one, base, up)
        for member in ("of", "less_than", "at_least"):
            if member in c:
                visit(c[member], base, up)

    def visit(e, base, up):
        if isinstance(e, str):
            add(base, e)
            return
        for kind in ("sum", "min", "max", "count", "join"):
            if isinstance(e.get(kind), str):
                inner = base + [None if isinstance(step, int) else step for step in split(e[kind])]
                if kind == "count":
                    counted.append(tuple(inner))
                elif "of" not in e:
                    add(base, e[kind])
                if isinstance(e.get("where"), str):
                    add(base, e["where"])
                elif "where" in e:
                    head = e[kind][:e[kind].rindex("[]") + 2] if "[]" in e[kind] else e[kind] + "[]"
                    condition(e["where"], base + [None if isinstance(s, int) else s for s in split(head)], base)
                if "of" in e:
                    visit(e["of"], inner, base)
                return
        if "const" in e or "custom" in e:
            return
        if "lookup" in e:
            visit(e["key"], base, up)
            if e["lookup"] == entity["set"]:
                visit(e["get"], [], [])
            return
        if "parent" in e:
            visit(e["parent"], up, [])
            return
        if "if" in e:
            condition(e["if"], base, up)
            for member in ("then", "else"):
                if member in e:
                    visit(e[member], base, up)
            return
        for member in ("day", "local", "instant", "encoded", "html", "trim", "clock", "number", "json"):
            if member in e:
                visit(e[member], base, up)
                return
        if "calculate" in e or "first" in e or "join" in e:
            for one in e.get("first") or e.get("join") or e["of"]:
                visit(one, base, up)
            return
        if "enum" in e or "map" in e:
            visit(e["of"], base, up)
            return
        raise Unknown(list(e))

    for e in entity["map"].values():
        visit(e, each, [])
    if "where" in entity:
        condition(entity["where"], each, [])
    return found, counted + [one + (None,) for one in counted]
