using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>A plan that is tried before anybody has to trust it: what it would come to at an instant and a place. It changes nothing but itself.</summary>
/// <remarks>
/// What it finds of the assets is recorded as it goes, so that it goes on where it stopped. What changes among the things on which the
/// result depends makes it stale, from the moment when it was asked for; a change of the plan itself, when it was not tried with it. See docs/adr/0033.
/// </remarks>
public sealed class Rehearsal : AggregateRoot<RehearsalId, RehearsalState>
{
    private Rehearsal(RehearsalId id, RehearsalState state, long version) : base(id, state, version)
    {
    }

    public bool IsUnderWay => State.Status == RehearsalStatus.Requested;

    /// <summary>A rehearsal as it was stored.</summary>
    public static Rehearsal Load(RehearsalId id, RehearsalState state, long version) => new(id, state, version);

    /// <summary>The name under which the content of a rehearsal is sealed.</summary>
    public static RecordName RecordOf(RehearsalId id) => new("rehearsal", id.ToString());

    /// <summary>The owner of a plan asks for a rehearsal. Error: <see cref="ReleaseHasEnded"/>.</summary>
    /// <param name="id">The new id.</param>
    /// <param name="release">The plan.</param>
    /// <param name="clock">The instant for which it is tried.</param>
    /// <param name="sealedContent">A <see cref="RehearsalContent"/> with the place.</param>
    /// <param name="at">Now.</param>
    public static Result<Rehearsal> Request(RehearsalId id, AssetRelease release, Timestamp clock, SealedRecord sealedContent, Timestamp at)
    {
        var plan = release.State;
        if (plan.IsFinal) return new ReleaseHasEnded();
        var state = new RehearsalState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            Owner = plan.Owner,
            Release = release.Id,
            Clock = clock,
            Sealed = sealedContent,
            PlanVersion = release.Version,
            DependsOn = DependenciesOf(release),
        };
        var rehearsal = new Rehearsal(id, state, 0);
        rehearsal.Change(state, at, new RehearsalRequested(id, plan.Owner));
        return rehearsal;
    }

    /// <summary>Whether it tries the plan as it is now.</summary>
    public bool IsOf(AssetRelease release) => State.PlanVersion == release.Version;

    /// <summary>
    /// The plan has changed before there was a result: it is tried as it is now, and the result depends on what the plan names now. Stored before anything
    /// is looked at, so that no change of that is missed. Nothing changes when it has ended.
    /// </summary>
    /// <param name="release">The plan.</param>
    /// <param name="resealed">The content without what was found of the plan as it was, under the same data key.</param>
    /// <param name="at">Now.</param>
    public void BeginAnew(AssetRelease release, SealedRecord resealed, Timestamp at)
    {
        if (IsUnderWay) Change(State with { Sealed = resealed, PlanVersion = release.Version, DependsOn = DependenciesOf(release) }, at);
    }

    /// <summary>Some assets were looked at, and others are still to be. Nothing changes when it has ended.</summary>
    public void Progress(SealedRecord resealed, Timestamp at)
    {
        if (IsUnderWay) Change(State with { Sealed = resealed }, at);
    }

    /// <summary>There is a result. Nothing changes when it has ended.</summary>
    /// <param name="resealed">The content with the result, under the same data key.</param>
    /// <param name="passed">Whether nothing but its conditions stands in the way of the plan.</param>
    /// <param name="at">Now.</param>
    public void Finish(SealedRecord resealed, bool passed, Timestamp at)
    {
        if (!IsUnderWay) return;
        var isStale = State.IsStale || State.HeardVersion > State.PlanVersion;
        Change(State with { Lifecycle = Lifecycle.Inactive, Status = RehearsalStatus.Done, Sealed = resealed, Passed = passed, IsStale = isStale, EndedTs = at, ModifiedTs = Modified(at, "state") }, at);
    }

    /// <summary>There can be no result. Nothing changes when it has ended.</summary>
    public void Fail(string problem, Timestamp at)
    {
        if (!IsUnderWay) return;
        Change(State with { Lifecycle = Lifecycle.Inactive, Status = RehearsalStatus.Failed, Problem = problem, EndedTs = at, ModifiedTs = Modified(at, "state") }, at);
    }

    /// <summary>
    /// Something changed on which the result may depend. Nothing changes when it does not, when the change came before the rehearsal was asked
    /// for, when the plan itself brought it about, or when the plan is tried with it. While it is under way, of a change of the plan it only
    /// notes the version: that may be tried yet.
    /// </summary>
    public void Heed(PlanChange change, Timestamp at)
    {
        var isOfOthersOnly = change.Things.Length > 1 && !change.Things.Contains(State.Owner.ToString());
        var isForeign = isOfOthersOnly || change.Things.Except(State.DependsOn).Any();
        if (State.IsStale || isForeign) return;
        if (change.PlanVersion is { } version && State.PlanVersion is { } tried) HeedPlan(version, tried, at);
        else if (change.By != State.Release && change.At >= State.CreatedTs) GoStale(at);
    }

    /// <summary>The content is wrapped anew for the owner; what it says is the same.</summary>
    public void RenewWrap(SealedRecord renewed) => Rewrap(State with { Sealed = renewed });

    private void HeedPlan(long version, long tried, Timestamp at)
    {
        if (version <= tried || version <= State.HeardVersion) return;
        if (IsUnderWay) Change(State with { HeardVersion = version }, at);
        else GoStale(at);
    }

    private void GoStale(Timestamp at) => Change(State with { IsStale = true, ModifiedTs = Modified(at, "stale") }, at);

    private static ImmutableArray<string> DependenciesOf(AssetRelease release) =>
    [
        .. release.State.Receivers.Prepend(release.State.Owner).Concat(release.State.Keepers).Select(person => person.ToString())
            .Concat(release.State.Assets.Select(asset => asset.ToString()))
            .Prepend(release.Id.ToString())
            .Distinct(),
    ];
}

