using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <summary>
/// Lives through a history of a silence: clocks that jump, timers that repeat, messages that are late, doubled and out of order, processes
/// that die and signs of life that are given in the middle of a handler. Whatever is released by a silence must rest on one.
/// </summary>
internal sealed partial class SilenceRun
{
    private const int Period = 30;
    private const int Quorum = 2;
    private const int MostDaysToTheEnd = 200;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private static readonly UserId[] Keepers = [SilenceWorld.Keeper, SilenceWorld.SecondKeeper, SilenceWorld.ThirdKeeper];
    private readonly SilenceWorld _world = new();
    private readonly PCG _random;
    private readonly List<ReleaseId> _legacies = [];
    private readonly GivenSigns _signs;
    private readonly HashSet<ReleaseId> _ended = [];
    private bool _isQuiet;
    private bool _comesBackLate;
    private bool _isHandling;
    private bool _isInterrupted;

    public SilenceRun(PCG random)
    {
        _random = random;
        _signs = new GivenSigns(_world, random.Next);
        _world.BeforeAccess = BeforeAccessAsync;
    }

    /// <returns>How many were released by their silence before the end was waited for.</returns>
    public async Task<int> RunAsync(IReadOnlyList<SilenceStep> history)
    {
        await PlanAsync();
        _comesBackLate = _random.Next(2) == 0;
        var quietFrom = _random.Next(2) == 0 ? history.Count / 4 : history.Count;
        foreach (var (position, step) in history.Index())
        {
            _isQuiet = _isOwnerGone || position >= quietFrom;
            if (_comesBackLate && !_isOwnerGone && IsOnTheBrink && _random.Next(8) == 0) await _signs.GiveAsync(SignKind.CheckIn);
            await TakeAsync(step);
            _world.Collect();
            Check();
        }

        var early = _world.Releases.All.Count(release => release.IsExecuted && release.State.Silence is not null);
        await EndAsync();
        return early;
    }

    private IEnumerable<Timestamp> Due => _world.Releases.All.Select(release => release.State.NextCheckAt).Concat(_world.Attempts.All.Select(attempt => attempt.State.NextCheckAt)).OfType<Timestamp>();

    /// <summary>Whether a release is a message or a moment away.</summary>
    private bool IsOnTheBrink => _world.Releases.All.Any(release => release is { IsActive: true, State.Silence: not null }) || _world.Attempts.All.Any(attempt => attempt.IsOpen && attempt.State.Day + 1 == attempt.State.Terms.Days);

    /// <summary>Alone, beside a date, instead of a date, and for somebody to claim; by the word of keepers alone, beside a silence, and instead of one; and instead of a word that nobody can claim by; and instead of a date that may come before it is claimed.</summary>
    private async Task PlanAsync()
    {
        var silence = SilenceWorld.Inactivity(Period);
        var soon = new ReleaseCondition.Date(_world.Clock.Now + TimeSpan.FromDays(60));
        var late = new ReleaseCondition.Date(_world.Clock.Now + TimeSpan.FromDays(20_000));
        _legacies.Add(await _world.PlanAsync(1, silence));
        _legacies.Add(await _world.PlanAsync(2, new ReleaseCondition.All([silence, soon])));
        _legacies.Add(await _world.PlanAsync(3, new ReleaseCondition.Any([silence, late]), DeliveryMode.Claim));
        _legacies.Add(await _world.PlanAsync(4, SilenceWorld.Inactivity(Period * 2), DeliveryMode.Claim));
        var word = new ReleaseCondition.Attestation(Quorum, 3);
        _legacies.Add(await _world.PlanAsync(5, word, DeliveryMode.Automatic, Keepers));
        _legacies.Add(await _world.PlanAsync(6, new ReleaseCondition.All([silence, word]), DeliveryMode.Claim, Keepers));
        _legacies.Add(await _world.PlanAsync(7, new ReleaseCondition.Any([silence, word]), DeliveryMode.Automatic, Keepers));
        _legacies.Add(await _world.PlanAsync(8, new ReleaseCondition.Any([silence, new ReleaseCondition.All([word, new ReleaseCondition.AtPlace(0)])]), DeliveryMode.Claim, Keepers));
        _legacies.Add(await _world.PlanAsync(9, new ReleaseCondition.Any([silence, new ReleaseCondition.Date(_world.Clock.Now + TimeSpan.FromDays(100))]), DeliveryMode.Claim));
        _world.Collect();
    }

