#!/usr/bin/env python3
"""Writes torch.json beside this file: what PyTorch itself computes. Run with any PyTorch from 1.13 on."""
import json
import pathlib

import torch
import torch.nn.functional as F


def series(n, shift=0.0):
    """Numbers that need no random generator: the tests make the same ones."""
    return torch.tensor([((i * 37 + 11) % 101) / 50.0 - 1.0 + shift for i in range(n)], dtype=torch.float32)


def flat(*tensors):
    return [float(x) for t in tensors for x in t.detach().double().flatten().tolist()]


def steps(make):
    p = series(6).view(2, 3).clone().requires_grad_()
    q = series(3, 0.5).clone().requires_grad_()
    optimiser = make([p, q])
    for i in range(5):
        optimiser.zero_grad()
        ((p * (i + 1)).tanh().sum() + (p.sum(0) * q).pow(2).mean()).backward()
        optimiser.step()
    return flat(p, q)


x = series(48).view(2, 3, 8).requires_grad_()
image = series(2 * 3 * 6 * 6).view(2, 3, 6, 6).requires_grad_()
kernel = series(4 * 3 * 3 * 3, 0.1).view(4, 3, 3, 3).requires_grad_()
back = series(3 * 4 * 4 * 4, -0.1).view(3, 4, 4, 4)
gru = [series(12 * 3).view(12, 3), series(12 * 4, 0.2).view(12, 4), series(12), series(12, -0.2)]

golden = {
    "adam": steps(lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.9), eps=1e-6, weight_decay=0.01)),
    "adam_amsgrad": steps(lambda p: torch.optim.Adam(p, lr=0.05, amsgrad=True)),
    "adamw": steps(lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.1)),
    "layer_norm": flat(F.layer_norm(x, (8,), series(8), series(8, 1), 1e-3)),
    "softplus": flat(F.softplus(x)), "silu": flat(F.silu(x)), "gelu": flat(F.gelu(x)), "elu": flat(F.elu(x)),
    "logsumexp": flat(x.logsumexp(-1)), "cumprod": flat(x.cumprod(1)),
    "quantile": flat(x.flatten().quantile(torch.tensor([0.05, 0.5, 0.95]))),
    "conv2d": flat(F.conv2d(image, kernel, series(4), stride=2, padding=1)),
    "conv2d_grad": flat(*torch.autograd.grad(F.conv2d(image, kernel, series(4), stride=2, padding=1).pow(2).sum(), [kernel])),
    "conv_transpose2d": flat(F.conv_transpose2d(image, back, None, stride=2, padding=1)),
    "max_pool2d": flat(F.max_pool2d(image, 2)),
    "interpolate": flat(F.interpolate(image, scale_factor=2, mode="nearest")[0, 0]),
    "gru_cell": flat(torch.gru_cell(series(6).view(2, 3), series(8, 0.3).view(2, 4), *gru)),
    "cross_entropy": flat(F.cross_entropy(x[0], torch.tensor([1, 7, 0]), reduction="none")),
    "group_norm": flat(F.group_norm(image, 3, series(3), series(3, 1))),
    "bfloat16_matmul": flat(series(64).view(8, 8).bfloat16() @ series(64, 0.3).view(8, 8).bfloat16()),
    "clip_grad_norm": [float(torch.nn.utils.clip_grad_norm_([image.detach().requires_grad_()], 1.0))],
    "std_dim": flat(x.std(1)), "var_biased": flat(x.var(-1, unbiased=False)), "einsum": flat(torch.einsum("bij,bkj->bik", x, x)),
}
pathlib.Path(__file__).with_name("torch.json").write_text(json.dumps({k: [round(v, 7) for v in w] for k, w in golden.items()}, separators=(",", ":")).replace("],", "],\n") + "\n")
