using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Dead letters.</summary>
public sealed class DeadLettersFilter(IStringMatcher messageMatcher, IStringMatcher sourceMatcher, Predicate<DeadLetter> isMatch = null)
    : Internal.EventFilterBase(messageMatcher, sourceMatcher)
{
    protected override string FilterDescriptiveName => "DeadLetter";

    protected override bool IsMatch(LogEvent evt) => evt is Warning { Message: DeadLetter letter }
        && (isMatch is null || isMatch(letter)) && InternalDoMatch(evt.LogSource, letter.Message);
}
