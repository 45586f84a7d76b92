namespace Akka;

/// <summary>The value of a type parameter that carries nothing.</summary>
public sealed class NotUsed : IEquatable<NotUsed>, IComparable<NotUsed>
{
    public static readonly NotUsed Instance = new();

    private NotUsed()
    {
    }

    public override int GetHashCode() => 0;

    public override bool Equals(object obj) => obj is NotUsed;

    public override string ToString() => "()";

    public bool Equals(NotUsed other) => true;

    public int CompareTo(NotUsed other) => 0;
}
