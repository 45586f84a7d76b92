"""A stand-in for Gymnasium 1.x: just the interface that a bridge meets, with the same names, signatures and return values. For tests on machines that have no Gymnasium."""
import importlib

from gymnasium import error, spaces

__version__ = '1.2.0-stand-in'
registry = {}


class EnvSpec:
    def __init__(self, id, entry_point=None, max_episode_steps=None, kwargs=None):
        self.id, self.entry_point, self.max_episode_steps, self.kwargs = id, entry_point, max_episode_steps, dict(kwargs or {})


class Env:
    metadata = {'render_modes': []}
    render_mode = None
    spec = None
    _np_random = None

    def reset(self, *, seed=None, options=None):
        import numpy as np
        if seed is not None:
            self._np_random = np.random.default_rng(seed)

    def step(self, action):
        raise NotImplementedError

    def render(self):
        raise NotImplementedError

    def close(self):
        pass

    @property
    def np_random(self):
        import numpy as np
        if self._np_random is None:
            self._np_random = np.random.default_rng()
        return self._np_random

    @property
    def unwrapped(self):
        return self


class Wrapper(Env):
    def __init__(self, env):
        self.env = env

    def __getattr__(self, name):
        return getattr(self.env, name)

    def reset(self, *, seed=None, options=None):
        return self.env.reset(seed=seed, options=options)

    def step(self, action):
        return self.env.step(action)

    def render(self):
        return self.env.render()

    def close(self):
        return self.env.close()

    @property
    def unwrapped(self):
        return self.env.unwrapped


class TimeLimit(Wrapper):
    def __init__(self, env, max_episode_steps):
        super().__init__(env)
        self._max_episode_steps, self._elapsed_steps = max_episode_steps, None

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        self._elapsed_steps += 1
        if self._elapsed_steps >= self._max_episode_steps:
            truncated = True
        return observation, reward, terminated, truncated, info

    def reset(self, *, seed=None, options=None):
        self._elapsed_steps = 0
        return super().reset(seed=seed, options=options)


class OrderEnforcing(Wrapper):
    def __init__(self, env):
        super().__init__(env)
        self._has_reset = False

    def step(self, action):
        if not self._has_reset:
            raise error.ResetNeeded('Cannot call env.step() before calling env.reset()')
        return super().step(action)

    def reset(self, *, seed=None, options=None):
        self._has_reset = True
        return super().reset(seed=seed, options=options)


def register(id, entry_point=None, max_episode_steps=None, kwargs=None, **_):
    registry[id] = EnvSpec(id, entry_point, max_episode_steps, kwargs)


def register_envs(env_module):
    """Does nothing, as upstream: importing the module registered them."""


def make(id, max_episode_steps=None, disable_env_checker=None, **kwargs):
    module, colon, name = id.partition(':')
    if colon:
        importlib.import_module(module)
    else:
        name = id
    if '-v' not in name:
        raise error.Error(f'Malformed environment ID: {name}. (Currently all IDs must be of the form [namespace/](env-name)-v(version). (namespace is optional))')
    if name not in registry:
        raise error.NameNotFound(f"Environment `{name.rsplit('-v', 1)[0]}` doesn't exist.")
    spec = registry[name]
    create = spec.entry_point
    if isinstance(create, str):
        module, _, attribute = create.partition(':')
        create = getattr(importlib.import_module(module), attribute)
    env = create(**{**spec.kwargs, **kwargs})
    env.spec = spec
    env = OrderEnforcing(env)
    limit = max_episode_steps or spec.max_episode_steps
    return TimeLimit(env, limit) if limit else env
