"""Catalogues as they should not be, made here so that nothing binary is committed.

Each case is a file's name and its content, or a function that makes it where it is
large. Those of `READ` say how many products there are in it.
"""

import gzip
import io
import json

__all__ = ["ODD_VALUES", "READ", "REFUSED", "content_of", "odd_products", "seeds"]

SHIRT = {"id": "1", "description": "Cotton shirt, long sleeves"}
LINE = json.dumps(SHIRT) + "\n"
CSV = "id,description\n1,Cotton shirt\n2,Suede boot\n"
FEED = (
    '<?xml version="1.0"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
    "<item><g:id>1</g:id><title>Cotton shirt</title></item>"
    "<item><g:id>2</g:id><title>Suede boot</title></item></channel></rss>\n"
)
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
SOUP = "<p><b>Silk<i> dress</b></p><!-- <style>p{</p><script>alert(1)//<td &amp;&#0;&#x110000;" * 50

# What may stand in a field of a product, whatever the role of the field.
ODD_VALUES = {
    "nothing": None,
    "a number": 12,
    "a fraction": -0.5,
    "a truth": True,
    "a list": ["Cotton", "shirt"],
    "a mixed list": ["Cotton", 3, None, {}],
    "an object": {"text": "Cotton shirt"},
    "empty ones": [[], {}, ""],
    "too large a number": float("inf"),
    "no number": float("nan"),
    "a number of 4,000 digits": 10**3999,
    "half a character": "Cotton \ud800 shirt \udfff",
    "control characters": "Cotton\x00shirt\x1b[31m\x07\x7f\x85\u2028",
    "soup": SOUP,
    "a long word": "x" * 1_000_000,
    "a long text": "Cotton shirt " * 100_000,
    "right to left": "\u202eCotton shirt\u202c \u05d7\u05d5\u05dc\u05e6\u05d4 \u0642\u0645",
    "zero width": "\u200bC\u200do\u2060t\ufeffton\u00ad shirt",
    "marks upon marks": "Shirt" + "\u0301" * 5_000,
    "beyond 16 bits": "\U0001f457 \U0010ffff \ufdd0",
    "a ligature of eighteen": "\ufdfa" * 2_000,
    "a formula": "=HYPERLINK(\"http://a.example\",\"x\")",
    "another formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a minus": "-1+1",
    "a template": "{{ 7 * 7 }} ${x} %s %n %(x)s {0}",
    "a path": "../../../../etc/passwd",
    "a device": "/dev/zero",
    "a URL": "file:///etc/passwd",
    "a folder": ".",
    "NUL in a path": "a\0.jpg",
    "a long path": "a/" * 5_000,
    "deep": json.loads("[" * 200 + "]" * 200),
}  # fmt: skip


def odd_products():
    """Give a product for each odd value in each role, between good ones."""
    products = [SHIRT]
    for value in ODD_VALUES.values():
        for role in ("id", "name", "description", "image"):
            products.append({**SHIRT, role: value})
    fields = "category", "category_confidence", "category_source", "image", "category_original"
    products += [{**SHIRT, field: "x"} for field in fields]
    products += [{}, {"": "x", " ": 1, "\ud800": "x", "a\nb": 2}, SHIRT, SHIRT]
    return [{"row": row, **product} for row, product in enumerate(products)]


def parquet(columns):
    """Make a Parquet file of columns, a dict or pairs of names and arrays."""
    import pyarrow
    import pyarrow.parquet

    stream = io.BytesIO()
    names, arrays = zip(*dict(columns).items(), strict=True)
    table = pyarrow.Table.from_arrays([pyarrow.array(values) for values in arrays], names)
    pyarrow.parquet.write_table(table, stream)
    return stream.getvalue()


def as_json(value):
    """Write a product list in bytes of ASCII."""
    return json.dumps(value).encode()


