using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: where the history of a person ends is to be signed.</summary>
public sealed record SignHistory(UserId Person);

/// <summary>Signs where the history of a person ends, and keeps that. One place of a chain is signed once.</summary>
public sealed class SignHistoryHandler(IHistoryStore history, ISignedHeads heads, ISigner signer, IClock clock)
{
    public async Task HandleAsync(SignHistory work, CancellationToken cancellationToken)
    {
        if (await history.FindHeadAsync(work.Person, cancellationToken) is not { } head) return;
        if (await heads.FindFromAsync(work.Person, head.Sequence, cancellationToken) is null)
        {
            var statement = new HistoryHeadStatement(work.Person, head.Sequence, head.Hash, clock.Now);
            var signed = await signer.SignAsync(StatementTypes.HistoryHead, statement, cancellationToken);
            await heads.AddAsync(work.Person, new SignedHead(head.Sequence, head.Hash, statement.SignedTs, signed), cancellationToken);
        }

        await history.MarkSignedAsync(work.Person, head, cancellationToken);
    }
}
