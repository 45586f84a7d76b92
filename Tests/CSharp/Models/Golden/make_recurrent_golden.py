"""Golden values for what PlaNet, Dreamer V1, V2, MuDreamer and RePo add to Models: formulas in numpy (float64), densities, optimiser and norms by torch, entropies by brute-force integration.
Run: python3 make_recurrent_golden.py  (needs numpy and torch; rewrites recurrent.json beside this file)"""
import json
import os

import numpy as np
import torch
from torch import distributions as td
from torch.nn import functional as F

RNG = np.random.default_rng(11)
OUT = {}
torch.set_default_dtype(torch.float64)


def put(name, **arrays):
    OUT[name] = {k: np.asarray(v, dtype=np.float64).round(9).tolist() for k, v in arrays.items()}


def t(x):
    return torch.tensor(np.asarray(x, dtype=np.float64))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softplus(x):
    return np.log1p(np.exp(x))


def elu(x):
    return np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)


class Flat:
    """Weights laid out in order of declaration, filled by a formula that both sides know."""

    def __init__(self):
        self.at = 0

    def take(self, *shape):
        n = int(np.prod(shape))
        index = np.arange(self.at, self.at + n)
        self.at += n
        return (0.2 * np.sin(0.37 * index)).reshape(shape)

    def linear(self, inputs, outputs):
        kernel, bias = self.take(outputs, inputs), self.take(outputs)
        return lambda x: x @ kernel.T + bias


# tanh of a normal: log-probability by torch's transformed distribution; entropy = -integral of p ln p over the action itself, on a grid that is fine where the density is steep.
def tanh_entropy(mean, deviation):
    x = np.linspace(mean - 12 * deviation, mean + 12 * deviation, 400001)
    density = np.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi))
    log_slope = np.log(4) - 2 * np.logaddexp(x, -x)
    # -integral p(a) ln p(a) da with a = tanh x, p(a) da = p(x) dx and p(a) = p(x) / slope
    with np.errstate(divide='ignore', invalid='ignore'):
        inside = np.where(density > 0, -density * (np.log(density) - log_slope), 0)
    return inside.sum() * (x[1] - x[0])


out = np.concatenate([RNG.normal(size=(4, 2)) * 3, RNG.normal(size=(4, 2)) * 2], -1)
for name, least, initial in (('tanh_normal_v1', 1e-4, 5.0), ('tanh_normal_repo', 0.1, np.log(2))):
    mean, deviation = 5 * np.tanh(out[:, :2] / 5), softplus(out[:, 2:] + np.log(np.exp(initial) - 1)) + least
    noise = RNG.normal(size=(4, 2)) * 0.4
    action = np.tanh(mean + deviation * noise).clip(-0.999, 0.999)
    density = td.TransformedDistribution(td.Normal(t(mean), t(deviation)), [td.TanhTransform()])
    put(name, out=out, mean=mean, deviation=deviation, noise=noise, draw=np.tanh(mean + deviation * noise), action=action,
        log_probability=density.log_prob(t(action)).sum(-1).numpy(), mode=np.tanh(mean), least=least, initial=initial,
        entropy=np.vectorize(tanh_entropy)(mean, deviation).sum(-1))

# A normal cut at -1 and 1: mass, density and entropy by integration; draws are quantiles of the cut distribution, found by bisection in its distribution function.
erf = lambda x: torch.erf(t(x)).numpy()
below = lambda x: 0.5 * (1 + erf(np.asarray(x) / np.sqrt(2)))
mean, deviation = np.tanh(out[:, :2]), 2 * sigmoid(out[:, 2:] / 2) + 0.1
action = RNG.uniform(-1, 1, size=(4, 2))
noise = RNG.normal(size=(4, 2))


def cut(mean, deviation, action, noise):
    x = np.linspace(-1, 1, 400001)
    plain = lambda a: np.exp(-0.5 * ((a - mean) / deviation) ** 2)
    step = x[1] - x[0]
    areas = (plain(x[1:]) + plain(x[:-1])) / 2 * step
    mass = areas.sum()
    density = plain(x) / mass
    inside = -density * np.log(density)
    entropy = ((inside[1:] + inside[:-1]) / 2 * step).sum()
    quantile = np.interp(below(noise), np.concatenate([[0], np.cumsum(areas)]) / mass, x)
    return np.log(plain(action) / mass), entropy, quantile


logs, entropies, quantiles = np.vectorize(cut)(mean, deviation, action, noise)
put('truncated_normal', out=out, mean=mean, deviation=deviation, action=action, noise=noise, log_probability=logs.sum(-1), entropy=entropies.sum(-1), draw=quantiles)

