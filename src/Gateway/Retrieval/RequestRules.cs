using System.Globalization;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Retrieval;

/// <summary>The small checks that all readers of questions share.</summary>
internal static class RequestRules
{
    /// <summary>Refuses a request with the reason.</summary>
    /// <exception cref="FailureException">InvalidRequest.</exception>
    public static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new FailureException(FailureKind.InvalidRequest, refusal);
        }
    }

    /// <summary>Refuses a number outside its bounds; NaN, too.</summary>
    public static void RequireWithin(string path, double? value, double least, double most)
    {
        if (value is { } given && !(given >= least && given <= most))
        {
            throw new FailureException(FailureKind.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"{path} is {given}; it must lie between {least} and {most}."));
        }
    }

    /// <summary>Refuses a list that is too long.</summary>
    public static void RequireAtMost<T>(string path, IReadOnlyCollection<T>? list, int most) => Require(
        (list?.Count ?? 0) <= most, string.Create(CultureInfo.InvariantCulture, $"{path} holds {list?.Count} members; at most {most} are taken."));

    /// <summary>Reads a point id.</summary>
    /// <exception cref="FailureException">InvalidRequest: it is not a UUID.</exception>
    public static PointId ReadId(string? text, string path) => PointId.TryParse(text, out var id)
        ? id
        : throw new FailureException(FailureKind.InvalidRequest, $"{path} is not a point id: give a UUID as answers carry them in id.");
}
