using Kpm.Core.Notifications;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reactions;
using Kpm.Tests.Core.Notifications;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>OPEN-19: who is told of a keep by push.</summary>
public sealed class PushKeepTests
{
    private readonly PushWorld _world = new();

    [Fact]
    public async Task Given_ARequestAndItsAcceptance_When_ToldTwice_Then_TheOtherSideGetsOneMessagePerDevice()
    {
        var (requester, requested) = (_world.Join(), _world.Join());
        var (first, second) = (_world.LogIn(requester, "first"), _world.LogIn(requested, "second"));
        var push = new PushKeep(_world.FanOut);

        for (var i = 0; i < 2; i++)
        {
            await push.HandleAsync(typeof(KeepRequested), requester, requested, "e1", default);
            await push.HandleAsync(typeof(KeepAccepted), requester, requested, "e2", default);
        }

        _world.Pushes.Arrived.Select(sent => sent.Work).Should().Equal(
            new SendPush($"e1:KeepRequested:{second}", PushKind.KeepRequested, requester, requested, second),
            new SendPush($"e2:KeepAccepted:{first}", PushKind.KeepAccepted, requested, requester, first));
    }
}
