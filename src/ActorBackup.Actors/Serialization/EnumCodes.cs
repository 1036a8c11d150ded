using System.Collections.Frozen;
using System.Runtime.Serialization;

namespace ActorBackup.Actors.Serialization;

/// <summary>Maps an enum of Core to its code in the stored formats and back, by name, so that neither side's order matters.</summary>
/// <typeparam name="TValue">The enum of Core.</typeparam>
/// <typeparam name="TCode">A protobuf enum whose member 0 is <c>Unspecified</c>; every other member has a namesake in <typeparamref name="TValue"/>.</typeparam>
internal sealed class EnumCodes<TValue, TCode> where TValue : struct, Enum where TCode : struct, Enum
{
    private readonly FrozenDictionary<TValue, TCode> _codes = Enum.GetValues<TValue>().ToFrozenDictionary(v => v, v => Enum.Parse<TCode>(Prefix + v));
    private readonly FrozenDictionary<TCode, TValue> _values;

    /// <summary>What protobuf's generator leaves before each name: <c>TriggerKind</c> of <c>TriggerKindUnspecified</c>.</summary>
    private static string Prefix => default(TCode).ToString().Replace("Unspecified", "", StringComparison.Ordinal);

    public EnumCodes() => _values = _codes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public TCode Of(TValue value) => _codes[value];

    public TCode OfOptional(TValue? value) => value is { } some ? _codes[some] : default;

    /// <exception cref="SerializationException">A newer version wrote a code that this one does not know.</exception>
    public TValue Read(TCode code) => _values.TryGetValue(code, out var value) ? value : throw new SerializationException(
        $"{typeof(TValue).Name} {Convert.ToInt32(code, System.Globalization.CultureInfo.InvariantCulture)} is not known to this version of ActorBackup: use the version that wrote it, or a newer one.");

    /// <summary>Null for <c>Unspecified</c>.</summary>
    public TValue? ReadOptional(TCode code) => EqualityComparer<TCode>.Default.Equals(code, default) ? null : Read(code);
}
