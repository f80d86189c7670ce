using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Sets how many bytes a person may keep on top of what everybody may. Only admins may call it.</summary>
/// <param name="Owner">Who gets it; anybody who may come to have an account.</param>
/// <param name="Bytes">Replaces what was granted before.</param>
public sealed record GrantQuota(UserId Owner, long Bytes);

public sealed class GrantQuotaHandler(IQuotaGrants grants)
{
    public Task HandleAsync(GrantQuota command, CancellationToken cancellationToken) => grants.GrantAsync(command.Owner, command.Bytes, cancellationToken);
}
