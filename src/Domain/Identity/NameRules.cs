namespace Cluster.Domain.Identity;

/// <summary>What a name given by a user may look like: 1 to 100 of letters, digits, dot, dash and underscore, starting with a letter or digit.</summary>
/// <remarks>The set is inside what every vector engine, file system and URL accepts, so a name never needs escaping.</remarks>
public static class NameRules
{
    /// <summary>The longest name allowed, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>Whether <paramref name="name"/> may be used as a corpus, collection or job name.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>What to tell the user about a name that <see cref="IsValid"/> refused.</summary>
    public static string Explain(string what, string? name) =>
        $"{what} '{name}' is not usable: use 1 to {MaxLength} letters, digits, '.', '-' or '_', starting with a letter or digit.";
}
