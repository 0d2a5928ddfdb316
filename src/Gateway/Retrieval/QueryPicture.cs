using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Retrieval;

/// <summary>The bytes of a picture that a query brings; limited before memory is taken.</summary>
internal static class QueryPicture
{
    /// <summary>Decodes base64, with or without the head of a <c>data:</c> URI.</summary>
    /// <exception cref="FailureException">TooLarge, or InvalidRequest when it is not base64.</exception>
    public static ReadOnlyMemory<byte> Decode(string text, int mostBytes, string path)
    {
        var start = text.StartsWith("data:", StringComparison.Ordinal) ? text.IndexOf(',', StringComparison.Ordinal) + 1 : 0;
        var characters = text.AsSpan(start);
        if (characters.Length / 4 * 3L > mostBytes + 3L)
        {
            throw TooLarge(mostBytes);
        }

        var bytes = new byte[((characters.Length / 4) + 1) * 3];
        if (!Convert.TryFromBase64Chars(characters, bytes, out var length) || length == 0)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"{path} is not base64: send the picture's bytes in base64, or upload it to search/image.");
        }

        return length <= mostBytes ? bytes.AsMemory(0, length) : throw TooLarge(mostBytes);
    }

    /// <summary>Reads an uploaded file.</summary>
    /// <exception cref="FailureException">TooLarge, or InvalidRequest when it is empty.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(IFormFile file, int mostBytes, CancellationToken cancellationToken)
    {
        if (file.Length > mostBytes)
        {
            throw TooLarge(mostBytes);
        }

        if (file.Length == 0)
        {
            throw new FailureException(FailureKind.InvalidRequest, "The uploaded picture has no bytes.");
        }

        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static FailureException TooLarge(int mostBytes) =>
        new(FailureKind.TooLarge, $"The picture is larger than {mostBytes / 1024.0 / 1024.0:0.#} MiB. Send a smaller copy; encoders look at a few hundred pixels only.");
}
