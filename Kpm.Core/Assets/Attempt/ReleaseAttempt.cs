using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>An attempt to reach the owner of a release before it counts on their silence: reminders, grace, a wait, and then it is met.</summary>
/// <remarks>
/// It counts days instead of comparing dates: one look of the timer counts one day at most, no two days are counted less than a day apart, and a
/// look that is late counts none. So a clock that jumps, a timer that repeats and a system that was down can only make it longer. See docs/adr/0031.
/// </remarks>
public sealed class ReleaseAttempt : AggregateRoot<AttemptId, AttemptState>
{
    /// <summary>How many days the word of a keeper is worth.</summary>
    public const int PauseDays = 15;

    /// <summary>How many days may not count because the last mail is not out: then it goes on, so that a mailbox that is gone stops nothing for ever.</summary>
    public const int MaximumUnmailedDays = 30;

    /// <summary>How late a look may be and still count a day. Later, the system was down: then the owner could not answer either.</summary>
    public static readonly TimeSpan MaximumLateness = TimeSpan.FromHours(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private ReleaseAttempt(AttemptId id, AttemptState state, long version) : base(id, state, version)
    {
    }

    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen => State.Lifecycle == Lifecycle.Active;

    public AttemptStage Stage => StageOn(State.Terms, State.Day);

    /// <summary>The earliest instant at which the wait can be over; null when it is, or when it has ended.</summary>
    public Timestamp? EarliestMet =>
        IsOpen && State.NextCheckAt is { } next ? next + ((State.Terms.Days - State.Day - 1 + (State.Pause?.DaysLeft ?? 0)) * OneDay) : null;

    public static ReleaseAttempt Load(AttemptId id, AttemptState state, long version) => new(id, state, version);

    /// <summary>Begins the attempt of a release, by the terms of the moment, with the first mail.</summary>
    public static ReleaseAttempt Begin(AssetRelease release, InactivityTerms terms, AssetReleaseAttemptDue due, Timestamp at)
    {
        var state = new AttemptState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            Release = release.Id,
            Owner = release.State.Owner,
            Keepers = release.State.Keepers,
            Terms = terms,
            Cause = due.Cause ?? AttemptCause.Inactivity,
            SilentSince = due.Since,
            Signs = due.Signs,
            NextCheckAt = at + OneDay,
        };
        var attempt = new ReleaseAttempt(due.Attempt, state, 0);
        attempt.Change(state, at, new ReleaseAttemptBegun(due.Attempt, state.Release, state.Owner), attempt.StageReached(state));
        return attempt;
    }

    /// <summary>
    /// The silence goes on and another leaf waits for one of its own: its stages follow, from the first. Nothing changes unless those of the one before have met no answer,
    /// or when they are under way already.
    /// </summary>
    /// <param name="cause">What they are for.</param>
    /// <param name="terms">Their terms.</param>
    /// <param name="at">Now.</param>
    public void GoOn(AttemptCause cause, InactivityTerms terms, Timestamp at)
    {
        if (!IsOpen || Stage != AttemptStage.Met || State.MetBefore is not null || State.Cause == cause) return;
        var anew = State with { Cause = cause, MetBefore = State.Cause, Terms = terms, Day = 0, MailedOn = 0, MetTs = null, NextCheckAt = at + OneDay };
        Change(anew, at, StageReached(anew));
    }

    /// <summary>Whether the day that this look counts is the last one. For the arguments see <see cref="CountDay"/>.</summary>
    public bool CountsLastDay(Timestamp? mailSent, Timestamp at) => State.Day + 1 == State.Terms.Days && Counts(mailSent, at);

    /// <summary>
    /// A day has passed without a sign of life. It does not count when the look at it is late, while a keeper's word holds, or before the last
    /// mail to the owner has been out for a day. Nothing changes before the day is over.
    /// </summary>
    /// <param name="mailSent">When the last mail was handed to the mail service; null when it is not out, or came back. What lies ahead of now is not known to be out.</param>
    /// <param name="at">Now.</param>
    public void CountDay(Timestamp? mailSent, Timestamp at)
    {
        if (!IsDue(at)) return;
        var later = State with { NextCheckAt = at + OneDay };
        if (Counts(mailSent, at)) Reach(later with { Day = State.Day + 1 }, at);
        else if (IsLate(at)) Change(later, at);
        else if (IsPaused) Change(later with { Pause = State.Pause! with { DaysLeft = State.Pause.DaysLeft - 1 } }, at);
        else if (mailSent is { } sent && sent <= at) Change(later with { NextCheckAt = sent + OneDay }, at);
        else Change(later with { UnmailedDays = State.UnmailedDays + 1 }, at);
    }

    /// <summary>
    /// A keeper says that the owner is alive: the next 15 days do not count. Once in an attempt; the same keeper's repeat changes nothing.
    /// Errors: <see cref="Forbidden"/> when not a keeper, <see cref="AttemptHasEnded"/> when the wait is over, <see cref="AttemptWasPaused"/>.
    /// </summary>
    public Result PauseBy(UserId keeper, Timestamp at)
    {
        if (!State.Keepers.Contains(keeper)) return new Forbidden();
        if (State.Pause?.By == keeper) return Result.Success;
        if (!IsOpen || Stage == AttemptStage.Met) return new AttemptHasEnded();
        if (State.Pause is not null) return new AttemptWasPaused();
        Change(State with { Pause = new AttemptPause(keeper, at, PauseDays), ModifiedTs = Modified(at, "pause") }, at, new ReleaseAttemptPaused(Id, State.Release, State.Owner, keeper, State.Keepers));
        return Result.Success;
    }

