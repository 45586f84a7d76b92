"""A stand-in for ale_py's Gymnasium environments around the made-up game of Atari/fake_ale.c."""
import gymnasium
import numpy as np
from gymnasium import spaces

MEANINGS = ['NOOP', 'FIRE', 'UP', 'RIGHT', 'LEFT', 'DOWN', 'UPRIGHT', 'UPLEFT', 'DOWNRIGHT', 'DOWNLEFT', 'UPFIRE', 'RIGHTFIRE', 'LEFTFIRE', 'DOWNFIRE', 'UPRIGHTFIRE', 'UPLEFTFIRE', 'DOWNRIGHTFIRE', 'DOWNLEFTFIRE']


class AtariEnv(gymnasium.Env):
    def __init__(self, game, mode=None, difficulty=None, obs_type='rgb', frameskip=4, repeat_action_probability=0.25, full_action_space=False,
                 max_num_frames_per_episode=None, render_mode=None):
        assert obs_type == 'rgb' and frameskip == 1 and max_num_frames_per_episode is None
        self.sticky, self._action_set = np.float32(repeat_action_probability), list(range(18)) if full_action_space else [0, 1, 3, 4, 11, 12]
        self.action_space = spaces.Discrete(len(self._action_set))
        self.observation_space = spaces.Box(0, 255, (210, 160, 3), np.uint8)
        self.lives = 0

    def get_action_meanings(self):
        return [MEANINGS[action] for action in self._action_set]

    def _observe(self):
        screen = np.empty((210, 160, 3), np.uint8)
        screen[:, :, 0] = (self.frame * 7 + np.arange(160)).astype(np.uint8)[None, :]
        screen[:, :, 1] = (np.arange(210) + 3 * self.pressed).astype(np.uint8)[:, None]
        screen[:, :, 2] = 50 * self.lives
        return screen

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        if seed is not None:
            self.draws = seed
        self.frame, self.lives, self.pressed = 0, 3, 0
        return self._observe(), {'lives': self.lives}

    def step(self, action):
        if self.sticky > 0:
            self.draws = (self.draws * 1103515245 + 12345) & 0xFFFFFFFF
            if (self.draws >> 16 & 0x7fff) >= self.sticky * 32768:
                self.pressed = self._action_set[action]
        else:
            self.pressed = self._action_set[action]
        self.frame += 1
        if self.frame % 60 == 0:
            self.lives -= 1
        reward = 1.0 if self.pressed == 1 else 2.0 if self.pressed == 3 and self.frame % 2 == 0 else 0.0
        return self._observe(), reward, self.lives == 0, False, {'lives': self.lives}


for _game in ('Pong', 'UpNDown', 'Jamesbond'):
    gymnasium.register(f'ALE/{_game}-v5', 'ale_py:AtariEnv', kwargs={'game': _game, 'repeat_action_probability': 0.25, 'full_action_space': False, 'frameskip': 4, 'max_num_frames_per_episode': 108_000})
