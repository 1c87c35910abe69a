"""Where the exports under test lie: CONCORD_EXPORTS, made by make-exports.ts from a labeled demo."""

import json
import os
from functools import cache
from pathlib import Path

ROOT = Path(os.environ["CONCORD_EXPORTS"])
DEMO = Path(__file__).parents[2] / "demo"


def folder(task_type, name):
    found = ROOT / task_type / name
    assert found.is_dir(), f"{found} is missing: the format is gone, or its export was not made"
    return found


def dataset_folder(task_type, name):
    return str(folder(task_type, f"{name}.dataset"))


def names(task_type, ending=""):
    return sorted(path.name for path in (ROOT / task_type).iterdir() if path.is_dir() and path.name.endswith(ending))


def task_types():
    return sorted(path.name for path in ROOT.iterdir() if path.is_dir())


def manifest(task_type, name):
    return json.loads((folder(task_type, name) / "manifest.json").read_text())


def rows(task_type, name):
    """Every row of the JSON Lines files of an export, by plain json."""
    files = sorted(folder(task_type, name).rglob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def demo(task_type):
    """The lines the demo was imported from, by id."""
    lines = (DEMO / f"{task_type}.jsonl").read_text("utf-8").splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


@cache
def written(task_type):
    """What the program that answered and settled wrote down."""
    return json.loads((ROOT / task_type / "given.json").read_text("utf-8"))


def verdicts(task_type):
    """What a reviewer decided, by the id of the import line."""
    return {line_id(task_type, entry["taskId"]): entry for entry in written(task_type)["verdicts"]}


@cache
def line_ids(task_type):
    """The id of the import line of each task, as the archive leads to it."""
    return {row["task_id"]: row["id"] for row in rows(task_type, "raw.jsonl")}


def line_id(task_type, row_id):
    """The import line that a row comes from: its id is the task's, and what follows a colon tells rows of one task apart."""
    return line_ids(task_type)[row_id.split(":")[0]]


def given(task_type):
    """What people answered, by the id of the import line, as the program that answered wrote it down."""
    answers = {}
    for entry in written(task_type)["given"]:
        answers.setdefault(line_id(task_type, entry["taskId"]), []).append((entry["labeler"], entry["answer"]))
    return answers
