namespace Kpm.Core.Shared;

/// <summary>How long somebody has been silent.</summary>
/// <param name="Since">The last sign of life, or the end of a travel pause, whichever is later: it may lie ahead.</param>
/// <param name="IsPaused">Whether a travel pause is on.</param>
/// <param name="Signs">How many signs there ever were: it tells a new one from those before, whatever the clock says.</param>
public sealed record Silence(Timestamp Since, bool IsPaused, int Signs)
{
    /// <summary>For so long after a sign of life a person counts as present, whatever else they do.</summary>
    public static readonly TimeSpan Presence = TimeSpan.FromMinutes(5);

    /// <summary>The last sign of life, travel pause or not.</summary>
    public Timestamp LastSign { get; init; } = Since;
}

/// <summary>The one view over signs of life that releases may have.</summary>
public interface ISilence
{
    /// <summary>How long the person has been silent; null when no sign of theirs is known.</summary>
    Task<Silence?> FindAsync(UserId person, Timestamp at, CancellationToken cancellationToken);

    /// <summary>
    /// Settles that there was no sign of life after so many. Whoever gives one at the same moment is either before, and the answer is
    /// no, or after: both at once are impossible.
    /// </summary>
    /// <param name="person">Who.</param>
    /// <param name="signs">How many there were when the silence began.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConcurrencyConflictException">Somebody gave a sign at this moment: ask again.</exception>
    Task<bool> SettleAsync(UserId person, int signs, Timestamp at, CancellationToken cancellationToken);

    /// <summary>From now on every sign of the person counts, and is told to a release.</summary>
    Task SeekAsync(UserId person, ReleaseId release, Timestamp at, CancellationToken cancellationToken);

    /// <summary>The release needs to hear of none any more.</summary>
    Task StopSeekingAsync(UserId person, ReleaseId release, Timestamp at, CancellationToken cancellationToken);
}

/// <summary>Somebody gave a sign of life while releases waited for one.</summary>
/// <param name="User">Who.</param>
/// <param name="Sign">What kind of sign.</param>
/// <param name="SoughtBy">The releases with an attempt, or with the word of a keeper.</param>
[EventName("sign_of_life_given.v1")]
public sealed record SignOfLifeGiven(UserId User, SignKind Sign, System.Collections.Immutable.ImmutableArray<ReleaseId> SoughtBy) : DomainEvent;

/// <summary>What shows that somebody is alive. Opening a mailed link, refreshing a token and the work of programs never do.</summary>
public enum SignKind
{
    /// <summary>A log-in.</summary>
    LogIn,

    /// <summary>Something the person had Kpm do.</summary>
    Command,

    /// <summary>The person looked at something. Counts at most once a day.</summary>
    Read,

    /// <summary>The button on the page that a check-in mail opens, or the one in the app.</summary>
    CheckIn,
}
