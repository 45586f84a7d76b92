"""Golden probabilities of replay's samplers, counted out in numpy (float64).
Run: python3 make_golden.py  (needs numpy; rewrites golden.json beside this file)"""
import json
import os

import numpy as np

RNG = np.random.default_rng(11)


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def balanced(visits, temperature):
    """p = softmax(-visits / temperature), and how likely each start is in a batch of two that differ."""
    p = softmax(-visits / temperature)
    second = np.array([sum(p[j] * p[i] / (1 - p[j]) for j in range(len(p)) if j != i) for i in range(len(p))])
    return {"visits": visits.tolist(), "temperature": temperature, "probability": p.tolist(), "in_batch_of_two": (p + second).tolist()}


def clipped(streams, length):
    """Uniform over ended episodes, uniform over the steps of one, moved back so that `length` steps fit before its end, and forward to where the stream can begin."""
    episodes = [(s, b, e) for s in streams if s["end"] - s["first_start"] >= length for b, e in s["ended"]]
    starts = {}
    for stream, begin, end in episodes:
        begin = max(begin, stream["first_start"])
        for step in range(begin, end):
            start = min(max(min(step, end - length), stream["first_start"]), stream["end"] - length)
            key = f"{stream['id']}:{start}"
            starts[key] = starts.get(key, 0) + 1 / len(episodes) / (end - begin)
    assert abs(sum(starts.values()) - 1) < 1e-12
    return {"length": length, "starts": starts}


STREAMS = [
    # episodes of 7 steps; what comes after the last ended one is still open
    {"id": 1, "first_start": 0, "end": 20, "ended": [(0, 7), (7, 14)]},
    {"id": 2, "first_start": 0, "end": 10, "ended": [(0, 7), (7, 10)]},  # cut by a crash
    {"id": 3, "first_start": 0, "end": 3, "ended": [(0, 3)]},  # holds no sequence
]

OUT = {
    "balanced": balanced(RNG.integers(0, 90, 40), 20.0),
    "balanced_sharp": balanced(np.array([0, 0, 1, 1, 1, 2, 5, 9, 40, 3000]), 1.5),
    "clipped": clipped(STREAMS, 5),
    "clipped_long": clipped(STREAMS[:2], 9),
}

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.json"), "w") as file:
    json.dump(OUT, file, indent=1)
