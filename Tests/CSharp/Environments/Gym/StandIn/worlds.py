"""Environments that a bridge must get right, and some that misbehave."""
import os
import signal
import sys
import time

import gymnasium
import numpy as np
from gymnasium import spaces

print('a print while importing, which is not for the wire')


class Walk(gymnasium.Env):
    """A walk on a line of 11 places; +1 at the right end, -1 at the left, both terminal."""
    metadata = {'render_modes': ['rgb_array']}

    def __init__(self, render_mode=None, length=11, lives=0):
        self.length, self.render_mode, self.lives = length, render_mode, lives
        self.observation_space = spaces.Box(-np.inf, np.inf, (2,), np.float64)
        self.action_space = spaces.Discrete(2, start=5)

    def _observe(self):
        return np.array([self.at, self.noise])

    def _info(self):
        return {'lives': self.left} if self.lives else {}

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.at, self.noise, self.left = self.length // 2, self.np_random.random(), self.lives
        print('reset', self.at)
        return self._observe(), self._info()

    def step(self, action):
        assert action in (5, 6), action
        self.at += 1 if action == 6 else -1
        self.noise = self.np_random.random()
        if self.lives and self.at in (0, self.length - 1) and self.left > 1:
            self.left, self.at = self.left - 1, self.length // 2
            return self._observe(), -1.0, False, False, self._info()
        over = self.at in (0, self.length - 1)
        return self._observe(), float(np.sign(self.at - self.length // 2)) if over else 0.0, over, False, self._info()

    def render(self):
        picture = np.zeros((32, 48, 3), np.uint8)
        picture[:, 4 * self.at:4 * self.at + 4] = 255
        return picture


class Still(gymnasium.Env):
    """Shows one picture and computes nothing."""

    def __init__(self, size=64):
        self.observation_space = spaces.Box(0, 255, (size, size, 3), np.uint8)
        self.action_space = spaces.Discrete(4)
        self.picture = np.arange(size * size * 3, dtype=np.uint32).astype(np.uint8).reshape(size, size, 3)
        self.info = {}

    def reset(self, *, seed=None, options=None):
        return self.picture, self.info

    def step(self, action):
        return self.picture, 1.0, False, False, self.info


class Nested(gymnasium.Env):
    """One of every kind of space, and echoes of the actions."""

    def __init__(self, action='box'):
        self.observation_space = spaces.Dict({
            'camera': spaces.Dict({'front': spaces.Box(0, 255, (3, 16, 24), np.uint8), 'map': spaces.Box(0, 255, (20, 30), np.uint8)}),
            'board': spaces.Box(0, 9, (2, 3), np.uint8),
            'pair': spaces.Tuple((spaces.Discrete(3, start=-1), spaces.Box(-1, 1, (), np.float32))),
            'switches': spaces.MultiBinary(3),
            'dials': spaces.MultiDiscrete([2, 3]),
            'echo': spaces.Box(-100, 100, (4,), np.float32),
        })
        self.action_space = {
            'box': spaces.Box(np.array([-2, 0], np.float32), np.array([2, 10], np.float32)),
            'integers': spaces.Box(0, 9, (2,), np.int32),
            'tenths': spaces.Box(-0.1, 0.7, (2,), np.float64),  # neither end is a number of 32 bits
            'unbounded': spaces.Box(-np.inf, np.inf, (2,), np.float32),
            'several': spaces.MultiDiscrete([3, 2]),
            'switches': spaces.MultiBinary(2),
            'many': spaces.MultiDiscrete([100, 100]),
            'words': spaces.Text(5),
        }[action]

    def _observe(self, echo):
        numbers = np.zeros(4, np.float32)
        numbers[:len(echo)] = echo
        return {
            'camera': {'front': np.arange(3 * 16 * 24).astype(np.uint8).reshape(3, 16, 24), 'map': np.full((20, 30), 7, np.uint8)},
            'board': np.array([[1, 2, 3], [4, 5, 6]], np.uint8),
            'pair': (1, np.float32(0.5)),
            'switches': np.array([1, 0, 1], np.int8),
            'dials': np.array([1, 2]),
            'echo': numbers,
        }

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return self._observe([]), {}

    def step(self, action):
        if self.action_space.dtype == np.int32:
            assert action.dtype == np.int32, action.dtype
        if self.action_space.dtype == np.float64:
            assert (action >= self.action_space.low).all() and (action <= self.action_space.high).all(), action
        return self._observe([*np.asarray(action, np.float32).reshape(-1), len(np.shape(action))]), 0.25, False, False, {}


class Trouble(Still):
    """Behaves until the third step, and then does what its name says."""

    def __init__(self, how, mark=None):
        super().__init__(16)
        self.how, self.mark, self.steps = how, mark, 0
        if how == 'make':
            raise RuntimeError('no licence for this simulator')
        if how == 'reset':
            self.reset = self.fail

    def fail(self, **_):
        raise RuntimeError('the track is closed')

    def step(self, action):
        self.steps += 1
        if self.steps < 3 or (self.mark and os.path.exists(self.mark)):
            return super().step(action)
        if self.mark:
            open(self.mark, 'w').close()  # once is enough
        return getattr(self, self.how)() or super().step(action)

    def close(self):
        if self.how == 'close':
            raise RuntimeError('the door is stuck')

    def throws(self):
        raise ValueError('the wheel came\n off')

    def crashes(self):
        print('about to crash', file=sys.stderr)
        os.kill(os.getpid(), signal.SIGSEGV)

    def exits(self):
        print('the simulator says goodbye')
        os._exit(7)

    def hangs(self):
        while True:
            time.sleep(1)

    def leaks(self):
        self.hoard = []
        while True:
            self.hoard.append(np.ones(1 << 18))
            time.sleep(0.0005)

    def nan(self):
        return self.picture, float('nan'), False, False, {}

    def shape(self):
        return np.zeros((8, 8, 3), np.uint8), 0.0, False, False, {}

    def dtype(self):
        return np.zeros((16, 16, 3), np.float32), 0.0, False, False, {}

    def nonsense(self):
        # The wire's own descriptor, found as an environment with a stray write might.
        for descriptor in range(3, 20):
            try:
                if os.readlink(f'/proc/self/fd/{descriptor}').startswith('pipe:') and not os.get_inheritable(descriptor):
                    os.write(descriptor, b'hello, this is no frame\n' * 3)
            except OSError:
                pass

    def prints(self):
        print('noise ' * 1000)
        sys.stdout.flush()
        os.write(1, b'raw noise\n')
        os.system('echo noise of a grandchild')


class NotFinite(gymnasium.Env):
    def __init__(self):
        self.observation_space = spaces.Box(-1, 1, (2,), np.float32)
        self.action_space = spaces.Box(-1, 1, (1,), np.float32)

    def reset(self, *, seed=None, options=None):
        return np.zeros(2, np.float32), {}

    def step(self, action):
        return np.array([0, np.nan], np.float32), 0.0, False, False, {}


gymnasium.register('Walk-v0', 'worlds:Walk', max_episode_steps=40)
gymnasium.register('Still-v0', 'worlds:Still', max_episode_steps=1000)
gymnasium.register('Endless-v0', 'worlds:Still')
gymnasium.register('Nested-v0', 'worlds:Nested')
gymnasium.register('Trouble-v0', 'worlds:Trouble')
gymnasium.register('NotFinite-v0', 'worlds:NotFinite')
