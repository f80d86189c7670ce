using System.Globalization;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Core.Users.Reactions;

/// <summary>What people answered, in words for the board; of a form or question that is no more, by its id.</summary>
public sealed class FeedbackAnswers(IFeedbackResponses responses) : IFeedbackAnswers
{
    public async Task<IReadOnlyList<FeedbackDigestAnswer>> ListAsync(Timestamp after, Timestamp until, CancellationToken cancellationToken) =>
        [.. (await responses.ListAsync(after, until, cancellationToken)).SelectMany(response => response.Answers).Select(InWords)];

    private static FeedbackDigestAnswer InWords(FeedbackAnswer answer)
    {
        var form = FeedbackForms.Find(answer.Form);
        var question = form?.Questions.FirstOrDefault(asked => asked.Id == answer.Question);
        return new FeedbackDigestAnswer(form?.Title.En ?? answer.Form, question?.Question.En ?? answer.Question, answer.Value switch
        {
            FeedbackValue.Truth truth => truth.Value ? "yes" : "no",
            FeedbackValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
            FeedbackValue.Text text => text.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        });
    }
}
