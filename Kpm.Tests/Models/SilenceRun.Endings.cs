using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <content>What ends a legacy, or keeps a keeper from speaking.</content>
internal sealed partial class SilenceRun
{
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
