using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>What the person answered stays, and is nobody's.</summary>
public sealed class ForgetFeedback(IFeedbackResponses responses) : IRemovalStep
{
    public string Name => "feedback";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        await responses.ForgetAsync(account.User, cancellationToken);
        return true;
    }
}
