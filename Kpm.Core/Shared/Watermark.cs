namespace Kpm.Core.Shared;

/// <summary>How far a job came that goes through time in windows.</summary>
/// <param name="DoneUntil">All until this instant is done.</param>
/// <param name="OpenUntil">The end of the window that is being done; null when none is.</param>
/// <param name="Version">What was read, so that of two instances one continues; null when nothing is stored yet.</param>
public sealed record Watermark(Timestamp DoneUntil, Timestamp? OpenUntil, string? Version);

/// <summary>Stores how far jobs came.</summary>
public interface IWatermarks
{
    /// <summary>The watermark of a job; of one that never ran it is the beginning of time.</summary>
    Task<Watermark> ReadAsync(string job, CancellationToken cancellationToken);

    /// <summary>Stores it unless another instance did since it was read; null then, else it as it is now.</summary>
    Task<Watermark?> TrySaveAsync(string job, Watermark watermark, CancellationToken cancellationToken);
}
