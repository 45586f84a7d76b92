using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>Failures as xunit's.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => Assert.Fail(string.Format(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args) => Assert.True(condition, string.Format(format, args));

    public void AssertFalse(bool condition, string format = "", params object[] args) => Assert.False(condition, string.Format(format, args));

    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args)
    {
        if (!AreEqual(expected, actual)) throw Unequal(expected, actual, format, args);
    }

    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (!comparer(expected, actual)) throw Unequal(expected, actual, format, args);
    }

    private static bool AreEqual<T>(T x, T y)
    {
        if (x is null || y is null) return x is null && y is null;
        return x switch
        {
            IEquatable<T> equatable => equatable.Equals(y),
            IComparable<T> comparable => comparable.CompareTo(y) == 0,
            System.Collections.IEnumerable xs when y is System.Collections.IEnumerable ys =>
                xs.Cast<object>().SequenceEqual(ys.Cast<object>(), EqualityComparer<object>.Create(AreEqual)),
            _ => x.GetType() == y.GetType() && x.Equals(y),
        };
    }

    private static XunitException Unequal<T>(T expected, T actual, string format, object[] args)
    {
        var why = string.IsNullOrEmpty(format) ? "Values differ" : string.Format(format, args);
        return new XunitException($"Assert.Equal() Failure: {why}{Environment.NewLine}Expected: {expected}{Environment.NewLine}Actual:   {actual}");
    }
}
