using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Feedback;

/// <summary>An answer in the type in which it was given: nothing is made of anything else.</summary>
public abstract record FeedbackValue
{
    private FeedbackValue()
    {
    }

    /// <summary>Never the answer: it must not reach a log.</summary>
    public sealed override string ToString() => GetType().Name;

    public sealed record Truth(bool Value) : FeedbackValue;

    public sealed record Number(long Value) : FeedbackValue;

    public sealed record Text(string Value) : FeedbackValue;
}

/// <summary>The answer to one question.</summary>
public sealed record FeedbackAnswer(string Form, string Question, FeedbackValue Value);

/// <summary>What one person answered at one time. Written to the people of Kpm, who read it; so it is not sealed.</summary>
/// <param name="Id">Names it; a repeat with the same id is the same.</param>
/// <param name="User">Who answered; null once that account was removed.</param>
/// <param name="CreatedTs">When.</param>
/// <param name="Answers">At least one.</param>
public sealed record FeedbackResponse(Guid Id, UserId? User, Timestamp CreatedTs, ImmutableArray<FeedbackAnswer> Answers);

/// <summary>Stores what people answered.</summary>
public interface IFeedbackResponses
{
    /// <summary>Stores a response of a user. A repeat changes nothing.</summary>
    Task AddAsync(FeedbackResponse response, CancellationToken cancellationToken);

    /// <summary>The responses of everybody that were given after an instant and until another, oldest first. Asks every partition: for work in the background only.</summary>
    Task<IReadOnlyList<FeedbackResponse>> ListAsync(Timestamp after, Timestamp until, CancellationToken cancellationToken);

    /// <summary>Makes the responses of a user nobody's: the answers stay. Safe to repeat.</summary>
    Task ForgetAsync(UserId user, CancellationToken cancellationToken);
}