def _odd_parquet():
    import pyarrow as pa

    values = (
        ["Shirt", None],
        [b"\xff", b""],
        [{"a": [{"b": 1}]}, None],
        [5, None],
        [1.5, float("nan")],
    )
    columns = dict(zip(["name", "image", "description", "category", "id"], values, strict=True))
    columns["t"] = pa.array([2**50, -(2**50)], pa.timestamp("ns"))
    return parquet(columns)


def _parquet_of(values, type_of):
    def make():
        import pyarrow as pa

        return parquet({"name": ["Shirt"], "x": pa.array(values, type_of(pa))})

    return make


def _parquet_of_no_text():
    import pyarrow as pa

    offsets, data = pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")
    return parquet({"name": pa.StringArray.from_buffers(1, offsets, data)})


def _repeated(text, times):
    return lambda: (text * times).encode()


def _columns(n):
    return ("name," + ",".join(f"c{i}" for i in range(1, n)) + "\n" + "," * (n - 1) + "\n").encode()


def _zipped(make):
    return lambda: gzip.compress(make(), 1, mtime=0)


READ = {
    "odd values": ("p.json", lambda: as_json(odd_products()), len(odd_products())),
    "odd values, a line each": (
        "p.jsonl",
        lambda: b"\n".join(map(as_json, odd_products())),
        len(odd_products()),
    ),
    "a number of 1e400": ("p.json", b'[{"name": "Shirt", "price": 1e400, "n": -1e-400}]', 1),
    "NaN and Infinity": ("p.json", b'[{"name": NaN, "description": -Infinity, "x": Infinity}]', 1),
    "one key twice": ("p.json", b'[{"name": "Shirt", "name": "Boot", "name": 3}]', 1),
    "a NUL, escaped": ("p.json", rb'[{"name": "Shirt\u0000", "\u0000": "\u0000"}]', 1),
    "a text of 10 MB": ("p.json", lambda: as_json([{"name": "Silk dress " * 900_000}]), 1),
    "a text of 10 MB in a cell": ("p.csv", _repeated(CSV[:15] + "1," + "x" * 10**7, 1), 1),
    "a million tiny fields": (
        "p.csv",
        lambda: _columns(1_000) + (b"x" + b"," * 999 + b"\n") * 999,
        1_000,
    ),
    "UTF-8 and Latin-1 mixed": ("p.csv", b"name\nCaf\xc3\xa9 shirt\nCaf\xe9 shirt\n\xff\xfe\n", 3),
    "Latin-1 with characters of none": ("p.jsonl", b'{"name": "\x81\x8d\x8f shirt"}\n', 1),
    "surrogates in UTF-8": ("p.jsonl", b'{"name": "\xed\xa0\x80 shirt"}\n', 1),
    "a mark in the middle": ("p.csv", b"name\n\xef\xbb\xbfShirt\n", 1),
    "two marks": ("p.csv", b"\xef\xbb\xbf\xef\xbb\xbfname\nShirt\n", 1),
    "UTF-16, big end first": ("p.csv", b"\xfe\xff" + CSV.encode("utf-16-be"), 2),
    "UTF-32": ("p.json", json.dumps([SHIRT]).encode("utf-32"), 1),
    "line ends of three kinds": ("p.csv", b"name,x\r\nShirt,1\rBoot,2\nDress,3", 3),
    "ragged rows": ("p.csv", b"id,name\n1\n1,Shirt,more,and more\n\n,,,,,,\n", 3),
    "quotes within cells": ("p.csv", b'name,x\nSh"irt,"a"b"\n"""",\n', 2),
    "NUL in a cell": ("p.csv", b"name,x\nShirt\0s,\0\n", 1),
    "formulas": ("p.csv", b"name,=1+1,@x\n=1+1,+1,-1\n@x,\t=1,\r=1\n", 3),
    "names of no letters": ("p.csv", b"name,,,!,\xe2\x80\x8b\nShirt,1,2,3,4\n", 1),
    "a blank line before the header": ("p.csv", b"\nname\nShirt\nBoot\n", 2),
    "a blank row and a wide one": ("p.tsv", b"name\n\n\t\t\n", 2),
    "only separators": ("p.tsv", b"name\tx\n\t\n\t\n", 2),
    "a zipped file of two members": ("p.csv.gz", 2 * gzip.compress(b"name\nShirt\n", mtime=0), 3),
    "zipped, not by its name": ("p.jsonl", gzip.compress(LINE.encode(), mtime=0), 1),
    "odd types in Parquet": ("p.parquet", _odd_parquet, 2),
    "an empty item": ("p.xml", FEED.replace("</channel>", "<item/></channel>").encode(), 3),
    "markup in a feed": ("p.xml", FEED.replace("Suede", "<b>Su</b><![CDATA[<&]]>").encode(), 2),
}
for _name in ("category", "category_confidence", "category_source", "image"):
    READ[f"a column {_name}"] = ("p.csv", f"name,{_name}\nShirt,x\nBoot,\n".encode(), 2)

