"""Loads the scripts for their tests: their names are commands, not modules."""

import importlib.util
import sys
from pathlib import Path


def load(name):
    sys.dont_write_bytecode = True
    folder = Path(__file__).resolve().parent.parent
    if str(folder) not in sys.path:
        sys.path.append(str(folder))  # where a script finds its modules when it is run
    path = folder / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
