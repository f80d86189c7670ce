namespace Kpm.Core.Shared;

/// <summary>A typed identifier. Every kind of id is a type of its own, so that passing one for another does not compile.</summary>
/// <remarks>Ids are UUIDs (RFC 9562), version 7 when minted here, written in lower case with hyphens (36 characters).</remarks>
public interface IEntityId<TSelf> where TSelf : struct, IEntityId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

/// <summary>Identifies a <c>User</c>.</summary>
public readonly record struct UserId(Guid Value) : IEntityId<UserId>
{
    public static UserId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>Session</c>: one log-in on one device.</summary>
public readonly record struct SessionId(Guid Value) : IEntityId<SessionId>
{
    public static SessionId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>Keep</c>.</summary>
public readonly record struct KeepId(Guid Value) : IEntityId<KeepId>
{
    public static KeepId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an <c>Asset</c>.</summary>
public readonly record struct AssetId(Guid Value) : IEntityId<AssetId>
{
    public static AssetId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an <c>AssetRelease</c>, which people call a legacy.</summary>
public readonly record struct ReleaseId(Guid Value) : IEntityId<ReleaseId>
{
    public static ReleaseId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an <c>AccountRemoval</c>: follows from the account's id.</summary>
public readonly record struct RemovalId(Guid Value) : IEntityId<RemovalId>
{
    public static RemovalId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>KeyRotation</c>: follows from the account's id.</summary>
public readonly record struct KeyRotationId(Guid Value) : IEntityId<KeyRotationId>
{
    public static KeyRotationId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>Passkey</c>, from the moment when its registration begins.</summary>
public readonly record struct PasskeyId(Guid Value) : IEntityId<PasskeyId>
{
    public static PasskeyId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>PasskeyChallenge</c>: one log-in that was begun.</summary>
public readonly record struct PasskeyChallengeId(Guid Value) : IEntityId<PasskeyChallengeId>
{
    public static PasskeyChallengeId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an <c>Upload</c>: follows from the token that opened it.</summary>
public readonly record struct UploadId(Guid Value) : IEntityId<UploadId>
{
    public static UploadId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an <c>Export</c>: follows from its owner and the one before.</summary>
public readonly record struct ExportId(Guid Value) : IEntityId<ExportId>
{
    public static ExportId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>Rehearsal</c> of a release.</summary>
public readonly record struct RehearsalId(Guid Value) : IEntityId<RehearsalId>
{
    public static RehearsalId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an entry in the history of a person: follows from the person and the event that it tells of.</summary>
public readonly record struct HistoryEntryId(Guid Value) : IEntityId<HistoryEntryId>
{
    public static HistoryEntryId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an <c>Invitation</c>: follows from the release, its version and the place among those it invites.</summary>
public readonly record struct InvitationId(Guid Value) : IEntityId<InvitationId>
{
    public static InvitationId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a <c>ReleaseAttempt</c>.</summary>
public readonly record struct AttemptId(Guid Value) : IEntityId<AttemptId>
{
    public static AttemptId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies one time that a reminder came due: follows from the user's document. Says nothing of the reminder.</summary>
public readonly record struct ReminderNoticeId(Guid Value) : IEntityId<ReminderNoticeId>
{
    public static ReminderNoticeId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Reads ids that come from outside.</summary>
public static class EntityId
{
    /// <summary>Reads a bare id or a reference such as <c>/users/{id}</c>; only the hyphenated 36-character form is an id.</summary>
    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, IEntityId<TId>
    {
        id = default;
        if (text is null) return false;
        var bare = text.AsSpan().Trim('/');
        var slash = bare.LastIndexOf('/');
        if (!Guid.TryParseExact(bare[(slash + 1)..], "D", out var value) || value == Guid.Empty) return false;
        id = TId.Of(value);
        return true;
    }

    /// <summary>Reads an id that this system wrote itself.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static TId Parse<TId>(string text) where TId : struct, IEntityId<TId> =>
        TryParse<TId>(text, out var id) ? id : throw new FormatException($"Not an id of type {typeof(TId).Name}.");
}
