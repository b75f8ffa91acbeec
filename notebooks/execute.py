"""Executes every notebook of this folder from top to bottom and fails at the first error.

    python notebooks/execute.py FOLDER

The executed copies go to FOLDER. The committed notebooks hold no outputs, so that a difference is a difference of the
source; outputs are refused.
"""

import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = pathlib.Path(__file__).resolve().parent


def execute(path, folder):
    start = time.perf_counter()
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if any(cell.outputs or cell.execution_count for cell in code):
        sys.exit(f"notebooks: {path.name} holds outputs; clear them before the commit")
    try:
        # The kernel's warnings are about its own connection, not about the notebook.
        arguments = ["--log-level=ERROR"]
        resources = {"metadata": {"path": str(HERE)}}
        NotebookClient(notebook, timeout=300, extra_arguments=arguments, resources=resources).execute()
    except CellExecutionError as error:
        sys.exit(f"notebooks: {path.name} failed\n{error}")
    nbformat.write(notebook, folder / path.name)
    print(f"notebooks: {path.name}, {len(code)} cells, {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(HERE.glob("*.ipynb")):
        execute(path, folder)
