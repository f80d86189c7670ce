using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Shared.History;

/// <summary>Seals steps for the people whose histories they belong to, and chains them in the order in which they come.</summary>
public sealed class HistoryBook(IHistoryStore store, IContentSealer sealer, IClock clock) : IHistory
{
    private const long MillisecondsOfDay = 86_400_000;
    private const int Attempts = 16;

    public async Task AppendAsync(UserId person, HistoryStep step, CancellationToken cancellationToken)
    {
        var id = HistoryEntry.IdOf(person, step.Cause);
        if (await TrySealAsync(person, id, step.Content, cancellationToken) is not { } content) return;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var head = await store.FindHeadAsync(person, cancellationToken) ?? HistoryChain.Start(person);
            var unsigned = head with { SignAt = head.SignAt ?? NextMidnight() };
            if (await store.TryAppendAsync(person, HistoryChain.Next(head, id, step.Occurred, content, step.Receipt), unsigned, cancellationToken)) return;
        }

        throw new ConcurrencyConflictException();
    }

    /// <summary>A head is signed once a day, in UTC, whatever moved it in between.</summary>
    private Timestamp NextMidnight() => new(((clock.Now.UnixMilliseconds / MillisecondsOfDay) + 1) * MillisecondsOfDay);

    private async Task<SealedRecord?> TrySealAsync(UserId person, HistoryEntryId id, HistoryContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.SealAsync(HistoryEntry.RecordOf(person, id), content, [person], cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            return null;
        }
    }
}
