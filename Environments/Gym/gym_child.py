"""Plays Gymnasium environments for AkkaDreamer: the other end of the wire that Environments/Processes/Wire.cs describes.

Needs gymnasium 1.x and numpy, nothing else. Run as: python3 -u -c THIS '{"protocol": 2, "path": "", "import": "", "parent": PID}'.
"""
import ctypes
import json
import mmap
import os
import signal
import struct
import sys
import time

VERSION = 2
MAKE, RESET, STEP, CLOSE, MAP = 1, 2, 3, 4, 5
HELLO, MADE, STEPPED, DONE, FAULT = 64, 65, 66, 67, 127
FIRST, LAST, TERMINAL, LIFE_LOST, FAILED = 1, 2, 4, 8, 128
HEAD = 4
MOST_WORDS = 8 << 10
MOST_CHOICES_SHOWN = 4096   # of one discrete observation, which is shown as a one-hot vector
SMALLEST_IMAGE = 16         # pixels of either side; a smaller array of bytes is a board, shown as numbers
SHARED = 0x8000_0000
FRONT = 128                 # of shared memory: how many requests (u32 at 0) and answers (u32 at 64) went through it

words = struct.Struct('<I')
step_head = struct.Struct('<fBxxx')


class Refused(Exception):
    """What was asked for cannot be had, whoever asks again."""


def one_line(error):
    text = str(error) if isinstance(error, Refused) else f'{type(error).__name__}: {error}'
    return ' '.join(text.split())


# ---- spaces: how an observation becomes named arrays, and a choice or numbers become an action ----

class Leaf:
    """One array of an observation: name, type and shape that are shown, and how a value is written into an array of that shape."""

    def __init__(self, name, kind, shape, write):
        self.name, self.kind, self.shape, self.write = name, kind, tuple(int(size) for size in shape), write
        self.dtype = np.dtype(np.uint8 if kind == 'uint8' else np.float32)
        self.bytes = int(np.prod(self.shape)) * self.dtype.itemsize
        self.padded = (self.bytes + 3) & ~3

    def get(self, observation):
        return observation


def is_image(space):
    if space.dtype != np.uint8:
        return False
    shape = space.shape
    return (len(shape) == 2 and min(shape) >= SMALLEST_IMAGE) or channels_at(shape) is not None


def channels_at(shape):
    if len(shape) != 3:
        return None
    if min(shape[:2]) >= SMALLEST_IMAGE:
        return 2
    return 0 if shape[0] <= 16 and min(shape[1:]) >= SMALLEST_IMAGE else None


def box(space, name):
    shape = space.shape

    def fitting(value, to):
        if type(value) is not np.ndarray:
            value = np.asarray(value)
        if value.shape != shape:
            raise ValueError(f"observation '{name}' has the shape {value.shape}; its space says {shape}")
        return value

    def refuse(value):
        raise ValueError(f"observation '{name}' is {np.asarray(value).dtype}; its space says {space.dtype}")

    if is_image(space):
        channels = 2 if len(shape) == 2 else channels_at(shape)
        shown = (*shape, 1) if len(shape) == 2 else shape if channels == 2 else (*shape[1:], shape[0])

        def write_image(value, to):
            value = fitting(value, to)
            if value.dtype != np.uint8:
                refuse(value)
            if len(shape) == 2:
                value = value[:, :, None]
            elif channels == 0:
                value = value.transpose(1, 2, 0)
            np.copyto(to, value)
        return Leaf(name, 'uint8', shown, write_image)

    def write_numbers(value, to):
        value = fitting(value, to)
        if value.dtype.kind not in 'fiub':
            refuse(value)
        np.copyto(to.reshape(shape), value, casting='unsafe')
    return Leaf(name, 'float32', shape or (1,), write_numbers)


