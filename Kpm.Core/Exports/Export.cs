using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports;

/// <summary>Everything that a person owns, in one archive that can be read for some days. One is under way at a time.</summary>
/// <remarks>
/// The archive and its key are recorded in one write, when all of it is stored: before that there is nothing to open. What attempts left
/// behind is deleted when one succeeds, and when the export ends.
/// </remarks>
public sealed class Export : AggregateRoot<ExportId, ExportState>
{
    /// <summary>The problem of an archive in which something is missing.</summary>
    public const string Incomplete = "entries_missing";

    /// <summary>How long the archive can be read.</summary>
    public static readonly TimeSpan ReadablePeriod = TimeSpan.FromDays(7);

    /// <summary>When the making that nobody heard of again is repeated.</summary>
    public static readonly TimeSpan MakingPatience = TimeSpan.FromHours(1);

    /// <summary>When it is not repeated any more.</summary>
    public static readonly TimeSpan MakingLimit = TimeSpan.FromHours(24);

    /// <summary>Longer than a message that was at work on the export when it ended can go on.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private Export(ExportId id, ExportState state, long version) : base(id, state, version)
    {
    }

    /// <summary>The archive is being made.</summary>
    public bool IsUnderWay => State.Status == ExportStatus.Requested;

    /// <summary>There is no archive, or none any more.</summary>
    public bool IsEnded => State.Status is ExportStatus.Failed or ExportStatus.Expired or ExportStatus.Removed;

    /// <summary>The export that follows another one: requests at the same time name the same one.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="former">The one before; null for the first.</param>
    public static ExportId IdAfter(UserId owner, ExportId? former) => DerivedId.From<ExportId>($"{owner}:{former}", "export");

    /// <summary>The name under which what is said about an export is sealed.</summary>
    public static RecordName RecordOf(ExportId id) => RecordNames.Of(id);

    /// <summary>An export as it was stored.</summary>
    public static Export Load(ExportId id, ExportState state, long version) => new(id, state, version);

    public static Export Request(ExportId id, UserId owner, Timestamp at)
    {
        var state = new ExportState { CreatedTs = at, Owner = owner, NextCheckAt = at + MakingPatience };
        var export = new Export(id, state, 0);
        export.Change(state, at, new ExportRequested(id, owner));
        return export;
    }

    /// <summary>Where it stands at an instant: the time of an archive is over whether somebody noticed or not.</summary>
    public ExportStatus StatusAt(Timestamp at) => State.Status == ExportStatus.Ready && at >= State.ExpiresTs ? ExportStatus.Expired : State.Status;

    /// <summary>The archive is stored. Nothing changes when it is not waited for any more.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="sealedContent">An <see cref="ExportContent"/>, with the data key of the archive.</param>
    /// <param name="isComplete">Whether nothing is missing.</param>
    /// <param name="at">Now.</param>
    public void MarkReady(SealedFile file, SealedRecord sealedContent, bool isComplete, Timestamp at)
    {
        if (!IsUnderWay) return;
        var until = at + ReadablePeriod;
        var ready = State with
        {
            Lifecycle = Lifecycle.Active,
            Status = ExportStatus.Ready,
            File = file,
            Sealed = sealedContent,
            Problem = isComplete ? null : Incomplete,
            ReadyTs = at,
            ExpiresTs = until,
            NextCheckAt = until,
            ModifiedTs = Modified(at, "state"),
        };
        Change(ready, at, new ExportReady(Id, State.Owner, until));
    }

    /// <summary>There can be no archive. Nothing changes when it is not waited for any more.</summary>
    /// <param name="problem">A stable word for why.</param>
    /// <param name="at">Now.</param>
    public void Fail(string problem, Timestamp at)
    {
        if (IsUnderWay) End(ExportStatus.Failed, Lifecycle.Inactive, problem, at);
    }

    /// <summary>Nobody heard of the making: it is time to repeat it, and to look again later. False when it has lasted too long.</summary>
    public bool AwaitMaking(Timestamp at)
    {
        if (at >= State.CreatedTs + MakingLimit) return false;
        Change(State with { NextCheckAt = at + MakingPatience }, at);
        return true;
    }

    /// <summary>Ends an export whose time is over.</summary>
    public void ExpireWhenDue(Timestamp at)
    {
        if (State.Status == ExportStatus.Ready && at >= State.ExpiresTs) End(ExportStatus.Expired, Lifecycle.Inactive, State.Problem, at);
    }

    /// <summary>Its owner does not want it any more, or is gone. Removing a removed one changes nothing.</summary>
    public void Remove(Timestamp at)
    {
        if (State.Status != ExportStatus.Removed) End(ExportStatus.Removed, Lifecycle.Removed, null, at);
    }

    /// <summary>What is said about the archive, with its data key, is wrapped anew for the owner; it is the same.</summary>
    public void RenewWrap(SealedRecord renewed) => Rewrap(State with { Sealed = renewed });

    /// <summary>The blobs of an export that ended were deleted, and none can come any more.</summary>
    public void MarkCleared(Timestamp at) => Change(State with { NextCheckAt = null }, at);

    /// <summary>Nothing that could open the archive stays here. The blobs follow.</summary>
    private void End(ExportStatus status, Lifecycle lifecycle, string? problem, Timestamp at)
    {
        var ended = State with
        {
            Lifecycle = lifecycle,
            Status = status,
            Problem = problem,
            File = null,
            Sealed = null,
            EndedTs = at,
            NextCheckAt = at + Grace,
            ModifiedTs = Modified(at, "state"),
        };
        Change(ended, at, new ExportEnded(Id, State.Owner));
    }
}
