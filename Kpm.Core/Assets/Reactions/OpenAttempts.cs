using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Says, right before a mail of an attempt is sent, whether it is still under way: nobody is alarmed after the owner has answered.</summary>
public sealed class OpenAttempts(IAttempts attempts) : IOpenAttempts
{
    public async Task<bool> IsOpenAsync(ReleaseId legacy, AttemptId attempt, CancellationToken cancellationToken) =>
        await attempts.FindAsync(legacy, attempt, cancellationToken) is { IsOpen: true };
}
