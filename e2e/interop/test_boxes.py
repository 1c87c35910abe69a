"""Boxes: pycocotools, a reader of YOLO's text lines and ElementTree find the boxes people drew, in pixels."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
import yaml
from datasets import load_dataset
from exports import dataset_folder, demo, folder, given
from PIL import Image
from pycocotools.coco import COCO

ANSWERS = given("bounding-box")


def drawn():
    return sorted(
        (demo("bounding-box")[id]["image"].split("/")[-1], box["label"], *(round(box[key], 6) for key in ("x", "y", "width", "height")))
        for id, answers in ANSWERS.items()
        for _, answer in answers
        for box in answer["boxes"]
    )


def test_pycocotools_reads_every_box_of_every_annotator():
    place = folder("bounding-box", "coco")
    for files in ([place / "instances.json"], sorted((place / "annotators").glob("*.json"))):
        assert boxes_in(files) == drawn()


def boxes_in(files):
    found = []
    for file in files:
        coco = COCO(str(file))
        assert len(coco.getImgIds()) > 0
        for annotation in coco.loadAnns(coco.getAnnIds()):
            assert annotation["id"] >= 1 and annotation["iscrowd"] == 0
            x, y, width, height = annotation["bbox"]
            assert annotation["area"] == pytest.approx(width * height)
            image = coco.loadImgs(annotation["image_id"])[0]
            name = coco.loadCats(annotation["category_id"])[0]["name"]
            found.append((image["file_name"].split("/")[-1], name, *(round(side, 6) for side in (x, y, width, height))))
    return sorted(found)


def test_coco_scores_a_file_against_itself_with_1():
    from pycocotools.cocoeval import COCOeval

    file = next(path for path in sorted(folder("bounding-box", "coco").rglob("*.json")) if "consensus" in path.name)
    truth = COCO(str(file))
    results = [{**annotation, "score": 1.0} for annotation in truth.dataset["annotations"]]
    evaluation = COCOeval(truth, truth.loadRes(results), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == pytest.approx(1.0)


def test_images_without_a_box_are_there_as_negatives():
    empty = {id for id, answers in ANSWERS.items() if any(not answer["boxes"] for _, answer in answers)}
    assert empty, "somebody saw nothing somewhere"
    files = [file for file in sorted(folder("bounding-box", "coco").rglob("*.json")) if file.name != "manifest.json"]
    images = {image["file_name"].split("/")[-1] for file in files for image in json.loads(file.read_text())["images"]}
    assert images == {line["image"].split("/")[-1] for line in demo("bounding-box").values()}


def test_yolo_lines_lie_inside_the_image_and_name_known_classes():
    place = folder("bounding-box", "yolo")
    data = yaml.safe_load((place / "data.yaml").read_text())
    images = sorted((place / "images").rglob("*.*"))
    assert len(images) == len(demo("bounding-box"))
    boxes = 0
    for image in images:
        Image.open(image).verify()
        labels = (place / "labels" / image.relative_to(place / "images")).with_suffix(".txt")
        for line in labels.read_text().splitlines() if labels.exists() else []:
            name, x, y, width, height = line.split()
            assert int(name) in data["names"]
            assert all(0 <= float(side) <= 1 for side in (x, y, width, height))
            boxes += 1
    assert boxes > 0


def test_voc_annotations_parse_and_stay_inside():
    files = sorted(folder("bounding-box", "voc").rglob("*.xml"))
    assert len(files) == len(demo("bounding-box"))
    for file in files:
        root = ElementTree.parse(file).getroot()
        width, height = int(root.findtext("size/width")), int(root.findtext("size/height"))
        for box in root.iter("bndbox"):
            left, top, right, bottom = (float(box.findtext(side)) for side in ("xmin", "ymin", "xmax", "ymax"))
            assert 0 <= left < right <= width + 1 and 0 <= top < bottom <= height + 1


def test_the_dataset_folder_gives_images_with_their_objects():
    data = load_dataset(dataset_folder("bounding-box", "boxes"))
    rows = [row for part in data.values() for row in part]
    assert len(rows) == len(demo("bounding-box"))
    for row in rows:
        assert row["image"].size[0] > 100
        assert len(row["objects"]["bbox"]) == len(row["objects"]["category"])
