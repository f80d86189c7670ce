using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>Accepts a keep. Only the requested person may call it.</summary>
public sealed record AcceptKeep(KeepId Keep, UserId By, Timestamp At);

public sealed class AcceptKeepHandler(IKeeps keeps)
{
    public async Task<Result> HandleAsync(AcceptKeep command, CancellationToken cancellationToken)
    {
        if (await keeps.FindAsync(command.Keep, cancellationToken) is not { } keep) return new KeepNotFound();
        var accepted = keep.Accept(command.By, command.At);
        if (accepted.IsFailure) return accepted;
        await keeps.SaveAsync(keep, cancellationToken);
        return Result.Success;
    }
}
