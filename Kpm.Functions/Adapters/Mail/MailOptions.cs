using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>Sender and receivers of mails.</summary>
internal sealed class MailOptions
{
    [Required, EmailAddress]
    public string SenderAddress { get; init; } = "";

    public string SenderName { get; init; } = "Keepem App";

    [Required, EmailAddress]
    public string ReplyTo { get; init; } = "info@keepem.app";

    /// <summary>Where internal mails go.</summary>
    [Required, EmailAddress]
    public string BoardAddress { get; init; } = "board@keepem.app";

    /// <summary>First names, separated by commas.</summary>
    [Required]
    public string FounderNames { get; init; } = "";

    /// <summary>How long a mail that is being sent is left alone; longer than the lock of its message, which is one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many mails of one kind a user, or an address that was invited, gets in a UTC day.</summary>
    [Range(1, 10_000)]
    public int DailyCap { get; init; } = 50;

    /// <summary>The same for the board.</summary>
    [Range(1, 1_000_000)]
    public int BoardDailyCap { get; init; } = 1_000;
}
