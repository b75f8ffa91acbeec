"""Writes simulated user tables of any size, as Parquet and CSV; the same size always gives the same table.

    python Benchmarks/generate.py FOLDER ROWS [ROWS...]

A row is a user: `user_id` (unique, in no order), `variant` (control or treatment, 50:50), `converted` (0 or 1),
`revenue` (zero for most, else lognormal with two decimals), `sessions` (1 or more), `bounces` (at most sessions).
Beside them a wide and a skewed Parquet table of the same size (wide.py, skewed.py).
"""

import argparse
import pathlib

import duckdb
import numpy
import pyarrow
from pyarrow import parquet

import skewed
import wide

SEED = 20240501
CHUNK = 1_000_000
# A bijection of 0 ..< 2^40: an odd multiplier leaves every user_id unique and takes the order away.
ID_MULTIPLIER, ID_MODULUS = 0x9E3779B97F4A7C15 % 2**40 | 1, 2**40


def chunk(first, count):
    """Rows first ..< first + count; each chunk has a random stream of its own."""
    random = numpy.random.Generator(numpy.random.PCG64([SEED, first]))
    row = numpy.arange(first, first + count, dtype=numpy.uint64)
    treated = random.random(count) < 0.5
    converted = (random.random(count) < numpy.where(treated, 0.053, 0.050)).astype(numpy.int32)
    spent = numpy.exp(random.normal(3.2, 0.9, count)).round(2)
    sessions = 1 + random.poisson(2.1, count).astype(numpy.int32)
    bounces = random.binomial(sessions, numpy.where(treated, 0.39, 0.40)).astype(numpy.int32)
    return pyarrow.table(
        {
            "user_id": ((row * numpy.uint64(ID_MULTIPLIER)) % numpy.uint64(ID_MODULUS)).astype(numpy.int64),
            "variant": numpy.where(treated, "treatment", "control"),
            "converted": converted,
            "revenue": numpy.where(converted == 1, spent, 0.0),
            "sessions": sessions,
            "bounces": bounces,
        }
    )


def write_parts(folder, kind, rows, columns):
    """In parts, for all of it would not fit into a small machine's memory; `columns` makes those of some rows."""
    name = folder / f"{kind}-{rows}.parquet"
    if name.exists():
        return
    part, writer = name.with_suffix(".part"), None
    for first in range(0, rows, CHUNK):
        table = pyarrow.table(columns(first, min(CHUNK, rows - first)))
        writer = writer or parquet.ParquetWriter(part, table.schema)
        writer.write_table(table)
    writer.close()
    part.rename(name)
    print(f"generate: {name.name}, {name.stat().st_size / 1e6:.1f} MB")


def stream(first, kind):
    return numpy.random.Generator(numpy.random.PCG64([SEED, first, kind]))


def write(folder, rows):
    """Both files of one size, unless they are there; a file that is there is whole, for it was renamed to its name."""
    names = [folder / f"users-{rows}.{suffix}" for suffix in ("parquet", "csv")]
    missing = [name for name in names if not name.exists()]
    if not missing:
        return
    chunks = [chunk(first, min(CHUNK, rows - first)) for first in range(0, rows, CHUNK)]
    table = pyarrow.concat_tables(chunks)
    for name in missing:
        options = "format parquet" if name.suffix == ".parquet" else "format csv, header"
        part = name.with_suffix(name.suffix + ".part")
        duckdb.sql(f"copy (from \"table\") to '{part}' ({options})")
        part.rename(name)
        print(f"generate: {name.name}, {name.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("rows", type=int, nargs="+")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for size in arguments.rows:
        write(arguments.folder, size)
        write_parts(arguments.folder, "wide", size, lambda first, count: wide.columns(stream(first, 1), count))
        write_parts(arguments.folder, "skewed", size, lambda first, count: skewed.columns(stream(first, 2), first, count))
