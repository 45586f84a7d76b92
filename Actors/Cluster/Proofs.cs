using System.Security.Cryptography;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Serialization;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// What both sides show each other: HMAC-SHA256 under the cluster's secret over who speaks, both nonces, and everything that was said; so a proof is good for one admission, in one direction, and for these words alone.
/// </summary>
public static class Proofs
{
    /// <summary>Bytes of a nonce, and of a proof.</summary>
    public const int Bytes = 32;

    /// <summary>A fresh nonce.</summary>
    public static byte[] Nonce() => RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>What a node that knocked so shows to a desk whose nonce is <paramref name="challenge"/>.</summary>
    public static byte[] OfNode(byte[] secret, Knock knock, byte[] challenge) => Of(secret, "node", knock, challenge);

    /// <summary>What the desk shows with an admission, whose own proof is left out.</summary>
    public static byte[] OfLearner(byte[] secret, Knock knock, byte[] challenge, Admitted admitted) => Of(secret, "learner", knock, challenge, admitted with { Proof = [] });

    /// <summary>Whether they are the same, in a time that does not tell where they differ.</summary>
    public static bool Match(byte[] expected, byte[] shown) => CryptographicOperations.FixedTimeEquals(expected, shown);

    private static byte[] Of(byte[] secret, string speaker, Knock knock, byte[] challenge, params IProtocolMessage[] said)
    {
        var words = new FieldWriter();
        words.Put(1, speaker);
        words.PutArray(2, challenge);
        foreach (var message in said.Prepend(knock)) words.Put(3, MessageCodecs.ByType[message.GetType()].Write(message).AsSpan());
        return HMACSHA256.HashData(secret, words.ToArray());
    }
}
