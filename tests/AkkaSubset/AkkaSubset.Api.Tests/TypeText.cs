using System.Reflection;

namespace AkkaSubset.Api.Tests;

/// <summary>Writes types as C# does, with full names.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        return Qualified(type, type.GetGenericArguments());
    }

    /// <summary>The last name with its own type parameters.</summary>
    public static string Short(Type type, bool withVariance = false)
    {
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments().Skip(inherited).Select(one => (withVariance ? Variance(one) : "") + Of(one)).ToArray();
        return PlainName(type) + (own.Length == 0 ? "" : $"<{string.Join(", ", own)}>");
    }

    public static string PlainName(Type type) => type.Name.Split('`')[0];

    /// <summary>With a blank before; empty if there are none.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Where(one => one.IsGenericParameter).Select(Constraint));

    private static string Qualified(Type type, Type[] arguments)
    {
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var outer = type.DeclaringType is { } declaring ? Qualified(declaring, arguments[..inherited]) : type.Namespace;
        var own = arguments[inherited..];
        var name = PlainName(type) + (own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Of))}>");
        return string.IsNullOrEmpty(outer) ? name : $"{outer}.{name}";
    }

    private static string Variance(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => "out ",
        GenericParameterAttributes.Contravariant => "in ",
        _ => "",
    };

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string[] all =
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? new[] { "class" } : [],
            .. isStruct ? new[] { "struct" } : [],
            .. parameter.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(Of),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? new[] { "new()" } : [],
        ];
        return all.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }
}
