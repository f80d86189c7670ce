using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Asks for a rehearsal of a release. Its owner may call it.</summary>
/// <param name="Id">The new id.</param>
/// <param name="Release">The release.</param>
/// <param name="By">Who asks.</param>
/// <param name="Clock">The instant for which it is tried; null for now.</param>
/// <param name="Place">Where somebody is said to be; null for nowhere.</param>
/// <param name="At">Now.</param>
public sealed record RequestRehearsal(RehearsalId Id, ReleaseId Release, UserId By, Timestamp? Clock, string? Place, Timestamp At)
{
    /// <summary>What is taken for granted.</summary>
    public RehearsalPremise Premise { get; init; } = new();

    /// <summary>Never the place: it must not reach a log.</summary>
    public override string ToString() => $"RequestRehearsal {{ Release = {Release} }}";
}

public sealed class RequestRehearsalHandler(IReleases releases, IRehearsals rehearsals, IContentSealer sealer)
{
    /// <summary>The end of the year 9999.</summary>
    private const long LatestClock = 253_402_300_799_999;

    /// <remarks>
    /// Errors: <see cref="ValidationFailed"/>; <see cref="Forbidden"/>, also for an unknown release, and for receivers; <see cref="ReleaseHasEnded"/>.
    /// Repeating the command with its id is a success that changes nothing.
    /// </remarks>
    public async Task<Result> HandleAsync(RequestRehearsal command, CancellationToken cancellationToken)
    {
        var rules = new FieldRules();
        rules.Require(command.Clock?.UnixMilliseconds is null or (>= 0 and <= LatestClock), "/at", new OutOfRange(0, LatestClock));
        rules.OptionalText(command.Place, Place.MaximumLength, "/location");
        if (rules.Failure is { } wrong) return wrong;
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || release.State.Owner != command.By) return new Forbidden();
        var content = new RehearsalContent(string.IsNullOrWhiteSpace(command.Place) ? null : command.Place) { IsSilent = command.Premise.IsSilent, IsPreceded = command.Premise.IsPreceded };
        var sealedContent = await sealer.SealAsync(Rehearsal.RecordOf(command.Id), content, [command.By], cancellationToken);
        var rehearsal = Rehearsal.Request(command.Id, release, command.Clock ?? command.At, sealedContent, command.At);
        if (rehearsal.IsFailure) return rehearsal.Error;
        await rehearsals.AddAsync(rehearsal.Value, cancellationToken);
        return Result.Success;
    }
}
