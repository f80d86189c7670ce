using System.Collections.Immutable;

namespace Kpm.Core.Notifications;

/// <summary>How a notification reaches somebody.</summary>
public enum NotificationChannel
{
    /// <summary>By mail.</summary>
    Mail,

    /// <summary>On the devices on which somebody is logged in.</summary>
    Push,
}

/// <summary>Who gets a notification.</summary>
public enum NotificationReceiver
{
    /// <summary>The user whose account it is about.</summary>
    User,

    /// <summary>The address that a user wants to have.</summary>
    WantedAddress,

    /// <summary>The address that a user had.</summary>
    FormerAddress,

    /// <summary>The other side of a keep.</summary>
    Keep,

    /// <summary>Who plans a legacy.</summary>
    Owner,

    /// <summary>Whom a legacy is for.</summary>
    Receiver,

    /// <summary>An address that an owner named, whoever reads it.</summary>
    Invited,

    /// <summary>The people who run Kpm.</summary>
    Board,
}

/// <summary>What a notification must not tell, whoever reads it.</summary>
public enum Untold
{
    /// <summary>What people keep: names, descriptions, words and files of assets and legacies.</summary>
    Content,

    /// <summary>When, where and for whom else a legacy is planned.</summary>
    Plan,

    /// <summary>An e-mail address, the receiver's own included: mails are passed on.</summary>
    Address,

    /// <summary>A password, a code, a key, or a hash of one.</summary>
    Credential,

    /// <summary>A link: whoever gets used to links in such a mail follows those of strangers.</summary>
    Link,
}

/// <summary>A row of the <see cref="Catalogue"/>.</summary>
/// <param name="Channel">How it reaches somebody.</param>
/// <param name="Name">A <see cref="MailKind"/>, or what the push is called.</param>
/// <param name="Causes">The events that it tells of, or in brackets what else it tells of.</param>
/// <param name="Receiver">Who gets it.</param>
/// <param name="Words">The record whose members are the variables of a mail; null for a push.</param>
/// <param name="Never">What it must not tell.</param>
/// <param name="CanBeRefused">Whether people may do without it: what is about security or the account itself they may not.</param>
public sealed record Notification(
    NotificationChannel Channel,
    string Name,
    ImmutableArray<string> Causes,
    NotificationReceiver Receiver,
    Type? Words,
    ImmutableArray<Untold> Never,
    bool CanBeRefused)
{
    /// <summary>What a push says, in English; a mail has its subject among its words.</summary>
    public string? PushSays { get; init; }

    /// <summary>Whether everybody gets it in English: only the board does.</summary>
    public bool IsInternal => Receiver == NotificationReceiver.Board;
}