def one_hots(name, sizes, starts):
    """One choice or several, each as a one-hot vector, one after the other."""
    if sum(sizes) > MOST_CHOICES_SHOWN:
        raise Refused(f"observation '{name}' is a choice among {sum(sizes)}; at most {MOST_CHOICES_SHOWN} are shown")
    offsets = [sum(sizes[:i]) for i in range(len(sizes))]

    def write(value, to):
        to[:] = 0
        value = np.asarray(value).reshape(-1)
        if len(value) != len(sizes):
            raise ValueError(f"observation '{name}' has {len(value)} choices; its space says {len(sizes)}")
        for choice, size, start, offset in zip(value.tolist(), sizes, starts, offsets):
            if not 0 <= choice - start < size:
                raise ValueError(f"observation '{name}' is {choice}; its space says {start} to {start + size - 1}")
            to[offset + int(choice) - start] = 1
    return Leaf(name, 'float32', (sum(sizes),), write)


def leaves(space, name, path=()):
    """The arrays of a space with the way to each: [(path, leaf)]."""
    kinds = gymnasium.spaces
    if isinstance(space, kinds.Dict):
        parts = list(space.spaces.items())
    elif isinstance(space, kinds.Tuple):
        parts = list(enumerate(space.spaces))
    elif isinstance(space, kinds.Box):
        return [(path, box(space, name or ('image' if is_image(space) else 'observation')))]
    elif isinstance(space, kinds.Discrete):
        return [(path, one_hots(name or 'observation', [int(space.n)], [int(space.start)]))]
    elif isinstance(space, kinds.MultiDiscrete):
        starts = getattr(space, 'start', None)
        starts = [0] * space.nvec.size if starts is None else starts.reshape(-1).tolist()
        return [(path, one_hots(name or 'observation', space.nvec.reshape(-1).tolist(), starts))]
    elif isinstance(space, kinds.MultiBinary):
        shape, called = space.shape, name or 'observation'

        def write(value, to):
            value = np.asarray(value)
            if value.shape != shape:
                raise ValueError(f"observation '{called}' has the shape {value.shape}; its space says {shape}")
            np.copyto(to, value, casting='unsafe')
        return [(path, Leaf(called, 'float32', shape, write))]
    else:
        raise Refused(f"observation '{name or 'observation'}' is a {type(space).__name__} space; shown are Box, Discrete, MultiDiscrete, MultiBinary, Dict and Tuple")
    found = []
    for key, part in parts:
        found += leaves(part, f'{name}/{key}' if name else str(key), (*path, key))
    return found


def action_of(space, bound, most):
    """What is told of an action space, how many bytes an action takes, and how it is read."""
    kinds = gymnasium.spaces
    integer = struct.Struct('<i')
    if isinstance(space, kinds.Discrete):
        count, start = int(space.n), int(space.start)

        def read(buffer, at):
            choice, = integer.unpack_from(buffer, at)
            if not 0 <= choice < count:
                raise ValueError(f'choice {choice} of {count}')
            return choice + start
        return {'count': count}, 4, read
    if isinstance(space, (kinds.MultiDiscrete, kinds.MultiBinary)):
        shape = space.shape
        sizes = [int(size) for size in space.nvec.reshape(-1)] if isinstance(space, kinds.MultiDiscrete) else [2] * int(np.prod(shape))
        starts = getattr(space, 'start', None)
        count = 1
        for size in sizes:
            count *= size
        if count > most:
            raise Refused(f'the action is {len(sizes)} choices at once, {count} combinations; at most {most} are taken as one choice (dreamer.task.gym.most-choices)')
        dtype = space.dtype
        start = 0 if starts is None else np.asarray(starts).reshape(-1)
        table = [np.asarray(np.unravel_index(choice, sizes), dtype) + start for choice in range(count)]

        def read_several(buffer, at):
            choice, = integer.unpack_from(buffer, at)
            return table[choice].reshape(shape).astype(dtype)
        return {'count': count}, 4, read_several
    if isinstance(space, kinds.Box):
        low, high = space.low.astype(np.float64), space.high.astype(np.float64)
        if not (np.isfinite(low).all() and np.isfinite(high).all()):
            if bound <= 0:
                raise Refused('the action has no bounds; say where to cut it with dreamer.task.gym.action-bound')
            low, high = np.maximum(low, -bound), np.minimum(high, bound)
        shape, dtype, count = space.shape, space.dtype, int(np.prod(space.shape))
        whole = dtype.kind in 'iu'
        f32 = np.dtype('<f4')

        def inward(bound, side):
            near = np.float32(bound)
            return float(near if side * float(near) <= side * bound else np.nextafter(near, np.float32(-side * np.inf)))
        # An end that is no number of 32 bits is rounded into the space, so that no action at the end lies beyond it.
        told = {'low': [inward(x, -1) for x in low.reshape(-1)], 'high': [inward(x, 1) for x in high.reshape(-1)]}

        def read_numbers(buffer, at):
            action = np.frombuffer(buffer, f32, count, at).reshape(shape)
            return np.rint(action).astype(dtype) if whole else action.astype(dtype)
        return told, 4 * count, read_numbers
    raise Refused(f'the action is a {type(space).__name__} space; taken are Discrete, Box, MultiDiscrete and MultiBinary')


