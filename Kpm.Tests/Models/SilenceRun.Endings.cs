using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <content>What ends a legacy, or keeps a keeper from speaking.</content>
internal sealed partial class SilenceRun
{
    /// <summary>The legacy that waits for the word of keepers alone.</summary>
    private const int OfWords = 4;

    /// <summary>Of the keepers one at most goes for good: the others are a quorum.</summary>
    private static readonly UserId[] WhoMayGo = [SilenceWorld.ThirdKeeper, SilenceWorld.ThirdKeeper, SilenceWorld.Receiver, SilenceWorld.Owner];
    private UserId? _gone;
    private bool _isOwnerGone;

    /// <summary>Without its owner, or its receiver, the system ends a legacy.</summary>
    private bool _mayEndByItself;

    private Task CancelAsync(ReleaseId legacy, UserId by) => AskAsync(async () =>
    {
        var canceled = await _world.CancelAsync(legacy, by);
        if (!canceled.IsFailure) _ended.Add(legacy).Should().BeTrue("a legacy ends once");
        return canceled;
    });

    /// <summary>Keepers say that the owner is no more, some hours after they were there; and then they look in again, perhaps where they are known to have been.</summary>
    private async Task RaiseFalseAlarmAsync(TimeSpan later)
    {
        await _signs.GiveAsync(SignKind.LogIn);
        _world.Clock.Now += later;
        foreach (var keeper in Keepers) await AskAsync(() => _world.AttestAsync(_legacies[OfWords], keeper));
        _world.RunTimers();
        _world.Collect();
        await ArriveManyAsync(Keepers.Length * 4);
        await _signs.GiveAsync(SignKind.Read);
    }

    private void BeginKeeps()
    {
        _world.Keeps.Strangers.Clear();
        if (_gone is { } gone) _world.Keeps.Strangers.Add(gone);
    }

    private void RemoveAccount()
    {
        var person = WhoMayGo[(int)_random.Next((uint)WhoMayGo.Length)];
        _gone = person;
        _isOwnerGone = person == SilenceWorld.Owner;
        _mayEndByItself = person != SilenceWorld.ThirdKeeper;
        _world.RemoveAccount(person);
    }
}
