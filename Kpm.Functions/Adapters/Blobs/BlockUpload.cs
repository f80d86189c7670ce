using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Uploads a new block blob block by block. Nothing can be read before <see cref="CommitAsync"/>; what was never committed the service discards after a week.</summary>
/// <remarks>
/// The ids of the blocks begin with random bytes, so two uploads to one name cannot commit each other's blocks.
/// Limits: https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs#about-block-blobs.
/// </remarks>
internal sealed class BlockUpload(BlockBlobClient blob)
{
    private const int IdSize = 16;

    private readonly byte[] _id = RandomNumberGenerator.GetBytes(IdSize);
    private readonly List<string> _blocks = [];

    /// <summary>Stages the next block.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt32BigEndian(_id.AsSpan(IdSize - sizeof(int)), _blocks.Count);
        var id = Convert.ToBase64String(_id);
        if (!MemoryMarshal.TryGetArray(block, out var bytes)) throw new ArgumentException("The block must lie in an array.", nameof(block));
        using var content = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
        _blocks.Add(id);
    }

    /// <summary>Makes the blob out of the staged blocks.</summary>
    /// <exception cref="InvalidOperationException">There is a blob of this name; it stays as it is.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await blob.CommitBlockListAsync(_blocks, options, cancellationToken);
        }
        catch (RequestFailedException refused) when (IsTaken(refused))
        {
            // When the answer to a commit is lost the client commits again, and is told that its own blob exists.
            if (!await IsCommittedAsync(cancellationToken)) throw new InvalidOperationException("There is a blob of this name.", refused);
        }
    }

    private static bool IsTaken(RequestFailedException refused) =>
        refused.ErrorCode == BlobErrorCode.BlobAlreadyExists
        || refused.ErrorCode == BlobErrorCode.ConditionNotMet
        || refused.ErrorCode == BlobErrorCode.InvalidBlockList;

    private async Task<bool> IsCommittedAsync(CancellationToken cancellationToken)
    {
        var list = await blob.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken);
        return list.Value.CommittedBlocks.Select(block => block.Name).SequenceEqual(_blocks);
    }
}