# A scalar as the mean of a normal: half the squared error, one or two targets.
prediction, one, two = RNG.normal(size=(3, 2)), RNG.normal(size=(3, 2)), RNG.normal(size=(3, 2))
constant = 0.5 * np.log(2 * np.pi)
like = lambda target: -td.Normal(t(prediction), 1.0).log_prob(t(target)).numpy() - constant
put('normal_scalar', outputs=prediction[..., None], one=one, two=two, mean=prediction, loss=like(one), both=like(one) + like(two))

# Gaussian latents.
raw_q, raw_p, noise = RNG.normal(size=(2, 3, 8)), RNG.normal(size=(2, 3, 8)), RNG.normal(size=(2, 3, 4))
params = lambda raw: (raw[..., :4], softplus(raw[..., 4:]) + 0.1)
(qm, qs), (pm, ps) = params(raw_q), params(raw_p)
kl = td.kl_divergence(td.Normal(t(qm), t(qs)), td.Normal(t(pm), t(ps))).sum(-1).numpy()
put('gaussian_latents', raw_q=raw_q, raw_p=raw_p, q=np.stack([qm, qs], -2), p=np.stack([pm, ps], -2), divergence=kl, noise=noise, draw=qm + qs * noise)

# Both sides of the KL with free nats, of the batch's mean and of every step: values and the gradient on the raw numbers of both.
for name, free, of_mean in (('mean_below', 0.9 * kl.mean(), True), ('mean_above', 1.1 * kl.mean(), True), ('steps', float(np.median(kl)), False)):
    q, p = t(raw_q).requires_grad_(), t(raw_p).requires_grad_()
    normal = lambda raw: td.Normal(raw[..., :4], F.softplus(raw[..., 4:]) + 0.1)
    sides = [td.kl_divergence(normal(a), normal(b)).sum(-1) for a, b in ((q.detach(), p), (q, p.detach()))]
    sides = [torch.clamp(side.mean(), min=free) if of_mean else torch.clamp(side, min=free).mean() for side in sides]
    (0.8 * sides[0] + 0.2 * sides[1]).backward()
    grad = lambda x: (torch.zeros_like(x) if x.grad is None else x.grad).numpy()
    put('balanced_kl_' + name, free=free, dynamics=sides[0].item(), representation=sides[1].item(), loss=(0.8 * sides[0] + 0.2 * sides[1]).item(), gradient_q=grad(q), gradient_p=grad(p))

# Cells: D 8, hidden 6, 4 Gaussian latents, 2 actions, 2 rows.
h, z, a = RNG.normal(size=(2, 8)), RNG.normal(size=(2, 4)), RNG.normal(size=(2, 2))
f = Flat()
x = elu(f.linear(6, 6)(np.concatenate([z, a], -1)))
kx, bx = f.take(24, 6), f.take(24)
kh, bh = f.take(24, 8), f.take(24)
# torch's cell has the same reset gate, but its update gate says what is kept: with the sign of that third of the weights turned it is this one. Its order is reset, update, candidate.
order = np.concatenate([np.arange(8), np.arange(16, 24), np.arange(8, 16)])
sign = np.concatenate([np.ones(8), -np.ones(8), np.ones(8)])
cell = torch.nn.GRUCell(6, 8)
with torch.no_grad():
    for target, value in ((cell.weight_ih, kx), (cell.bias_ih, bx), (cell.weight_hh, kh), (cell.bias_hh, bh)):
        value = value[order]
        target.copy_(t(value * (sign[:, None] if value.ndim == 2 else sign)))
put('gru', h=h, z=z, a=a, next=cell(t(x), t(h)).detach().numpy())
f = Flat()
x = elu(f.linear(6, 6)(np.concatenate([z, a], -1)))
reset, cand, update = np.split(f.linear(14, 24)(np.concatenate([x, h], -1)), 3, -1)
update = sigmoid(update - 1)
put('norm_gru_without_norm', h=h, z=z, a=a, next=update * np.tanh(sigmoid(reset) * cand) + (1 - update) * h)

# Lambda-returns in which the value of a state counts the reward that came with it, and how much each imagined step weighs.
r, d, v = RNG.normal(size=(6, 3)), RNG.uniform(0.5, 1, size=(6, 3)), RNG.normal(size=(6, 3))
returns = [v[-1]]
for k in reversed(range(5)):
    returns.append(r[k] + d[k] * (0.05 * v[k + 1] + 0.95 * returns[-1]))
put('own_returns', rewards=r, discounts=d, values=v, returns=np.stack(returns[::-1][:-1]),
    weights=np.cumprod(np.concatenate([np.ones((1, 3)), d[:4]]), 0), weights_v3=np.cumprod(d[:5], 0))

