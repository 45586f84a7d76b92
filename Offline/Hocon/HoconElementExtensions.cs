namespace Hocon.Extensions;

/// <summary>Questions about kinds.</summary>
public static class HoconElementExtensions
{
    public static bool IsLiteral(this HoconType hoconType) => hoconType is HoconType.Boolean or HoconType.Number or HoconType.String;

    public static bool IsMergeable(this HoconType t1, HoconType t2) => t1 == t2 || (t1.IsLiteral() && t2.IsLiteral());

    public static bool IsMergeable(this IHoconElement e1, IHoconElement e2) => e1.Type.IsMergeable(e2.Type);
}
