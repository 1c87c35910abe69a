"""TRL's trainers take our dataset folders as they are: a few steps of each on a tiny model, made here with random weights."""

import os
import re
from pathlib import Path

import pytest
import torch
from datasets import load_dataset
from exports import dataset_folder
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    LlamaForSequenceClassification,
    PreTrainedTokenizerFast,
)
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, RewardConfig, RewardTrainer

os.environ["WANDB_DISABLED"] = "true"
STEPS = 3
TEMPLATE = "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}</s>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def tokenizer_for(dataset):
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<unk>", "<pad>", "<s>", "</s>", "<|user|>", "<|assistant|>", "<|system|>"]
    trainer = trainers.BpeTrainer(vocab_size=1000, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator((text for row in dataset for text in texts_of(row)), trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>", bos_token="<s>", eos_token="</s>", chat_template=TEMPLATE
    )


def tiny(kind, tokenizer, folder, **more):
    """A model on disk, since trainers load their reference model from where the first one came from."""
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=512, pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id, **more,
    )
    place = str(folder / "model")
    kind(config).save_pretrained(place)
    return kind.from_pretrained(place)


def settings(kind, folder, **more):
    return kind(
        output_dir=str(folder), max_steps=STEPS, per_device_train_batch_size=4, max_length=256, report_to=[], logging_strategy="no", disable_tqdm=True,
        save_strategy="no", use_cpu=True, bf16=False, seed=1, **more,
    )


def finished(trainer):
    before = [parameter.detach().clone() for parameter in trainer.model.parameters()]
    loss = trainer.train().training_loss
    assert loss == loss and 0 < loss < 100
    assert trainer.state.global_step == STEPS
    assert any(not torch.equal(a, b) for a, b in zip(before, trainer.model.parameters()))
    return loss


@pytest.mark.parametrize("task_type", ["preference", "ranking"])
def test_dpo_trainer_takes_the_preference_folder(task_type, tmp_path):
    data = load_dataset(dataset_folder(task_type, "trl-preference"), split="train")
    tokenizer = tokenizer_for(data)
    trainer = DPOTrainer(
        model=tiny(LlamaForCausalLM, tokenizer, tmp_path), args=settings(DPOConfig, tmp_path), train_dataset=data, processing_class=tokenizer
    )
    print(f"DPO on {len(data)} {task_type} rows: loss {finished(trainer):.4f}")


@pytest.mark.parametrize("task_type", ["preference", "ranking"])
def test_reward_trainer_takes_the_reward_folder_with_its_margin(task_type, tmp_path):
    data = load_dataset(dataset_folder(task_type, "trl-reward"), split="train")
    tokenizer = tokenizer_for(data)
    assert "margin" in data.column_names
    model = tiny(LlamaForSequenceClassification, tokenizer, tmp_path, num_labels=1)
    trainer = RewardTrainer(model=model, args=settings(RewardConfig, tmp_path), train_dataset=data, processing_class=tokenizer)
    print(f"Reward model on {len(data)} {task_type} rows: loss {finished(trainer):.4f}")


@pytest.mark.parametrize("task_type", ["preference", "ranking"])
def test_kto_trainer_takes_the_unpaired_folder(task_type, tmp_path):
    data = load_dataset(dataset_folder(task_type, "trl-unpaired"), split="train")
    tokenizer = tokenizer_for(data)
    trainer = KTOTrainer(
        model=tiny(LlamaForCausalLM, tokenizer, tmp_path), args=settings(KTOConfig, tmp_path), train_dataset=data, processing_class=tokenizer
    )
    print(f"KTO on {len(data)} {task_type} rows: loss {finished(trainer):.4f}")


def test_the_ten_lines_of_the_documentation_train_a_reward_model(tmp_path, monkeypatch):
    page = (Path(__file__).parents[2] / "docs" / "researchers" / "reward-model.md").read_text("utf-8")
    lines = re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1)
    assert len(lines.strip().splitlines()) <= 11
    place = dataset_folder("preference", "trl-reward")
    tokenizer = tokenizer_for(load_dataset(place, split="train"))
    tiny(LlamaForSequenceClassification, tokenizer, tmp_path, num_labels=1)
    tokenizer.save_pretrained(tmp_path / "model")
    monkeypatch.chdir(tmp_path)
    changes = {
        "Qwen/Qwen3-0.6B": str(tmp_path / "model"),
        "path/to/export": place,
        "max_length=1024": f"max_length=256, max_steps={STEPS}, report_to=[], use_cpu=True, bf16=False",
    }
    for words, instead in changes.items():
        assert lines.count(words) == 1
        lines = lines.replace(words, instead)
    names = {}
    exec(lines, names)
    assert names["trainer"].state.global_step == STEPS
