using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;

namespace Kpm.Tests.Core.Users.Feedback;

public sealed class FeedbackFormTests
{
    private static readonly FeedbackQuestion Rating = new("r", 1, new LocalizedText("r", "r", "r"), QuestionType.Rating);

    /// <summary>OPEN-24: the third form has a title of its own.</summary>
    [Fact]
    public void Given_TheForms_When_Read_Then_TitlesAndIdsAreUniqueAndEveryTextIsThere()
    {
        FeedbackForms.All.Select(form => form.Id).Should().OnlyHaveUniqueItems();
        FeedbackForms.All.Select(form => form.Title).Should().OnlyHaveUniqueItems();
        FeedbackForms.All[2].Title.En.Should().Be("General feedback");
        foreach (var form in FeedbackForms.All)
        {
            form.Questions.Select(question => question.Order).Should().Equal(Enumerable.Range(1, form.Questions.Length));
            form.Questions.Select(question => question.Id).Should().OnlyHaveUniqueItems();
            form.Questions.Select(question => question.Question).Append(form.Title).SelectMany(text => new[] { text.En, text.Ca, text.Es }).Should().OnlyContain(text => text.Length > 0);
        }
    }

    [Fact]
    public void Given_ARating_When_Answered_Then_OnlyWholeNumbersFrom1To4Pass()
    {
        foreach (var good in new[] { 1, 4 }) Rating.WhyNot(new FeedbackValue.Number(good)).Should().BeNull();
        foreach (var bad in new FeedbackValue[] { new FeedbackValue.Number(0), new FeedbackValue.Number(5), new FeedbackValue.Text("1"), new FeedbackValue.Truth(true) })
            Rating.WhyNot(bad).Should().NotBeNull();
    }

    [Fact]
    public void Given_51Answers_When_Checked_Then_TheyAreTooMany()
    {
        var answer = new FeedbackDraft("1", "ad2s", new FeedbackValue.Truth(true));
        FeedbackDraft.Check([.. Enumerable.Repeat(answer, 50)]).IsFailure.Should().BeFalse();
        FeedbackDraft.Check([.. Enumerable.Repeat(answer, 51)]).Error.Should().BeOfType<ValidationFailed>();
    }
}
