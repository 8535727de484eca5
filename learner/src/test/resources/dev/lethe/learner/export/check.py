"""Loads the models in the directories given, and compares their logits and predictions to Lethe's."""

import sys
from pathlib import Path

import torch
from lethe_models import load, predict
from safetensors.torch import load_file

torch.set_num_threads(1)
failed = False
for directory in map(Path, sys.argv[1:]):
    expected = load_file(directory / "expected.safetensors")
    model = load(directory / "model.safetensors")
    with torch.no_grad():
        logits = model(expected["rows"])
        predicted = predict(model, expected["rows"])
    difference = ((logits - expected["logits"]).abs() / expected["logits"].abs().clamp(min=1)).max()
    varied = bool((expected["logits"].std(0)[:3] > 1e-4).all())  # equal constants would show nothing
    good = difference < 1e-5 and varied and torch.equal(predicted, expected["predicted"][:, 0])
    failed |= not good
    print(directory.name, "varied" if varied else "constant", "difference", float(difference), "ok" if good else "FAILED")
sys.exit(failed)
