using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: how often the key of a person was opened on days that are over is to be told.</summary>
/// <param name="Person">Whose key.</param>
/// <param name="EndedBy">When these days were over.</param>
public sealed record TellKeyUses(UserId Person, Timestamp EndedBy);

/// <summary>Tells people, day by day, how often and for what their key was opened.</summary>
/// <remarks>
/// To tell it the key is opened once more, which counts for the day on which that is. A day with nothing else on it waits for the next that has
/// more to tell: else each would lead to another.
/// </remarks>
public sealed class TellKeyUsesHandler(IKeyUses uses, IHistory history)
{
    /// <summary>The purpose of this work itself.</summary>
    public const string OwnPurpose = "tell_key_uses";

    public async Task HandleAsync(TellKeyUses work, CancellationToken cancellationToken)
    {
        var days = await uses.ReadAsync(work.Person, work.EndedBy, cancellationToken);
        if (days.All(day => day.Uses.All(use => use.Purpose == OwnPurpose)))
            foreach (var day in days.Where(day => day.IsDue)) await uses.LetWaitAsync(work.Person, day.Day, cancellationToken);
        else
            foreach (var day in days) await TellAsync(work.Person, day, cancellationToken);
    }

    private async Task TellAsync(UserId person, KeyUseDay day, CancellationToken cancellationToken)
    {
        var content = new HistoryContent { Kind = HistoryKind.KeyUsed, By = AssetRelease.Keepem, Day = day.Day, KeyUses = day.Uses };
        await history.AppendAsync(person, new HistoryStep($"key-uses/{day.Day}", day.EndTs, content), cancellationToken);
        await uses.ForgetAsync(person, day.Day, cancellationToken);
    }
}