    /// <summary>Whether days do not count while the last mail to the owner is not out: of all days of an attempt, a month at most.</summary>
    public bool AwaitsMail => State.UnmailedDays < MaximumUnmailedDays;

    /// <summary>Whether the owner gave a sign of life since the silence began, or travels.</summary>
    public bool IsAnsweredBy(Silence silence) => silence.Signs > State.Signs;

    /// <summary>Whether stages of it have met no answer: from then on the release may rest on the silence.</summary>
    public bool WasMet => State is { MetTs: not null } or { MetBefore: not null };

    /// <summary>The owner has answered. Nothing changes when that is no news, when the attempt has ended, or once it was met: then the release decides.</summary>
    public void Hear(Silence silence, Timestamp at)
    {
        if (!WasMet && IsAnsweredBy(silence)) Halt(silence.IsPaused, at);
    }

    /// <summary>It ends without a release. Nothing changes when it has ended.</summary>
    /// <param name="isPaused">Whether the owner travels.</param>
    /// <param name="at">Now.</param>
    public void Halt(bool isPaused, Timestamp at) => End(isPaused ? AttemptOutcome.PausedOut : AttemptOutcome.Vetoed, at);

    /// <summary>It ends without a sign of life: keepers took back the words that it began for, or a receiver or the system ended the release. Nothing changes when it has ended.</summary>
    public void Withdraw(Timestamp at) => End(AttemptOutcome.Vetoed, at, isWithdrawn: true);

    /// <summary>Its release goes on without it, or was cancelled: by an owner, that is a sign of life; by anybody else, it is none. Nothing changes when it has ended.</summary>
    public void LetGo(AssetRelease release, Timestamp at)
    {
        if (release.State.CanceledBy == release.State.Owner.ToString()) Halt(isPaused: false, at);
        else Withdraw(at);
    }

    /// <summary>The release was executed. Nothing changes when the attempt has ended.</summary>
    public void Release(Timestamp at) => End(AttemptOutcome.Released, at);

    private bool IsDue(Timestamp at) => IsOpen && State.NextCheckAt <= at;

    private bool IsLate(Timestamp at) => State.NextCheckAt + MaximumLateness < at;

    private bool Counts(Timestamp? mailSent, Timestamp at) =>
        IsDue(at) && !IsLate(at) && !IsPaused && (mailSent is { } sent && sent <= at ? sent + OneDay <= at : !AwaitsMail);

    private bool IsPaused => State.Pause is { DaysLeft: > 0 };

    private static AttemptStage StageOn(InactivityTerms terms, int day) =>
        day < terms.Reminding ? AttemptStage.Reminding
        : day < terms.BeforeWait ? AttemptStage.Grace
        : day < terms.Days ? AttemptStage.Waiting
        : AttemptStage.Met;

    private void Reach(AttemptState next, Timestamp at)
    {
        var stage = StageOn(next.Terms, next.Day);
        if (stage == AttemptStage.Met) Change(next with { MetTs = at, NextCheckAt = null }, at, new ReleaseAttemptMet(Id, State.Release, State.SilentSince, State.Signs) { Cause = State.Cause });
        else if (stage != Stage || (stage == AttemptStage.Reminding && next.Day % State.Terms.ReminderEvery == 0)) Change(next with { MailedOn = next.Day }, at, StageReached(next));
        else Change(next, at);
    }

    private ReleaseAttemptAdvanced StageReached(AttemptState state) => new(Id, state.Release, state.Owner, StageOn(state.Terms, state.Day), state.Day, state.Keepers);

    private void End(AttemptOutcome outcome, Timestamp at, bool isWithdrawn = false)
    {
        if (!IsOpen) return;
        var lifecycle = outcome == AttemptOutcome.Released ? Lifecycle.Inactive : Lifecycle.Removed;
        var ended = State with { Lifecycle = lifecycle, Outcome = outcome, IsWithdrawn = isWithdrawn ? true : null, NextCheckAt = null, ModifiedTs = Modified(at, "state") };
        Change(ended, at, new ReleaseAttemptEnded(Id, State.Release, State.Owner, outcome, WasMet ? AttemptStage.Met : Stage, State.Keepers) { IsWithdrawn = isWithdrawn ? true : null });
    }
}

/// <summary>Stores attempts, those of one release side by side.</summary>
public interface IAttempts
{
    /// <summary>The attempt, or null when there is none.</summary>
    Task<ReleaseAttempt?> FindAsync(ReleaseId release, AttemptId id, CancellationToken cancellationToken);

    /// <summary>The attempts of a release, the newest first.</summary>
    Task<IReadOnlyList<ReleaseAttempt>> ListAsync(ReleaseId release, CancellationToken cancellationToken);

    /// <summary>Stores a new one. False when the id is taken; nothing is changed then.</summary>
    Task<bool> AddAsync(ReleaseAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Stores the changes of a loaded one; does nothing when there are none.</summary>
    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    Task SaveAsync(ReleaseAttempt attempt, CancellationToken cancellationToken);
}
