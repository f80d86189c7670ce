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
}
