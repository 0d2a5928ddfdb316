using System.Collections.Concurrent;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders;

/// <summary>Finds encoders by name in the model folders. Files are read and hashed on the thread pool.</summary>
public sealed class EncoderCatalog(IOptions<EncoderCatalogOptions> options)
{
    private readonly ManifestReader _reader = new(new FileHashes());

    // Folders that were named by path stay known, so that a job that used one can go on.
    private readonly ConcurrentDictionary<string, string> _byPath = new();

    /// <summary>All encoders whose folders are complete, by name.</summary>
    public Task<IReadOnlyList<EncoderManifest>> ListAsync(CancellationToken cancellationToken)
    {
        return Task.Run<IReadOnlyList<EncoderManifest>>(ReadAllAsync, cancellationToken);

        async Task<IReadOnlyList<EncoderManifest>> ReadAllAsync()
        {
            List<EncoderManifest> found = [];
            foreach (var folder in Folders())
            {
                try
                {
                    found.Add(await _reader.ReadAsync(folder, cancellationToken));
                }
                catch (FailureException)
                {
                    // Not listed; asked for by name it says what is wrong.
                }
            }

            return [.. found.OrderBy(static manifest => manifest.Id.Value, StringComparer.Ordinal)];
        }
    }

    /// <summary>One encoder.</summary>
    /// <param name="encoder">Its folder's name, <c>name@version</c>, or an absolute path to its folder where the options allow it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>EncoderNotFound, with what there is; ModelIncomplete, with what is missing.</returns>
    public Task<Outcome<EncoderManifest>> FindAsync(string encoder, CancellationToken cancellationToken)
    {
        return Task.Run(ReadAsync, cancellationToken);

        async Task<Outcome<EncoderManifest>> ReadAsync()
        {
            try
            {
                var name = encoder.Split('@')[0];
                var folder = Path.IsPathFullyQualified(encoder) ? ByPath(encoder) : Folders().FirstOrDefault(path => Path.GetFileName(path) == name);
                if (folder is null)
                {
                    return NotFound(encoder);
                }

                var manifest = await _reader.ReadAsync(folder, cancellationToken);
                return encoder.Contains('@', StringComparison.Ordinal) && !Path.IsPathFullyQualified(encoder) && manifest.Id.Value != encoder
                    ? new Failure(FailureKind.EncoderNotFound, $"The files of encoder '{name}' make '{manifest.Id}' now, not '{encoder}'.")
                    : manifest;
            }
            catch (FailureException fault)
            {
                return fault.Failure;
            }
        }
    }

    private string? ByPath(string path)
    {
        if (!options.Value.AllowPaths)
        {
            throw new FailureException(
                FailureKind.EncoderNotFound, $"Encoders are asked for by name here. To name model folders by path, set {EncoderCatalogOptions.Section}:AllowPaths.");
        }

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            return null;
        }

        _byPath[Path.GetFileName(folder)] = folder;
        return folder;
    }

    private Failure NotFound(string encoder)
    {
        var names = Folders().Select(Path.GetFileName).ToList();
        return new Failure(
            FailureKind.EncoderNotFound,
            $"There is no encoder '{encoder}'. " + (names.Count > 0 ? $"There are: {string.Join(", ", names)}." : $"No model folder was found; set {EncoderCatalogOptions.Section}:ModelFolders."));
    }

    private IEnumerable<string> Folders()
    {
        var roots = options.Value.ModelFolders.Count > 0 ? options.Value.ModelFolders : ["models"];
        return roots
            .Where(Directory.Exists)
            .SelectMany(static root => IsModel(root) ? [Path.GetFullPath(root)] : Directory.GetDirectories(Path.GetFullPath(root)).Where(IsModel))
            .Concat(_byPath.Values)
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static bool IsModel(string folder) =>
        JsonConfig.Exists(folder, ModelFiles.Config) || JsonConfig.Exists(folder, ModelFiles.OpenClipConfig);
}
