using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports;

/// <summary>Where an export stands.</summary>
public enum ExportStatus
{
    /// <summary>The archive is being made.</summary>
    Requested,

    /// <summary>The archive can be read.</summary>
    Ready,

    /// <summary>There could be no archive; see <see cref="ExportState.Problem"/>.</summary>
    Failed,

    /// <summary>The archive was there and its time is over.</summary>
    Expired,

    /// <summary>Its owner removed it, or the account of its owner was.</summary>
    Removed,
}

/// <summary>The stored part of an <see cref="Export"/>.</summary>
public sealed record ExportState : AggregateState
{
    /// <summary>Whose everything it is.</summary>
    public required UserId Owner { get; init; }

    public ExportStatus Status { get; init; } = ExportStatus.Requested;

    /// <summary>An <see cref="ExportContent"/> for the owner; its data key opens the archive. Null unless the archive can be read.</summary>
    public SealedRecord? Sealed { get; init; }

    /// <summary>The archive. Null unless it can be read.</summary>
    public SealedFile? File { get; init; }

    /// <summary>When the archive was made.</summary>
    public Timestamp? ReadyTs { get; init; }

    /// <summary>Until when the archive can be read.</summary>
    public Timestamp? ExpiresTs { get; init; }

    /// <summary>A stable word for why there is no archive, or that something is missing in it.</summary>
    public string? Problem { get; init; }

    /// <summary>When it failed, expired or was removed.</summary>
    public Timestamp? EndedTs { get; init; }

    /// <summary>When a timer must look at it; null when there is nothing left to do.</summary>
    public Timestamp? NextCheckAt { get; init; }
}
