using Cluster.Encoders.Onnx;
using Microsoft.Extensions.Logging;

namespace Cluster.Encoders.Tests;

/// <summary>Keeps what a factory logs.</summary>
internal sealed class ListLogger : ILogger<OnnxEncoderFactory>
{
    public List<string> Lines { get; } = [];

    public List<(LogLevel Level, int Id)> Events { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Add(formatter(state, exception));
        Events.Add((logLevel, eventId.Id));
    }
}
