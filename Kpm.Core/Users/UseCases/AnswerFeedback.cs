using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Core.Users.UseCases;

/// <summary>Answers questions of the feedback forms. Every active user may call it.</summary>
/// <param name="Id">Names the response; a repeat with the same id is the same.</param>
/// <param name="By">Who answers.</param>
/// <param name="Answers">None changes nothing.</param>
/// <param name="At">Now.</param>
public sealed record AnswerFeedback(Guid Id, UserId By, ImmutableArray<FeedbackAnswer> Answers, Timestamp At);

public sealed class AnswerFeedbackHandler(IFeedbackResponses responses)
{
    public async Task<Result> HandleAsync(AnswerFeedback command, CancellationToken cancellationToken)
    {
        if (command.Answers.IsEmpty) return Result.Success;
        await responses.AddAsync(new FeedbackResponse(command.Id, command.By, command.At, command.Answers), cancellationToken);
        return Result.Success;
    }
}
