using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Cluster.ProbedStandalone;

/// <summary>Ends the process as kill -9 does, a moment after a re-embedding has entered a state.</summary>
internal sealed class DoomedState(string state, TimeSpan after) : ILoggerProvider, ILogger
{
    private const int Moved = 3321;
    private const int Started = 3324;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is Moved or Started && state is IReadOnlyList<KeyValuePair<string, object?>> values && values.Any(pair => pair.Key == "To" && pair.Value?.ToString() == this.State))
        {
            _ = EndAsync();
        }
    }

    public void Dispose()
    {
    }

    private string State { get; } = state;

    private async Task EndAsync()
    {
        await Task.Delay(after);
        Process.GetCurrentProcess().Kill();
    }
}
