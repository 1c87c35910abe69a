"""Every export: its digests hold, every form of a table says the same, and readers we did not write load it."""

import csv
import hashlib
import io
import json
import math

import pandas
import pyarrow.parquet
import pytest
from datasets import load_dataset
from exports import ROOT, folder, line_id, manifest, names, rows, task_types, verdicts

EXPORTS = [(task_type, name) for task_type in task_types() for name in names(task_type)]
TABLES = [(task_type, name.removesuffix(".jsonl")) for task_type, name in EXPORTS if name.endswith(".jsonl")]


def has(task_type, name):
    return (ROOT / task_type / name).is_dir()


def test_all_five_types_were_exported():
    assert task_types() == ["bounding-box", "preference", "ranking", "sentiment", "transcription"]
    assert len(EXPORTS) > 40


@pytest.mark.parametrize("task_type,name", EXPORTS)
def test_the_manifest_names_every_file_with_its_digest(task_type, name):
    place = folder(task_type, name)
    listed = {file["name"]: file["sha256"] for file in manifest(task_type, name)["files"]}
    there = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()} - {"manifest.json"}
    assert there == set(listed)
    for file, digest in listed.items():
        assert hashlib.sha256((place / file).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("task_type,name", EXPORTS)
def test_no_text_file_holds_nan_or_breaks_utf8(task_type, name):
    def refuse(constant):
        raise AssertionError(f"{constant} is not JSON")

    for path in folder(task_type, name).rglob("*.json*"):
        text = path.read_text("utf-8")
        for part in text.splitlines() if path.suffix == ".jsonl" else [text]:
            json.loads(part, parse_constant=refuse)


@pytest.mark.parametrize("task_type,name", TABLES)
def test_datasets_loads_the_json_lines(task_type, name):
    files = [str(file) for file in sorted(folder(task_type, f"{name}.jsonl").rglob("*.jsonl"))]
    expected = rows(task_type, f"{name}.jsonl")
    assert expected, "an empty table proves nothing"
    data = load_dataset("json", data_files=files, split="train")
    assert len(data) == len(expected)
    assert set(data.column_names) == {key for row in expected for key in row}


@pytest.mark.parametrize("task_type,name", [table for table in TABLES if has(table[0], f"{table[1]}.parquet")])
def test_parquet_holds_what_json_lines_hold(task_type, name):
    files = sorted(folder(task_type, f"{name}.parquet").rglob("*.parquet"))
    loaded = [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]
    assert [plain(row) for row in loaded] == [plain(row) for row in rows(task_type, f"{name}.jsonl")]
    data = load_dataset("parquet", data_files=[str(file) for file in files], split="train")
    assert len(data) == len(loaded)


@pytest.mark.parametrize("task_type,name", [table for table in TABLES if has(table[0], f"{table[1]}.csv")])
def test_csv_holds_as_many_rows_and_no_formula(task_type, name):
    for file in folder(task_type, f"{name}.csv").rglob("*.csv"):
        text = file.read_bytes().decode("utf-8-sig")
        cells = [cell for record in csv.reader(io.StringIO(text, newline="")) for cell in record]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
        assert not [cell for cell in cells if cell.startswith("-") and not is_number(cell)]
        assert len(pandas.read_csv(file)) == len(rows(task_type, f"{name}.jsonl"))


def is_number(cell):
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def plain(value):
    """Nulls and absent keys are the same, and so are 1 and 1.0; text that holds JSON is read."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items() if plain(part) is not None}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return plain(json.loads(value))
        except ValueError:
            return value
    return value


@pytest.mark.parametrize("task_type", task_types())
def test_a_reviewers_verdict_goes_out_with_who_decided_and_how(task_type):
    settled = verdicts(task_type)
    assert settled
    found = {}
    for row in rows(task_type, "raw.jsonl"):
        id = line_id(task_type, row["task_id"])
        assert (row["adjudication"] is not None) == (id in settled)
        if id in settled:
            assert row["method"] == "adjudicated" and row["verdict"] == settled[id]["answer"]
            assert row["adjudication"]["how"] == settled[id]["how"] and row["adjudication"]["reviewer"] == "Ngozi Eze"
            found[id] = True
    assert set(found) == set(settled)
