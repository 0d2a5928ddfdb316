using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Cluster.Encoders.Onnx;

/// <summary>
/// Memory of a graph's input or output, allocated once, pinned, and shown to ONNX Runtime as tensors of the batch sizes that occur; nothing is
/// allocated a batch. Where the graph holds 16-bit floats or 32-bit integers, a second buffer of those lies beside.
/// </summary>
internal sealed class TensorBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly Dictionary<(int Rows, int Length), OrtValue> _values = [];
    private readonly Func<int, long[]> _shape;
    private readonly T[] _plain;
    private readonly Float16[] _halves;
    private readonly int[] _integers;

    /// <param name="capacity">Elements at most.</param>
    /// <param name="type">What the graph holds.</param>
    /// <param name="shape">The shape of a batch: all axes but the first follow from elements a row.</param>
    public TensorBuffer(int capacity, TensorElementType type, Func<int, long[]> shape)
    {
        _shape = shape;
        _plain = GC.AllocateUninitializedArray<T>(capacity, pinned: true);
        _halves = type == TensorElementType.Float16 ? GC.AllocateUninitializedArray<Float16>(capacity, pinned: true) : [];
        _integers = type == TensorElementType.Int32 ? GC.AllocateUninitializedArray<int>(capacity, pinned: true) : [];
    }

    // ONNX Runtime's own 16-bit float has the layout of .NET's.
    private Span<Half> Halves => MemoryMarshal.Cast<Float16, Half>(_halves.AsSpan());

    /// <summary>The elements to write before a run, or to read after one.</summary>
    public Span<T> Span => _plain;

    /// <summary>The tensor of <paramref name="rows"/> rows of <paramref name="length"/> elements.</summary>
    public OrtValue Tensor(int rows, int length)
    {
        if (!_values.TryGetValue((rows, length), out var value))
        {
            var shape = _shape(length);
            shape[0] = rows;
            value = _values[(rows, length)] = _halves.Length > 0
                ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _halves.AsMemory(0, rows * length), shape)
                : _integers.Length > 0
                    ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _integers.AsMemory(0, rows * length), shape)
                    : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _plain.AsMemory(0, rows * length), shape);
        }

        return value;
    }

    /// <summary>Brings what was written into the form that the graph holds.</summary>
    public void BeforeRun(int count)
    {
        if (_halves.Length > 0)
        {
            TensorPrimitives.ConvertToHalf(MemoryMarshal.Cast<T, float>(_plain.AsSpan(0, count)), Halves);
        }
        else if (_integers.Length > 0)
        {
            TensorPrimitives.ConvertTruncating<long, int>(MemoryMarshal.Cast<T, long>(_plain.AsSpan(0, count)), _integers);
        }
    }

    /// <summary>Brings what the graph wrote into <see cref="Span"/>.</summary>
    public void AfterRun(int count)
    {
        if (_halves.Length > 0)
        {
            TensorPrimitives.ConvertToSingle(Halves[..count], MemoryMarshal.Cast<T, float>(_plain.AsSpan(0, count)));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }
}
