using System.Reflection;
using System.Runtime.CompilerServices;

namespace AkkaSubset.Api.Tests;

/// <summary>Writes the public face of an assembly, as the lists do. Overrides are left out: they add nothing that can be called.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_Addition"] = "+",
        ["op_Division"] = "/",
        ["op_LessThan"] = "<",
        ["op_GreaterThan"] = ">",
    };

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsSeen).SelectMany(type => Members(type).Prepend($"type {Declaration(type)}").Select(text => $"{TypeText.Of(type)} :: {text}"));

    public static bool IsType(string line) => line.Contains(" :: type ", StringComparison.Ordinal);

    private static bool IsSeen(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsSeen(type.DeclaringType!)
        : type.IsPublic;

    private static bool IsSeen(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Declaration(Type type)
    {
        var access = type.IsPublic || type.IsNestedPublic ? "public" : "protected";
        if (type.IsEnum)
            return $"{access} enum {TypeText.Short(type)} : int";
        if (typeof(Delegate).IsAssignableFrom(type) && type.GetMethod("Invoke") is { } invoke)
            return $"{access} delegate {TypeText.Of(invoke.ReturnType)} {TypeText.Short(type)}({Parameters(invoke)})";

        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = new[] { type.BaseType }
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType))
            .Concat(type.GetInterfaces().Where(one => IsSeen(one.IsGenericType ? one.GetGenericTypeDefinition() : one)))
            .Select(one => TypeText.Of(one!))
            .ToArray();
        return $"{access} {kind} {TypeText.Short(type, withVariance: true)}{(bases.Length == 0 ? "" : " : ")}{string.Join(", ", bases)}{TypeText.Constraints(type.GetGenericArguments())}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            return [];
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"public const {field.Name} = {field.GetRawConstantValue()}");
        return
        [
            .. type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && IsSeen(constructor)).Select(constructor =>
                $"{Access(constructor)} {TypeText.PlainName(type)}({Parameters(constructor)})"),
            .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(Field),
            .. type.GetProperties(Declared).Where(property => IsSeen(property.GetMethod) || IsSeen(property.SetMethod)).Where(IsOwn).Select(Property),
            .. type.GetEvents(Declared).Where(one => IsSeen(one.AddMethod)).Select(one =>
                $"{Access(one.AddMethod!)} event {TypeText.Of(one.EventHandlerType!)} {one.Name}"),
            .. type.GetMethods(Declared).Where(IsListed).Select(Method),
        ];
    }

    private static bool IsListed(MethodInfo method) =>
        IsSeen(method) && !method.Name.Contains('<', StringComparison.Ordinal) && method.Name != "Finalize"
        && method.GetBaseDefinition() == method
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsOwn(PropertyInfo property) => property.GetAccessors(nonPublic: true).All(accessor => accessor.GetBaseDefinition() == accessor);

    private static string Field(FieldInfo field)
    {
        var access = field.IsPublic ? "public" : "protected";
        if (field.IsLiteral)
            return $"{access} const {TypeText.Of(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)}";
        return $"{access} {(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeText.Of(field.FieldType)} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        var (get, set) = (IsSeen(property.GetMethod) ? property.GetMethod : null, IsSeen(property.SetMethod) ? property.SetMethod : null);
        var wider = get is { IsPublic: true } || set is null ? get! : set.IsPublic ? set : get ?? set;
        var verb = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true ? "init" : "set";
        var accessors = (get is null ? "" : Narrowed(get, wider) + "get; ") + (set is null ? "" : $"{Narrowed(set, wider)}{verb}; ");
        var index = property.GetIndexParameters() is { Length: > 0 } ? $"this[{Parameters(wider)}]" : property.Name;
        return $"{Access(wider)} {Modifiers(wider)}{TypeText.Of(property.PropertyType)} {index} {{ {accessors}}}";
    }

    private static string Narrowed(MethodInfo accessor, MethodInfo wider) => Access(accessor) == Access(wider) ? "" : Access(accessor) + " ";

    private static string Method(MethodInfo method)
    {
        var head = $"{Access(method)} {Modifiers(method)}";
        if (method.Name is "op_Implicit" or "op_Explicit")
            return $"{head}{(method.Name == "op_Implicit" ? "implicit" : "explicit")} operator {TypeText.Of(method.ReturnType)}({Parameters(method)})";
        var name = Operators.TryGetValue(method.Name, out var sign) ? $"operator {sign}" : method.Name;
        var generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : "";
        return $"{head}{TypeText.Of(method.ReturnType)} {name}{generics}({Parameters(method)}){TypeText.Constraints(method.GetGenericArguments())}";
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
            return "static ";
        if (method.DeclaringType!.IsInterface || !method.IsVirtual)
            return "";
        return method.IsAbstract ? "abstract " : method.IsFinal ? "" : "virtual ";
    }

    private static string Parameters(MethodBase method)
    {
        var texts = method.GetParameters().Select(Parameter);
        return (method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "") + string.Join(", ", texts);
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), false) => "params ",
            _ => "",
        };
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var preset = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, type)}" : "";
        return $"{prefix}{TypeText.Of(type)} {parameter.Name}{preset}";
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{TypeText.Of(type)}.{Enum.GetName(type, value)}",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
