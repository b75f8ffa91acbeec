"""Loads the scripts for their tests: their names are commands, not modules."""

import importlib.util
import sys
from pathlib import Path


def load(name):
    sys.dont_write_bytecode = True
    path = Path(__file__).resolve().parent.parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
