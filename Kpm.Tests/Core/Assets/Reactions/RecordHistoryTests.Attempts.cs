using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <content>How an attempt to reach the owner has ended.</content>
public sealed partial class RecordHistoryTests
{
    [Theory]
    [InlineData(AttemptOutcome.Vetoed, null, "vetoed")]
    [InlineData(AttemptOutcome.Vetoed, true, "withdrawn")]
    [InlineData(AttemptOutcome.PausedOut, null, "paused_out")]
    [InlineData(AttemptOutcome.Released, null, "released")]
    public async Task Given_AnAttempt_When_ItHasEnded_Then_TheOwnerAloneIsToldWhetherASignOfLifeEndedIt(AttemptOutcome outcome, bool? isWithdrawn, string reason)
    {
        var ended = new ReleaseAttemptEnded(new AttemptId(Guid.CreateVersion7()), Legacy, Ana, outcome, AttemptStage.Waiting, [Cleo]) { EventId = "ended", At = AssetWorld.Now, IsWithdrawn = isWithdrawn };

        await _record.HandleAsync(ended, default);

        var told = (await ContentsAsync(Ana)).Should().ContainSingle().Subject;
        (told.Kind, told.Reason).Should().Be((HistoryKind.AttemptEnded, reason));
        _store.People.Should().Equal(Ana);
    }
}
