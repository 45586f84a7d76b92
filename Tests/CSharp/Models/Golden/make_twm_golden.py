"""Golden values for TWM's pieces, from an implementation of the same formulas in numpy (float64), token by token and distance by distance.
Convolutions are torch's own.
Run: python3 make_twm_golden.py  (needs numpy and torch; rewrites twm.json beside this file)"""
import json
import os

import numpy as np
import torch

RNG = np.random.default_rng(11)
OUT = {}


def put(name, **arrays):
    OUT[name] = {k: np.asarray(v, dtype=np.float64).round(9).tolist() if not isinstance(v, (int, float)) else v for k, v in arrays.items()}


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def silu(x):
    return x / (1 + np.exp(-x))


def layer_norm(x, scale, shift, eps=1e-5):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) / np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + eps) * scale + shift


class Flat:
    """Weights laid out in order of declaration, filled by a formula that both sides know."""

    def __init__(self):
        self.at = 0

    def take(self, *shape):
        n = int(np.prod(shape))
        index = np.arange(self.at, self.at + n)
        self.at += n
        return (0.2 * np.sin(0.37 * index)).reshape(shape)


# Transformer-XL: width 6, 2 layers, 2 heads of 4, feed-forward 10, memory of 2 steps, steps of 3 tokens.
WIDTH, LAYERS, HEADS, SIZE, FEED, MEMORY, GROUP = 6, 2, 2, 4, 10, 2, 3


