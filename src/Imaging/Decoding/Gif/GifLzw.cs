namespace Cluster.Imaging.Decoding.Gif;

/// <summary>GIF's variable-length LZW (GIF89a specification, appendix F) into the rows of a canvas, straight or interlaced.</summary>
internal ref struct GifLzw(ReadOnlySpan<byte> bytes, Span<byte> canvas, GifFrame frame)
{
    private const int MostCodes = 4096;
    private const int MostBits = 12;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly Span<byte> _canvas = canvas;
    private int _at = frame.Data;
    private int _blockEnd = frame.Data;
    private uint _bits;
    private int _bitCount;
    private int _x;
    private int _y;
    private int _pass;

    /// <summary>False when the data end, or make no sense, before the frame is full.</summary>
    public bool Decode()
    {
        if (frame.CodeBits >= MostBits || frame.FrameWidth == 0 || frame.FrameHeight == 0)
        {
            return false;
        }

        Span<ushort> prefix = stackalloc ushort[MostCodes];
        Span<byte> suffix = stackalloc byte[MostCodes];
        Span<byte> text = stackalloc byte[MostCodes + 1];
        var clear = 1 << frame.CodeBits;
        var (next, size, previous) = (clear + 2, frame.CodeBits + 1, -1);
        byte first = 0;
        while (true)
        {
            var code = ReadCode(size);
            if (code < 0 || code == clear + 1)
            {
                return false;
            }

            if (code == clear)
            {
                (next, size, previous) = (clear + 2, frame.CodeBits + 1, -1);
                continue;
            }

            if (code > next || (code == next && previous < 0) || (code >= clear && previous < 0))
            {
                return false;
            }

            // The text of a code stands from its end to its beginning.
            var length = 0;
            var walk = code;
            if (code == next)
            {
                text[length++] = first;
                walk = previous;
            }

            for (; walk >= clear; walk = prefix[walk])
            {
                text[length++] = suffix[walk];
            }

            first = (byte)walk;
            text[length++] = first;
            if (previous >= 0 && next < MostCodes)
            {
                (prefix[next], suffix[next]) = ((ushort)previous, first);
                next++;
                size += next == 1 << size && size < MostBits ? 1 : 0;
            }

            previous = code;
            if (Write(text[..length]))
            {
                return true;
            }
        }
    }

    private int ReadCode(int size)
    {
        while (_bitCount < size)
        {
            if (_at == _blockEnd)
            {
                if (_at >= _bytes.Length || _bytes[_at] == 0)
                {
                    return -1;
                }

                _blockEnd = _at + 1 + _bytes[_at];
                _at++;
            }

            if (_at >= _bytes.Length)
            {
                return -1;
            }

            _bits |= (uint)_bytes[_at++] << _bitCount;
            _bitCount += 8;
        }

        var code = (int)(_bits & ((1u << size) - 1));
        (_bits, _bitCount) = (_bits >> size, _bitCount - size);
        return code;
    }

    // True when the frame is full. Interlaced rows come as every 8th from 0, every 8th from 4, every 4th from 2, every 2nd from 1.
    private bool Write(scoped ReadOnlySpan<byte> text)
    {
        var row = _canvas[RowStart()..];
        for (var i = text.Length - 1; i >= 0; i--)
        {
            row[_x] = text[i];
            if (++_x < frame.FrameWidth)
            {
                continue;
            }

            _x = 0;
            _y += !frame.IsInterlaced ? 1 : _pass == 0 ? 8 : 16 >> _pass;
            while (frame.IsInterlaced && _y >= frame.FrameHeight && _pass < 3)
            {
                _pass++;
                _y = 8 >> _pass;
            }

            if (_y >= frame.FrameHeight)
            {
                return true;
            }

            row = _canvas[RowStart()..];
        }

        return false;
    }

    private readonly int RowStart() => ((frame.Top + _y) * frame.Width) + frame.Left;
}
