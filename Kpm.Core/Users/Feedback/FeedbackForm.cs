using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Feedback;

/// <summary>A text in every language that Kpm speaks.</summary>
public sealed record LocalizedText(string En, string Ca, string Es);

/// <summary>What the answer to a question is.</summary>
public enum QuestionType
{
    /// <summary>A text of at most <see cref="FeedbackQuestion.MaximumTextLength"/> characters.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A whole number from <see cref="FeedbackQuestion.LeastRating"/> to <see cref="FeedbackQuestion.BestRating"/>.</summary>
    Rating,
}

/// <summary>A question of a form.</summary>
/// <param name="Id">Unique within its form.</param>
/// <param name="Order">Its place in the form, from 1.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Type">What the answer is.</param>
public sealed record FeedbackQuestion(string Id, int Order, LocalizedText Question, QuestionType Type)
{
    public const int MaximumTextLength = 4_000;
    public const int LeastRating = 1;
    public const int BestRating = 4;

    /// <summary>Why a value is no answer to this question, or null.</summary>
    public Fault? WhyNot(FeedbackValue value) => (Type, value) switch
    {
        (QuestionType.Text, FeedbackValue.Text text) => text.Value.EnumerateRunes().Count() <= MaximumTextLength ? null : new TooLong(MaximumTextLength),
        (QuestionType.Boolean, FeedbackValue.Truth) => null,
        (QuestionType.Rating, FeedbackValue.Number { Value: >= LeastRating and <= BestRating }) => null,
        (QuestionType.Text, _) => new NotAText(),
        (QuestionType.Boolean, _) => new NotATruth(),
        (QuestionType.Rating, _) => new OutOfRange(LeastRating, BestRating),
        _ => throw new InvalidOperationException($"No rule for {Type}."),
    };
}

/// <summary>A form by which people say what they think of Kpm.</summary>
public sealed record FeedbackForm(string Id, Timestamp CreatedTs, LocalizedText Title, ImmutableArray<FeedbackQuestion> Questions)
{
    public override string ToString() => $"FeedbackForm {{ Id = {Id} }}";
}