# InfoNCE by densities: q(s|o) a normal of unit variance, the sum over all observations of the batch.
states, means = RNG.normal(size=(5, 7)), RNG.normal(size=(5, 7))
densities = np.array([[td.Normal(t(m), 1.0).log_prob(t(s)).sum().item() for m in means] for s in states])
put('info_nce', states=states, means=means, loss=-(np.diag(densities) - np.log(np.exp(densities).sum(1))).mean())

# Latent overshooting: T 5, B 2, D 8, hidden 6, S 3, A 2. z is the mean (deterministic states), so that nothing is drawn.
T, B, D, H, S, A, DISTANCE, FREE, SCALE = 5, 2, 8, 6, 3, 2, 3, 0.2, 0.7
f = Flat()
into, gx, gh = f.linear(S + A, H), f.linear(H, 3 * D), f.linear(D, 3 * D)
prior_hidden, prior_out = f.linear(D, H), f.linear(H, 2 * S)


def step(h, z, a):
    x, s = np.split(gx(elu(into(np.concatenate([z, a], -1)))), 3, -1), np.split(gh(h), 3, -1)
    candidate, update = np.tanh(x[1] + sigmoid(x[0] + s[0]) * s[1]), sigmoid(x[2] + s[2])
    return h + update * (candidate - h)


def prior(h):
    raw = prior_out(elu(prior_hidden(h)))
    return raw[..., :S], softplus(raw[..., S:]) + 0.1


hs, zs = RNG.normal(size=(T, B, D)), RNG.normal(size=(T, B, S))
qm, qs = RNG.normal(size=(T, B, S)), RNG.uniform(0.2, 1.5, size=(T, B, S))
actions, first = RNG.uniform(-1, 1, size=(T, B, A)), np.zeros((T, B))
first[0, 0] = first[3, 1] = 1
loss = 0
for d in range(2, DISTANCE + 1):
    total = 0
    for start in range(T - d):
        for row in range(B):
            hh, zz = hs[start, row], zs[start, row]
            for k in range(1, d + 1):
                hh = step(hh, zz, actions[start + k, row])
                zz = prior(hh)[0]
            if first[start + 1:start + d + 1, row].any():
                continue
            m, s = prior(hh)
            total += max(FREE, td.kl_divergence(td.Normal(t(qm[start + d, row]), t(qs[start + d, row])), td.Normal(t(m), t(s))).sum().item())
    loss += total / ((T - d) * B)
standard = td.kl_divergence(td.Normal(t(qm), t(qs)), td.Normal(0.0, 1.0)).sum(-1).mean().item()
put('overshooting', h=hs, z=zs, posterior=np.stack([qm, qs], -2), actions=actions, first=first, loss=SCALE * loss / DISTANCE, global_prior=standard)

# The dual variable: Adam of torch on ln beta against the loss -ln beta (KL - epsilon).
violations = np.concatenate([RNG.normal(size=10) * 5 + 3, np.full(5, -2.0)])
logarithm = torch.tensor(np.log(0.02), requires_grad=True)
adam = torch.optim.Adam([logarithm], lr=0.01)
path = []
for violation in violations:
    adam.zero_grad()
    (-logarithm * violation).backward()
    adam.step()
    path.append(logarithm.item())
put('dual_variable', violations=violations, logarithms=path)

# Batch norm: 4 x 3 rows of 5, two batches in training, then one by running statistics. Decay 0.9, eps 1e-3.
batches, scale, shift = RNG.normal(size=(2, 4, 3, 5)) * 2 + 1, None, None
f = Flat()
scale, shift, mean, variance = (t(f.take(5)) for _ in range(4))
variance = variance.abs()
outputs = [F.batch_norm(t(batch).reshape(-1, 5), mean, variance, scale, shift, training=True, momentum=0.1, eps=1e-3).reshape(4, 3, 5).numpy() for batch in batches]
put('batch_norm', batches=batches, training=outputs, mean=mean.numpy(), variance=variance.numpy(),
    running=F.batch_norm(t(batches[0]).reshape(-1, 5), mean, variance, scale, shift, training=False, eps=1e-3).reshape(4, 3, 5).numpy())

# Image networks without padding: 64 -> 31 -> 14 -> 6 -> 2 and 1 -> 5 -> 13 -> 30 -> 64, depth 2, ReLU.
image = RNG.uniform(size=(1, 64, 64, 1)).round(3)
f = Flat()
x = t(image).permute(0, 3, 1, 2) - 0.5
for i, o in ((1, 2), (2, 4), (4, 8), (8, 16)):
    x = F.relu(F.conv2d(x, t(f.take(o, i, 4, 4)), t(f.take(o)), 2))
