using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <summary>The signs that an owner gave, as a model of its own keeps them: from when on they have been silent after each. It gives them to one of two processes.</summary>
internal sealed class GivenSigns(SilenceWorld world, Func<uint, uint> next)
{
    /// <summary>Since when the owner has been silent once so many signs are known.</summary>
    private readonly SortedDictionary<int, Timestamp> _since = [];
    private Timestamp? _latest;
    private Timestamp? _awayUntil;

    private int Known => _since.Count == 0 ? 0 : _since.Keys.Last();

    /// <summary>Since when the owner had been silent when so many signs were known; null when none was.</summary>
    public Timestamp? SinceAfter(int signs) => _since.Where(known => known.Key <= signs).Select(known => (Timestamp?)known.Value).LastOrDefault();

    public async Task GiveAsync(SignKind kind)
    {
        await ElsewhereAsync(() => world.SignAsync(kind));
        Keep(kind, mayBeNoNews: MayBeNoNews(kind, world.Clock.Now));
    }

    public async Task TravelAsync(TimeSpan duration)
    {
        await ElsewhereAsync(() => world.TravelAsync(duration));
        _awayUntil = world.Clock.Now + duration;
        Keep(SignKind.Command, mayBeNoNews: false);
    }

    /// <summary>In any process, whichever is busy with something else meanwhile.</summary>
    private async Task ElsewhereAsync(Func<Task> giveAsync)
    {
        var busy = world.Process;
        world.Process = (int)next((uint)world.Desks.Length);
        await giveAsync();
        world.Process = busy;
    }

    /// <summary>Only what comes shortly after another sign is no news, and while an attempt is under way, or the word of a keeper stands, only what the same process has recorded a moment ago.</summary>
    private bool MayBeNoNews(SignKind kind, Timestamp at)
    {
        if (kind is SignKind.LogIn or SignKind.CheckIn || !(at >= _latest)) return false;
        var isSought = world.Attempts.All.Any(attempt => attempt.IsOpen) || world.Releases.All.Any(release => release is { IsActive: true, State.Attestations.IsEmpty: false });
        return at - _latest < (kind == SignKind.Read && !isSought ? SignsOfLife.CountsFor(kind) : Silence.Presence);
    }

    private void Keep(SignKind kind, bool mayBeNoNews)
    {
        var signs = world.Signs[SilenceWorld.Owner].State.Given;
        if (signs == Known && mayBeNoNews) return;
        signs.Should().Be(Known + 1, $"a sign is kept: {kind}");
        if (!(_latest > world.Clock.Now)) _latest = world.Clock.Now;
        _since[signs] = _awayUntil > _latest ? _awayUntil.Value : _latest.Value;
    }
}