/// <summary>A change among things on which plans depend.</summary>
/// <param name="Things">The ids of what changed; of a keep, those of its two people.</param>
/// <param name="By">The release that brought it about, if one did.</param>
/// <param name="At">When.</param>
/// <param name="PlanVersion">Of a change of the plan itself, the version with it; null of any other, and when it is not known.</param>
public sealed record PlanChange(ImmutableArray<string> Things, ReleaseId? By, Timestamp At, long? PlanVersion = null);

/// <summary>A rehearsal was asked for: it is to be run.</summary>
[EventName("rehearsal_requested.v1")]
public sealed record RehearsalRequested(RehearsalId Rehearsal, UserId Owner) : DomainEvent;

/// <summary>The latest rehearsal of a plan.</summary>
/// <param name="Id">Which one.</param>
/// <param name="At">When it was done.</param>
/// <param name="Passed">Whether nothing but its conditions stood in the way of the plan.</param>
/// <param name="IsStale">Whether something on which it depends has changed since.</param>
public sealed record LastRehearsal(RehearsalId Id, Timestamp At, bool Passed, bool IsStale);

/// <summary>Stores rehearsals, those of one person together. Each is forgotten after some months.</summary>
public interface IRehearsals
{
    Task<Rehearsal?> FindAsync(UserId owner, RehearsalId id, CancellationToken cancellationToken);

    /// <summary>Stores a new rehearsal. False when the id is taken; nothing is changed then.</summary>
    Task<bool> AddAsync(Rehearsal rehearsal, CancellationToken cancellationToken);

    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    Task SaveAsync(Rehearsal rehearsal, CancellationToken cancellationToken);

    /// <summary>One page of the rehearsals of a release of a person, the newest first.</summary>
    Task<Page<Rehearsal>> ListAsync(UserId owner, ReleaseId release, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All rehearsals of a person.</summary>
    Task<IReadOnlyList<RehearsalId>> FindIdsAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>The latest rehearsal with a result of each of some releases of a person; those without any are left out.</summary>
    Task<IReadOnlyDictionary<ReleaseId, LastRehearsal>> FindLastAsync(UserId owner, IReadOnlyCollection<ReleaseId> releases, CancellationToken cancellationToken);

    /// <summary>The rehearsals that depend on a thing and are not stale. Asks every partition: for work in the background only.</summary>
    Task<IReadOnlyList<(UserId Owner, RehearsalId Id)>> FindDependingOnAsync(string thing, CancellationToken cancellationToken);
}
