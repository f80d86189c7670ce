using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Shared;

/// <summary>Limits of assets and files.</summary>
internal sealed class AssetOptions
{
    /// <summary>The largest file, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumUploadBytes { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>How long an upload takes parts; three days at most.</summary>
    [Range(1, 3 * 24 * 3600)]
    public int UploadLifetimeSeconds { get; init; } = 24 * 3600;

    /// <summary>What one person may keep, in units of 1,048,576 bytes.</summary>
    [Range(1, int.MaxValue)]
    public int QuotaMegabytes { get; init; } = 500;

    /// <summary>Whether anybody may be named as a co-owner, or only keeps.</summary>
    public bool AllowAnyCoOwner { get; init; }
}
