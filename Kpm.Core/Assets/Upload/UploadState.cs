using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Where an upload stands.</summary>
public enum UploadStatus
{
    /// <summary>Parts arrive.</summary>
    Open,

    /// <summary>All parts are there; the file is being verified.</summary>
    Completing,

    /// <summary>The asset has the file.</summary>
    Completed,

    /// <summary>The file was not what it should be; see <see cref="UploadState.Problem"/>.</summary>
    Failed,

    /// <summary>Given up, by its owner or because its time was over.</summary>
    Abandoned,
}

/// <summary>The stored part of an <see cref="Upload"/>.</summary>
public sealed record UploadState : AggregateState
{
    /// <summary>The asset that waits for the file.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>Who opened the upload.</summary>
    public required UserId Owner { get; init; }

    /// <summary>The id (<c>jti</c>) of the token that opened it.</summary>
    public required string TokenId { get; init; }

    /// <summary>Until when parts are taken.</summary>
    public required Timestamp ExpiresTs { get; init; }

    public UploadStatus Status { get; init; } = UploadStatus.Open;

    /// <summary>Sum of the plain bytes of the parts. It changes together with each part, see <see cref="IUploadParts"/>.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>The attempt that sealed the part table.</summary>
    public Guid? Table { get; init; }

    /// <summary>Of what the upload was completed with, see <see cref="DeclaredFile.Fingerprint"/>.</summary>
    public string? Declared { get; init; }

    /// <summary>Digest of the whole file, as its owner declared it; null when it was not declared.</summary>
    public string? DeclaredSha256 { get; init; }

    /// <summary>When it was completed.</summary>
    public Timestamp? CompletedTs { get; init; }

    /// <summary>When it was verified, failed or was given up.</summary>
    public Timestamp? EndedTs { get; init; }

    /// <summary>A stable word for why the file was refused.</summary>
    public string? Problem { get; init; }

    /// <summary>When a timer must look at it; null when there is nothing left to do.</summary>
    public Timestamp? NextCheckAt { get; init; }
}
