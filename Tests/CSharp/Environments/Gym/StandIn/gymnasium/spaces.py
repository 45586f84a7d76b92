import numpy as np


class Space:
    def __init__(self, shape=None, dtype=None, seed=None):
        self._shape = None if shape is None else tuple(shape)
        self.dtype = None if dtype is None else np.dtype(dtype)

    @property
    def shape(self):
        return self._shape


class Box(Space):
    def __init__(self, low, high, shape=None, dtype=np.float32, seed=None):
        if shape is None:
            shape = np.shape(low) or np.shape(high)
        super().__init__(shape, dtype, seed)
        self.low = np.broadcast_to(np.asarray(low), shape).astype(self.dtype)
        self.high = np.broadcast_to(np.asarray(high), shape).astype(self.dtype)


class Discrete(Space):
    def __init__(self, n, seed=None, start=0, dtype=np.int64):
        super().__init__((), dtype, seed)
        self.n, self.start = np.int64(n), np.int64(start)


class MultiDiscrete(Space):
    def __init__(self, nvec, dtype=np.int64, seed=None, start=None):
        self.nvec = np.array(nvec, dtype)
        self.start = np.zeros_like(self.nvec) if start is None else np.array(start, dtype)
        super().__init__(self.nvec.shape, dtype, seed)


class MultiBinary(Space):
    def __init__(self, n, seed=None):
        self.n = n
        super().__init__((n,) if np.isscalar(n) else tuple(n), np.int8, seed)


class Dict(Space):
    def __init__(self, spaces=None, seed=None, **spaces_kwargs):
        self.spaces = {**(spaces or {}), **spaces_kwargs}
        super().__init__(None, None, seed)


class Tuple(Space):
    def __init__(self, spaces, seed=None):
        self.spaces = tuple(spaces)
        super().__init__(None, None, seed)


class Text(Space):
    def __init__(self, max_length, *, min_length=1, charset='', seed=None):
        super().__init__((), np.str_, seed)
