using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <content>What must hold of all that has happened.</content>
internal sealed partial class SilenceRun
{
    private const string Sign = "sign ";
    private readonly HashSet<AttemptId> _endedAttempts = [];

    /// <summary>How many lines the log had when an attempt was known to have begun.</summary>
    private readonly Dictionary<AttemptId, int> _begun = [];
    private int _checkedReleases;
    private int _checkedAttempts;

    private void Check()
    {
        var releases = _world.Releases.EventsAfter(_checkedReleases);
        foreach (var due in releases.OfType<AssetReleaseAttemptDue>()) CheckDue(due);
        foreach (var released in releases.OfType<AssetReleased>()) CheckRelease(released);
        _checkedReleases += releases.Count;

        var attempts = _world.Attempts.EventsAfter(_checkedAttempts);
        foreach (var begun in attempts.OfType<ReleaseAttemptBegun>()) _begun.Add(begun.Attempt, _world.Log.Count);
        foreach (var ended in attempts.OfType<ReleaseAttemptEnded>()) CheckEnd(ended);
        if (attempts.Count > 0) _world.Attempts.All.Should().OnlyContain(attempt => attempt.State.Day <= attempt.State.Terms.Days);
        _checkedAttempts += attempts.Count;
    }

    /// <summary>What an attempt begins for is a silence as long as the model has counted it.</summary>
    private void CheckDue(AssetReleaseAttemptDue due)
    {
        var release = _world.Releases[due.Release];
        Timestamp[] sinceOneOf = [release.State.CreatedTs, _signs.SinceAfter(due.Signs) ?? release.State.CreatedTs];
        var since = sinceOneOf.Max();
        due.Since.Should().Be(since < due.At ? since : due.At, $"so long has been silent whoever gave {due.Signs} signs");
        if (due.Cause is not AttemptCause.Attestation) (due.At - since).Should().BeGreaterThanOrEqualTo(TimeSpan.FromDays(release.Conditions.Inactivity!.Period), "an attempt begins after the period");
    }

    private void CheckEnd(ReleaseAttemptEnded ended)
    {
        _endedAttempts.Add(ended.Attempt).Should().BeTrue("an attempt ends once");
        var (attempt, release) = (_world.Attempts[ended.Attempt].State, _world.Releases[ended.Release].State);
        attempt.IsWithdrawn.Should().Be(ended.IsWithdrawn, "what its owner reads of it is what happened");
        if (ended.Outcome == AttemptOutcome.Released || ended.IsWithdrawn == true) return;
        var isTakenBack = release.CanceledBy == SilenceWorld.Owner.ToString();
        (isTakenBack || SignsInLog(_world.Log).Any(sign => sign > attempt.Signs)).Should().BeTrue("without a sign of life none ends an attempt");
    }

    /// <summary>What rests on a silence was settled after the last sign, and after every day of its attempt.</summary>
    private void CheckRelease(AssetReleased happened)
    {
        var release = _world.Releases[happened.Release];
        if (release.State.Silence is not { } silence) return;
        var attempt = _world.AttemptOf(release.Id);
        var settled = _world.Log.LastIndexOf($"settled {silence.Signs}");
        settled.Should().BePositive("nothing rests on a silence that was not settled");
        SignsInLog(_world.Log.Take(settled)).Should().NotContain(sign => sign > silence.Signs, "no sign came before it was settled that there was none");
        _world.Log[_begun[attempt.Id]..settled].Should().NotContain(line => line.StartsWith(Sign, StringComparison.Ordinal), "no sign came while it was waited for");
        if (silence.Causes != AttemptCause.Inactivity) release.State.Attestations.Count(word => word.Signs == silence.Signs).Should().BeGreaterThanOrEqualTo(Quorum, "nobody acts alone, and a sign refutes what was said before it");
        attempt.State.Day.Should().Be(attempt.State.Terms.Days);
        (attempt.State.Outcome ?? AttemptOutcome.Released).Should().Be(AttemptOutcome.Released);
    }

    private static IEnumerable<long> SignsInLog(IEnumerable<string> log) =>
        log.Where(line => line.StartsWith(Sign, StringComparison.Ordinal)).Select(line => long.Parse(line[Sign.Length..], CultureInfo.InvariantCulture));

    private void CheckEnds()
    {
        foreach (var legacy in _legacies)
        {
            var release = _world.Releases[legacy];
            (release.IsExecuted || release.IsCanceled).Should().BeTrue("nobody is forgotten");
            if (!_mayEndByItself) release.IsCanceled.Should().Be(_ended.Contains(legacy), $"nothing ends by itself: {release.State.CancelReason}");
        }

        foreach (var attempt in _world.Attempts.All)
        {
            var release = _world.Releases[attempt.State.Release].State;
            AttemptOutcome[] stopped = [AttemptOutcome.Vetoed, AttemptOutcome.PausedOut];
            var isOver = release.Attempt != attempt.Id || release.Lifecycle == Lifecycle.Removed;
            // A date may execute a legacy that has not heard yet that its attempt was answered.
            attempt.State.Outcome.Should().BeOneOf(isOver ? stopped : release.Silence is null ? [AttemptOutcome.Released, .. stopped] : [AttemptOutcome.Released], "every attempt ends in one way");
            _endedAttempts.Should().Contain(attempt.Id, "whoever watches hears of the end");
        }
    }
}
