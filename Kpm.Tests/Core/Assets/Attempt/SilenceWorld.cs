using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Life;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <summary>One owner with legacies for their silence, over fakes: the real aggregates, handlers and reactions; messages wait until a test lets them arrive.</summary>
internal sealed partial class SilenceWorld
{
    public static readonly Timestamp Start = AssetWorld.Now;
    public static readonly UserId Owner = AssetWorld.Ana;
    public static readonly UserId Receiver = AssetWorld.Ben;
    public static readonly UserId Keeper = AssetWorld.Cleo;
    public static readonly UserId SecondKeeper = AssetWorld.User(4);
    public static readonly UserId ThirdKeeper = AssetWorld.User(5);
    private const int Rounds = 3;
    private static readonly SealedRecord Content = new(1, [1], [new KeyWrap(Owner, 1, [])]);

    private readonly Lookout _lookout;
    private readonly BeginAttempt _begin;
    private readonly EndAttempt _end;
    private readonly FollowAttempt _follow;
    private readonly TellAttempt _tell;
    private readonly CheckDueAttemptHandler _checkAttempt;
    private readonly CheckDueReleaseHandler _checkRelease;
    private readonly TriggerReleaseHandler _trigger;
    private readonly PauseAttemptHandler _pause;
    private readonly AttestReleaseHandler _attest;
    private readonly WithdrawAttestationHandler _withdraw;
    private (int Releases, int Attempts, int Signs, int Emails) _collected;

    public SilenceWorld()
    {
        Desks = [new SilenceDesk(Signs, new RecentSigns()), new SilenceDesk(Signs, new RecentSigns())];
        _lookout = new Lookout(() => Desk, Log);
        _begin = new BeginAttempt(Releases, Attempts, _lookout, Clock);
        _end = new EndAttempt(Releases, Attempts, _lookout, Clock);
        _follow = new FollowAttempt(Releases, _lookout, Clock);
        _tell = new TellAttempt(Keeps, Emails);
        _checkAttempt = new CheckDueAttemptHandler(Attempts, _lookout, Mails, Emails, Clock);
        _checkRelease = new CheckDueReleaseHandler(Releases, Keeps, _lookout, Clock);
        _trigger = new TriggerReleaseHandler(Releases, Keeps, _lookout, new FakeSealer());
        _pause = new PauseAttemptHandler(Releases, Attempts, Keeps);
        _attest = new AttestReleaseHandler(Releases, Keeps, _lookout);
        _withdraw = new WithdrawAttestationHandler(Releases, _lookout);
    }

    public InMemoryReleases Releases { get; } = new();

    public InMemoryAttempts Attempts { get; } = new();

    public InMemorySignsOfLife Signs { get; } = new();

    public FakeKeeps Keeps { get; } = new();

    public FakeClock Clock { get; } = new(Start);

    /// <summary>One for each process, which knows of the signs that it recorded itself.</summary>
    public SilenceDesk[] Desks { get; }

    /// <summary>The process that handles what comes next.</summary>
    public int Process { get; set; }

    public SilenceDesk Desk => Desks[Process];

    /// <summary>What became of signs, in the order in which it did: how many there were after one, or after how many it was settled that there was none.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Messages that have not arrived.</summary>
    public List<Func<Task>> Messages { get; } = [];

    /// <summary>Runs before every access to a store.</summary>
    public Func<Task> BeforeAccess
    {
        set => (Releases.BeforeAccess, Attempts.BeforeAccess, Signs.BeforeAccess) = (value, value, value);
    }

    public static ReleaseCondition.Inactivity Inactivity(int period = 30, int reminders = 2, int every = 3, int grace = 5, int wait = 2) =>
        new(new InactivityTerms(period, reminders, every, grace, wait));

