"""Small files of one experiment, each in another dialect, with the totals that pandas and DuckDB read from them.

Every file has 24 visitors with a name, a variant, a note, a day, a revenue and a flag. The totals are those of pandas, which
gets the dialect as options; DuckDB reads the files in UTF-8 without container as a second opinion, with options of its own.
"""
import base64
import csv
import datetime
import gzip
import io
import json
import pathlib
import random
import tempfile
import zipfile

import duckdb
import pandas as pd

PLAIN = {"decimal": ".", "thousands": None}


def grouped(text, separator):
    whole, fraction = text.split(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    parts = []
    while len(digits) > 3:
        parts.insert(0, digits[-3:])
        digits = digits[:-3]
    return sign + separator.join([digits] + parts), fraction


def number(value, style):
    text = f"{value:.2f}"
    if style == "plain":
        return text
    if style == "comma":
        return text.replace(".", ",")
    if style == "grouped":
        return ".".join(grouped(text, ","))
    if style == "german":
        return ",".join(grouped(text, "."))
    if style == "dollars":
        return ("-$" if value < 0 else "$") + ".".join(grouped(f"{abs(value):.2f}", ","))
    if style == "euros":
        return ",".join(grouped(text, ".")) + " €"
    if style == "accounting":
        return f"({abs(value):.2f})" if value < 0 else text
    raise ValueError(style)


# The spec's words, and the options of pandas.
NUMBERS = {
    "plain": (None, PLAIN),
    "comma": ({"decimal": ","}, {"decimal": ",", "thousands": None}),
    "grouped": ({"thousands": ","}, {"decimal": ".", "thousands": ","}),
    "german": ({"decimal": ",", "thousands": "."}, {"decimal": ",", "thousands": "."}),
    "dollars": ({"thousands": ",", "currency": True}, {"decimal": ".", "thousands": ","}),
    "euros": ({"decimal": ",", "thousands": ".", "currency": True}, {"decimal": ",", "thousands": "."}),
    "accounting": ({"parentheses": True}, PLAIN),
}

FLAGS = [("1", "0"), ("1.0", "0.0"), ("yes", "no"), ("Yes", "No"), ("Y", "N"), ("TRUE", "FALSE"), ("True", "False"),
         ("t", "f"), ("on", "off"), ("ON", "OFF")]

TIMES = {
    "%Y-%m-%d": None,
    "%Y-%m-%d %H:%M:%S": None,
    "%d.%m.%Y": "%d.%m.%Y",
    "%m/%d/%Y %H:%M": "%m/%d/%Y %H:%M",
    "%b %d, %Y": "%b %d, %Y",
    "%Y%m%d": "%Y%m%d",
    "epoch-s": "epoch-s",
    "epoch-ms": "epoch-ms",
}


def time(moment, style):
    if style.startswith("epoch"):
        seconds = int(moment.replace(tzinfo=datetime.timezone.utc).timestamp())
        return str(seconds * (1000 if style.endswith("ms") else 1))
    return moment.strftime(style)


ENCODINGS = {
    # Name, codec, bytes before, what the spec says, what has no character in it.
    "utf-8": ("utf-8", b"", None),
    "utf-8 with a mark": ("utf-8", b"\xef\xbb\xbf", None),
    "utf-16 little": ("utf-16-le", b"\xff\xfe", None),
    "utf-16 big": ("utf-16-be", b"\xfe\xff", None),
    "utf-16 undeclared mark": ("utf-16-le", b"", "utf-16"),
    "latin-1": ("latin-1", b"", "latin-1"),
    "windows-1252": ("cp1252", b"", "windows-1252"),
}

COLUMNS = ["visitor", "arm", "note", "seen", "revenue", "bought"]


def rows(generator, style):
    made = []
    for index in range(24):
        arm = ["old", "new"][index % 2]
        value = round(generator.choice([0, 0, 12.5, 49.99, 1234.5, 20100.25, -12.5]) + generator.randrange(0, 900) / 100, 2)
        moment = datetime.datetime(2026, 3, 1 + index % 12, index, generator.randrange(60))
        made.append((f"Zoë {index}", arm, value, generator.random() < 0.4, moment))
    return made


def case(index):
    generator = random.Random(index)
    choose = generator.choice
    style, flags, day = choose(list(NUMBERS)), choose(FLAGS), choose(list(TIMES))
    encoding = choose(list(ENCODINGS))
    if style == "euros" and encoding == "latin-1":
        encoding = "windows-1252"
    delimiter = choose([",", ";", "\t", "|"])
    ends = choose(["\n", "\r\n", "\r", "mixed"])
    container = choose(["", "", "", ".gz", ".zip", "gzip without the ending"])
    before = choose(["", "", "titles", "comments", "sep"])
    header = choose(["plain", "plain", "index", "trailing", "twice"])
    # Excel's first line takes the place of a declared delimiter.
    names = {"twice": COLUMNS + ["extra", "extra"], "index": [""] + COLUMNS}.get(header, COLUMNS)
    made = rows(generator, style)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=choose([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer.writerow(names)
    if header == "trailing":
        text.seek(text.tell() - 1)
        text.write(delimiter + "\n")
    for position, (visitor, arm, value, flag, moment) in enumerate(made):
        note = ["", "a" + delimiter + "b", 'says "no"', "two\nlines", "#9"][position % 5]
        fields = [visitor, arm, note, time(moment, day), number(value, style), flags[0 if flag else 1]]
        writer.writerow({"twice": fields + ["1", "2"], "index": [position] + fields}.get(header, fields))
    lines = text.getvalue()
    title = {"titles": 'Report of "March"\nAll visitors\n', "comments": "# made by hand\n", "sep": f"sep={delimiter}\n"}
    lines = title.get(before, "") + lines
    if ends == "mixed":
        lines = "".join(line + generator.choice(["\n", "\r\n"]) for line in lines.split("\n")[:-1])
    elif ends == "\r":
        # Line breaks inside quotes stay what they are.
        quoted, out = False, []
        for character in lines:
            quoted ^= character == '"'
            out.append("\r" if character == "\n" and not quoted else character)
        lines = "".join(out)
    else:
        lines = lines.replace("\n", ends)
    codec, mark, declared = ENCODINGS[encoding]
    raw = mark + lines.encode(codec)
    if container in (".gz", "gzip without the ending"):
        stored = gzip.compress(raw, mtime=0)
    elif container == ".zip":
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("export.csv", (2026, 3, 1, 0, 0, 0)), raw)
        stored = memory.getvalue()
    else:
        stored = raw

    data = {}
    if NUMBERS[style][0]:
        data["columns"] = {"revenue": {"numbers": NUMBERS[style][0]}}
    if TIMES[day]:
        data.setdefault("columns", {})["seen"] = {"time_format": TIMES[day]}
    if declared:
        data["encoding"] = declared
    if delimiter != "," and before != "sep":
        data["delimiter"] = delimiter
    if before == "titles":
        data["skip"] = 2
    if before == "comments":
        data["comment"] = "#"
    name = "visitors" + (".csv" + container if container in (".gz", ".zip") else ".csv")
    return {
        "file": name, "data": data, "encoding": encoding, "numbers": style, "times": day, "ends": ends, "before": before,
        "header": header, "bytes": base64.b64encode(stored).decode(),
        "expected": totals(raw, data, delimiter, style, day, flags, before, header, codec if not mark else None, ends),
    }


def totals(raw, data, delimiter, style, day, flags, before, header, codec, ends):
    encoding = codec or ("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-16")
    skip = {"titles": 2, "comments": 1, "sep": 1}.get(before, 0)
    if ends == "\r":
        # pandas skips a line too much here when the header begins with a delimiter.
        text = raw.decode(encoding).split("\r", skip)[-1]
        raw, encoding, skip = text.encode(), "utf-8", 0
    frame = pd.read_csv(
        io.BytesIO(raw), sep=delimiter, encoding=encoding, skiprows=skip, dtype=str, keep_default_na=False,
        index_col=False)
    options = NUMBERS[style][1]

    def value(text):
        negative = text.startswith("(") or text.startswith("-")
        digits = text.strip("()-$ €").replace("-", "").replace("$", "")
        if options["thousands"]:
            digits = digits.replace(options["thousands"], "")
        return (-1 if negative else 1) * float(digits.replace(options["decimal"], "."))

    def moment(text):
        if day.startswith("epoch"):
            return pd.to_datetime(int(text), unit=day.split("-")[1])
        return pd.to_datetime(text, format=day)

    frame["value"] = frame["revenue"].map(value)
    frame["flag"] = frame["bought"].map({flags[0]: 1, flags[1]: 0})
    frame["late"] = frame["seen"].map(moment) >= pd.Timestamp("2026-03-06")
    assert frame["flag"].notna().all() and len(frame) == 24 and frame["visitor"].str.startswith("Zoë").all()
    kept = frame[frame["late"]]
    found = {
        arm: {"n": len(part), "mean": part["value"].mean(), "rate": part["flag"].mean()} for arm, part in kept.groupby("arm")
    }
    if codec == "utf-8" and before != "sep" and header in ("plain", "index") and style == "plain" and ends != "mixed":
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            file.write(raw)
            file.flush()
            other = duckdb.execute(
                f"select arm, count(*), sum(cast(revenue as decimal(18, 2))) from read_csv('{file.name}', "
                f"delim = '{delimiter}', skip = {skip}, header = true, all_varchar = true, quote = '\"', strict_mode = false) "
                "group by arm").fetchall()
        for arm, count, total in other:
            part = frame[frame["arm"] == arm]
            assert count == len(part) and abs(float(total) - part["value"].sum()) < 1e-9, (other, part)
    return found


if __name__ == "__main__":
    table = {
        "made_by": f"written_files.py, pandas {pd.__version__}, DuckDB {duckdb.__version__}",
        "cases": [case(index) for index in range(320)],
    }
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(table, ensure_ascii=False) + "\n")
