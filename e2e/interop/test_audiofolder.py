"""The audio folder: datasets asks for PyTorch before it reads one, so this runs beside the trainers."""

from datasets import Audio, load_dataset
from exports import demo, folder, given, line_id


def test_audiofolder_loads_with_its_transcriptions():
    data = load_dataset("audiofolder", data_dir=str(folder("transcription", "audiofolder")), split="train")
    data = data.cast_column("audio", Audio(decode=False))
    assert len(data) == len(demo("transcription"))
    answers = given("transcription")
    for row in data:
        written = [answer["text"] for _, answer in answers[line_id("transcription", row["id"])]]
        assert row["transcription"] in written