encoded = x.permute(0, 2, 3, 1).reshape(1, -1).numpy()
h, z = RNG.normal(size=(1, 8)), RNG.normal(size=(1, 6))
f = Flat()
x = t(f.linear(14, 64)(np.concatenate([z, h], -1))).reshape(1, 64, 1, 1)
for i, o, k in ((64, 8, 5), (8, 4, 5), (4, 2, 6), (2, 1, 6)):
    x = F.conv_transpose2d(x, t(f.take(i, o, k, k)), t(f.take(o)), 2)
    x = F.relu(x) if o > 1 else x
decoded = x.permute(0, 2, 3, 1).numpy() + 0.5
# The whole picture would be 4096 numbers: its rows' means say as much of a transposed convolution.
put('unpadded_images', image=image, encoded=encoded, h=h, z=z, shape=decoded.shape, decoded_rows=decoded.mean(2)[0, :, 0], decoded_columns=decoded.mean(1)[0, :, 0])


# Parameters of whole agents, 64 x 64 x 3 images and 6 continuous actions where nothing else is said.
lin = lambda i, o: i * o + o


def mlp(inputs, units, layers, outputs):
    return lin(inputs, units) + (layers - 1) * lin(units, units) + lin(units, outputs)


def unpadded(depth, channels, feature):
    """Encoder, decoder and embedding of the networks without padding."""
    depths = [depth, 2 * depth, 4 * depth, 8 * depth]
    encoder = sum(16 * i * o + o for i, o in zip([channels] + depths[:-1], depths))
    decoder = lin(feature, 32 * depth)
    for i, o, k in ((32 * depth, 4 * depth, 5), (4 * depth, 2 * depth, 5), (2 * depth, depth, 6), (depth, channels, 6)):
        decoder += k * k * i * o + o
    return encoder, decoder, 32 * depth


def gaussian(units, reward, actor=None, value=None, decoder=True, contrast=False, actions=6):
    h, z, hidden = 200, 30, 200
    feature = h + z
    encoder, pictures, embedding = unpadded(32, 3, feature)
    rssm = lin(z + actions, hidden) + lin(hidden, 3 * h) + lin(h, 3 * h) + lin(h, hidden) + lin(hidden, 2 * z) + lin(h + embedding, hidden) + lin(hidden, 2 * z)
    total = encoder + rssm + mlp(feature, units, reward, 1)
    total += pictures if decoder else 0
    total += mlp(embedding, units, reward, feature) if contrast else 0
    return total + (mlp(feature, units, actor, 2 * actions) + mlp(feature, units, value, 1) if actor else 0)


def v2(h, actions, continuous, predicts_continue, channels):
    flat, units = 1024, 400
    feature = h + flat
    encoder, decoder, embedding = unpadded(48, channels, feature)
    rssm = lin(flat + actions, h) + 2 * h * 3 * h + 6 * h + lin(h, h) + lin(h, flat) + lin(h + embedding, h) + lin(h, flat)
    heads = mlp(feature, units, 4, 1) * (2 if predicts_continue else 1)
    return encoder + decoder + rssm + heads + mlp(feature, units, 4, 1) + mlp(feature, units, 4, actions * (2 if continuous else 1))


def mudreamer(actions=6):
    """DreamerV3 (2023, S) by its own layers; then without the decoder and with two more heads."""
    den = lambda i, o: i * o + 2 * o
    feature = 1536
    depths = [32, 64, 128, 256]
    encoder = sum(16 * i * o + 2 * o for i, o in zip([3] + depths[:-1], depths))
    rssm = den(1024 + actions, 512) + 1024 * 1536 + 2 * 1536 + den(512, 512) + lin(512, 1024) + den(512 + 4096, 512) + lin(512, 1024) + 512
    head = lambda outputs, inputs=feature: den(inputs, 512) + den(512, 512) + lin(512, outputs)
    return encoder + rssm + head(255) + head(1) + head(255) + head(2 * actions, 4096 + feature) + head(255) + head(2 * actions)


OUT['parameters_recurrent'] = {
    'planet': gaussian(200, 2), 'dreamer-v1': gaussian(400, 2, 4, 3), 'dreamer-v1-contrastive': gaussian(400, 2, 4, 3, decoder=False, contrast=True),
    'repo': gaussian(200, 2, 4, 3), 'dreamer-v2 control': v2(200, 6, True, False, 3), 'dreamer-v2 paper': v2(600, 18, False, True, 1), 'mudreamer': mudreamer()}

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'recurrent.json'), 'w') as file:
    json.dump(OUT, file, separators=(',', ':'))
    file.write('\n')
print(OUT['parameters_recurrent'])