# ---- one environment ----

class World:
    def __init__(self, what):
        wanted = what['observation']
        arguments = what['arguments']
        self.env = self.make(what['id'], arguments)
        try:
            self.parts = leaves(self.env.observation_space, '')
            pictures = [part for part in self.parts if part[1].kind == 'uint8']
            self.renders = wanted in ('Image', 'Both') and not pictures
            if self.renders:
                self.env.close()
                self.env = self.make(what['id'], {**arguments, 'render_mode': 'rgb_array'})
                self.env.reset(seed=0)
                self.parts = [*self.parts, (None, self.rendered())]
            if wanted in ('Vector', 'Image'):
                kind = 'float32' if wanted == 'Vector' else 'uint8'
                self.parts = [part for part in self.parts if part[1].kind == kind]
                if not self.parts:
                    raise Refused(f"{what['id']} shows no {wanted.lower()}; set dreamer.task.observation=native")
            self.told, self.action_bytes, self.read_action = action_of(self.env.action_space, what['action_bound'], what['most_choices'])
        except BaseException:
            self.env.close()
            raise
        self.item_bytes = 8 + sum(leaf.padded for _, leaf in self.parts)
        self.lives = 0
        self.views = {}  # by place in a frame: the arrays there

    @staticmethod
    def make(name, arguments):
        error = gymnasium.error
        try:
            return gymnasium.make(name, disable_env_checker=True, **arguments)
        except (error.UnregisteredEnv, error.DeprecatedEnv) as missing:
            raise Refused(f'gym:{name}: {one_line(Refused(missing))}{near(name)}') from None
        except ModuleNotFoundError as missing:
            raise Refused(f'gym:{name}: {missing}. Install it for this interpreter, or say where it is with dreamer.task.gym.path.') from None
        except error.Error as malformed:
            raise Refused(f'gym:{name}: {one_line(malformed)}') from None

    def rendered(self):
        picture = self.env.render()
        if not isinstance(picture, np.ndarray) or picture.dtype != np.uint8 or picture.ndim != 3:
            raise Refused(f'the environment renders no picture of bytes [height, width, 3] for dreamer.task.observation=image, but {type(picture).__name__}')
        leaf = box(gymnasium.spaces.Box(0, 255, picture.shape, np.uint8), 'image')
        return leaf

    def spaces(self):
        meanings = getattr(self.env.unwrapped, 'get_action_meanings', list)()
        return {
            'meanings': [str(meaning) for meaning in meanings],
            'observations': [{'name': leaf.name, 'type': leaf.kind, 'shape': list(leaf.shape)} for _, leaf in self.parts],
            'actions': self.told,
        }

    def arrays(self, buffer, at):
        """Arrays over a frame's memory, kept by their place in it."""
        views = []
        at += 8
        for _, leaf in self.parts:
            views.append(np.ndarray(leaf.shape, leaf.dtype, buffer, at))
            at += leaf.padded
        return views

    def show(self, observation, views):
        for (path, leaf), view in zip(self.parts, views):
            if path is None:
                value = self.env.render()
            else:
                value = observation
                for key in path:
                    value = value[key]
            leaf.write(value, view)

    def reset(self, seed, views):
        observation, info = self.env.reset(seed=seed)
        self.lives = info.get('lives', 0)
        self.show(observation, views)
        return 0.0, FIRST

    def step(self, action, views):
        observation, reward, terminated, truncated, info = self.env.step(action)
        flags = (LAST | TERMINAL) if terminated else LAST if truncated else 0
        lives = info.get('lives')
        if lives is not None:
            if 0 < lives < self.lives:
                flags |= LIFE_LOST
            self.lives = lives
        self.show(observation, views)
        return float(reward), flags


