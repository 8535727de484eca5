"""One learning step of experience replay in PyTorch eager, timed: the peer of StepsCommand.

Times the work of a step of Lethe's learner: new uint8 rows and rows drawn without replacement
from a uint8 reservoir become one float batch, one forward pass gives predictions and loss, backward,
plain SGD, then the reservoir takes the fresh rows.

usage: step.py HIDDEN BATCH REPLAY STEPS CHUNKS     (prints the median chunk's microseconds per step)
"""
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

hidden, batch, replay, steps, chunks = (int(a) for a in sys.argv[1:6])
torch.set_num_threads(1)
torch.manual_seed(1)
rng = np.random.default_rng(1)

memory_size = 500
model = torch.nn.Sequential(
    torch.nn.Linear(784, hidden), torch.nn.ReLU(),
    torch.nn.Linear(hidden, hidden), torch.nn.ReLU(),
    torch.nn.Linear(hidden, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
stream_x = torch.from_numpy(rng.integers(0, 256, (4096, 784), dtype=np.uint8))
stream_y = torch.from_numpy(rng.integers(0, 10, 4096))
memory_x = torch.zeros(memory_size, 784, dtype=torch.uint8)
memory_y = torch.zeros(memory_size, dtype=torch.int64)
seen = 0


def step(at):
    global seen
    x, y = stream_x[at:at + batch], stream_y[at:at + batch]
    if replay and seen:
        size = min(seen, memory_size)
        chosen = torch.from_numpy(rng.choice(size, min(replay, size), replace=False))
        inputs, labels = torch.cat([x, memory_x[chosen]]), torch.cat([y, memory_y[chosen]])
    else:
        inputs, labels = x, y
    logits = model(inputs.float() / 255)
    predicted = logits[:batch].detach().argmax(1).tolist()
    loss = F.cross_entropy(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if replay:
        for i in range(batch):
            slot = seen if seen < memory_size else int(rng.integers(0, seen + 1))
            if slot < memory_size:
                memory_x[slot], memory_y[slot] = x[i], y[i]
            seen += 1
    return predicted


def chunk():
    begin = time.perf_counter()
    for i in range(steps):
        step((i * batch) % (4096 - batch))
    return (time.perf_counter() - begin) / steps * 1e6


for _ in range(2):
    chunk()
print(f"{np.median([chunk() for _ in range(chunks)]):.0f}")
