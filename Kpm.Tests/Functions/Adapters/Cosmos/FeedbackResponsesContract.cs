using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IFeedbackResponses"/> does.</summary>
public abstract class FeedbackResponsesContract
{
    private readonly UserId _user = new(Guid.CreateVersion7());
    private readonly UserId _other = new(Guid.CreateVersion7());

    protected abstract IFeedbackResponses Responses { get; }

    /// <summary>The response of this id that is stored for a user, or for nobody; null when there is none.</summary>
    protected abstract Task<FeedbackResponse?> FindAsync(Guid id, UserId? user);

    /// <summary>OPEN-25: <c>"yes"</c>, <c>"5"</c> and 5 stay what they are.</summary>
    [Fact]
    public async Task Given_AnswersOfEveryType_When_Stored_Then_EachKeepsItsType()
    {
        var response = New(_user);

        await Responses.AddAsync(response, default);

        (await FindAsync(response.Id, _user)).Should().BeEquivalentTo(response, options => options.RespectingRuntimeTypes().ComparingByMembers<FeedbackResponse>());
    }

    [Fact]
    public async Task Given_AResponse_When_StoredAgain_Then_TheFirstStays()
    {
        var response = New(_user);
        await Responses.AddAsync(response, default);

        await Responses.AddAsync(response with { CreatedTs = new Timestamp(9) }, default);

        (await FindAsync(response.Id, _user))!.CreatedTs.Should().Be(response.CreatedTs);
    }

    [Fact]
    public async Task Given_ResponsesOfTwoPeople_When_OneIsForgotten_Then_TheAnswersStayAndAreNobodys()
    {
        var (first, second, others) = (New(_user), New(_user), New(_other));
        foreach (var response in new[] { first, second, others }) await Responses.AddAsync(response, default);

        await Responses.ForgetAsync(_user, default);
        await Responses.ForgetAsync(_user, default);

        foreach (var response in new[] { first, second })
        {
            (await FindAsync(response.Id, _user)).Should().BeNull();
            var kept = (await FindAsync(response.Id, null))!;
            kept.User.Should().BeNull();
            kept.Answers.Should().Equal(response.Answers);
        }

        (await FindAsync(others.Id, _other)).Should().NotBeNull();
    }

    private static FeedbackResponse New(UserId user) => new(
        Guid.CreateVersion7(),
        user,
        SampleStates.Now,
        [
            new FeedbackAnswer("1", "ad2s", new FeedbackValue.Truth(true)),
            new FeedbackAnswer("1", "b34s", new FeedbackValue.Text("yes, 5 €")),
            new FeedbackAnswer("1", "c37l", new FeedbackValue.Text("5")),
            new FeedbackAnswer("1", "rating", new FeedbackValue.Number(5)),
        ]);
}
