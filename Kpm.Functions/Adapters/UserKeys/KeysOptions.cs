using System.ComponentModel.DataAnnotations;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>How long copies of user keys live.</summary>
internal sealed class KeysOptions
{
    /// <summary>For how long the account of the user keys keeps backups, in days; it must say what the account is set up for.</summary>
    [Range(1, 3650)]
    public int BackupRetentionDays { get; init; } = 30;

    /// <summary>How long an unwrapped user key may stay in memory, in seconds.</summary>
    [Range(1, 3600)]
    public int CacheSeconds { get; init; } = (int)UserKeyCacheOptions.Default.Lifetime.TotalSeconds;

    /// <summary>The longest time that a request, a message or a timer is worked on, in seconds; <c>functionTimeout</c> in <c>host.json</c> is less.</summary>
    [Range(1, 3600)]
    public int LongestWorkSeconds { get; init; } = 660;

    public UserKeyCacheOptions Cache => UserKeyCacheOptions.Default with { Lifetime = TimeSpan.FromSeconds(CacheSeconds) };

    public UserKeyTimes Times => new(Cache.Lifetime, TimeSpan.FromSeconds(LongestWorkSeconds), TimeSpan.FromDays(BackupRetentionDays));
}
