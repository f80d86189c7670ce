using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <summary>One person with a legacy for their silence, for ten years, through the real domain and timers.</summary>
internal sealed class SimulatedLife
{
    private const int Quorum = 2;
    private const int LooksInADay = 4;
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
    private int _day;
    private int _nextSignDay;
    private int _silentUntilDay;
    private bool _isUnreachable;

    public SimulatedLife(PCG random, TenYearsWeather weather, TenYearsFigures figures)
    {
        (_random, _weather, _figures) = (random, weather, figures);
        _terms = new InactivityTerms(Pick(14, 30, 90, 180, 365), Pick(1, 2, 3, 6), Pick(2, 7, 14), Pick(3, 14, 30), Pick(1, 2, 7, 30));
        _mailbox = Pick(Mailbox.Read, Mailbox.Read, Mailbox.Read, Mailbox.Unread, Mailbox.Refused, Mailbox.Bounced, Mailbox.Dropped);
        _world.FateOf = mail => mail.Receiver != SilenceWorld.Owner ? MailFate.Taken : _mailbox switch
        {
            Mailbox.Refused => MailFate.Refused,
            Mailbox.Bounced => MailFate.Bounced,
            Mailbox.Dropped => MailFate.Dropped,
            _ => MailFate.Taken,
        };
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

        /// <summary>The mail service takes them, and they come back later.</summary>
        Bounced,

        /// <summary>The mail service takes them, and says later that it did not send them on.</summary>
        Dropped,
    }

    public async Task LiveAsync()
    {
        var silence = new ReleaseCondition.Inactivity(_terms);
        _legacy = await _world.PlanAsync(1, _attestation is null ? silence : new ReleaseCondition.Any([silence, _attestation]), DeliveryMode.Automatic, Keepers);
        _world.Accounts.Put(UserAccount.Register(SilenceWorld.Owner, new Registration(Username.FromStored("ana"), EmailAddress.FromStored("ana@example.com"), "Ana", "hash", new ReferralCode("aB2cD"), null, IsFirst: true), _world.Clock.Now));
        await SignAsync(SignKind.Command);
        Remember();
        for (_day = 1; _day <= TenYears.Days; _day++)
        {
            var taken = _world.Taken.Count;
            await LiveDayAsync();
            if (_world.Taken.Count > taken) _figures.MostMailsInADay = Math.Max(_figures.MostMailsInADay, _world.Taken.Skip(taken).GroupBy(mail => mail.Mail.Receiver).Max(mails => mails.Count()));
            if (!_release.IsActive) break;
        }

        if (_release.IsExecuted) JudgeRelease();
        Count();
    }

    private bool IsAlive => _day < _deathDay;

    private async Task LiveDayAsync()
    {
        var morning = SilenceWorld.Start + (_day * OneDay);
        _world.Clock.Now = morning + TimeSpan.FromMinutes(_random.Next(60));
        if (_weather.Down.Contains(_day)) return;
        if (_world.HasUntold && Chance(2)) await _world.TellOutcomesAsync();
        if (IsAlive) await BeThereAsync();
        if (_attestation is not null) await WatchAsync();
        for (var look = 0; look < LooksInADay && _due < morning + OneDay; look++)
        {
            if (_due > _world.Clock.Now) _world.Clock.Now = _due.Value + TimeSpan.FromMinutes(_random.Next(10));
            await SettleAsync();
        }
    }

    private async Task SettleAsync()
    {
        await _world.SettleAsync(areMailsSent: !_weather.WithoutMail.Contains(_day));
        Remember();
    }

    /// <summary>Keepers hear of a death within weeks. Now and then one of them is wrong, or lies, and sometimes takes it back.</summary>
    private async Task WatchAsync()
    {
        var hasSpoken = false;
        foreach (var keeper in Keepers)
        {
            if (Chance(IsAlive ? 400u : 20u)) await _world.AttestAsync(_legacy, keeper);
            else if (IsAlive && Chance(400)) await _world.WithdrawAsync(_legacy, keeper);
            else continue;
            hasSpoken = true;
        }

        if (hasSpoken) Remember();
    }

    /// <summary>What somebody who lives does on a day.</summary>
    private async Task BeThereAsync()
    {
        if (_day < _silentUntilDay)
        {
            var isKnownToBeWell = _attempt is { Stage: AttemptStage.Grace or AttemptStage.Waiting } && Chance(8);
            if (isKnownToBeWell) await _world.KeeperPausesAsync(_legacy);
            if (!_isUnreachable && _attempt is not null) await AnswerAsync();
            return;
        }

        if (_attempt is not null) await AnswerAsync();
        if (_day < _nextSignDay) return;
        await SignAsync(Pick(SignKind.LogIn, SignKind.Command, SignKind.Read));
        _nextSignDay = _day + 1 + (int)_random.Next((uint)(_habitDays * 2));
        if (Chance(40)) await GoAwayAsync();
    }

