using System.Text.RegularExpressions;
using Cluster.TestSupport;
using Cluster.VectorIndex.Qdrant.Wire;
using Google.Protobuf.Reflection;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>Our part of the contract against the tables of the whole, entry by entry: a wrong number would be dropped in silence.</summary>
public sealed partial class WireContractTests
{
    // Packed floats are bytes here; numbers count, not names, so enum values are compared by number alone.
    private static readonly HashSet<string> PackedAsBytes = ["DenseVector.1", "VectorOutput.1"];

    [Fact]
    public void Every_field_has_the_number_type_and_presence_of_the_contract()
    {
        var contract = ReadContract();
        var checkedFields = 0;
        foreach (var message in QdrantReflection.Descriptor.MessageTypes)
        {
            var entries = contract[message.Name];
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                var entry = entries[field.FieldNumber];
                if (!PackedAsBytes.Contains($"{message.Name}.{field.FieldNumber}"))
                {
                    Assert.Equal(entry.Type, TypeOf(field));
                }

                Assert.Equal(entry.Name, field.Name);
                Assert.Equal(entry.InOneof, field.RealContainingOneof is not null);
                checkedFields++;
            }
        }

        Assert.True(checkedFields > 150);
    }

    [Fact]
    public void Every_enum_value_has_a_number_of_the_contract()
    {
        var contract = ReadContract();
        foreach (var values in QdrantReflection.Descriptor.EnumTypes)
        {
            Assert.All(values.Values, value => Assert.Contains(value.Number, contract[values.Name].Keys));
        }
    }

    [Fact]
    public void Every_call_is_one_of_the_contract()
    {
        var text = File.ReadAllText(SharedData.Path("design", "qdrant-contract.md"));
        foreach (var service in QdrantReflection.Descriptor.Services)
        {
            var section = text[text.IndexOf($"service `{service.FullName}`", StringComparison.Ordinal)..].Split("```")[1];
            Assert.All(
                service.Methods,
                method => Assert.Contains($"  {method.Name}({method.InputType.Name}) -> ({method.OutputType.Name})", section, StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, Dictionary<int, Entry>> ReadContract()
    {
        var contract = new Dictionary<string, Dictionary<int, Entry>>();
        var current = new Dictionary<int, Entry>();
        foreach (var line in File.ReadLines(SharedData.Path("design", "qdrant-contract.md")))
        {
            if (MessageLine().Match(line) is { Success: true } message)
            {
                contract[message.Value] = current = [];
            }
            else if (EmptyMessageLine().Match(line) is { Success: true } empty)
            {
                contract[empty.Groups[1].Value] = [];
            }
            else if (FieldLine().Match(line) is { Success: true } field)
            {
                current.TryAdd(
                    int.Parse(field.Groups[1].Value),
                    new Entry(field.Groups[2].Value.Trim(), field.Groups[3].Value, line.Contains("{oneof", StringComparison.Ordinal)));
            }
        }

        return contract;
    }

    private static string TypeOf(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            var entry = field.MessageType.Fields;
            return $"map<{NameOf(entry[1])}, {NameOf(entry[2])}>";
        }

        return (field.IsRepeated ? "repeated " : field.ToProto().Proto3Optional ? "optional " : "") + NameOf(field);
    }

    private static string NameOf(FieldDescriptor field) => field.FieldType switch
    {
        Google.Protobuf.Reflection.FieldType.Message => field.MessageType.Name,
        Google.Protobuf.Reflection.FieldType.Enum => field.EnumType.Name,
        var type => type.ToString().ToLowerInvariant(),
    };

    [GeneratedRegex(@"^[A-Za-z]+$")]
    private static partial Regex MessageLine();

    [GeneratedRegex(@"^([A-Za-z]+): \(empty message\)")]
    private static partial Regex EmptyMessageLine();

    [GeneratedRegex(@"^ +(\d+)  ((?:repeated |optional )?(?:map<[^>]+>|[A-Za-z0-9_.\-]+)) +(\w+)")]
    private static partial Regex FieldLine();

    private sealed record Entry(string Type, string Name, bool InOneof);
}
