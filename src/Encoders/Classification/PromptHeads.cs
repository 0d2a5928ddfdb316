using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Classification;

/// <summary>Classifiers made of prompts, remembered: a shop asks the same labels of every picture. Safe for concurrent use.</summary>
public sealed class PromptHeads(IOptions<ClassifierOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, Lazy<Task<object>> Head)>> _byKey = [];
    private readonly LinkedList<(string Key, Lazy<Task<object>> Head)> _byUse = new();

    /// <summary>The head of a label set.</summary>
    /// <param name="space">The space that the prompts will be encoded in.</param>
    /// <param name="labels">The set.</param>
    /// <param name="scale">The encoder's own.</param>
    /// <param name="encode">Encodes the prompts, unless they are known.</param>
    /// <param name="cancellationToken">Stops waiting; a head that others may want is still finished.</param>
    /// <exception cref="FailureException">InvalidRequest when the set cannot be used; what <paramref name="encode"/> throws.</exception>
    public async Task<ClassifierHead> ZeroShotAsync(
        EmbeddingSpaceId space, LabelSet labels, LogitScale scale, EncodePrompts encode, CancellationToken cancellationToken)
    {
        Refuse(labels.Check());
        return await GetAsync(
            $"labels {space} {scale} {labels.Fingerprint()}",
            async () => ZeroShot.Head(space, labels, await InBatchesAsync([.. labels.Prompts()], encode), scale),
            cancellationToken);
    }

    /// <summary>The heads of moderation categories; as <see cref="ZeroShotAsync"/>.</summary>
    public async Task<ModerationHead> ModerationAsync(
        EmbeddingSpaceId space, IReadOnlyList<ModerationCategory> categories, LogitScale scale, EncodePrompts encode, CancellationToken cancellationToken)
    {
        Refuse(ModerationHead.Check(categories, scale));
        var asked = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(categories))));
        return await GetAsync(
            $"moderation {space} {scale} {asked}",
            async () => ModerationHead.FromPrompts(space, categories, await InBatchesAsync([.. ModerationHead.Prompts(categories)], encode), scale),
            cancellationToken);
    }

    private static void Refuse(Failure? failure)
    {
        if (failure is not null)
        {
            throw new FailureException(failure);
        }
    }

    private async Task<float[]> InBatchesAsync(string[] prompts, EncodePrompts encode)
    {
        var rows = new List<float>();
        foreach (var batch in prompts.Chunk(options.Value.PromptBatch))
        {
            // Not the caller's token: others may wait for the same head.
            rows.AddRange((await encode(batch, CancellationToken.None)).Span);
        }

        return [.. rows];
    }

    private async Task<T> GetAsync<T>(string key, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        var node = Touch(key, async () => await make());
        var head = node.Value.Head.Value;
        try
        {
            return (T)await head.WaitAsync(cancellationToken);
        }
        catch when (head.IsFaulted || head.IsCanceled)
        {
            // Asked again, it is tried again.
            Forget(node);
            throw;
        }
    }

    private LinkedListNode<(string Key, Lazy<Task<object>> Head)> Touch(string key, Func<Task<object>> make)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node;
            }

            node = _byUse.AddFirst((key, new Lazy<Task<object>>(make)));
            _byKey[key] = node;
            if (_byKey.Count > options.Value.KeptHeads)
            {
                _byKey.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            return node;
        }
    }

    private void Forget(LinkedListNode<(string Key, Lazy<Task<object>> Head)> node)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(node.Value.Key, out var there) && there == node)
            {
                _byKey.Remove(node.Value.Key);
                _byUse.Remove(node);
            }
        }
    }
}
