using System.Globalization;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Cluster.Contracts.Tests.Baseline;

/// <summary>
/// What other versions of this software rely on, one line a fact: the alias of a type and each of its member ids with its type, the interfaces of
/// grains and their methods, the numbers of enums. Names of members are left out: they may change.
/// </summary>
internal static class WireSurface
{
    public static IReadOnlyList<string> Of(IEnumerable<Type> types) => [.. types.SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type) => type switch
    {
        _ when type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null => Message(type),
        { IsInterface: true } when typeof(IAddressable).IsAssignableFrom(type) => Grain(type),
        { IsEnum: true } => Enum.GetValues(type).Cast<object>().Select(value => $"enum {Name(type)} {Convert.ToInt64(value, CultureInfo.InvariantCulture)} {value}"),
        _ => [],
    };

    private static IEnumerable<string> Message(Type type)
    {
        var name = type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "(no alias) " + type.FullName;
        yield return $"message {name}{(type.BaseType is { } parent && IsOurs(parent) ? " : " + Name(parent) : "")}";
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var members = type.GetProperties(Own).Select(static property => (Member: (MemberInfo)property, Type: property.PropertyType))
            .Concat(type.GetFields(Own).Select(static field => (Member: (MemberInfo)field, Type: field.FieldType)));
        foreach (var (member, kind) in members)
        {
            if (member.GetCustomAttribute<IdAttribute>() is { } id)
            {
                yield return $"message {name} {id.Id} {Name(kind)}";
            }
        }
    }

    private static IEnumerable<string> Grain(Type type)
    {
        yield return $"grain {type.FullName} {type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "(no alias)"}";
        foreach (var method in type.GetMethods())
        {
            yield return $"grain {type.FullName} {method.GetCustomAttribute<AliasAttribute>()?.Alias ?? "(no alias) " + method.Name}"
                + $" ({string.Join(", ", method.GetParameters().Select(static parameter => Name(parameter.ParameterType)))}) {Name(method.ReturnType)}";
        }
    }

    private static string Name(Type type)
    {
        var alias = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;
        var name = alias ?? (type.IsArray ? Name(type.GetElementType()!) + "[]" : type.IsGenericParameter ? type.Name : $"{type.Namespace}.{type.Name}");
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Cluster.", StringComparison.Ordinal) == true;
}
