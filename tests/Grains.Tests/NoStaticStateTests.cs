using System.Collections;
using System.Reflection;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Grains.Jobs;
using Cluster.Silo.Health;

namespace Cluster.Grains.Tests;

/// <summary>Several silos live in one process: what they know must not lie where all of them share it.</summary>
public sealed class NoStaticStateTests
{
    [Fact]
    public void No_static_field_can_be_written_or_holds_something_that_can()
    {
        var fields = new[] { typeof(JobRecord), typeof(JobSnapshot), typeof(PointId), typeof(EncoderCanary) }
            .SelectMany(static type => type.Assembly.GetTypes())
            .Where(static type => type.Namespace?.StartsWith("Cluster.", StringComparison.Ordinal) == true && !IsGenerated(type))
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static field => !field.IsLiteral && !field.Name.StartsWith("<>", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(fields);
        Assert.Empty(fields.Where(static field => !field.IsInitOnly || Changes(field)).Select(static field => $"{field.DeclaringType}.{field.Name}"));
    }

    private static bool Changes(FieldInfo field) =>
        typeof(IDictionary).IsAssignableFrom(field.FieldType) && !field.FieldType.Name.Contains("Frozen", StringComparison.Ordinal) && !field.FieldType.Name.Contains("Immutable", StringComparison.Ordinal)
        || field.FieldType is { IsGenericType: true } type && (type.Name.StartsWith("List`", StringComparison.Ordinal) || type.Namespace == "System.Collections.Concurrent" || type.Name.StartsWith("HashSet`", StringComparison.Ordinal));

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null
        || type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null
        || typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(type);
}
