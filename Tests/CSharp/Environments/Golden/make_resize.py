"""Golden values of ImageScale's triangle filter: Pillow's BILINEAR on a picture that anyone can make. Run: python3 make_resize.py > resize.json (python3-pil, python3-numpy)."""
import hashlib
import json

import numpy as np
import PIL
from PIL import Image


def picture(height, width, channels):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing='ij')
    return ((x * x * 3 + y * 7 + x * y + c * 50) % 256).astype(np.uint8)


cases = []
for height, width, channels, new_height, new_width in [(210, 160, 3, 64, 64), (210, 160, 3, 96, 96), (210, 160, 1, 84, 84), (48, 64, 3, 64, 64), (30, 20, 3, 64, 20)]:
    image = picture(height, width, channels)
    resized = np.array(Image.fromarray(image[:, :, 0] if channels == 1 else image).resize((new_width, new_height), Image.BILINEAR)).reshape(new_height, new_width, channels)
    cases.append({'from': [height, width, channels], 'to': [new_height, new_width], 'first': resized[0].reshape(-1)[:24].tolist(), 'sha256': hashlib.sha256(resized.tobytes()).hexdigest()})
print(json.dumps({'pillow': PIL.__version__, 'cases': cases}, indent=1))
