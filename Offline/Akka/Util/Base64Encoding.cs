namespace Akka.Util;

/// <summary>Short names for numbers, least significant digit first: the names of actors that got none.</summary>
internal static class Base64Encoding
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    internal static string Base64Encode(this long value, string prefix = "")
    {
        Span<char> text = stackalloc char[prefix.Length + 11];
        prefix.CopyTo(text);
        var length = prefix.Length;
        do
        {
            text[length++] = Digits[(int)(value & 63)];
            value >>>= 6;
        }
        while (value != 0);
        return new string(text[..length]);
    }
}
