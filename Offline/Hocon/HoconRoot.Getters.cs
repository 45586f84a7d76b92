namespace Hocon;

/// <remarks>
/// A getter without a default throws <see cref="HoconValueException"/> (with the path) when the value is missing or does not fit;
/// one with a default returns the default in both cases.
/// </remarks>
public partial class HoconRoot
{
    public virtual bool GetBoolean(string path) => Get(path, value => value.GetBoolean());

    public virtual bool GetBoolean(string path, bool @default) => TryGetNode(path, out var value) && value.TryGetBoolean(out var result) ? result : @default;

    public virtual int GetInt(string path) => Get(path, value => value.GetInt());

    public virtual int GetInt(string path, int @default) => TryGetNode(path, out var value) && value.TryGetInt(out var result) ? result : @default;

    public virtual long GetLong(string path) => Get(path, value => value.GetLong());

    public virtual long GetLong(string path, long @default) => TryGetNode(path, out var value) && value.TryGetLong(out var result) ? result : @default;

    public virtual byte GetByte(string path) => Get(path, value => value.GetByte());

    public virtual byte GetByte(string path, byte @default) => TryGetNode(path, out var value) && value.TryGetByte(out var result) ? result : @default;

    public virtual float GetFloat(string path) => Get(path, value => value.GetFloat());

    public virtual float GetFloat(string path, float @default) => TryGetNode(path, out var value) && value.TryGetFloat(out var result) ? result : @default;

    public virtual decimal GetDecimal(string path) => Get(path, value => value.GetDecimal());

    public virtual decimal GetDecimal(string path, decimal @default) => TryGetNode(path, out var value) && value.TryGetDecimal(out var result) ? result : @default;

    public virtual double GetDouble(string path) => Get(path, value => value.GetDouble());

    public virtual double GetDouble(string path, double @default) => TryGetNode(path, out var value) && value.TryGetDouble(out var result) ? result : @default;

    public virtual string GetString(string path) => Get(path, value => value.GetString());

    public virtual string GetString(string path, string @default) => TryGetNode(path, out var value) && value.TryGetString(out var result) ? result : @default;

    public virtual HoconObject GetObject(string path) => Get(path, value => value.GetObject());

    public virtual HoconObject GetObject(string path, HoconObject @default) => TryGetNode(path, out var value) && value.TryGetObject(out var result) ? result : @default;

    public virtual long? GetByteSize(string path) => Get(path, value => value.GetByteSize());

    /// <remarks>Upstream forgets the default here: a missing path gives null, on both stacks.</remarks>
    public virtual long? GetByteSize(string path, long? @default) => TryGetNode(path, out var value) && value.TryGetByteSize(out var result) ? result : null;

    public virtual TimeSpan GetTimeSpan(string path, bool allowInfinite = true) => Get(path, value => value.GetTimeSpan(allowInfinite));

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default, bool allowInfinite = true) =>
        TryGetNode(path, out var value) && value.TryGetTimeSpan(out var result, allowInfinite) ? result : @default.GetValueOrDefault();

    public virtual HoconValue GetValue(string path) => Get(path, value => value);

    public virtual bool TryGetValue(string path, out HoconValue result) => TryGetNode(path, out result);

    public virtual IList<bool> GetBooleanList(string path) => Get(path, value => value.GetBooleanList());

    public virtual IList<bool> GetBooleanList(string path, IList<bool> @default) =>
        TryGetNode(path, out var value) && value.TryGetBooleanList(out var result) ? result : @default;

    public virtual IList<int> GetIntList(string path) => Get(path, value => value.GetIntList());

    public virtual IList<int> GetIntList(string path, IList<int> @default) =>
        TryGetNode(path, out var value) && value.TryGetIntList(out var result) ? result : @default;

    public virtual IList<long> GetLongList(string path) => Get(path, value => value.GetLongList());

    public virtual IList<long> GetLongList(string path, IList<long> @default) =>
        TryGetNode(path, out var value) && value.TryGetLongList(out var result) ? result : @default;

    public virtual IList<byte> GetByteList(string path) => Get(path, value => value.GetByteList());

    public virtual IList<byte> GetByteList(string path, IList<byte> @default) =>
        TryGetNode(path, out var value) && value.TryGetByteList(out var result) ? result : @default;

    public virtual IList<float> GetFloatList(string path) => Get(path, value => value.GetFloatList());

    public virtual IList<float> GetFloatList(string path, IList<float> @default) =>
        TryGetNode(path, out var value) && value.TryGetFloatList(out var result) ? result : @default;

    public virtual IList<decimal> GetDecimalList(string path) => Get(path, value => value.GetDecimalList());

    public virtual IList<decimal> GetDecimalList(string path, IList<decimal> @default) =>
        TryGetNode(path, out var value) && value.TryGetDecimalList(out var result) ? result : @default;

    public virtual IList<double> GetDoubleList(string path) => Get(path, value => value.GetDoubleList());

    public virtual IList<double> GetDoubleList(string path, IList<double> @default) =>
        TryGetNode(path, out var value) && value.TryGetDoubleList(out var result) ? result : @default;

    public virtual IList<string> GetStringList(string path) => Get(path, value => value.GetStringList());

    public virtual IList<string> GetStringList(string path, IList<string> @default) =>
        TryGetNode(path, out var value) && value.TryGetStringList(out var result) ? result : @default;

    public virtual IList<HoconObject> GetObjectList(string path) => Get(path, value => value.GetObjectList());

    public virtual IList<HoconObject> GetObjectList(string path, IList<HoconObject> @default) =>
        TryGetNode(path, out var value) && value.TryGetObjectList(out var result) ? result : @default;
}
