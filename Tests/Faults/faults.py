"""Kills, hang-ups, replaced sources, flipped bits and tight limits against a built binary.

    python3 Tests/Faults/faults.py .build/release/abtest [--quick]

Each part prints one line with its counts and fails where a promise is broken:

- kills: SIGKILL at a random moment leaves no file behind after the next run;
- hang-ups: SIGHUP, as a closed terminal sends it, leaves none at all;
- replacements: a source that is replaced during a run never gives exit code 0 with numbers that mix two files;
- flips: one flipped bit in a gzip file is never silent; in Parquet, whose pages carry no checksum that engines verify, the
  number of silent changes is printed;
- limits: under `ulimit -v`, `-n` and `-s` the answer is a result or a message, never a signal or a hang.
"""
import gzip
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
SCALE = 0.1 if "--quick" in sys.argv else 1
REPORTS = {"report.md", "results.csv", "results.json"}


def table(seed, rows):
    generator = random.Random(seed)
    lines = ["id,v,x\n"]
    for index in range(rows):
        lines.append(f"{index},{'AB'[index % 2]},{generator.gauss(seed * 100, 1):.6f}\n")
    return "".join(lines)


def spec(folder, source, metrics=None):
    metrics = metrics or [
        {"name": "mean", "type": "mean", "column": "x"},
        {"name": "middle", "type": "quantile", "q": 0.5, "column": "x", "role": "secondary"},
    ]
    (folder / "spec.json").write_text(json.dumps({
        "abtest": 1, "name": "faults", "data": {"source": source, "unit": "id", "variant": "v"},
        "variants": [{"name": "A", "control": True}, {"name": "B"}], "metrics": metrics,
    }))


def start(folder, temporary, *more):
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "TMPDIR": str(temporary)}
    return subprocess.Popen(
        [BINARY, "analyze", "spec.json", "--quiet", *more], cwd=folder, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)


def run(folder, temporary, *more, timeout=120):
    process = start(folder, temporary, *more)
    output, errors = process.communicate(timeout=timeout)
    return process.returncode, errors.decode(errors="replace")


def rows(folder):
    found = json.loads((folder / "results.json").read_text())["results"]
    return [(r["metric"], r["estimand"], r["value_control"], r["value_variant"], r["ci_low"]) for r in found]


def left(folder, temporary, sources):
    return sorted((set(os.listdir(folder)) - REPORTS - {"spec.json"} - set(sources)) | set(os.listdir(temporary)))


def check(name, ok, text):
    print(f"{name}: {text}{'' if ok else '  BROKEN'}", flush=True)
    return ok


def folders():
    base = pathlib.Path(tempfile.mkdtemp(prefix="abtest-faults-"))
    (base / "work").mkdir()
    (base / "tmp").mkdir()
    return base, base / "work", base / "tmp"


def stops(name, number, count, must_be_clean):
    base, folder, temporary = folders()
    (folder / "d.csv").write_text(table(1, 60_000))
    spec(folder, "d.csv")
    begin = time.time()
    run(folder, temporary)
    length = time.time() - begin
    generator = random.Random(number)
    dirty, during = 0, 0
    for _ in range(count):
        process = start(folder, temporary)
        time.sleep(generator.random() * length)
        process.send_signal(number)
        process.communicate()
        during += process.returncode != 0
        dirty += bool(left(folder, temporary, ["d.csv"]))
        for report in REPORTS & set(os.listdir(folder)):
            assert (folder / report).stat().st_size > 0
    code, errors = run(folder, temporary)
    rest = left(folder, temporary, ["d.csv"])
    shutil.rmtree(base)
    ok = code == 0 and not rest and not (must_be_clean and dirty)
    return check(name, ok, f"{count} sent, {during} hit a running process, {dirty} left something, {len(rest)} left after the next run")


def replacements(count):
    base, folder, temporary = folders()
    texts, more = [table(1, 60_000), table(2, 60_000)], "60000,A,1e6\n"
    truths = []
    # A source that changes before the first look at it is whole as well.
    for text in (*texts, texts[0] + more):
        (folder / "d.csv").write_text(text)
        spec(folder, "d.csv")
        assert run(folder, temporary)[0] == 0
        truths.append(rows(folder))
    (folder / "d.csv").write_text(texts[0])
    begin = time.time()
    run(folder, temporary)
    length = time.time() - begin
    generator = random.Random(3)
    mixed, refused, whole = 0, 0, 0
    for index in range(count):
        (folder / "d.csv").write_text(texts[0])
        for report in REPORTS:
            (folder / report).unlink(missing_ok=True)
        process = start(folder, temporary)
        time.sleep(generator.random() * length)
        if index % 3 == 0:
            (folder / "new.csv").write_text(texts[1])
            os.rename(folder / "new.csv", folder / "d.csv")
        elif index % 3 == 1:
            (folder / "d.csv").write_text(texts[1])
        else:
            with open(folder / "d.csv", "a") as file:
                file.write(more)
        process.communicate()
        if process.returncode == 0:
            mixed += rows(folder) not in truths
            whole += 1
        else:
            refused += 1
            assert not REPORTS & set(os.listdir(folder))
    shutil.rmtree(base)
    return check("replacements", mixed == 0, f"{count} made, {whole} whole results, {refused} refused, {mixed} mixed")


def flips(count):
    base, folder, temporary = folders()
    text = table(1, 3_000)
    packed = gzip.compress(text.encode(), mtime=0)
    (folder / "d.csv.gz").write_bytes(packed)
    spec(folder, "d.csv.gz")
    assert run(folder, temporary)[0] == 0
    truth = rows(folder)
    generator = random.Random(4)
    silent, refused, same = 0, 0, 0
    for _ in range(count):
        damaged = bytearray(packed)
        damaged[generator.randrange(len(packed))] ^= 1 << generator.randrange(8)
        (folder / "d.csv.gz").write_bytes(damaged)
        code, _ = run(folder, temporary)
        assert code >= 0, code
        if code:
            refused += 1
        elif rows(folder) == truth:
            same += 1
        else:
            silent += 1
    shutil.rmtree(base)
    return check("flips in gzip", silent == 0, f"{count} made, {refused} refused, {same} without effect, {silent} silent")


def limits():
    base, folder, temporary = folders()
    (folder / "d.csv").write_text(table(1, 300_000))
    spec(folder, "d.csv")
    broken, answers = [], {}
    tries = [("v", kilobytes) for kilobytes in range(200_000, 3_000_001, 100_000)]
    tries += [("n", files) for files in (4, 8, 16, 32, 64, 128)] + [("s", size) for size in (64, 128, 256, 512, 1024, 2048)]
    for option, value in tries:
        command = f'ulimit -c 0; ulimit -{option} {value}; exec "$0" analyze spec.json --quiet'
        try:
            code = subprocess.run(
                ["bash", "-c", command, BINARY], cwd=folder, env={**os.environ, "TMPDIR": str(temporary)},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120).returncode
        except subprocess.TimeoutExpired:
            code = "hang"
        answers[code] = answers.get(code, 0) + 1
        if code not in (0, 1, 2):
            broken.append(f"-{option} {value}: {code}")
    shutil.rmtree(base)
    return check("limits", not broken, f"{len(tries)} tried, exit codes {answers}" + "".join(", " + text for text in broken))


if __name__ == "__main__":
    results = [
        stops("kills", signal.SIGKILL, int(200 * SCALE), False),
        stops("hang-ups", signal.SIGHUP, int(60 * SCALE), True),
        replacements(int(100 * SCALE)),
        flips(int(500 * SCALE)),
        limits(),
    ]
    sys.exit(0 if all(results) else 1)
