using Kpm.Core.Shared;

namespace Kpm.Core.Users.Life;

/// <summary>Writes signs of life, and answers for releases whether there were any.</summary>
public sealed class SilenceDesk(ISignsOfLife store, RecentSigns recent) : ISilence
{
    private const int Attempts = 4;

    /// <summary>The person gave a sign. Once this returns, it is kept.</summary>
    /// <exception cref="ConcurrencyConflictException">Others wrote meanwhile, again and again.</exception>
    public async Task NoteAsync(UserId person, SignKind kind, Timestamp at, CancellationToken cancellationToken)
    {
        if (recent.Cover(person, kind, at)) return;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                recent.Remember(person, await RecordAsync(person, kind, at, cancellationToken));
                return;
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Another request of the same person at the same moment: it may have said the same.
            }
        }
    }

    public async Task<Silence?> FindAsync(UserId person, Timestamp at, CancellationToken cancellationToken) =>
        (await store.FindAsync(person, cancellationToken))?.SilenceAt(at);

    public async Task<bool> SettleAsync(UserId person, int signs, Timestamp at, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(person, cancellationToken) is not { } known || !known.Settle(signs, at)) return false;
        await store.SaveAsync(known, cancellationToken);
        return true;
    }

    public async Task SeekAsync(UserId person, ReleaseId release, Timestamp at, CancellationToken cancellationToken)
    {
        await ChangeAsync(person, known => known.Seek(release, at), at, cancellationToken);
        recent.Forget(person);
    }

    public async Task StopSeekingAsync(UserId person, ReleaseId release, Timestamp at, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(person, cancellationToken) is not { } known) return;
        known.StopSeeking(release, at);
        await store.SaveAsync(known, cancellationToken);
    }

    /// <returns>The latest sign, which may be of another process.</returns>
    private async Task<Timestamp> RecordAsync(UserId person, SignKind kind, Timestamp at, CancellationToken cancellationToken)
    {
        var latest = at;
        await ChangeAsync(
            person,
            known =>
            {
                known.Note(kind, at);
                latest = known.State.Last?.At ?? at;
            },
            at,
            cancellationToken);
        return latest;
    }

    /// <summary>Changes what is known of a person, and begins with it when nothing is.</summary>
    /// <exception cref="ConcurrencyConflictException">Another writer was faster.</exception>
    public async Task ChangeAsync(UserId person, Action<SignsOfLife> change, Timestamp at, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(person, cancellationToken) is { } known)
        {
            change(known);
            await store.SaveAsync(known, cancellationToken);
            return;
        }

        var begun = SignsOfLife.Begin(person, at);
        change(begun);
        if (begun.HasChanged && !await store.AddAsync(begun, cancellationToken)) throw new ConcurrencyConflictException();
    }
}
