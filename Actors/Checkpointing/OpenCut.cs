using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>A cut and the parts of it that are here.</summary>
public sealed record OpenCut(CutMark Cut, DateTimeOffset Begun, ImmutableSortedDictionary<string, StateSnapshot> Parts);