REFUSED = {
    "cut JSON": ("p.json", as_json([SHIRT, SHIRT])[:-9]),
    "cut JSON Lines": ("p.jsonl", (2 * LINE)[:-9].encode()),
    "cut in a character": ("p.json", '[{"name": "é'.encode()[:-1]),
    "cut in an escape": ("p.json", rb'[{"name": "\ud83d\u'),
    "cut CSV": ("p.csv", b'name,x\nShirt,"1\n'),
    "a quote that is never closed": ("p.csv", b'name\nShirt\n"' + b"Boot\n" * 10_000),
    "a cut archive": ("p.csv.gz", gzip.compress(CSV.encode() * 99, mtime=0)[:-12]),
    "an archive with a wrong sum": (
        "p.csv.gz", gzip.compress(CSV.encode(), mtime=0)[:-8] + bytes(8)
    ),
    "an archive in an archive": (
        "p.csv.gz",
        gzip.compress(gzip.compress(CSV.encode(), mtime=0), mtime=0),
    ),
    "junk behind an archive": ("p.csv.gz", gzip.compress(CSV.encode(), mtime=0) + b"junk"),
    "deep lists": ("p.json", b'[{"name": ' + b"[" * 100_000),
    "deep objects": ("p.jsonl", b'{"name": ' * 50_000),
    "deep and closed": ("p.json", b"[" * 100_000 + b"]" * 100_000),
    "deep, no list": ("p.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "an integer of 5,000 digits": ("p.json", b'[{"name": "Shirt", "n": ' + b"9" * 5_000 + b"}]"),
    "an integer of 5,000 digits, a line": ("p.jsonl", b'{"name": -' + b"9" * 5_000 + b"}"),
    "a NUL in JSON": ("p.json", b'[{"name": "Shirt\0"}]'),
    "only NUL": ("p.json", bytes(1_000)),
    "a mark and nothing": ("p.json", b"\xef\xbb\xbf"),
    "a mark of UTF-16 and nothing": ("p.csv", b"\xff\xfe"),
    "UTF-16 of odd length": ("p.csv", b"\xff\xfen\0a\0m\0e\0\n"),
    "UTF-16 with half a pair": ("p.csv", "name\nS\n".encode("utf-16") + b"\x00\xd8\x0a\x00"),
    "UTF-32 beyond Unicode": ("p.csv", b"\xff\xfe\0\0n\0\0\0\xff\xff\xff\xff"),
    "UTF-7 declared": ("p.xml", FEED.replace('"1.0"?', '"1.0" encoding="utf-7"?', 1).encode()),
    "a codec that is none of text": (
        "p.xml", FEED.replace('"1.0"?', '"1.0" encoding="zlib"?', 1).encode()
    ),
    "an unknown encoding": ("p.xml", FEED.replace('"1.0"?', '"1.0" encoding="x-y"?', 1).encode()),
    "an empty file": ("p.json", b""),
    "an empty CSV": ("p.csv", b""),
    "an empty archive": ("p.csv.gz", b""),
    "an empty Parquet file": ("p.parquet", b""),
    "an empty feed": ("p.xml", b""),
    "blank lines": ("p.jsonl", b"\n \t\n\n"),
    "a header alone": ("p.csv", b"name,description\n"),
    "a header alone, no line end": ("p.tsv", b"name\tdescription"),
    "no column of a product": ("p.csv", b"1,2,3\n4,5,6\n"),
    "a number for a product": ("p.json", b'[{"name": "Shirt"}, 1e999]'),
    "a null for a product": ("p.jsonl", b'{"name": "Shirt"}\nnull\n'),
    "a list of lists": ("p.json", b'[["name"], ["Shirt"]]'),
    "text": ("p.json", b"true"),
    "more fields than a product has": (
        "p.json", lambda: as_json([{"name": 1} | {f"c{i}": 1 for i in range(20_000)}])
    ),
    "a million columns": ("p.csv", lambda: _columns(1_000_000)),
    "each product of other fields": (
        "p.jsonl", lambda: b"".join(b'{"name":1,"%d":1}\n' % i for i in range(20_000))
    ),
    "a line of 40 MB": ("p.csv", _repeated("x" * 40, 10**6)),
    "an archive of 100 MB of one letter": ("p.csv.gz", _zipped(_repeated("x", 10**8))),
    "an archive of 100 MB of nothing": ("p.jsonl.gz", _zipped(_repeated(" " * 999 + "\n", 10**5))),
    "an archive of 100 MB in brackets": ("p.json.gz", _zipped(_repeated("[", 10**8))),
    "an archive of 100 MB of space": ("p.json.gz", _zipped(_repeated(" ", 10**8))),
    "a feed that explodes": (
        "p.xml",
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{BOMB}]><rss><channel><item><title>&a11;</title></item>'
        "</channel></rss>".encode(),
    ),
    "a feed with an entity of a file": (
        "p.xml",
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>'
        b"<title>&x;</title></item></channel></rss>",
    ),
    "a feed with a DTD from elsewhere": (
        "p.xml", b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss/>'
    ),
    "a deep feed": ("p.xml", b"<rss><channel><item>" + b"<a>" * 100_000),
    "a cut feed": ("p.xml", FEED[:-30].encode()),
    "a feed without items": ("p.xml", b"<rss><channel></channel></rss>"),
    "a page": ("p.xml", b"<!DOCTYPE html><html><body><p>404</body></html>"),
    "a feed with many elements": ("p.xml", lambda: b"<rss><channel><item>" + b"<a/>" * 200_000),
    "no Parquet": ("p.parquet", b"PAR1 and something else PAR1"),
    "Parquet with a foot beyond it": ("p.parquet", b"PAR1" + b"\xff\xff\xff\x7f" + b"PAR1"),
    "cut Parquet": ("p.parquet", lambda: parquet({"name": ["Shirt"]})[:-20]),
    "Parquet without rows": ("p.parquet", lambda: parquet({"name": []})),
    "Parquet of text that is none": ("p.parquet", _parquet_of_no_text),
    "a time beyond all calendars": (
        "p.parquet", _parquet_of([2**62], lambda pa: pa.timestamp("ms"))
    ),
    "a duration beyond all": ("p.parquet", _parquet_of([2**62], lambda pa: pa.duration("s"))),
    "a day of another age": ("p.parquet", _parquet_of([2**30], lambda pa: pa.date32())),
    "Parquet of too many columns": (
        "p.parquet", lambda: parquet({"name": [1]} | {f"c{i}": [1] for i in range(10_001)})
    ),
    "a photo": ("p.json", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
    "a workbook": ("p.csv", b"PK\x03\x04\x14\x00\x06\x00"),
}  # fmt: skip


def content_of(case):
    """Give the bytes of a case."""
    return case[1]() if callable(case[1]) else case[1]


def seeds(longest=4096):
    """Give name and bytes of the small files among all cases."""
    cases = [case[:2] for case in [*READ.values(), *REFUSED.values()] if not callable(case[1])]
    return [(name, content) for name, content in cases if len(content) <= longest]
