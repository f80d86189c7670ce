using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <summary>One person with a legacy for their silence, for ten years, through the real domain and timers.</summary>
internal sealed class SimulatedLife
{
    private const int Quorum = 2;
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly UserId[] Keepers = [SilenceWorld.Keeper, SilenceWorld.SecondKeeper, SilenceWorld.ThirdKeeper];
    private readonly SilenceWorld _world = new();
    private readonly PCG _random;
    private readonly TenYearsWeather _weather;
    private readonly TenYearsFigures _figures;
    private readonly InactivityTerms _terms;
    private readonly ReleaseCondition.Attestation? _attestation;
    private readonly Mailbox _mailbox;
    private readonly int _deathDay;
    private readonly int _habitDays;
    private ReleaseId _legacy;
    private AssetRelease _release = null!;
    private ReleaseAttempt? _attempt;
    private Timestamp _lastSign;
    private Timestamp _lastGiven;
    private Timestamp? _due;
    private int _nextSignDay;
    private int _silentUntilDay;
    private bool _isUnreachable;

    public SimulatedLife(PCG random, TenYearsWeather weather, TenYearsFigures figures)
    {
        (_random, _weather, _figures) = (random, weather, figures);
        _terms = new InactivityTerms(Pick(14, 30, 90, 180, 365), Pick(1, 2, 3, 6), Pick(2, 7, 14), Pick(3, 14, 30), Pick(1, 2, 7, 30));
        _mailbox = Pick(Mailbox.Read, Mailbox.Read, Mailbox.Read, Mailbox.Unread, Mailbox.Refused);
        _habitDays = Pick(1, 3, 7, 14, 30, 60, 120);
        _attestation = Chance(3) ? new ReleaseCondition.Attestation(Quorum, Pick(1, 3, 14)) : null;
        _deathDay = Chance(3) ? (int)random.Next(TenYears.Days) : int.MaxValue;
    }

    private enum Mailbox
    {
        Read,

        /// <summary>The mail service takes them, and nobody reads them.</summary>
        Unread,

        /// <summary>The mail service does not take them.</summary>
        Refused,
    }

    public async Task LiveAsync()
    {
        var silence = new ReleaseCondition.Inactivity(_terms);
        _legacy = await _world.PlanAsync(1, _attestation is null ? silence : new ReleaseCondition.Any([silence, _attestation]), DeliveryMode.Automatic, Keepers);
        await SignAsync(SignKind.Command);
        Remember();
        for (var day = 1; day <= TenYears.Days && _release.IsActive; day++) await LiveDayAsync(day);
        Count();
    }

    private async Task LiveDayAsync(int day)
    {
        var morning = SilenceWorld.Start + (day * OneDay);
        _world.Clock.Now = morning + TimeSpan.FromMinutes(_random.Next(60));
        var isDown = _weather.Down.Contains(day);
        if (day < _deathDay && !isDown) await BeThereAsync(day);
        if (!isDown && _attestation is not null) await WatchAsync(day);
        if (isDown || !(_due < morning + OneDay)) return;
        if (_due > _world.Clock.Now) _world.Clock.Now = _due.Value + TimeSpan.FromMinutes(_random.Next(10));
        var sent = _world.Emails.Sent.Count;
        await _world.SettleAsync(areMailsSent: _mailbox != Mailbox.Refused && !_weather.WithoutMail.Contains(day));
        foreach (var receiver in _world.Emails.Sent.Skip(sent).GroupBy(mail => mail.Work.Receiver)) _figures.MostMailsInADay = Math.Max(_figures.MostMailsInADay, receiver.Count());
        Remember();
        if (_release.IsExecuted) Judge(day);
    }

    /// <summary>Keepers hear of a death within weeks. Now and then one of them is wrong, or lies, and sometimes takes it back.</summary>
    private async Task WatchAsync(int day)
    {
        foreach (var keeper in Keepers)
        {
            if (Chance(day < _deathDay ? 400u : 20u)) await _world.AttestAsync(_legacy, keeper);
            else if (day < _deathDay && Chance(400)) await _world.WithdrawAsync(_legacy, keeper);
        }

        Remember();
    }