    /// <summary>A legacy that leaves its assets visible.</summary>
    public async Task<ReleaseId> PlanAsync(int number, ReleaseCondition conditions, DeliveryMode delivery = DeliveryMode.Automatic, params UserId[] keepers)
    {
        var id = AssetWorld.ReleaseNo(number);
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(number)], Receivers = [Receiver], Keepers = [Keeper], Conditions = new ConditionDraft { Type = "inactivity" }, Delivery = delivery == DeliveryMode.Automatic ? "automatic" : "claim" };
        var plan = AssetWorld.Plan(ReleaseType.Custom, draft, Owner) with { Conditions = conditions, Keepers = keepers is [] ? [Keeper] : [.. keepers] };
        await Releases.AddAsync(AssetRelease.Schedule(id, Owner, plan, Content, Clock.Now), default);
        return id;
    }

    public async Task SignAsync(SignKind kind)
    {
        await Desk.NoteAsync(Owner, kind, Clock.Now, default);
        Log.Add($"sign {Signs[Owner].State.Given}");
    }

    /// <summary>The owner says until when they are away; after null, that they are back.</summary>
    public async Task TravelAsync(TimeSpan? duration)
    {
        await Desk.ChangeAsync(Owner, known => known.Pause(Clock.Now + duration, Clock.Now), Clock.Now, default);
        Log.Add($"sign {Signs[Owner].State.Given}");
    }

    public async Task<Result> KeeperPausesAsync(ReleaseId release) =>
        Releases[release].State.Attempt is { } attempt ? await _pause.HandleAsync(new PauseAttempt(release, attempt, Keeper, Clock.Now), default) : new Forbidden();

    public Task<Result> AttestAsync(ReleaseId release, UserId by) => _attest.HandleAsync(new AttestRelease(release, by, Clock.Now), default);

    public Task<Result> WithdrawAsync(ReleaseId release, UserId by) => _withdraw.HandleAsync(new WithdrawAttestation(release, by, Clock.Now), default);

    public Task<Result> ClaimAsync(ReleaseId release) => _trigger.HandleAsync(new TriggerRelease(release, Receiver, null, Clock.Now), default);

    /// <summary>What the timers send now.</summary>
    public void RunTimers()
    {
        foreach (var release in Releases.All.Where(release => release.State.NextCheckAt <= Clock.Now))
            Messages.Add(() => _checkRelease.HandleAsync(new CheckDueRelease(release.Id, release.State.NextCheckAt!.Value), default));
        foreach (var attempt in Attempts.All.Where(attempt => attempt.State.NextCheckAt <= Clock.Now))
            Messages.Add(() => _checkAttempt.HandleAsync(new CheckDueAttempt(attempt.State.Release, attempt.Id, attempt.State.NextCheckAt!.Value), default));
    }

    /// <summary>Puts what happened since the last time on its way.</summary>
    public void Collect()
    {
        var (releases, attempts, signs) = (Releases.EventsAfter(_collected.Releases), Attempts.EventsAfter(_collected.Attempts), Signs.EventsAfter(_collected.Signs));
        foreach (var happened in releases.Concat(attempts).Concat(signs)) Messages.AddRange(ReactionsTo(happened));
        Unsent.AddRange(Emails.Sent.Skip(_collected.Emails).Select(sent => sent.Work));
        _collected = (_collected.Releases + releases.Count, _collected.Attempts + attempts.Count, _collected.Signs + signs.Count, Emails.Sent.Count);
    }

    /// <summary>Lets a message arrive; one that fails for a while stays.</summary>
    /// <returns>Whether it was handled.</returns>
    public async Task<bool> ArriveAsync(int index, bool again = false)
    {
        var message = Messages[index];
        try
        {
            await message();
        }
        catch (Exception failure) when (failure is TransientFailureException or ConcurrencyConflictException or CrashException)
        {
            return false;
        }

        if (!again) Messages.Remove(message);
        return true;
    }

    /// <summary>Timers run, and all that is on its way arrives, in order, until nothing happens any more.</summary>
    public async Task SettleAsync(bool areMailsSent = true)
    {
        for (var round = 0; round < Rounds; round++)
        {
            RunTimers();
            Collect();
            if (Messages.Count == 0) break;
            await ArriveAllAsync();
        }

        if (areMailsSent) await SendMailsAsync();
    }

    private async Task ArriveAllAsync()
    {
        while (Messages.Count > 0)
        {
            var isHandled = false;
            for (var i = 0; i < Messages.Count && !isHandled; i++) isHandled = await ArriveAsync(i);
            if (!isHandled) break;
            Collect();
        }
    }

    /// <summary>A message about what happened arrives once more.</summary>
    public async Task RepeatAsync(DomainEvent happened)
    {
        foreach (var react in ReactionsTo(happened)) await react();
    }

    /// <summary>Lets days pass, one after the other.</summary>
    public async Task PassAsync(int days, bool areMailsSent = true)
    {
        for (var day = 0; day < days; day++)
        {
            Clock.Now += TimeSpan.FromDays(1);
            await SettleAsync(areMailsSent);
        }
    }

    public ReleaseAttempt AttemptOf(ReleaseId release) => Attempts[Releases[release].State.Attempt!.Value];

    private IEnumerable<Func<Task>> ReactionsTo(DomainEvent happened) => happened switch
    {
        AssetReleaseAttemptDue e => [() => _begin.HandleAsync(e, default)],
        AssetReleaseHalted or AssetReleaseEndedInAttempt or SignOfLifeGiven => [() => _end.HandleAsync(happened, default)],
        ReleaseAttemptAdvanced or ReleaseAttemptPaused or AssetReleaseKeepersChosen or AssetReleaseAttested or AssetReleaseAttestationWithdrawn or AssetReleaseAttestationsRefuted => [() => _tell.HandleAsync(happened, default)],
        ReleaseAttemptMet => [() => _follow.HandleAsync(happened, default)],
        ReleaseAttemptEnded => [() => _follow.HandleAsync(happened, default), () => _tell.HandleAsync(happened, default)],
        _ => [],
    };

    /// <summary>Notes each settlement.</summary>
    private sealed class Lookout(Func<ISilence> silence, List<string> log) : ISilence
    {
        public Task<Silence?> FindAsync(UserId person, Timestamp at, CancellationToken cancellationToken) => silence().FindAsync(person, at, cancellationToken);

        public async Task<bool> SettleAsync(UserId person, int signs, Timestamp at, CancellationToken cancellationToken)
        {
            var isSettled = await silence().SettleAsync(person, signs, at, cancellationToken);
            if (isSettled) log.Add($"settled {signs}");
            return isSettled;
        }

        public Task SeekAsync(UserId person, ReleaseId release, Timestamp at, CancellationToken cancellationToken) => silence().SeekAsync(person, release, at, cancellationToken);

        public Task StopSeekingAsync(UserId person, ReleaseId release, Timestamp at, CancellationToken cancellationToken) => silence().StopSeekingAsync(person, release, at, cancellationToken);
    }
}

/// <summary>The process dies.</summary>
internal sealed class CrashException : Exception;
