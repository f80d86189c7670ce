using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>Accepts a keep. Only the requested person may call it.</summary>
/// <param name="Keep">The keep.</param>
/// <param name="By">Who accepts.</param>
/// <param name="Name">What the caller calls the other, if anything.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record AcceptKeep(KeepId Keep, UserId By, string? Name, long? ExpectedVersion, Timestamp At)
{
    /// <summary>Never the name: it must not reach a log.</summary>
    public override string ToString() => $"AcceptKeep {{ Keep = {Keep} }}";
}

public sealed class AcceptKeepHandler(IKeeps keeps)
{
    public async Task<Result> HandleAsync(AcceptKeep command, CancellationToken cancellationToken)
    {
        var name = KeepName.Parse(command.Name);
        if (name.IsFailure) return name.Error;
        if (await keeps.FindAsync(command.Keep, cancellationToken) is not { } keep) return new KeepNotFound();
        if (keep.IsParty(command.By) && command.ExpectedVersion is { } expected && expected != keep.Version) return new VersionMismatch();
        var accepted = keep.Accept(command.By, name.Value, command.At);
        if (accepted.IsFailure) return accepted;
        await keeps.SaveAsync(keep, cancellationToken);
        return Result.Success;
    }
}
