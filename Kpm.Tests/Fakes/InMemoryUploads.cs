using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

public sealed class InMemoryUploads() : InMemoryRepository<Upload, UploadId, UploadState>(Upload.Load), IUploads
{
    /// <summary>Adds bytes to an upload; whoever has loaded it can no longer save it.</summary>
    public void AddBytes(UploadId id, long bytes)
    {
        var upload = this[id];
        Put(Upload.Load(id, upload.State with { ReceivedBytes = upload.State.ReceivedBytes + bytes }, upload.Version + 1));
    }
}

/// <summary>Parts in memory, recorded together with their upload.</summary>
public sealed class InMemoryUploadParts(InMemoryUploads uploads) : IUploadParts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(UploadId Upload, int Number), ArrivedPart> _parts = [];

    /// <summary>Awaited after the parts were listed, before the caller hears of it.</summary>
    public Func<Task> AfterList { get; set; } = () => Task.CompletedTask;

    public Task<Result<PartRecorded>> PutAsync(UploadId upload, ArrivedPart part, long maximumBytes, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Put(upload, part, maximumBytes));
    }

    public async Task<ImmutableArray<ArrivedPart>> ListAsync(UploadId upload, CancellationToken cancellationToken)
    {
        ImmutableArray<ArrivedPart> parts;
        lock (_lock) parts = [.. _parts.Where(part => part.Key.Upload == upload).Select(part => part.Value).OrderBy(part => part.Number)];
        await AfterList();
        return parts;
    }

    private Result<PartRecorded> Put(UploadId upload, ArrivedPart part, long maximumBytes)
    {
        if (uploads.All.SingleOrDefault(known => known.Id == upload) is not { State.Status: UploadStatus.Open } open) return new UploadEnded();
        var replaced = _parts.GetValueOrDefault((upload, part.Number));
        var added = part.SizeBytes - (replaced?.SizeBytes ?? 0);
        if (open.State.ReceivedBytes + added > maximumBytes) return new FileTooLarge();
        uploads.AddBytes(upload, added);
        _parts[(upload, part.Number)] = part;
        return new PartRecorded(replaced?.Attempt);
    }
}
