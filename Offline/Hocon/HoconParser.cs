namespace Hocon;

/// <summary>Gives the text of an include, or null when there is none.</summary>
public delegate Task<string> HoconIncludeCallbackAsync(HoconCallbackType callbackType, string value);

/// <summary>Reads HOCON: comments, includes, merging keys, joined values, substitutions (from the text, then from the environment).</summary>
public sealed class HoconParser
{
    private HoconParser()
    {
    }

    /// <param name="text">The text; must not be blank (write <c>{}</c>).</param>
    /// <param name="includeCallback">
    /// Resolves includes; without one, every include is empty. What an include brings wins over every field of the object
    /// that the include stands in, those below it too.
    /// </param>
    /// <exception cref="HoconParserException">The text is not HOCON, or a required substitution or include names nothing.</exception>
    public static HoconRoot Parse(string text, HoconIncludeCallbackAsync includeCallback = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new HoconParserException("Parameter text is null or empty.\nIf you want to create an empty Hocon HoconRoot, use \"{}\" instead.");
        var syntax = new Reader(text, includeCallback ?? ((_, _) => Task.FromResult("{}")), HoconPath.Empty).ReadRoot();
        return new HoconRoot(new Resolver(syntax).Resolve());
    }
}
