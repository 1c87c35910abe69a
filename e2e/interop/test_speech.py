"""Transcripts: durations are the audio's own, texts are what people wrote, Kaldi's order holds."""

import json

import jiwer
import pytest
import soundfile
from datasets import Audio, load_dataset
from exports import dataset_folder, demo, folder, given, line_id, rows


def test_nemo_durations_are_the_recordings_own():
    place = folder("transcription", "nemo")
    lines = [json.loads(line) for file in sorted(place.rglob("*.json*")) if file.name != "manifest.json" or file.parent != place
             for line in file.read_text("utf-8").splitlines()]
    assert lines
    for line in lines:
        audio = place / line["audio_filepath"]
        assert audio.is_file(), "the manifest names a recording that is not in the export"
        if "offset" not in line:
            assert line["duration"] == pytest.approx(soundfile.info(audio).duration, abs=0.05)


def test_the_final_transcript_is_close_to_what_people_wrote():
    answers = given("transcription")
    table = rows("transcription", "transcripts.jsonl")
    assert len(table) == len(demo("transcription"))
    for row in table:
        written = [answer["text"] for _, answer in answers[line_id("transcription", row["id"])]]
        assert min(jiwer.wer(text, row["text"]) for text in written) <= 0.5


def test_kaldi_files_are_sorted_bytewise_and_agree():
    place = folder("transcription", "kaldi")
    files = {name: (next(place.rglob(name))).read_bytes().splitlines() for name in ("text", "wav.scp", "utt2spk")}
    for lines in files.values():
        assert lines == sorted(lines)
    utterances = [line.split(b" ", 1)[0] for line in files["text"]]
    assert utterances == [line.split(b" ", 1)[0] for line in files["utt2spk"]]
    for line in files["utt2spk"]:
        utterance, speaker = line.split(b" ")
        assert utterance.startswith(speaker)


def test_the_dataset_folder_holds_the_recordings_themselves():
    total = 0
    for part in load_dataset(dataset_folder("transcription", "transcripts")).values():
        for row in part.cast_column("audio", Audio(decode=False)):
            total += 1
            assert row["audio"]["bytes"][:4] in (b"RIFF", b"fLaC")
    assert total == len(demo("transcription"))
