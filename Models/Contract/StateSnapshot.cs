using System.Collections.Immutable;

namespace AkkaDreamer.Models;

/// <summary>Named tensors in host memory, in a fixed order, and a few named strings (generators, counters): what a checkpoint holds of one part. Written and read as a safetensors file.</summary>
public sealed record StateSnapshot(ImmutableArray<NamedTensor> Tensors, ImmutableSortedDictionary<string, string> Metadata);

/// <summary>One tensor: its name, its element type in safetensors' spelling (F32, BF16, I64, U8, ...), shape, and bytes, little-endian and row-major.</summary>
public sealed record NamedTensor(string Name, string Type, ImmutableArray<long> Shape, byte[] Bytes);
