using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Keep;

/// <summary>What one side of a keep may be shown as.</summary>
public sealed record KeepProfile(UserId Id, string? Email, string? ReferralCode, string? PublicName)
{
    /// <summary>Whether mails to this person come back; told only to those whose keep is active.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"KeepProfile {{ Id = {Id} }}";
}

/// <summary>A keep as one of its two people sees it in a list.</summary>
/// <param name="Id">The keep.</param>
/// <param name="Version">Counts the changes of the keep; the HTTP <c>ETag</c>.</param>
/// <param name="Lifecycle">Where it stands.</param>
/// <param name="CreatedTs">When it was asked for.</param>
/// <param name="ModifiedTs">When it last changed; null when it never did.</param>
/// <param name="Requester">Who asked.</param>
/// <param name="Requested">Who was asked.</param>
/// <param name="DeclinedBy">The side that ended it.</param>
/// <param name="Name">What this person calls the other; null when they gave no name.</param>
/// <param name="Revision">Grows whenever the keep or one of its people changes, so that the newer of two rows is known.</param>
public sealed record KeepRow(
    KeepId Id,
    long Version,
    Lifecycle Lifecycle,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs,
    KeepProfile Requester,
    KeepProfile Requested,
    KeepSide? DeclinedBy,
    string? Name,
    long Revision)
{
    /// <summary>The keep as one of its two people sees it. A person who no longer exists has only an id, and so have both once it has ended.</summary>
    public static KeepRow Of(TrustedKeep keep, UserId seenBy, UserAccount? requester, UserAccount? requested) => new(
        keep.Id,
        keep.Version,
        keep.State.Lifecycle,
        keep.State.CreatedTs,
        keep.State.LastModifiedTs,
        ProfileOf(keep.State.Requester, keep.State.IsFinal ? null : requester, keep.IsActive),
        ProfileOf(keep.State.Requested, keep.State.IsFinal ? null : requested, keep.IsActive),
        keep.State.DeclinedBy,
        keep.NameBy(seenBy),
        keep.Version + (requester?.Version ?? 0) + (requested?.Version ?? 0));

    /// <summary>The keep as somebody sees it who is none of its people: an admin.</summary>
    public static KeepRow OfNobody(TrustedKeep keep) => new(
        keep.Id,
        keep.Version,
        keep.State.Lifecycle,
        keep.State.CreatedTs,
        keep.State.LastModifiedTs,
        ProfileOf(keep.State.Requester, account: null, isActive: false),
        ProfileOf(keep.State.Requested, account: null, isActive: false),
        keep.State.DeclinedBy,
        Name: null,
        keep.Version);

    /// <summary>Never the names: they must not reach a log.</summary>
    public override string ToString() => $"KeepRow {{ Id = {Id}, Lifecycle = {Lifecycle} }}";

    /// <summary>Address and referral code are shown only to those whose keep is active.</summary>
    private static KeepProfile ProfileOf(UserId person, UserAccount? account, bool isActive) =>
        new(person, isActive ? account?.State.Email : null, isActive ? account?.State.ReferralCode : null, account?.State.PublicName) { IsUnreachable = isActive && account?.IsUnreachable == true };
}

/// <summary>By what a list of keeps is ordered.</summary>
public enum KeepOrder
{
    CreatedTs,

    /// <summary>A keep that never changed counts from its creation.</summary>
    ModifiedTs,

    /// <summary>By the word: active, pending, removed.</summary>
    State,
}

/// <summary>The keeps of each person, as rows of that person's partition.</summary>
public interface IKeepRows
{
    /// <summary>Stores a row for a person, unless a newer version of it is there.</summary>
    Task PutAsync(UserId person, KeepRow row, CancellationToken cancellationToken);

    /// <summary>One page of a person's keeps that have not ended.</summary>
    /// <param name="person">Whose keeps.</param>
    /// <param name="lifecycle">Pending or active; null for both.</param>
    /// <param name="order">By what they are ordered; ties by id.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<KeepRow>> ListAsync(UserId person, Lifecycle? lifecycle, KeepOrder order, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many keeps wait for this person's answer.</summary>
    Task<int> CountRequestedAsync(UserId person, CancellationToken cancellationToken);
}
