using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>A file on its way into an asset, in parts. A token opens it; then its owner sends parts in any order until it is completed.</summary>
/// <remarks>
/// Parts are recorded beside it and only while it is open, in one write with it; so what it is completed with is what was recorded.
/// Blobs that may be in use are never deleted: those of an upload that failed wait for <see cref="Grace"/>, which is longer than the
/// verification of any other message can last, and the asset itself is asked then.
/// </remarks>
public sealed class Upload : AggregateRoot<UploadId, UploadState>
{
    /// <summary>The most bytes of a part; the platform caps a request at 100 MB.</summary>
    public const long MaximumPartBytes = 95 * 1024 * 1024;

    /// <summary>Longer than any request or message that was at work on the upload when it ended can go on.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>After what time the blobs of an upload that ended well, or was given up, are deleted for the first time: most requests are over then.</summary>
    public static readonly TimeSpan ClearingDelay = TimeSpan.FromMinutes(1);

    /// <summary>When a verification that nobody heard of again is repeated.</summary>
    public static readonly TimeSpan VerificationPatience = TimeSpan.FromHours(1);

    /// <summary>When it is not repeated any more.</summary>
    public static readonly TimeSpan VerificationLimit = TimeSpan.FromHours(24);

    private Upload(UploadId id, UploadState state, long version) : base(id, state, version)
    {
    }

    /// <summary>The name of the sealed part table; null before completion.</summary>
    public PartTableName? Table => State.Table is { } attempt ? new PartTableName(State.Asset, Id, attempt) : null;

    /// <summary>The one upload that a token opens.</summary>
    public static UploadId IdOf(string tokenId) => DerivedId.From<UploadId>(tokenId, "upload");

    /// <summary>An upload as it was stored.</summary>
    public static Upload Load(UploadId id, UploadState state, long version) => new(id, state, version);

    public static Upload Open(AssetId asset, UserId owner, string tokenId, Timestamp at, TimeSpan lifetime)
    {
        var state = new UploadState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            Asset = asset,
            Owner = owner,
            TokenId = tokenId,
            ExpiresTs = at + lifetime,
            NextCheckAt = at + lifetime,
        };
        var upload = new Upload(IdOf(tokenId), state, 0);
        upload.Change(state, at);
        return upload;
    }

    /// <summary>Whether it is this person's upload for this asset.</summary>
    public bool IsOf(AssetId asset, UserId person) => State.Asset == asset && State.Owner == person;

    /// <summary>Whether a part may be sent, or all of them completed. Error: <see cref="UploadEnded"/>.</summary>
    public Result CheckOpen(Timestamp at) => State.Status == UploadStatus.Open && at < State.ExpiresTs ? Result.Success : new UploadEnded();

    /// <summary>Whether it was completed with this before.</summary>
    public bool WasCompletedWith(DeclaredFile file) => State.Declared == file.Fingerprint;

    /// <summary>The parts are there and their table is sealed. Error: <see cref="UploadEnded"/>.</summary>
    public Result Complete(DeclaredFile file, PartTableName table, Timestamp at)
    {
        var allowed = CheckOpen(at);
        if (allowed.IsFailure) return allowed;
        var completing = State with
        {
            Status = UploadStatus.Completing,
            Table = table.Attempt,
            Declared = file.Fingerprint,
            DeclaredSha256 = file.Sha256,
            CompletedTs = at,
            NextCheckAt = at + VerificationPatience,
            ModifiedTs = Modified(at, "state"),
        };
        Change(completing, at, new UploadCompleted(Id, State.Asset));
        return Result.Success;
    }

    /// <summary>Nobody heard of the verification: it is time to repeat it, and to look again later. False when it has lasted too long.</summary>
    public bool AwaitVerification(Timestamp at)
    {
        if (at >= State.CompletedTs + VerificationLimit) return false;
        Change(State with { NextCheckAt = at + VerificationPatience }, at);
        return true;
    }

    /// <summary>The asset has the file.</summary>
    public void MarkCompleted(Timestamp at) => End(UploadStatus.Completed, null, at, at + ClearingDelay);

    /// <summary>The file was refused.</summary>
    /// <param name="problem">A stable word for why.</param>
    /// <param name="at">Now.</param>
    public void Fail(string problem, Timestamp at) => End(UploadStatus.Failed, problem, at, at + Grace);

    /// <summary>Gives it up. Nothing changes when it was given up or has failed. Error: <see cref="UploadEnded"/> when it was completed.</summary>
    public Result Abandon(Timestamp at)
    {
        if (State.Status is UploadStatus.Abandoned or UploadStatus.Failed) return Result.Success;
        if (State.Status is not UploadStatus.Open) return new UploadEnded();
        End(UploadStatus.Abandoned, null, at, at + ClearingDelay);
        return Result.Success;
    }

    /// <summary>Blobs that are not needed were deleted. Until <see cref="Grace"/> is over there may come more.</summary>
    public void MarkCleared(Timestamp at)
    {
        var last = State.EndedTs + Grace;
        Change(State with { NextCheckAt = at < last ? last : null }, at);
    }

    private void End(UploadStatus status, string? problem, Timestamp at, Timestamp clearAt) => Change(
        State with { Lifecycle = Lifecycle.Inactive, Status = status, Problem = problem, EndedTs = at, NextCheckAt = clearAt, ModifiedTs = Modified(at, "state") },
        at);
}

/// <summary>Stores uploads.</summary>
public interface IUploads : IRepository<Upload, UploadId>;
