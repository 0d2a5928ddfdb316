using System.Collections.Concurrent;
using Orleans.Storage;

namespace Cluster.Bench.Scale;

/// <summary>Notes the largest state of each kind that is stored, in the bytes that are stored.</summary>
internal sealed class StateSizes
{
    private readonly ConcurrentDictionary<Type, int> _largest = new();

    public int Largest<T>() => _largest.GetValueOrDefault(typeof(T));

    public int Largest(string type) => _largest.FirstOrDefault(size => size.Key.Name == type).Value;

    public IGrainStorageSerializer Around(IGrainStorageSerializer serializer) => new Measuring(serializer, _largest);

    private sealed class Measuring(IGrainStorageSerializer serializer, ConcurrentDictionary<Type, int> largest) : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input)
        {
            var data = serializer.Serialize(input);
            var bytes = data.ToMemory().Length;
            largest.AddOrUpdate(typeof(T), bytes, (_, known) => Math.Max(known, bytes));
            return data;
        }

        public T Deserialize<T>(BinaryData input) => serializer.Deserialize<T>(input)!;
    }
}
