using System.Security.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>Files in memory.</summary>
public sealed class FakeFileVault : IFileVault
{
    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs after a file was stored, before the caller hears of it.</summary>
    public Func<Task> AfterWrite { get; set; } = () => Task.CompletedTask;

    public async Task<SealedFile?> WriteAsync(AssetId asset, Guid attempt, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await plain.CopyToAsync(copy, cancellationToken);
        var bytes = copy.ToArray();
        if (bytes.Length > maximumBytes) return null;
        var location = $"{asset.ToString()[..4]}/{asset}/{attempt}.enc";
        Blobs.Add(location, bytes);
        await AfterWrite();
        return new SealedFile(location, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "fake");
    }

    public async Task ReadAsync(AssetId asset, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        if (key.Wraps.All(wrap => wrap.Owner != opener)) throw new SealBrokenException();
        if (!Blobs.TryGetValue(file.Location, out var blob)) throw new FileNotFoundException();
        await destination.WriteAsync(blob.AsMemory((int)offset, (int)count), cancellationToken);
    }

    public async Task<SealedFile> CopyAsync(KeyedFile source, KeyedAttempt copy, CancellationToken cancellationToken)
    {
        using var plain = new MemoryStream();
        await ReadAsync(source.Asset, source.File, source.Key, source.Opener, 0, source.File.SizeBytes, plain, cancellationToken);
        plain.Position = 0;
        return (await WriteAsync(copy.Asset, copy.Attempt, copy.Key, copy.Opener, plain, source.File.SizeBytes, cancellationToken))!;
    }

    public Task DeleteAsync(string location, CancellationToken cancellationToken)
    {
        Blobs.Remove(location);
        return Task.CompletedTask;
    }

    public Task DeleteBlobAsync(string location, CancellationToken cancellationToken) => DeleteAsync(location, cancellationToken);

    public Task DeleteAllAsync(AssetId asset, CancellationToken cancellationToken)
    {
        foreach (var location in Blobs.Keys.Where(name => name.StartsWith(FileAttempt.FolderOf(asset), StringComparison.Ordinal)).ToList()) Blobs.Remove(location);
        return Task.CompletedTask;
    }
}