def near(name):
    import difflib
    names = sorted(gymnasium.registry)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    return f' Nearest of {len(names)} known: {", ".join(close)}.' if close else f' {len(names)} are known; import the module that registers it with dreamer.task.gym.import.'


# ---- the wire ----

class Wait:
    """Asleep, or looking at a counter for a moment first, whichever was faster of late: see Environments/Processes/BriefWait.cs."""
    TRIAL, BETWEEN, LOOKS = 32, 2048, 50_000  # waits, waits, nanoseconds

    def __init__(self):
        self.waits = self.looking = 0
        self.took = [0, 0]

    def look(self, counter, due, began):
        clock = time.perf_counter_ns
        while counter[0] != due and clock() - began < self.LOOKS:
            pass

    def note(self, took):
        self.waits += 1
        if self.waits <= 2 * self.TRIAL:
            self.took[self.looking] += took
        if self.waits == self.TRIAL:
            self.looking = int(len(os.sched_getaffinity(0)) > 1 and self.took[0] <= self.TRIAL * 4 * self.LOOKS)
        elif self.waits == 2 * self.TRIAL:
            self.looking = int(self.looking and self.took[1] < self.took[0])
        elif self.waits == self.BETWEEN:
            self.waits = self.looking = 0
            self.took = [0, 0]


