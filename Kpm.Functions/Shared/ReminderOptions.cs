using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Shared;

/// <summary>When people are reminded.</summary>
internal sealed class ReminderOptions
{
    /// <summary>How long before the time of a reminder its user is told; at most a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan LeadTime { get; init; }
}