def encoding(distance):
    row = np.zeros(WIDTH)
    for i in range(WIDTH // 2):
        angle = distance * 10000 ** (-2 * i / WIDTH)
        row[2 * i], row[2 * i + 1] = np.sin(angle), np.cos(angle)
    return row


f = Flat()
U, V = f.take(HEADS, SIZE), f.take(HEADS, SIZE)
W = [dict(qkv=f.take(3 * HEADS * SIZE, WIDTH), dist=f.take(HEADS * SIZE, WIDTH), out=f.take(WIDTH, HEADS * SIZE), s1=f.take(WIDTH), b1=f.take(WIDTH),
          up=f.take(FEED, WIDTH), upb=f.take(FEED), down=f.take(WIDTH, FEED), downb=f.take(WIDTH), s2=f.take(WIDTH), b2=f.take(WIDTH)) for _ in range(LAYERS)]


def transformer(tokens, sees):
    """tokens [S,width]; sees(i, j): whether token i may attend to token j."""
    x = tokens
    for w in W:
        qkv = (x @ w['qkv'].T).reshape(len(x), 3, HEADS, SIZE)
        result = np.zeros((len(x), HEADS, SIZE))
        for head in range(HEADS):
            for i in range(len(x)):
                keys = [j for j in range(i + 1) if sees(i, j)]
                q = qkv[i, 0, head]
                scores = []
                for j in keys:
                    far = (w['dist'] @ encoding(i - j)).reshape(HEADS, SIZE)[head]
                    scores.append(((q + U[head]) @ qkv[j, 1, head] + (q + V[head]) @ far) / np.sqrt(SIZE))
                result[i, head] = softmax(np.array(scores)) @ qkv[keys, 2, head]
        y = layer_norm(x + result.reshape(len(x), -1) @ w['out'].T, w['s1'], w['b1'])
        x = layer_norm(y + silu(y @ w['up'].T + w['upb']) @ w['down'].T + w['downb'], w['s2'], w['b2'])
    return x


steps = 5
tokens = RNG.normal(size=(2, steps * GROUP, WIDTH))
episodes = np.array([[0, 0, 0, 0, 0], [0, 0, 1, 1, 1]])
put('twm_transformer', tokens=tokens, episodes=episodes, outputs=np.stack([
    transformer(tokens[n], lambda i, j: i // GROUP - j // GROUP <= MEMORY and episodes[n, i // GROUP] == episodes[n, j // GROUP]) for n in range(2)]))

# Generalised advantages, from their definition as a sum.
r, d, v = RNG.normal(size=(5, 3)), RNG.uniform(0, 1, size=(5, 3)), RNG.normal(size=(6, 3))
d[2, 1] = 0
adv = np.zeros((5, 3))
for t in range(5):
    factor = np.ones(3)
    for k in range(t, 5):
        adv[t] += factor * (r[k] + d[k] * v[k + 1] - v[k])
        factor = factor * d[k] * 0.95
put('advantages', rewards=r, discounts=d, values=v, advantages=adv)

# The floor under entropy: shares of the largest entropy, a threshold of 0.1 and one of 1.
p = softmax(RNG.normal(size=(6, 4)) * np.array([[0.1], [1], [3], [9], [20], [40]]))
share = -(p * np.log(p)).sum(-1) / np.log(4)
put('entropy_floor', share=share, threshold=np.maximum(0, 0.1 - share), plain=1 - share)

# Both forms of the observation loss's last two terms: 2 rows of 3 transitions, 4 latents of 5 classes.
q, prior = RNG.normal(size=(2, 3, 4, 5)) * 2, RNG.normal(size=(2, 3, 4, 5)) * 2
pq, pp = softmax(q), softmax(prior)
entropy = -(pq * np.log(pq)).sum((-1, -2))
put('twm_observation', q=q, p=prior, entropy=entropy, threshold=5 * np.maximum(0, 0.1 - entropy.mean() / (4 * np.log(5))), bonus=-5 * entropy.mean(),
    prior_first=-(pp * np.log(pq)).sum((-1, -2)), posterior_first=-(pq * np.log(pp)).sum((-1, -2)))

# Adam with weight decay, on the start and the gradients that it has without: the decay joins the clipped gradient.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'golden.json')) as file:
    adam = json.load(file)['adam']
grads, w = np.array(adam['gradients']), np.array(adam['start'])
m, nu = np.zeros(10), np.zeros(10)
for t, g in enumerate(grads, 1):
    g = g * min(1.0, 2.0 / (np.linalg.norm(g) + 1e-6)) + 0.1 * w
    m, nu = 0.9 * m + 0.1 * g, 0.999 * nu + 0.001 * g * g
    w = w - 1e-2 * (m / (1 - 0.9 ** t)) / (np.sqrt(nu / (1 - 0.999 ** t)) + 1e-5)
put('adam_decay', end=w)

# Convolutions without padding: down with a kernel of 4, back with kernels of 5 and 6; a bias, no norm.
def t(x):
    return torch.tensor(np.asarray(x), dtype=torch.float64)


image = RNG.normal(size=(2, 7, 6, 3))
nchw = t(image).permute(0, 3, 1, 2)
unpadded = {}
f = Flat()
unpadded['down'] = silu(torch.nn.functional.conv2d(nchw, t(f.take(4, 3, 4, 4)), t(f.take(4)), 2).permute(0, 2, 3, 1).numpy())
for size in (5, 6):
    f = Flat()
    unpadded[f'up{size}'] = silu(torch.nn.functional.conv_transpose2d(nchw, t(f.take(3, 2, size, size)), t(f.take(2)), 2).permute(0, 2, 3, 1).numpy())
f = Flat()
unpadded['one'] = silu(torch.nn.functional.conv_transpose2d(nchw[:, :, :1, :1], t(f.take(3, 2, 5, 5)), t(f.take(2)), 2).permute(0, 2, 3, 1).numpy())
put('unpadded', image=image, **unpadded)

# Parameters at the paper's sizes, 4 grey frames of 64 x 64 and 18 actions (Table 5: 8.2M, 10.8M, 1.3M, 1.3M).
lin = lambda i, o: i * o + o
mlp = lambda i, units, layers, o: lin(i, units) + (layers - 1) * lin(units, units) + lin(units, o)
flat, width, inner, feed = 32 * 32, 256, 4 * 64, 1024
layer = width * 3 * inner + width * inner + inner * width + lin(width, feed) + lin(feed, width) + 4 * width
dynamics = lin(flat, width) + 18 * width + lin(1, width) + 10 * layer + 2 * inner + mlp(width, 512, 4, flat) + 2 * mlp(width, 256, 4, 1)
depths, back = [48, 96, 192, 384], [768, 192, 96, 48]
observation = sum(16 * i * o + o for i, o in zip([4] + depths, depths)) + mlp(2 * 2 * 384, 512, 2, flat)
observation += lin(flat, 768) + sum(k * k * i * o + o for k, i, o in zip((5, 5, 6, 6), back, back[1:] + [4]))
OUT['twm_parameters'] = {'observation': observation, 'dynamics': dynamics, 'actor': mlp(flat, 512, 4, 18), 'critic': mlp(flat, 512, 4, 1)}

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'twm.json'), 'w') as file:
    json.dump(OUT, file, separators=(',', ':'))
    file.write('\n')
print(OUT['twm_parameters'])