    private async Task TakeAsync(SilenceStep step)
    {
        switch (step.Action)
        {
            case SilenceAction.HoursPass:
                _world.Clock.Now += TimeSpan.FromHours(step.Number % 100);
                break;
            case SilenceAction.MinutesPass:
                _world.Clock.Now += TimeSpan.FromMinutes(step.Number % 8);
                break;
            case SilenceAction.SomethingComesDue:
                _world.Clock.Now = Due.Where(due => due > _world.Clock.Now && due - _world.Clock.Now < Soon).DefaultIfEmpty(_world.Clock.Now).Min() + TimeSpan.FromMinutes(step.Number % 30);
                break;
            case SilenceAction.ClockJumpsAhead:
                _world.Clock.Now += TimeSpan.FromDays(step.Number);
                break;
            case SilenceAction.ClockJumpsBack:
                _world.Clock.Now -= TimeSpan.FromDays(step.Number % 100);
                break;
            case SilenceAction.TimersRun:
                _world.RunTimers();
                break;
            case SilenceAction.MessageArrives or SilenceAction.MessageArrivesTwice when _world.Messages.Count > 0:
                await ArriveAsync(step.Number % _world.Messages.Count, again: step.Action == SilenceAction.MessageArrivesTwice);
                break;
            case SilenceAction.MessagesArrive:
                await ArriveManyAsync(step.Number % 20);
                break;
            case SilenceAction.MailsAreSent:
                await _world.SendMailsAsync();
                break;
            case SilenceAction.LogIn or SilenceAction.Command or SilenceAction.Look or SilenceAction.CheckIn when !_isQuiet:
                await _signs.GiveAsync(SignOf(step.Action));
                break;
            case SilenceAction.Travel when !_isQuiet:
                await _signs.TravelAsync(TimeSpan.FromDays(1 + (step.Number % 50)));
                break;
            case SilenceAction.OwnerCancels when !_isQuiet && step.Number % 2 == 0:
                await _signs.GiveAsync(SignKind.Command);
                await CancelAsync(_legacies[step.Number % _legacies.Count], SilenceWorld.Owner);
                break;
            case SilenceAction.ReceiverDeclines when step.Number % 2 == 0:
                await CancelAsync(_legacies[step.Number % _legacies.Count], SilenceWorld.Receiver);
                break;
            case SilenceAction.FalseAlarm when !_isQuiet:
                await RaiseFalseAlarmAsync(TimeSpan.FromMinutes(step.Number));
                break;
            case SilenceAction.KeepEnds:
                _world.Keeps.Strangers.Add(Keepers[step.Number % Keepers.Length]);
                break;
            case SilenceAction.KeepBegins:
                BeginKeeps();
                break;
            case SilenceAction.AccountIsRemoved when _gone is null && step.Number % 8 == 0:
                RemoveAccount();
                break;
            case SilenceAction.KeeperPauses:
                await _world.KeeperPausesAsync(_legacies[step.Number % _legacies.Count]);
                break;
            case SilenceAction.KeeperAttests:
                await AskAsync(() => _world.AttestAsync(_legacies[step.Number % _legacies.Count], Keepers[step.Number % Keepers.Length]));
                break;
            case SilenceAction.KeeperWithdraws:
                await AskAsync(() => _world.WithdrawAsync(_legacies[step.Number % _legacies.Count], Keepers[step.Number % Keepers.Length]));
                break;
            case SilenceAction.Claim:
                await AskAsync(() => _world.ClaimAsync(_legacies[step.Number % _legacies.Count]));
                break;
        }
    }

    private static SignKind SignOf(SilenceAction action) => action switch
    {
        SilenceAction.LogIn => SignKind.LogIn,
        SilenceAction.Command => SignKind.Command,
        SilenceAction.Look => SignKind.Read,
        _ => SignKind.CheckIn,
    };

    private async Task ArriveManyAsync(int most)
    {
        for (var arrived = 0; arrived < most && _world.Messages.Count > 0; arrived++)
        {
            await ArriveAsync((int)_random.Next((uint)_world.Messages.Count), again: false);
            _world.Collect();
        }
    }

    private async Task ArriveAsync(int index, bool again)
    {
        _world.Process = (int)_random.Next((uint)_world.Desks.Length);
        _isHandling = true;
        await _world.ArriveAsync(index, again);
        _isHandling = false;
    }

    private static async Task AskAsync(Func<Task<Result>> ask)
    {
        try
        {
            await ask();
        }
        catch (ConcurrencyConflictException)
        {
            // Whoever asks may try again.
        }
    }

    /// <summary>While a message is handled, the owner may log in, and the process may die.</summary>
    private async Task BeforeAccessAsync()
    {
        if (!_isHandling || _isInterrupted) return;
        var fate = _random.Next(500);
        if (fate < 8) throw new CrashException();
        if (_isOwnerGone || (_comesBackLate && IsOnTheBrink ? fate > 60 : fate > 9 || _isQuiet)) return;
        _isInterrupted = true;
        await _signs.GiveAsync(fate % 4 == 0 ? SignKind.Command : SignKind.LogIn);
        _isInterrupted = false;
    }

    /// <summary>The owner gives no sign any more: in the end every legacy that nobody has ended is released, and every attempt has ended.</summary>
    private async Task EndAsync()
    {
        _isInterrupted = true;
        BeginKeeps();
        _world.Clock.Now = Due.Concat(_world.Signs.All.Select(signs => signs.SilenceAt(_world.Clock.Now)?.Since).OfType<Timestamp>()).Append(_world.Clock.Now).Where(time => time - _world.Clock.Now < TimeSpan.FromDays(10_000)).Max();
        for (var day = 0; day < MostDaysToTheEnd && _legacies.Any(legacy => _world.Releases[legacy].IsActive); day++)
        {
            await _world.PassAsync(1);
            foreach (var legacy in _legacies) await EndAsync(legacy);
            _world.Collect();
            Check();
        }

        await _world.PassAsync(1);
        Check();
        CheckEnds();
    }

    /// <summary>Whoever can bring it on does.</summary>
    private async Task EndAsync(ReleaseId legacy)
    {
        foreach (var keeper in Keepers) await _world.AttestAsync(legacy, keeper);
        await _world.ClaimAsync(legacy);
    }
}
