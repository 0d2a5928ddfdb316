using Grpc.Core;

namespace Cluster.FakeQdrant;

/// <summary>One failure of a fake server.</summary>
/// <param name="Method">The method that fails, such as Upsert; null for the next call of any.</param>
/// <param name="Code">The status it fails with.</param>
public sealed record ServerFault(string? Method, StatusCode Code)
{
    /// <summary>The status detail.</summary>
    public string Detail { get; init; } = "made to fail";

    /// <summary>Response metadata.</summary>
    public Metadata Trailers { get; init; } = [];

    /// <summary>Whether the call is carried out before it fails: its answer is lost.</summary>
    public bool AfterTheDeed { get; init; }

    /// <summary>Whether only the first half of the points of a write is written before it fails.</summary>
    public bool HalfWritten { get; init; }

    /// <summary>Whether the connection is cut instead of an answer being given.</summary>
    public bool CutsConnection { get; init; }

    /// <summary>How long the call is held up; it fails only after that, or goes on where <see cref="Code"/> is OK.</summary>
    public Task? HeldUntil { get; init; }
}
