using System.Runtime.InteropServices;
using System.Text;
using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Isolation;

/// <summary>Decodes one picture after the other, as a host asks on a pair of streams, until the input ends.</summary>
internal sealed unsafe class DecodeWorkerLoop(Stream input, Stream output) : IDisposable
{
    /// <summary>Below this a picture is decoded without asking the host for leave.</summary>
    private const long FreeWeight = 32L << 20;

    /// <summary>Room for pictures up to this size is used again.</summary>
    private const int KeptBytes = 8 << 20;

    private readonly BufferedStream _output = new(output, 1 << 16);
    private DecodeOrder _order = null!;
    private byte[] _tile = [];
    private byte[] _picture = [];

    public void Run()
    {
        output.WriteByte(DecodeFrames.Ready);
        output.Flush();
        while (input.ReadByte() is >= 0 and var kind)
        {
            var length = input.ReadNumber();
            if (_picture.Length < length)
            {
                _picture = GC.AllocateUninitializedArray<byte>(length);
            }

            var bytes = _picture.AsSpan(0, length);
            input.ReadExactly(bytes);
            if (kind == DecodeFrames.Order)
            {
                _order = DecodeFrames.Read(bytes);
                _tile = new byte[_order.Spec.Width * _order.Spec.Height * 3];
                continue;
            }

            Answer(Guarded(bytes));
            if (length > KeptBytes)
            {
                _picture = [];
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _output.Dispose();

    private PreprocessResult Guarded(ReadOnlySpan<byte> bytes)
    {
        try
        {
            fixed (byte* first = &MemoryMarshal.GetArrayDataReference(_picture))
            {
                return Decode(first, bytes);
            }
        }
        catch (OutOfMemoryException)
        {
            return new(0, 0, new(FailureKind.TooManyPixels, "Decoding the image takes more memory than one may."));
        }
    }

    private PreprocessResult Decode(byte* first, ReadOnlySpan<byte> bytes)
    {
        DecodeWatch watch = new(TimeProvider.System, _order.Limits.MaxDecodeTime, CancellationToken.None);
        if (PixelSources.TryOpen(first, bytes.Length, _order.Limits, _order.Spec, out var source) is { } refused)
        {
            return new(0, 0, refused);
        }

        using (source)
        {
            var (width, height) = source!.StoredSize;
            if (!MayDecode(DecodeWeight.Of(bytes, width, height), out var weight))
            {
                return new(width, height, new(FailureKind.TooManyPixels, $"Decoding {width}x{height} pixels of this kind takes about {weight >> 20} MiB, more than {DecodeIsolationOptions.Section}:{nameof(DecodeIsolationOptions.Memory)} allows."));
            }

            return new(width, height, TileMaker.Fill(source, _order.Spec, watch, _tile));
        }
    }

    private bool MayDecode(long wanted, out long weight)
    {
        weight = wanted;
        if (weight < FreeWeight)
        {
            return true;
        }

        _output.WriteByte(DecodeFrames.Weight);
        _output.WriteNumber((int)(weight >> 20));
        _output.Flush();
        return input.ReadKind() == DecodeFrames.Go;
    }

    private void Answer(in PreprocessResult result)
    {
        var detail = Encoding.UTF8.GetBytes(result.Failure?.Detail ?? "");
        _output.WriteByte(DecodeFrames.Result);
        _output.WriteNumber(result.Width);
        _output.WriteNumber(result.Height);
        _output.WriteNumber((int)(result.Failure?.Kind ?? FailureKind.None));
        _output.WriteNumber(detail.Length);
        _output.Write(detail);
        if (result.Failure is null)
        {
            _output.Write(_tile);
        }

        _output.Flush();
    }
}
