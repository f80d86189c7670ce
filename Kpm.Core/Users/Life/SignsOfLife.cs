using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Life;

/// <summary>A sign of life.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="At">When.</param>
public sealed record SignOfLife(SignKind Kind, Timestamp At);

/// <summary>The stored part of <see cref="SignsOfLife"/>.</summary>
public sealed record SignsOfLifeState : AggregateState
{
    /// <summary>How many there were.</summary>
    public int Given { get; init; }

    /// <summary>The latest; null when there was none yet.</summary>
    public SignOfLife? Last { get; init; }

    /// <summary>Until when the person is travelling; null when they said nothing of it.</summary>
    public Timestamp? PausedUntil { get; init; }

    /// <summary>The releases with an open attempt, or with the word of a keeper: they are told of every sign.</summary>
    public ImmutableArray<ReleaseId> SoughtBy { get; init; } = [];

    /// <summary>When it was last settled that there was no sign; null when it never was.</summary>
    public Timestamp? SettledTs { get; init; }
}

/// <summary>What is known of whether a person is alive. One for each account.</summary>
/// <remarks>
/// Signs and the question whether there was one meet in this document: of a sign and a settlement that are written at the same moment one
/// fails and decides again. So a release is never settled beside a sign. See docs/adr/0031.
/// </remarks>
public sealed class SignsOfLife : AggregateRoot<UserId, SignsOfLifeState>
{
    /// <summary>The longest travel pause: a forgotten one must end.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(366);

    private SignsOfLife(UserId id, SignsOfLifeState state, long version) : base(id, state, version)
    {
    }

    /// <summary>How long after any sign one of this kind is no news; while a release waits for one, every sign is.</summary>
    public static TimeSpan CountsFor(SignKind kind) => kind switch
    {
        SignKind.Read => TimeSpan.FromDays(1),
        SignKind.Command => Silence.Presence,
        SignKind.LogIn or SignKind.CheckIn => TimeSpan.Zero,
    };

    public static SignsOfLife Load(UserId id, SignsOfLifeState state, long version) => new(id, state, version);

    public static SignsOfLife Begin(UserId person, Timestamp at) => new(person, new SignsOfLifeState { CreatedTs = at, Lifecycle = Lifecycle.Active }, 0);

    /// <summary>How long the person has been silent; null when there was no sign yet.</summary>
    public Silence? SilenceAt(Timestamp now)
    {
        if (State.Last is null) return null;
        return State.PausedUntil is { } until && until > State.Last.At ? new Silence(until, until > now, State.Given) { LastSign = State.Last.At } : new Silence(State.Last.At, false, State.Given);
    }

    /// <summary>The person gave a sign. A clock that goes back takes none away.</summary>
    public void Note(SignKind kind, Timestamp at)
    {
        if (State.IsFinal) return;
        if (State.SoughtBy.IsEmpty && State.Last is { } last && at >= last.At && at - last.At < CountsFor(kind)) return;
        Give(State, kind, at);
    }

    /// <summary>The person will be away: to say so is a sign of life. Error: <see cref="ValidationFailed"/> when the end is past, or more than a year away.</summary>
    /// <param name="until">Until when; null ends the pause.</param>
    /// <param name="at">Now.</param>
    public Result Pause(Timestamp? until, Timestamp at)
    {
        if (until <= at || until > at + LongestPause) return new ValidationFailed([new FieldError("/until", new NotAPauseEnd(LongestPause.Days))]);
        Give(State with { PausedUntil = until, ModifiedTs = Modified(at, "paused_until") }, SignKind.Command, at);
        return Result.Success;
    }

    /// <summary>Settles that there was no sign after so many. False, and nothing changes, when there was one.</summary>
    public bool Settle(int signs, Timestamp at)
    {
        if (State.IsFinal || State.Given > signs) return false;
        Change(State with { SettledTs = at }, at);
        return true;
    }

    /// <summary>A release has an attempt, or the word of a keeper, from now on.</summary>
    public void Seek(ReleaseId release, Timestamp at)
    {
        if (!State.SoughtBy.Contains(release)) Change(State with { SoughtBy = State.SoughtBy.Add(release) }, at);
    }

    /// <summary>A release has none any more.</summary>
    public void StopSeeking(ReleaseId release, Timestamp at)
    {
        if (State.SoughtBy.Contains(release)) Change(State with { SoughtBy = State.SoughtBy.Remove(release) }, at);
    }

    /// <summary>The account was removed: nothing is known any more, and nothing will be.</summary>
    public void Forget(Timestamp at)
    {
        if (!State.IsFinal) Change(State with { Lifecycle = Lifecycle.Removed, Last = null, Given = 0, PausedUntil = null, SoughtBy = [], SettledTs = null, ModifiedTs = Modified(at, "state") }, at);
    }

    private void Give(SignsOfLifeState next, SignKind kind, Timestamp at)
    {
        var sign = State.Last is { } last && last.At > at ? last : new SignOfLife(kind, at);
        Change(next with { Last = sign, Given = State.Given + 1 }, at, State.SoughtBy.IsEmpty ? [] : new DomainEvent[] { new SignOfLifeGiven(Id, kind, State.SoughtBy) });
    }
}

/// <summary>Stores signs of life.</summary>
public interface ISignsOfLife : IRepository<SignsOfLife, UserId>;
