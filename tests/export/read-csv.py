# read-csv.py: reads a CSV file with Python's csv module and compares it cell by cell
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""read-csv.py FILE EXPECTED: EXPECTED holds "records columns", then for each cell its length in bytes and its bytes."""

import csv
import sys


def expected_records(path):
    with open(path, "rb") as file:
        n_records, n_columns = map(int, file.readline().split())
        return [[file.read(int(file.readline())).decode() for _ in range(n_columns)] for _ in range(n_records)]


def main():
    csv.field_size_limit(sys.maxsize)
    with open(sys.argv[1], "rb") as file:
        if file.read(3) == b"\xef\xbb\xbf":
            sys.exit("a byte order mark")
    with open(sys.argv[1], newline="", encoding="utf-8", errors="strict") as file:
        records = list(csv.reader(file, strict=True))
    expected = expected_records(sys.argv[2])
    if len(records) != len(expected):
        sys.exit(f"{len(records)} records instead of {len(expected)}")
    for number, (record, wanted) in enumerate(zip(records, expected)):
        if record != wanted:
            sys.exit(f"record {number}: {record!r} instead of {wanted!r}")
    print(f"{len(records)} records, {sum(map(len, records))} cells equal")


main()
