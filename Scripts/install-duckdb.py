#!/usr/bin/env python3
"""Install libduckdb, the engine that abtest loads at run time, for the current user.

DuckDB's Python wheel holds the whole engine with its C API in one shared library. That library refers to the symbols of
a Python interpreter, which the C API never uses; this script makes those references weak, so that any program can load
the library, and puts it where abtest looks for it. It needs pip, no compiler and no rights beyond the user's own.
"""

import argparse
import hashlib
import os
import platform
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "duckdb-requirements.txt"

# pip's name of the platform, and the machine number in an ELF header.
PLATFORMS = {
    "linux-x86_64": ("manylinux_2_28_x86_64", 62),
    "linux-aarch64": ("manylinux_2_28_aarch64", 183),
}

# Run in a process of its own: a library built for a newer CPU ends the process instead of raising an error.
CHECK = """
import ctypes, sys
duckdb = ctypes.CDLL(sys.argv[1])
class Result(ctypes.Structure):
    _fields_ = [("words", ctypes.c_uint64 * 6)]
database, connection, result = ctypes.c_void_p(), ctypes.c_void_p(), Result()
duckdb.duckdb_library_version.restype = ctypes.c_char_p
duckdb.duckdb_fetch_chunk.argtypes = [Result]
for name in ("fetch_chunk", "data_chunk_get_vector", "vector_get_data"):
    getattr(duckdb, "duckdb_" + name).restype = ctypes.c_void_p
assert duckdb.duckdb_open(None, ctypes.byref(database)) == 0, "it cannot open a database"
assert duckdb.duckdb_connect(database, ctypes.byref(connection)) == 0, "it cannot connect"
assert duckdb.duckdb_query(connection, b"select 42::bigint", ctypes.byref(result)) == 0, "it cannot run a query"
chunk = duckdb.duckdb_fetch_chunk(result)
vector = duckdb.duckdb_data_chunk_get_vector(ctypes.c_void_p(chunk), ctypes.c_uint64(0))
data = duckdb.duckdb_vector_get_data(ctypes.c_void_p(vector))
assert ctypes.cast(data, ctypes.POINTER(ctypes.c_int64))[0] == 42, "select 42 gave something else"
print(duckdb.duckdb_library_version().decode())
"""


class InstallError(Exception):
    """What went wrong, in words for the user."""


def main():
    arguments = parse_arguments()
    if sys.platform == "darwin":
        print("On macOS, DuckDB comes from Homebrew: brew install duckdb")
        return
    name = arguments.platform or host_platform()
    is_native = name == host_platform(required=False)
    version = pinned_version()
    target = arguments.to / "libduckdb.so"
    if target.exists() and is_native and checked_version(target)[0] == version:
        print(f"DuckDB {version} is already installed: {target}")
        return
    if is_native:
        require_avx2(version)
    with tempfile.TemporaryDirectory(prefix="abtest-duckdb-") as folder:
        wheel = arguments.wheel or download(PLATFORMS[name][0], folder)
        check_hash(wheel)
        image = engine_image(wheel)
    weaken_python_symbols(image, PLATFORMS[name][1])
    install(image, target, version if is_native else None)
    print(f"Installed DuckDB {version}: {target}")


def parse_arguments():
    data_home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, metavar="DIR", default=data_home / "abtest" / "lib",
                        help="folder to install into (default: %(default)s)")
    parser.add_argument("--platform", choices=sorted(PLATFORMS),
                        help="install for another kind of machine, untested (default: this one)")
    parser.add_argument("--wheel", type=Path, metavar="FILE",
                        help="a wheel downloaded elsewhere, for a machine without a network")
    return parser.parse_args()


def host_platform(required=True):
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    name = f"{sys.platform}-{machine}"
    if name not in PLATFORMS and required:
        raise InstallError(f"there is no DuckDB build for {name}, only for {', '.join(sorted(PLATFORMS))}.\n"
                           "Build libduckdb yourself and set ABTEST_LIBDUCKDB to its path.")
    return name


def pinned_version():
    return re.search(r"^duckdb==(\S+)", REQUIREMENTS.read_text(), re.MULTILINE).group(1)