class Child:
    def __init__(self, source, sink):
        self.source, self.sink = source, sink
        self.worlds = {}
        self.memory = None   # bytes that the parent maps too: requests, and behind them
        self.answers = 0     # from here on, answers
        self.wait = Wait()
        self.asked = self.answered = None  # counters
        self.received = 0

    def read(self, count):
        parts = b''
        while len(parts) < count:
            part = os.read(self.source, count - len(parts))
            if not part:
                sys.exit(0)  # nobody asks any more
            parts += part
        return parts

    def send(self, kind, payload=b''):
        self.write(words.pack(HEAD + len(payload)) + bytes((kind, 0, 0, 0)) + payload)

    def write(self, data):
        data = memoryview(data)
        while data:
            data = data[os.write(self.sink, data):]

    def say(self, kind, what):
        self.send(kind, json.dumps(what).encode())

    def run(self):
        clock = time.perf_counter_ns
        wait = self.wait
        while True:
            if self.memory is None:
                length, = words.unpack(self.read(4))
            else:
                began = clock()
                if wait.looking:
                    wait.look(self.asked, self.received + 1 & 0xFFFF_FFFF, began)
                length, = words.unpack(self.read(4))
                wait.note(clock() - began)
            if length & SHARED:
                self.received += 1
                end = self.play(self.memory, FRONT, self.memory, self.answers, True)
                os.write(self.sink, words.pack(end - self.answers | SHARED))
                self.answered[0] = self.answered[0] + 1 & 0xFFFF_FFFF
                continue
            frame = self.read(length)
            kind, payload = frame[0], frame[HEAD:]
            if kind in (RESET, STEP):
                self.play_piped(frame)
            elif kind == MAKE:
                self.make(json.loads(payload))
            elif kind == CLOSE:
                number, = words.unpack(payload)
                try:
                    self.worlds.pop(number).env.close()
                except Exception:
                    self.report()  # it is gone all the same, and others live here
                self.send(DONE)
            elif kind == MAP:
                self.map(json.loads(payload))
                self.send(DONE)

    def make(self, what):
        try:
            world = World(what)
            self.worlds[what['environment']] = world
            self.say(MADE, world.spaces())
        except Refused as refused:
            self.say(FAULT, {'refused': True, 'text': one_line(refused)})
        except gymnasium.error.DependencyNotInstalled as missing:
            self.say(FAULT, {'refused': True, 'text': f"gym:{what['id']}: {one_line(Refused(missing))}"})
        except Exception as error:
            self.report()
            self.say(FAULT, {'text': f"gym:{what['id']} could not be made: {one_line(error)}"})

    def map(self, what):
        for world in self.worlds.values():
            world.views.clear()
        self.answers = FRONT + what['requests']
        with open(what['path'], 'r+b') as file:
            self.memory = memoryview(mmap.mmap(file.fileno(), FRONT + what['requests'] + what['answers']))
        self.asked, self.answered = self.memory[:4].cast('I'), self.memory[64:68].cast('I')
        self.received = 0

    def play_piped(self, request):
        room = HEAD + 16 + MOST_WORDS + sum(world.item_bytes for world in self.worlds.values())
        answer = memoryview(bytearray(4 + room))
        end = self.play(request, 0, answer, 4, False)
        words.pack_into(answer, 0, end - 4)
        self.write(answer[:end])

    def play(self, request, at, answer, to, keeps):
        """Carries out the Reset or Step frame at a place of one buffer and writes its answer to a place of another; returns where that ends."""
        kind = request[at]
        at += HEAD
        count = 1
        if kind == STEP:
            count, = words.unpack_from(request, at)
            at += 4
        words.pack_into(answer, to, STEPPED)
        words.pack_into(answer, to + HEAD, count)
        to += HEAD + 4
        for _ in range(count):
            number, = words.unpack_from(request, at)
            world = self.worlds[number]
            at += 4
            views = world.views.get(to) if keeps else world.arrays(answer, to)
            if views is None:
                views = world.views[to] = world.arrays(answer, to)
            try:
                if kind == RESET:
                    low, high = struct.unpack_from('<II', request, at)
                    reward, flags = world.reset((low ^ high) & 0x7FFFFFFF, views)
                else:
                    reward, flags = world.step(world.read_action(request, at), views)
                step_head.pack_into(answer, to, reward, flags)
            except Exception as error:
                self.report()
                text = one_line(error).encode()[:MOST_WORDS]
                step_head.pack_into(answer, to, 0.0, FAILED)
                words.pack_into(answer, to + 8, len(text))
                answer[to + 12:to + 12 + len(text)] = text
                return to + 12 + ((len(text) + 3) & ~3)
            at += world.action_bytes
            to += world.item_bytes
        return to

    @staticmethod
    def report():
        import traceback
        traceback.print_exc()


def begin():
    options = json.loads(sys.argv[1])
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # prints are not for the wire
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's; the parent says when to end
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # no orphans
    if os.getppid() != options['parent']:
        sys.exit(0)
    child = Child(source, sink)
    sys.path[:0] = [path for path in options['path'].split(':') if path]
    try:
        load(options)
    except Refused as refused:
        child.say(FAULT, {'refused': True, 'text': one_line(refused)})
        sys.exit(3)
    child.say(HELLO, {'protocol': VERSION, 'program': 'python', 'python': sys.version.split()[0], 'numpy': np.__version__, 'gymnasium': getattr(gymnasium, '__version__', '?')})
    child.run()


def load(options):
    global gymnasium, np
    if sys.version_info < (3, 8):
        raise Refused(f"Python {sys.version.split()[0]} is too old for gymnasium.")
    import importlib
    import faulthandler
    faulthandler.enable()
    for name in ('numpy', 'gymnasium', *(name.strip() for name in options['import'].split(',') if name.strip())):
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name == name.split('.')[0]:
                said = '' if name in ('numpy', 'gymnasium') else ' Say where it is with dreamer.task.gym.path, or correct dreamer.task.gym.import.'
                raise Refused(f"{sys.executable or 'Python'} {sys.version.split()[0]} has no module '{name}'.{said}") from None
            raise
        if name == 'numpy':
            np = module
        elif name == 'gymnasium':
            gymnasium = module
            import gymnasium.spaces, gymnasium.error  # noqa: E401
        elif hasattr(gymnasium, 'register_envs'):
            gymnasium.register_envs(module)


begin()
