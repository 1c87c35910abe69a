"""Pairs and rankings: what trainers read is what people said, worked out here once more from their answers alone."""

from collections import Counter

import pytest
from datasets import load_dataset
from exports import dataset_folder, demo, given, line_id, manifest, rows, verdicts


def turns(response):
    return [{"role": turn["role"], "content": turn["content"]} for turn in response["content"]]


def winner(answers, verdict=None):
    """The response that more of the people who decided prefer; None where they tie, or most call both bad. A reviewer's word counts alone."""
    if verdict is not None:
        choice = verdict["answer"]["choice"]
        return choice if choice in ("a", "b") else None
    votes = Counter(answer["choice"] for _, answer in answers)
    if votes["both-bad"] * 2 > len(answers):
        return None
    return None if votes["a"] == votes["b"] else "a" if votes["a"] > votes["b"] else "b"


def expected_pairs(line, answers, verdict):
    better = winner(answers, verdict)
    if better is None:
        return []
    a, b = (turns(response) for response in line["responses"])
    return [(a, b) if better == "a" else (b, a)] if a != b else []


def mean_midranks(answers, n):
    sums = [0.0] * n
    for _, answer in answers:
        ranks = answer["ranks"]
        for index, rank in enumerate(ranks):
            below = sum(other < rank for other in ranks)
            sums[index] += below + (sum(other == rank for other in ranks) + 1) / 2
    return [round(total / len(answers), 9) for total in sums]


def expected_ranking_pairs(line, answers, verdict):
    responses = [turns(response) for response in line["responses"]]
    said = answers if verdict is None else [("reviewer", verdict["answer"])]
    means = mean_midranks(said, len(responses))
    return [
        (responses[i], responses[j])
        for i in range(len(responses))
        for j in range(len(responses))
        if means[i] < means[j] and responses[i] != responses[j]
    ]


EXPECTED = {"preference": expected_pairs, "ranking": expected_ranking_pairs}
TYPES = list(EXPECTED)


def all_expected(task_type):
    lines, answers, settled = demo(task_type), given(task_type), verdicts(task_type)
    pairs = []
    for id, line in lines.items():
        if id in answers:
            pairs += [(id, chosen, rejected) for chosen, rejected in EXPECTED[task_type](line, answers[id], settled.get(id))]
    return sorted(pairs, key=repr)


@pytest.mark.parametrize("task_type", TYPES)
def test_trl_preference_says_what_people_said(task_type):
    lines = demo(task_type)
    found = []
    for row in rows(task_type, "trl-preference.jsonl"):
        id = line_id(task_type, row["id"])
        assert [{"role": turn["role"], "content": turn["content"]} for turn in row["prompt"]] == [
            {"role": turn["role"], "content": turn["content"]} for turn in lines[id]["prompt"]
        ]
        assert row["chosen"] != row["rejected"]
        found.append((id, row["chosen"], row["rejected"]))
    assert found and sorted(found, key=repr) == all_expected(task_type)


@pytest.mark.parametrize("task_type", TYPES)
def test_trl_reward_holds_whole_conversations_and_a_margin(task_type):
    data = load_dataset(dataset_folder(task_type, "trl-reward"))
    number = 0
    for split in data.values():
        for row in split:
            number += 1
            assert row["chosen"][-1]["role"] == row["rejected"][-1]["role"] == "assistant"
            assert row["chosen"][0] == row["rejected"][0]
            assert row["margin"] is None or row["margin"] >= 0
    assert number == len(all_expected(task_type))


def test_ties_are_counted_and_make_no_pair():
    answers, settled = given("preference"), verdicts("preference")
    undecided = [id for id in answers if winner(answers[id], settled.get(id)) is None]
    assert undecided, "the demo people tie somewhere"
    exported = {line_id("preference", row["id"]) for row in rows("preference", "trl-preference.jsonl")}
    assert not exported & set(undecided)


@pytest.mark.parametrize("task_type", TYPES)
def test_unpaired_rows_have_boolean_labels(task_type):
    for split in load_dataset(dataset_folder(task_type, "trl-unpaired")).values():
        assert split.features["label"].dtype == "bool"
        assert {type(label) for label in split["label"]} == {bool}


@pytest.mark.parametrize("task_type", TYPES)
@pytest.mark.parametrize("name", ["trl-preference", "trl-reward", "trl-unpaired"])
def test_no_prompt_is_in_two_splits(task_type, name):
    data = load_dataset(dataset_folder(task_type, name))
    assert {"train", "test"} <= set(data)
    seen = {}
    for split, part in data.items():
        for row in part:
            prompt = repr(row["prompt"] if "prompt" in row else row["chosen"][:-1])
            assert seen.setdefault(prompt, split) == split


def test_the_openai_rows_have_exactly_its_fields():
    for row in rows("preference", "openai.jsonl"):
        assert set(row) == {"input", "preferred_output", "non_preferred_output"}
        assert row["input"]["messages"][-1]["role"] == "user"
        assert {turn["role"] for turn in row["preferred_output"] + row["non_preferred_output"]} <= {"assistant", "tool"}


def test_arena_winners_are_the_four_words():
    winners = {row["winner"] for row in rows("preference", "arena.jsonl")}
    assert winners <= {"model_a", "model_b", "tie", "tie (bothbad)"} and len(winners) > 2


def test_helpsteer_points_left_with_minus():
    answers, settled = given("preference"), verdicts("preference")
    lines = demo("preference")
    by_responses = {
        (repr(turns(line["responses"][0])), repr(turns(line["responses"][1]))): id for id, line in lines.items()
    }
    checked = 0
    for row in rows("preference", "helpsteer.jsonl"):
        assert -3 <= row["overall_preference"] <= 3
        match = [id for id in by_responses.values() if lines[id]["responses"][0]["content"][-1]["content"] == row["response1"]]
        if len(match) == 1 and row["overall_preference"] != 0 and winner(answers[match[0]], settled.get(match[0])) is not None:
            checked += 1
            assert (row["overall_preference"] < 0) == (winner(answers[match[0]], settled.get(match[0])) == "a")
    assert checked > 5


@pytest.mark.parametrize("task_type", TYPES)
def test_the_counts_of_the_manifest_are_those_of_the_rows(task_type):
    counts = manifest(task_type, "trl-preference.jsonl")["counts"]
    assert counts["annotations_exported"] == sum(len(answers) for answers in given(task_type).values())
    assert counts["tasks_exported"] == len(given(task_type))
    assert counts["pairs"] == len(rows(task_type, "trl-preference.jsonl"))
