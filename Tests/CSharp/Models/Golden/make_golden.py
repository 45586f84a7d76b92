"""Golden values for the numerics of Models, from an implementation of the same formulas in numpy (float64) and, for convolutions, torch.
Run: python3 make_golden.py  (needs numpy and torch; rewrites golden.json beside this file)"""
import json
import os

import numpy as np
import torch

RNG = np.random.default_rng(7)
OUT = {}


def put(name, **arrays):
    OUT[name] = {k: np.asarray(v, dtype=np.float64).round(9).tolist() if not isinstance(v, (int, float)) else v for k, v in arrays.items()}


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def silu(x):
    return x * sigmoid(x)


def symlog(x):
    return np.sign(x) * np.log(1 + np.abs(x))


def symexp(x):
    return np.sign(x) * (np.exp(np.abs(x)) - 1)


def unimix(logits, share):
    p = softmax(logits)
    return (1 - share) * p + share / logits.shape[-1]


class Flat:
    """Weights laid out in order of declaration, filled by a formula that both sides know."""

    def __init__(self):
        self.at = 0

    def take(self, *shape):
        n = int(np.prod(shape))
        index = np.arange(self.at, self.at + n)
        self.at += n
        return (0.2 * np.sin(0.37 * index)).reshape(shape)


def layer_norm(x, scale, shift, eps=1e-3):
    mean = x.mean(-1, keepdims=True)
    var = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / np.sqrt(var + eps) * scale + shift


def rms_norm(x, scale, eps=1e-4):
    return x / np.sqrt((x ** 2).mean(-1, keepdims=True) + eps) * scale


# Scalars.
x = np.array([-1e4, -3.5, -1, -1e-3, 0, 1e-3, 0.5, 2, 300, 1e6])
put('symlog', x=x, y=symlog(x), back=symexp(symlog(x)))

# Categoricals: probabilities, both KL sides, entropy, draws by inversion.
q, p = RNG.normal(size=(2, 3, 4)) * 2, RNG.normal(size=(2, 3, 4)) * 2
pq, pp = unimix(q, 0.01), unimix(p, 0.01)
kl = (pq * (np.log(pq) - np.log(pp))).sum(-1)
u = RNG.uniform(size=(2, 3, 1))
draw = (np.cumsum(pq, -1) < u * np.cumsum(pq, -1)[..., -1:]).sum(-1)
put('categorical', q=q, p=p, posterior=pq, prior=pp, kl=kl, summed=kl.sum(-1), clipped=np.maximum(1, kl.sum(-1)), clipped3=np.maximum(3, kl.sum(-1)),
    entropy=-(pq * np.log(pq)).sum(-1), uniform=u, draw=draw)

# Bounded normal.
out, a = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 2))
mean, std = np.tanh(out[:, :2]), (1.0 - 0.1) * sigmoid(out[:, 2:] + 2) + 0.1
put('bounded_normal', out=out, action=a, mean=mean, deviation=std,
    log_probability=(-0.5 * ((a - mean) / std) ** 2 - np.log(std) - 0.5 * np.log(2 * np.pi)).sum(-1),
    entropy=(0.5 * np.log(2 * np.pi * np.e * std ** 2)).sum(-1))


# Two-hot codes.
def two_hot(value, bins):
    code = np.zeros(len(bins))
    if value <= bins[0]:
        code[0] = 1
    elif value >= bins[-1]:
        code[-1] = 1
    else:
        k = max(i for i in range(len(bins)) if bins[i] <= value)
        share = (value - bins[k]) / (bins[k + 1] - bins[k])
        code[k], code[k + 1] = 1 - share, share
    return code


