using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Queues;

/// <summary>How queue work is tried again.</summary>
internal sealed class QueueRetryOptions
{
    /// <summary>Factor on every pause: 1 in production, smaller where nobody wants to wait.</summary>
    [Range(0.001, 1)]
    public double PauseScale { get; init; } = 1;
}
