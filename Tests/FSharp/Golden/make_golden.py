"""Golden values for Hosts/Experiments/Statistics.fs, from the definitions in Agarwal et al. 2021 (arXiv 2108.13264) with numpy in float64.
The bootstrap draws from splitmix64 (Steele, Lea and Flood 2014), written out here, so that intervals agree to the last digits and not just about.
Run: python3 make_golden.py  (needs numpy; rewrites golden.json beside this file)"""
import json
import os

import numpy as np

MASK = (1 << 64) - 1
REPETITIONS = 400


def splitmix64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def trimmed(values, share=0.25):
    values = np.sort(np.asarray(values))
    cut = int(share * values.size)
    return values[cut:values.size - cut].mean()


def pooled(strata):
    return np.concatenate(strata)


METRICS = {
    "mean": lambda strata: np.mean([np.mean(runs) for runs in strata]),
    "median": lambda strata: np.median([np.mean(runs) for runs in strata]),
    "iqm": lambda strata: trimmed(pooled(strata)),
    "gap": lambda strata: 1 - np.mean(np.minimum(pooled(strata), 1)),
}


def bootstrap(seed, strata):
    stream = splitmix64(seed)
    rows = []
    for _ in range(REPETITIONS):
        drawn = [np.array([runs[next(stream) % len(runs)] for _ in runs]) for runs in strata]
        rows.append([metric(drawn) for metric in METRICS.values()])
    low, high = np.quantile(np.array(rows), [0.025, 0.975], axis=0)
    return {name: [float(l), float(h)] for name, l, h in zip(METRICS, low, high)}


def profile(strata, thresholds):
    return [float(np.mean(pooled(strata) > t)) for t in thresholds]


def main():
    rng = np.random.default_rng(20261120)
    cases = []
    for sizes, seed in [([5, 5, 5], 0), ([3, 3, 3, 3, 3, 3], 7), ([1, 4, 9], 123456789), ([10], 18446744073709551615), ([2, 2], 1)]:
        strata = [np.round(rng.normal(0.6 + 0.3 * i, 0.5, size), 3) for i, size in enumerate(sizes)]
        thresholds = [-1.0, 0.0, 0.25, 0.5, 1.0, float(strata[0][0]), 5.0]
        cases.append({
            "seed": str(seed),
            "repetitions": REPETITIONS,
            "strata": [runs.tolist() for runs in strata],
            "point": {name: float(metric(strata)) for name, metric in METRICS.items()},
            "interval": bootstrap(seed, strata),
            "thresholds": thresholds,
            "profile": profile(strata, thresholds),
            "deviation": [float(np.std(runs, ddof=1)) if len(runs) > 1 else 0.0 for runs in strata],
            "quantiles": [[q, float(np.quantile(pooled(strata), q))] for q in (0.0, 0.025, 0.31, 0.5, 0.975, 1.0)],
        })
    x = np.sort(rng.uniform(0, 10, 6)).round(3)
    y = rng.normal(size=6).round(3)
    at = [float(x[0]), float(x[2]), 0.3 * float(x[0]) + 0.7 * float(x[1]), float(x[4] + x[5]) / 2, float(x[5])]
    line = {"x": x.tolist(), "y": y.tolist(), "at": at, "value": np.interp(at, x, y).tolist()}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.json"), "w") as file:
        json.dump({"cases": cases, "line": line}, file, indent=1)


main()
