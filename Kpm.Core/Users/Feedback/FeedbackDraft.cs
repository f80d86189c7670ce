using System.Collections.Immutable;
using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Feedback;

/// <summary>An answer as a request gives it, unchecked. Null where the request says nothing, or a value of a type that no question takes.</summary>
public sealed record FeedbackDraft(string? Form, string? Question, FeedbackValue? Value)
{
    public const int MaximumAnswers = 50;

    /// <summary>Checks the answers of one request. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    public static Result<ImmutableArray<FeedbackAnswer>> Check(IReadOnlyList<FeedbackDraft> drafts)
    {
        if (drafts.Count > MaximumAnswers) return new ValidationFailed([new FieldError("", new TooManyAnswers(MaximumAnswers))]);
        List<FieldError> errors = [.. drafts.Select((draft, index) => draft.Fault(string.Create(CultureInfo.InvariantCulture, $"/{index}"))).OfType<FieldError>()];
        return errors.Count > 0
            ? new ValidationFailed(errors)
            : drafts.Select(draft => new FeedbackAnswer(draft.Form!, draft.Question!, draft.Value!)).ToImmutableArray();
    }

    private FieldError? Fault(string place)
    {
        if (FeedbackForms.Find(Form) is not { } form) return new FieldError($"{place}/form_id", new NoSuchForm());
        if (form.Questions.FirstOrDefault(question => question.Id == Question) is not { } question) return new FieldError($"{place}/question_id", new NoSuchQuestion());
        if (Value is null) return new FieldError($"{place}/response", new NotAnAnswer());
        return question.WhyNot(Value) is { } why ? new FieldError($"{place}/response", why) : null;
    }
}
