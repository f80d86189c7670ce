using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>Finding the places of a release.</content>
public sealed partial class AssetRelease
{
    public const int MaximumWrongGuesses = 5;
    public static readonly TimeSpan GuessWindow = TimeSpan.FromHours(1);

    /// <summary>
    /// A receiver says where they are. A place that is found stays found; a wrong one counts. Both are changes to be saved, also when
    /// the release cannot be executed yet. Nothing changes when it cannot be executed at all.
    /// Errors: <see cref="Forbidden"/> when not a receiver; <see cref="TooManyGuesses"/> after five wrong ones of this receiver within an hour, also for the right one.
    /// </summary>
    /// <param name="by">Who says so.</param>
    /// <param name="admitting">The places of the release that admit what was said.</param>
    /// <param name="at">Now.</param>
    public Result StatePlace(UserId by, IEnumerable<int> admitting, Timestamp at)
    {
        if (!IsReceiver(by)) return new Forbidden();
        if (!IsReady || !Conditions.HasPlace || IsOutOfTurn(by)) return Result.Success;
        ImmutableArray<WrongGuess> recent = [.. State.WrongGuesses.Where(guess => guess.At + GuessWindow > at)];
        var own = recent.Where(guess => guess.By == by).ToList();
        if (own.Count >= MaximumWrongGuesses) return new TooManyGuesses((int)Math.Ceiling((own[0].At + GuessWindow - at).TotalSeconds));

        var found = admitting.ToHashSet();
        if (found.Count == 0) Change(State with { WrongGuesses = recent.Add(new WrongGuess(by, at)) }, at);
        else Record(by, Stated(by, found, at), at);
        return Result.Success;
    }

    /// <summary>What it is evidence of, beside what is known, that somebody says to be at these places.</summary>
    public ImmutableArray<PlaceEvidence> Stated(UserId by, IEnumerable<int> places, Timestamp at) =>
        [.. places.Except(State.Evidence.Select(known => known.Number)).Order().Select(place => new PlaceEvidence(place, at, by, EvidenceGrade.SelfReported))];

    private void Record(UserId by, ImmutableArray<PlaceEvidence> evidence, Timestamp at)
    {
        if (evidence.IsEmpty) return;
        ImmutableArray<MetCondition> met = [.. State.Conditions.Leaves().Index()
            .Where(leaf => evidence.Any(found => leaf.Item == new ReleaseCondition.AtPlace(found.Number)))
            .Select(leaf => new MetCondition(leaf.Index, at, EvidenceGrade.SelfReported, by))];

        // What the system delivers may now wait for something that is nearer than what it waited for.
        Change(State with { Evidence = [.. State.Evidence, .. evidence], NextCheckAt = State.Delivery == DeliveryMode.Automatic ? at : State.NextCheckAt }, at, new AssetReleasePlaceFound(Id, by, met));
    }
}