    /// <summary>What somebody who lives does on a day.</summary>
    private async Task BeThereAsync(int day)
    {
        if (day < _silentUntilDay)
        {
            var isKnownToBeWell = _attempt is { Stage: AttemptStage.Grace or AttemptStage.Waiting } && Chance(8);
            if (isKnownToBeWell) await _world.KeeperPausesAsync(_legacy);
            if (!_isUnreachable && _attempt is not null) await AnswerAsync();
            return;
        }

        if (_attempt is not null) await AnswerAsync();
        if (day < _nextSignDay) return;
        await SignAsync(Pick(SignKind.LogIn, SignKind.Command, SignKind.Read));
        _nextSignDay = day + 1 + (int)_random.Next((uint)(_habitDays * 2));
        if (Chance(40)) await GoAwayAsync(day);
    }

    /// <summary>Whoever reads the mail presses its button some day, or says that they are travelling.</summary>
    private async Task AnswerAsync()
    {
        if (_mailbox != Mailbox.Read || _world.Unsent.Count > 0 || !Chance(3)) return;
        if (Chance(10)) await TravelAsync(10);
        else await SignAsync(SignKind.CheckIn);
    }

    private async Task GoAwayAsync(int day)
    {
        var days = 5 + (int)_random.Next(150);
        _silentUntilDay = day + days;
        _isUnreachable = Chance(2);
        if (Chance(2)) await TravelAsync(days);
    }

    private async Task TravelAsync(int days)
    {
        await _world.TravelAsync(days * OneDay);
        _lastGiven = _world.Clock.Now;
        _lastSign = _world.Clock.Now + (days * OneDay);
        await _world.SettleAsync();
        Remember();
    }

    private async Task SignAsync(SignKind kind)
    {
        await _world.SignAsync(kind);
        _figures.Signs++;
        _lastGiven = _world.Clock.Now;
        if (_world.Clock.Now > _lastSign) _lastSign = _world.Clock.Now;
        if (_attempt is null) return;
        await _world.SettleAsync(areMailsSent: _mailbox != Mailbox.Refused);
        Remember();
    }

    private void Judge(int day)
    {
        _figures.Released++;
        var isAttested = _release.State.Silence!.Cause == AttemptCause.Attestation;
        if (isAttested) _figures.Attested++;
        if (isAttested ? _world.Clock.Now - _lastGiven < _attestation!.Wait * OneDay : _world.Clock.Now - _lastSign < _terms.Period * OneDay) _figures.FalseReleases++;
        if (day < _deathDay) _figures.ReleasedOfSilentLiving++;
        else _figures.LongestDelayDays = Math.Max(_figures.LongestDelayDays, day - _deathDay - _terms.Period - _terms.Days);
    }

    private void Count()
    {
        if (_deathDay <= TenYears.Days) _figures.Deaths++;
        var attempts = _world.Attempts.All;
        _figures.Attempts += attempts.Count;
        _figures.Vetoed += attempts.Count(attempt => attempt.State.Outcome == AttemptOutcome.Vetoed);
        _figures.PausedOut += attempts.Count(attempt => attempt.State.Outcome == AttemptOutcome.PausedOut);
        var mails = _world.Emails.Sent.DistinctBy(mail => mail.Id).ToList();
        _figures.Mails += mails.Count;
        var asked = mails.Count(mail => mail.Work.Receiver == SilenceWorld.Owner && mail.Work.Kind is MailKind.CheckIn or MailKind.ReleaseImminent);
        _figures.MailsBeyondTerms = Math.Max(_figures.MailsBeyondTerms, asked - (attempts.Count * (_terms.Reminders + 2)));
        var patience = _terms.Period + _terms.Days + ReleaseAttempt.PauseDays + ReleaseAttempt.MaximumUnmailedDays + _weather.Down.Count + 366;
        if (_release.IsActive && _deathDay < TenYears.Days - patience) _figures.Forgotten++;
    }

    /// <summary>Looks at what is stored, which changes on few days only.</summary>
    private void Remember()
    {
        _release = _world.Releases[_legacy];
        _attempt = _release.State.Attempt is { } id ? _world.Attempts.All.SingleOrDefault(known => known.Id == id) : null;
        var (release, attempt) = (_release.State.NextCheckAt, _attempt?.State.NextCheckAt);
        _due = release is null || attempt < release ? attempt ?? release : release;
        if (_world.Unsent.Count > 0 && _due is null) _due = _world.Clock.Now;
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[(int)_random.Next((uint)choices.Length)];

    /// <summary>Once in so many times.</summary>
    private bool Chance(uint times) => _random.Next(times) == 0;
}
