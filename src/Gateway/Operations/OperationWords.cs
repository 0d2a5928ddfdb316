using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Operations;

/// <summary>Kinds and states of operations as they are written: <c>verify</c>, <c>running</c>.</summary>
internal static class OperationWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What a parameter names; null where it is left out.</summary>
    /// <exception cref="FailureException">InvalidRequest: there is nothing of that name.</exception>
    public static T? Read<T>(string parameter, string? word)
        where T : struct, Enum => word is null ? null
        : Enum.GetValues<T>().Where(value => Of(value) == word).Select(static value => (T?)value).FirstOrDefault()
            ?? throw new FailureException(
                FailureKind.InvalidRequest,
                $"The parameter '{parameter}' is '{Problems.Shorten(word)}'; it may be {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");
}