targets = np.array([-1e10, -17.3, -1.0, -0.02, 0.0, 0.3, 1.0, 250.0, 1e10])
for name, count in (('two_hot_2023', 255), ('two_hot_2024', 255), ('two_hot_2024_even', 16)):
    if name == 'two_hot_2023':
        bins = np.linspace(-20, 20, count)
        squash, unsquash = symlog, symexp
    else:
        half = symexp(np.linspace(-20, 0, (count + 1) // 2 if count % 2 else count // 2))
        bins = np.concatenate([half, -half[:-1][::-1]] if count % 2 else [half, -half[::-1]])
        squash = unsquash = lambda v: v
    logits = RNG.normal(size=(len(targets), count)) * 3 - np.abs(np.arange(count) - count // 2) * 40.0 / count
    codes = np.stack([two_hot(squash(t), bins.astype(np.float32).astype(np.float64)) for t in targets])
    logp = logits - np.log(np.exp(logits - logits.max(-1, keepdims=True)).sum(-1, keepdims=True)) - logits.max(-1, keepdims=True)
    put(name, logits=logits, targets=targets, loss=-(codes * logp).sum(-1), mean=unsquash((softmax(logits) * bins).sum(-1)))


# Lambda-returns, time first.
def imagined(r, d, v, lam):
    ret = [v[-1]]
    for t in reversed(range(len(r) - 1)):
        ret.append(r[t + 1] + d[t + 1] * ((1 - lam) * v[t + 1] + lam * ret[-1]))
    return np.stack(ret[::-1][:-1])


r, c, v = RNG.normal(size=(6, 3)), RNG.uniform(0.5, 1, size=(6, 3)), RNG.normal(size=(6, 3))
put('imagined_returns', rewards=r, discounts=c, values=v, returns_2023=imagined(r, 0.997 * c, v, 0.95), returns_2024=imagined(r, c, v, 0.95))
last, term = np.zeros((6, 3)), np.zeros((6, 3))
last[2, 0] = term[2, 0] = 1
last[3, 1] = 1
boot = RNG.normal(size=(6, 3))
ret, acc = [], boot[-1]
for t in reversed(range(5)):
    live, carry = (1 - term[t + 1]) * (1 - 1 / 333), (1 - last[t + 1]) * 0.95
    acc = r[t + 1] + live * ((1 - carry) * boot[t + 1] + carry * acc)
    ret.append(acc)
put('replayed_returns', rewards=r, last=last, terminal=term, bootstrap=boot, returns=np.stack(ret[::-1]))

# Return normalisation.
batches = RNG.normal(size=(4, 50)) * np.array([[1], [5], [20], [20]])
ends, scales = np.zeros(2), []
for batch in batches:
    ends = 0.99 * ends + 0.01 * np.percentile(batch, [5, 95])
    scales.append(max(1.0, ends[1] - ends[0]))
for batch in np.repeat(batches[-1:], 200, 0):
    ends = 0.99 * ends + 0.01 * np.percentile(batch, [5, 95])
put('return_normaliser', batches=batches, scales=scales, after=ends, scale_after=max(1.0, ends[1] - ends[0]))

# Optimisers: two parameters, the second of zeros, so that both arms of the adaptive clipping count.
grads = RNG.normal(size=(5, 10)) * 3
start = np.concatenate([RNG.normal(size=6), np.zeros(4)])
parts = (slice(0, 6), slice(6, 10))
w, m, nu = start.copy(), np.zeros(10), np.zeros(10)
for t, g in enumerate(grads, 1):
    g = g.copy()
    for s in parts:
        most = 0.3 * max(1e-3, np.linalg.norm(w[s]))
        g[s] *= 1 / max(1.0, np.linalg.norm(g[s]) / most)
    nu = 0.999 * nu + 0.001 * g * g
    step = g / (np.sqrt(nu / (1 - 0.999 ** t)) + 1e-20)
    m = 0.9 * m + 0.1 * step
    w = w - 1e-2 * min(1.0, (t - 1) / 3) * m / (1 - 0.9 ** t)
put('laprop', start=start, gradients=grads, end=w)
w, m, nu = start.copy(), np.zeros(10), np.zeros(10)
for t, g in enumerate(grads, 1):
    g = g * min(1.0, 2.0 / (np.linalg.norm(g) + 1e-6))
    m, nu = 0.9 * m + 0.1 * g, 0.999 * nu + 0.001 * g * g
    w = w - 1e-2 * (m / (1 - 0.9 ** t)) / (np.sqrt(nu / (1 - 0.999 ** t)) + 1e-5)
put('adam', start=start, gradients=grads, end=w)

# Cells: D 8, hidden 6, 2 latents of 3 classes, 2 actions, 2 rows.
h, z, a = RNG.normal(size=(2, 8)), RNG.normal(size=(2, 6)), RNG.normal(size=(2, 2))
f = Flat()
k, scale, shift = f.take(6, 8), f.take(6), f.take(6)
xin = silu(layer_norm(np.concatenate([z, a], -1) @ k.T, scale, shift))
k, scale, shift = f.take(24, 14), f.take(24), f.take(24)
parts3 = layer_norm(np.concatenate([xin, h], -1) @ k.T, scale, shift)
reset, cand, update = sigmoid(parts3[:, :8]), parts3[:, 8:16], sigmoid(parts3[:, 16:] - 1)
put('norm_gru', h=h, z=z, a=a, next=update * np.tanh(reset * cand) + (1 - update) * h)

f, g = Flat(), 2


def dense(inputs, units, x):
    kernel, bias, scale = f.take(units, inputs), f.take(units), f.take(units)
    return silu(rms_norm(x @ kernel.T + bias, scale))


def block(inputs, outputs, x):
    kernel, bias = f.take(g, inputs // g, outputs // g), f.take(g, 1, outputs // g)
    x = x.reshape(len(x), g, inputs // g)
    return (np.einsum('nki,kio->nko', x, kernel) + bias[:, 0]).reshape(len(x), outputs)


joined = np.concatenate([dense(8, 6, h), dense(6, 6, z), dense(2, 6, a)], -1)
grouped = np.concatenate([h.reshape(2, g, 4), np.repeat(joined[:, None], g, 1)], -1).reshape(2, -1)
x = block(8 + g * 18, 8, grouped)
x = silu(rms_norm(x, f.take(8)))
gates = block(8, 24, x).reshape(2, g, 3, 4)
reset, cand, update = (gates[:, :, i].reshape(2, 8) for i in range(3))
cand, update = np.tanh(sigmoid(reset) * cand), sigmoid(update - 1)
put('block_gru', h=h, z=z, a=a, next=update * cand + (1 - update) * h)


# Images: 8 x 8 x 2, depth 4, one halving, one row.
def t(x):
    return torch.tensor(np.asarray(x), dtype=torch.float64)


image = RNG.uniform(size=(1, 8, 8, 2))
nchw = t(image).permute(0, 3, 1, 2)
f = Flat()
y = torch.nn.functional.conv2d(nchw - 0.5, t(f.take(4, 2, 4, 4)), None, 2, 1).permute(0, 2, 3, 1).numpy()
encoded_2023 = silu(layer_norm(y, f.take(4), f.take(4))).reshape(1, -1)
f = Flat()
y = torch.nn.functional.conv2d(nchw - 0.5, t(f.take(8, 2, 5, 5)), t(f.take(8)), 1, 2)
y = torch.nn.functional.max_pool2d(y, 2).permute(0, 2, 3, 1).numpy()
encoded_2024 = silu(rms_norm(y, f.take(8))).reshape(1, -1)
dh, dz = RNG.normal(size=(1, 8)), RNG.normal(size=(1, 6))
f = Flat()
y = (np.concatenate([dz, dh], -1) @ f.take(64, 14).T + f.take(64)).reshape(1, 4, 4, 4)
y = torch.nn.functional.conv_transpose2d(t(y).permute(0, 3, 1, 2), t(f.take(4, 2, 4, 4)), t(f.take(2)), 2, 1)
decoded_2023 = y.permute(0, 2, 3, 1).numpy() + 0.5
f, g = Flat(), 4
blockwise = block(8, 128, dh).reshape(1, g, 4, 4, 2).transpose(0, 2, 3, 1, 4).reshape(1, 4, 4, 8)
y = dense(6, 10, dz)
y = (y @ f.take(128, 10).T + f.take(128)).reshape(1, 4, 4, 8)
y = silu(rms_norm(blockwise + y, f.take(8)))
y = y.repeat(2, 1).repeat(2, 2)
y = torch.nn.functional.conv2d(t(y).permute(0, 3, 1, 2), t(f.take(2, 8, 5, 5)), t(f.take(2)), 1, 2)
decoded_2024 = sigmoid(y.permute(0, 2, 3, 1).numpy())
put('images', image=image, encoded_2023=encoded_2023, encoded_2024=encoded_2024, h=dh, z=dz, decoded_2023=decoded_2023, decoded_2024=decoded_2024)


# Parameters of whole agents: images 64 x 64 x 3, 6 continuous actions.
def count_2024(deter, hidden, classes, depth, units, actions=6, latents=32, g=8):
    lin = lambda i, o: i * o + o
    den = lambda i, o: lin(i, o) + o
    blk = lambda i, o: i * o // g + o
    flat = latents * classes
    feature = deter + flat
    depths = [depth * m for m in (2, 3, 4, 4)]
    conv = lambda i, o: 25 * i * o + o
    encoder = sum(conv(i, o) + o for i, o in zip([3] + depths[:-1], depths))
    tokens = 16 * depths[-1]
    core = den(deter, hidden) + den(flat, hidden) + den(actions, hidden) + blk(deter + g * 3 * hidden, deter) + deter + blk(deter, 3 * deter)
    prior = den(deter, hidden) + den(hidden, hidden) + lin(hidden, flat)
    posterior = den(deter + tokens, hidden) + lin(hidden, flat)
    decoder = blk(deter, tokens) + den(flat, 2 * units) + lin(2 * units, tokens) + depths[-1]
    back = depths[::-1]
    decoder += sum(conv(i, o) + o for i, o in zip(back[:-1], back[1:])) + conv(back[-1], 3)
    head = lambda layers, out: den(feature, units) + (layers - 1) * den(units, units) + lin(units, out)
    return encoder + core + prior + posterior + decoder + head(1, 255) + head(1, 1) + head(3, 255) + head(3, 2 * actions)


def count_2023(deter, depth, units, layers, actions=6, latents=32, classes=32):
    den = lambda i, o: i * o + 2 * o
    lin = lambda i, o: i * o + o
    flat, feature = latents * classes, deter + latents * classes
    depths = [depth * 2 ** i for i in range(4)]
    encoder = sum(16 * i * o + 2 * o for i, o in zip([3] + depths[:-1], depths))
    tokens = 16 * depths[-1]
    rssm = den(flat + actions, units) + (units + deter) * 3 * deter + 6 * deter
    rssm += den(deter, units) + lin(units, flat) + den(deter + tokens, units) + lin(units, flat) + deter
    back = depths[::-1]
    decoder = lin(feature, tokens) + sum(16 * i * o + 2 * o for i, o in zip(back[:-1], back[1:])) + 16 * back[-1] * 3 + 3
    head = lambda out: den(feature, units) + (layers - 1) * den(units, units) + lin(units, out)
    return encoder + rssm + decoder + head(255) + head(1) + head(255) + head(2 * actions)


OUT['parameters_2024'] = {k: count_2024(*v) for k, v in {
    '1m': (512, 64, 4, 4, 64), '12m': (2048, 256, 16, 16, 256), '25m': (3072, 384, 24, 24, 384), '50m': (4096, 512, 32, 32, 512),
    '100m': (6144, 768, 48, 48, 768), '200m': (8192, 1024, 64, 64, 1024), '400m': (12288, 1536, 96, 96, 1536)}.items()}
OUT['parameters_2023'] = {k: count_2023(*v) for k, v in {
    's': (512, 32, 512, 2), 'm': (1024, 48, 640, 3), 'l': (2048, 64, 768, 4), 'xl': (4096, 96, 1024, 5)}.items()}

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'golden.json'), 'w') as file:
    json.dump(OUT, file, separators=(',', ':'))
    file.write('\n')
print({k: v for k, v in OUT.items() if k.startswith('parameters')})
