using System.Net;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Rows 23 and 24, OPEN-24 to OPEN-26: what people think of Kpm.</summary>
[Collection(ApiTests.Name)]
public sealed class FeedbackTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Bugs = "19e613d8-81b1-49f6-9e7e-296a2733bab4";
    private ApiClient _person = null!;

    public async ValueTask InitializeAsync() => _person = (await lazy.GetAsync()).Owner;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_TheForms_When_Listed_Then_EveryPageShowsItsPart()
    {
        var forms = await _person.ItemsAsync("/feedback");
        forms.Select(form => form.GetProperty("id").GetString()).Should().Equal("1", Bugs, "a28bbdd6-457a-4025-9299-15548e10a8e5");
        forms[1].ToString().Should().StartWith($$$"""{"id":"{{{Bugs}}}","title":{"en":"Report bugs",""");
        forms[1].GetProperty("questions")[0].GetProperty("type").GetString().Should().Be("text");
        (await _person.GetAsync("/feedback?page=2&size=2")).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        (await _person.ItemsAsync("/feedback?order=desc"))[0].GetProperty("id").GetString().Should().StartWith("a28");
        (await _person.GetAsync("/feedback?size=101")).ShouldBeProblem(422, "validation_failed", "/size");
    }

    /// <summary>OPEN-25: nothing is made of anything else.</summary>
    [Fact]
    public async Task Given_AnswersOfTheRightType_When_Sent_Then_TheyAreKept() =>
        (await SendAsync(Answer("1", "ad2s", "true"), Answer("1", "b34s", "\"yes\""), Answer("1", "c37l", "\"5\""))).ShouldBe(HttpStatusCode.NoContent);

    /// <summary>OPEN-26: nothing is nothing.</summary>
    [Fact]
    public async Task Given_NoAnswers_When_Sent_Then_NothingHappens() => (await SendAsync()).ShouldBe(HttpStatusCode.NoContent);

    /// <summary>OPEN-26: forms, questions and types are checked.</summary>
    [Theory]
    [InlineData("2", "ad2s", "true", "/1/form_id")]
    [InlineData("1", "a2l3", "true", "/1/question_id")]
    [InlineData("1", "ad2s", "\"yes\"", "/1/response")]
    [InlineData("1", "ad2s", "1", "/1/response")]
    [InlineData("1", "b34s", "5", "/1/response")]
    [InlineData("1", "b34s", "true", "/1/response")]
    [InlineData("1", "b34s", "1.5", "/1/response")]
    [InlineData("1", "b34s", "null", "/1/response")]
    [InlineData("1", "b34s", "{}", "/1/response")]
    [InlineData("1", "b34s", "[]", "/1/response")]
    public async Task Given_AnAnswerToNoQuestionOrOfAnotherType_When_Sent_Then_ThePointerNamesIt(string form, string question, string response, string pointer) =>
        (await SendAsync(Answer("1", "ad2s", "false"), Answer(form, question, response))).ShouldBeProblem(422, "validation_failed", pointer);

    [Theory]
    [InlineData(4000, false)]
    [InlineData(4001, true)]
    public async Task Given_ALongText_When_Sent_Then_4000CharactersPass(int length, bool isRefused)
    {
        var sent = await SendAsync(Answer(Bugs, "a2l3", JsonSerializer.Serialize(new string('家', length))));
        if (isRefused) sent.ShouldBeProblem(422, "validation_failed", "/0/response");
        else sent.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AnAnswerThatSaysNothing_When_Sent_Then_ThePointerNamesIt()
    {
        (await SendAsync("{}")).ShouldBeProblem(422, "validation_failed", "/0/form_id");
        (await SendAsync("null")).ShouldBeProblem(422, "validation_failed", "/0");
        (await SendAsync("""{"form_id":"1","question_id":"ad2s"}""")).ShouldBeProblem(422, "validation_failed", "/0/response");
    }

    private static string Answer(string form, string question, string response) => $$"""{"form_id":"{{form}}","question_id":"{{question}}","response":{{response}}}""";

    private Task<ApiAnswer> SendAsync(params string[] answers) =>
        _person.SendAsync(HttpMethod.Post, "/feedback", new StringContent($"[{string.Join(',', answers)}]", System.Text.Encoding.UTF8, "application/json"));
}
