using System.Security.Cryptography;
using System.Text;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>One hash over weights, optimisers, generators and counters: two lockstep runs with the same command end with the same.</summary>
public static class RunDigest
{
    /// <summary>SHA-256 over every part but replay's (whose table of segments differs from life to life; it gives a digest of what they hold), as hexadecimal digits.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, StateSnapshot>> parts)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, part) in parts.Where(part => part.Key != CheckpointParts.Replay).OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            Line(sha, $"part {name}");
            foreach (var (key, value) in part.Metadata) Line(sha, $"{key} = {value}");
            foreach (var tensor in part.Tensors)
            {
                Line(sha, $"{tensor.Name} {tensor.Type} [{string.Join(',', tensor.Shape)}]");
                sha.AppendData(tensor.Bytes);
            }
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>The digest of a whole run: that of the other parts and that of replay.</summary>
    public static string Join(string parts, string replay) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{parts} {replay}")));

    private static void Line(IncrementalHash sha, string line) => sha.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