def require_avx2(version):
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return  # The check of the library finds out.
    if not re.search(r"^flags\s*:.*\bavx2\b", flags, re.MULTILINE):
        raise InstallError(f"this CPU has no AVX2, which the DuckDB {version} build needs.\n"
                           "Build libduckdb for this CPU and set ABTEST_LIBDUCKDB to its path.")


def download(pip_platform, folder):
    """Fetches the wheel that fits the platform, whatever Python runs here; pip checks its hash."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode != 0:
        raise InstallError(f"{sys.executable} has no pip. Install it (Debian, Ubuntu: apt install python3-pip),\n"
                           "or download the wheel elsewhere and pass it with --wheel.")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--only-binary", ":all:", "--implementation", "cp", "--abi", "abi3", "--python-version", "3.12",
               "--platform", pip_platform, "--require-hashes", "-r", str(REQUIREMENTS), "-d", folder]
    if subprocess.run(command).returncode != 0:
        raise InstallError("pip could not download DuckDB; its message stands above.")
    wheels = list(Path(folder).glob("duckdb-*.whl"))
    if len(wheels) != 1:
        raise InstallError("pip downloaded no DuckDB wheel.")
    return wheels[0]


def check_hash(wheel):
    try:
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    except OSError as error:
        raise InstallError(f"cannot read {wheel}: {error.strerror}")
    if digest not in re.findall(r"--hash=sha256:([0-9a-f]{64})", REQUIREMENTS.read_text()):
        raise InstallError(f"{wheel} is not the pinned build: its SHA-256 is {digest}.")


def engine_image(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"_duckdb[^/]*\.so", name)]
        if len(names) != 1:
            raise InstallError(f"{wheel.name} holds no engine.")
        return bytearray(archive.read(names[0]))


def weaken_python_symbols(image, machine):
    """Turns every undefined global symbol of Python into a weak one, which the loader resolves to nothing."""
    is_elf64_little_endian = image[:6] == b"\x7fELF\x02\x01"
    if not is_elf64_little_endian or struct.unpack_from("<H", image, 18)[0] != machine:
        raise InstallError("the wheel's engine is not built for this platform.")
    section_table, = struct.unpack_from("<Q", image, 40)
    size, count = struct.unpack_from("<HH", image, 58)
    # Section header: name, type, flags, address, offset, size, link, info, alignment, entry size.
    sections = [struct.unpack_from("<IIQQQQIIQQ", image, section_table + size * index) for index in range(count)]
    dynamic_symbols = next(section for section in sections if section[1] == 11)
    names = sections[dynamic_symbols[6]][4]
    first, length = dynamic_symbols[4:6]
    for entry in range(first, first + length, 24):
        name, info, _, section = struct.unpack_from("<IBBH", image, entry)
        is_undefined_global = section == 0 and info >> 4 == 1
        if is_undefined_global and image.startswith((b"Py", b"_Py"), names + name):
            image[entry + 4] = 2 << 4 | info & 15


def checked_version(library):
    """The version that the library reports after a query, or none and the reason why it does not work."""
    check = subprocess.run([sys.executable, "-c", CHECK, str(library)], capture_output=True, text=True)
    if check.returncode == 0:
        return check.stdout.strip().lstrip("v"), ""
    if check.returncode < 0:
        return None, f"it ends the process with signal {-check.returncode}"
    return None, (check.stderr.strip().splitlines() or ["no message"])[-1]


def install(image, target, expected_version):
    """Writes the library beside its place, tries it there, and moves it in: the place never holds half a file."""
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".libduckdb-", suffix=".so")
        with os.fdopen(descriptor, "wb") as file:
            file.write(image)
        os.chmod(temporary, 0o755)
        if expected_version:
            version, reason = checked_version(temporary)
            if version != expected_version:
                raise InstallError(f"the library does not work here: {reason or 'it is DuckDB ' + str(version)}.")
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise InstallError(f"cannot write {target}: {error.strerror}")
    finally:
        if temporary:
            os.unlink(temporary)


if __name__ == "__main__":
    try:
        main()
    except InstallError as error:
        sys.exit(f"install-duckdb: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