    /// <summary>Whoever reads the mail presses its button some day, or says that they are travelling.</summary>
    private async Task AnswerAsync()
    {
        if (_mailbox != Mailbox.Read || _world.Unsent.Count > 0 || !Chance(3)) return;
        if (Chance(10)) await TravelAsync(10);
        else await SignAsync(SignKind.CheckIn);
    }

    private async Task GoAwayAsync()
    {
        var days = 5 + (int)_random.Next(150);
        _silentUntilDay = _day + days;
        _isUnreachable = Chance(2);
        if (Chance(2)) await TravelAsync(days);
    }

    private async Task TravelAsync(int days)
    {
        await _world.TravelAsync(days * OneDay);
        _lastGiven = _world.Clock.Now;
        _lastSign = _world.Clock.Now + (days * OneDay);
        await SettleAsync();
    }

    private async Task SignAsync(SignKind kind)
    {
        await _world.SignAsync(kind);
        _figures.Signs++;
        var isNoNews = kind == SignKind.Read && _attempt is null && _world.Clock.Now - _lastGiven < OneDay;
        if (isNoNews) return;
        _lastGiven = _world.Clock.Now;
        if (_world.Clock.Now > _lastSign) _lastSign = _world.Clock.Now;
        if (_attempt is not null) await SettleAsync();
    }

    private void JudgeRelease()
    {
        var (attempt, silence) = (_world.AttemptOf(_legacy).State, _release.State.Silence!);
        var isAttested = silence.Cause == AttemptCause.Attestation;
        var silentDays = isAttested ? _attestation!.Wait : _terms.Period + _terms.Days;
        _figures.Released++;
        if (isAttested) _figures.Attested++;
        if (_lastGiven > attempt.CreatedTs || _lastSign > attempt.CreatedTs || _world.Clock.Now - _lastGiven < silentDays * OneDay) _figures.FalseReleases++;
        if (IsAlive) _figures.ReleasedOfSilentLiving++;
        else if (!isAttested) JudgeDelay();
    }

    /// <summary>What may make it late: a journey, the word of a keeper, mails that are not out, and days when the system is down, with the look after them.</summary>
    private void JudgeDelay()
    {
        var died = SilenceWorld.Start + (_deathDay * OneDay);
        var silentFrom = _lastSign > died ? _lastSign : died;
        var delay = (int)((_world.Clock.Now - silentFrom).TotalDays - _terms.Period - _terms.Days);
        _figures.LongestDelayDays = Math.Max(_figures.LongestDelayDays, delay);
    }

    private void Count()
    {
        if (_deathDay <= TenYears.Days) _figures.Deaths++;
        if (_release.IsCanceled) _figures.Canceled++;
        var isDueByTheEnd = _deathDay < TenYears.Days - _terms.Period - _terms.Days - TenYears.LongestDelay - SignsOfLife.LongestPause.Days;
        if (isDueByTheEnd && _release.IsActive) _figures.Forgotten++;
        var hasBounced = _mailbox == Mailbox.Bounced && _world.Taken.Exists(mail => mail.Mail.Receiver == SilenceWorld.Owner);
        var isUnreachable = _world.Accounts[SilenceWorld.Owner].IsUnreachable;
        if (isUnreachable) _figures.Unreachable++;
        if (isUnreachable ? !hasBounced : hasBounced && !_world.HasUntold) _figures.BouncesMissed++;
        AttemptsOfALife.Judge(_world, _release, _figures);
    }

    /// <summary>Looks at what is stored, which changes on few days only.</summary>
    private void Remember()
    {
        _release = _world.Releases[_legacy];
        _attempt = _release.State.Attempt is { } id ? _world.Attempts.Peek(id) : null;
        var (release, attempt) = (_release.State.NextCheckAt, _attempt?.State.NextCheckAt);
        _due = release is null || attempt < release ? attempt ?? release : release;
        if (_world.Unsent.Count > 0 && !(_due < _world.Clock.Now)) _due = _world.Clock.Now;
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[(int)_random.Next((uint)choices.Length)];

    /// <summary>Once in so many times.</summary>
    private bool Chance(uint times) => _random.Next(times) == 0;
}
