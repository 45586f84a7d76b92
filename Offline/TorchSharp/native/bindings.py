#!/usr/bin/env python3
"""Writes ../Native/Native.*.cs from the tables in the C++ files, one C# file for each of them.

Run it after a change of a table:  python3 native/bindings.py
"""
import pathlib
import re

here = pathlib.Path(__file__).parent
TYPES = {
    "H": "nint", "H*": "nint*", "const H*": "nint*", "H**": "nint**", "Num": "Num", "Num*": "Num*", "i64": "long", "uint64_t": "ulong",
    "const i64*": "long*", "i64*": "long*", "int": "int", "int8_t": "sbyte", "bool": "bool", "double": "double", "void": "void", "void*": "nint",
    "const void*": "void*", "const char*": "byte*", "const at::Generator*": "nint", "at::Generator*": "nint", "const Index*": "Index*",
    "NodeRef*": "nint", "ManagedNode*": "nint", "Apply": "delegate* unmanaged<nint, nint*, int, nint*, int, int>",
    "Release": "delegate* unmanaged<nint, void>",
}
# Reads of a few fields: cheaper without the switch of GC modes. Nothing here computes, allocates, locks or calls back.
INSTANT = {"weight", "dim", "numel", "dtype", "device_type", "device_index", "element_size", "requires_grad", "grad_enabled", "is_contiguous", "sizes", "strides"}
FAMILIES = {
    "UNARY": [("TENSOR", "{0}", "H a")], "UNARY_": [("TENSOR", "{0}", "H a"), ("DOES", "{0}_", "H a")],
    "BINARY": [("TENSOR", "{0}", "H a, H b")], "BINARY_": [("TENSOR", "{0}", "H a, H b"), ("DOES", "{0}_", "H a, H b")],
    "NUMERIC": [("TENSOR", "{0}_s", "H a, Num b")], "NUMERIC_": [("TENSOR", "{0}_s", "H a, Num b"), ("DOES", "{0}_s_", "H a, Num b")],
}
RESULT = {"TENSOR": "nint", "DOES": "int", "TUPLE2": "int", "LIST": "int"}


def argument(text):
    text = " ".join(text.split())
    callback = re.match(r"void \(\*(\w+)\)\(void\*\)", text)
    if callback:
        return f"delegate* unmanaged<nint, void> {callback[1]}"
    kind, name = text.rsplit(" ", 1)
    return f"{TYPES[kind]} @{name}"


def split(args):
    parts, depth, current = [], 0, ""
    for c in args:
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += c
    return [p.strip() for p in parts + [current] if p.strip()]


def entries(source):
    for line in re.findall(r"^(?:(?:UN|BIN)ARY_?|NUMERIC_?)\(.*$", source, re.M):
        for family, name in re.findall(r"(UNARY_?|BINARY_?|NUMERIC_?)\((\w+)\)", line):
            for kind, pattern, args in FAMILIES[family]:
                yield RESULT[kind], pattern.format(name), args
    seen = set()
    for m in re.finditer(r"^(TENSOR|DOES|TUPLE2|LIST|VALUE|API)\b", source, re.M):
        head = source[m.start():]
        if m[1] == "API":
            f = re.match(r"API (.+?)\s?\bad_(\w+)\(", head)
            if not f:
                continue
            kind, name, start = f[1].strip(), f[2], f.end() - 1
        elif m[1] == "VALUE":
            f = re.match(r"VALUE\(([^,]+), [^,]+, (\w+), \(", head)
            kind, name, start = f[1], f[2], f.end() - 1
        else:
            f = re.match(r"\w+\((\w+), \(", head)
            kind, name, start = None, f[1], f.end() - 1
        depth = 0
        for i in range(start, len(head)):
            depth += (head[i] == "(") - (head[i] == ")")
            if depth == 0:
                break
        if name not in seen:
            seen.add(name)
            result = RESULT[m[1]] if kind is None else "byte*" if kind == "const char*" else TYPES[kind]
            yield result, name, head[start + 1:i]


target = here.parent / "Native"
target.mkdir(exist_ok=True)
for file in sorted(here.glob("*.cpp")):
    lines = []
    for result, name, args in entries(file.read_text()):
        instant = "[SuppressGCTransition] " if name in INSTANT else ""
        lines.append(f'    [DllImport(Library, EntryPoint = "ad_{name}")] {instant}internal static extern {result} @{name}({", ".join(argument(a) for a in split(args))});')
    topic = file.stem.capitalize()
    (target / f"Native.{topic}.cs").write_text(
        f"// Written by native/bindings.py from native/{file.name}.\nusing System.Runtime.InteropServices;\n\nnamespace TorchSharp;\n\ninternal static unsafe partial class Native\n{{\n"
        + "\n".join(lines) + "\n}\n")
    print(topic, len(lines))
