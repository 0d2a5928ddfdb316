using Cluster.Cli.Hub.Files;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>
/// Where a model is gathered before it is whole: <c>.pulling-NAME</c> beside its place, so that the last step is a rename. Parts are named by
/// content, so a later pull goes on with what is there, of whatever revision it was.
/// </summary>
internal sealed class PullFolder : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;

    private PullFolder(string folder, FileStream @lock) => (_folder, _lock) = (folder, @lock);

    /// <summary>Makes the folder and keeps other pulls of the same name out.</summary>
    /// <exception cref="CliException">Another pull of it runs, or the folder cannot be written.</exception>
    public static PullFolder Open(string models, string name)
    {
        var folder = Path.Combine(models, $".pulling-{name}");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"The folder '{models}' cannot be written: {fault.Message}");
        }

        try
        {
            return new PullFolder(folder, new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new CliException(ExitCode.Failed, $"Another pull of {name} is at work in '{folder}'; wait for it.");
        }
    }

    /// <summary>The file that holds what was fetched of <paramref name="file"/> so far.</summary>
    public string PartOf(PlannedFile file) => Path.Combine(_folder, $"{file.Sha256 ?? file.Source.GitOid}.part");

    /// <summary>Bytes of <paramref name="file"/> that are there already.</summary>
    public long LengthOf(PlannedFile file) => new FileInfo(PartOf(file)) is { Exists: true } part ? part.Length : 0;

    /// <summary>Opens the part for writing, unbuffered, so that what came is there even when the process is killed.</summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public FileStream Append(PlannedFile file)
    {
        try
        {
            return new FileStream(PartOf(file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"'{PartOf(file)}' cannot be written: {fault.Message}");
        }
    }

    /// <summary>Turns the parts, all whole and checked, into the model folder at <paramref name="target"/>, which appears at once or not at all.</summary>
    /// <exception cref="CliException">The target has come to be meanwhile, or the disk fails.</exception>
    public void MoveInto(string target, IReadOnlyCollection<PlannedFile> files, ModelSource source)
    {
        try
        {
            Directory.Move(Assemble(files, source), target);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"The model could not be put in place at '{target}': {fault.Message}");
        }

        _lock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lock.Dispose();

        // What was fetched stays for the next pull; an empty folder is of no use to anyone.
        if (Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any(static path => Path.GetFileName(path) != "lock"))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Assemble(IReadOnlyCollection<PlannedFile> files, ModelSource source)
    {
        // One level below, where no one who looks for models finds it half made.
        var model = Path.Combine(_folder, "model");
        if (Directory.Exists(model))
        {
            Directory.Delete(model, recursive: true);
        }

        Directory.CreateDirectory(model);
        source.Write(model);
        foreach (var same in files.GroupBy(PartOf))
        {
            foreach (var file in same.Skip(1))
            {
                File.Copy(PartOf(file), Place(model, file));
            }

            File.Move(same.Key, Place(model, same.First()));
        }

        return model;
    }

    private static string Place(string model, PlannedFile file)
    {
        var path = Path.Combine([model, .. file.Target.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
