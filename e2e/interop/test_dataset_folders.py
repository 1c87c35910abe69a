"""Dataset folders: load_dataset(folder) takes them as they are, the card agrees with the data, Croissant is valid."""

import mlcroissant
import pytest
import yaml
from datasets import ClassLabel, load_dataset
from exports import dataset_folder, folder, given, manifest, names, task_types, verdicts

FOLDERS = [(task_type, name.removesuffix(".dataset")) for task_type in task_types() for name in names(task_type, ".dataset")]


def card(task_type, name):
    text = (folder(task_type, f"{name}.dataset") / "README.md").read_text("utf-8")
    _, head, prose = text.split("---\n", 2)
    return yaml.safe_load(head), prose


def undecoded(dataset):
    for column, feature in dataset.features.items():
        if hasattr(feature, "decode"):
            dataset = dataset.cast_column(column, type(feature)(decode=False))
    return dataset


@pytest.mark.parametrize("task_type,name", FOLDERS)
def test_load_dataset_takes_the_folder_and_the_card_agrees(task_type, name):
    data = load_dataset(dataset_folder(task_type, name))
    head, prose = card(task_type, name)
    sizes = {split["name"]: split["num_examples"] for split in head["dataset_info"]["splits"]}
    assert {split: len(part) for split, part in data.items()} == sizes
    assert head["license"] == "cc-by-4.0" and head["language"] == ["en"]
    columns = [feature["name"] for feature in head["dataset_info"]["features"]]
    for part in data.values():
        assert part.column_names == columns
        assert all(row is not None for row in undecoded(part))
    assert "greement" in prose and "uideline" in prose


@pytest.mark.parametrize("task_type,name", FOLDERS)
def test_croissant_is_valid(task_type, name):
    place = folder(task_type, f"{name}.dataset") / "croissant.json"
    dataset = mlcroissant.Dataset(jsonld=str(place))
    assert dataset.metadata.name
    assert not dataset.metadata.issues.errors


def test_labels_are_class_labels_and_as_frequent_as_people_said():
    data = load_dataset(dataset_folder("sentiment", "labels"))
    for part in data.values():
        assert isinstance(part.features["label"], ClassLabel)
        assert part.features["label"].names == ["positive", "neutral", "negative"]
    answers = given("sentiment")
    decided = 0
    for id, votes in answers.items():
        if id in verdicts("sentiment"):
            decided += 1
            continue
        labels = [answer["label"] for _, answer in votes]
        counts = sorted((labels.count(label) for label in set(labels)), reverse=True)
        decided += len(counts) == 1 or counts[0] > counts[1]
    assert sum(label is not None for part in data.values() for label in part["label"]) == decided > 0


@pytest.mark.parametrize("task_type,name", FOLDERS)
def test_the_manifest_says_how_much_people_agree(task_type, name):
    agreement = manifest(task_type, f"{name}.dataset")["agreement"]
    assert agreement["n_items"] > 0 and agreement["method"]
    assert agreement["value"] is None or agreement["ci"][0] <= agreement["value"] <= agreement["ci"][1]
