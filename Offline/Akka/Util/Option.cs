namespace Akka.Util;

/// <summary>A value that may be missing. Null never counts as a value.</summary>
public readonly struct Option<T>
{
    public static readonly Option<T> None = new();

    [Obsolete("Use Option<T>.Create() instead")]
    public Option(T value)
    {
        if (value is null)
            throw new ArgumentNullException(nameof(value), "An Option holds no null: use Option<T>.None or Option<T>.Create(null).");
        Value = value;
        HasValue = true;
    }

    public bool HasValue { get; }

    public bool IsEmpty => !HasValue;

    public T Value { get; }

#pragma warning disable CS0618 // the constructor is only obsolete for others
    public static Option<T> Create(T value) => value is null ? None : new Option<T>(value);
#pragma warning restore CS0618

    public static implicit operator Option<T>(T value) => Create(value);

    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? selector(Value) : Option<TNew>.None;

    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(Value) : Option<TNew>.None;

    public void OnSuccess(Action<T> action)
    {
        if (HasValue) action(Value);
    }

    public bool Equals(Option<T> other) => HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(Value, other.Value);

    public override bool Equals(object obj) => obj is Option<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(HasValue, Value);

    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
