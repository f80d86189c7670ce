using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary><c>POST /users</c> through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class RegistrationTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Each request breaks its rule and every later one too: the first broken rule answers.</summary>
    [Theory]
    [InlineData("zzzz!", "short", "?", "no-address", 404, "referral_not_found")]
    [InlineData(null, "short", "?", "no-address", 400, "password_too_short")]
    [InlineData(null, "long", "?", "no-address", 400, "password_too_long")]
    [InlineData(null, "good", "?", "no-address", 400, "invalid_username")]
    [InlineData(null, "good", "a", "no-address", 400, "invalid_username")]
    [InlineData(null, "good", "sixteencharacter", "no-address", 400, "invalid_username")]
    [InlineData(null, "good", "good", "no-address", 400, "invalid_email")]
    [InlineData(null, "good", "good", "a@b", 400, "invalid_email")]
    [InlineData(null, "good", "good", "a b@example.com", 400, "invalid_email")]
    public async Task Given_SeveralBrokenRules_When_SomebodyRegisters_Then_TheFirstAnswers(string? code, string password, string username, string email, int status, string problem)
    {
        var typed = password switch { "short" => new string('p', 7), "long" => new string('p', 97), _ => "Xk9#qLw2" };
        var answer = await _world.Nobody.RegisterAsync(new Person(username, email, typed), code);
        answer.ShouldBeProblem(status, problem);
    }

    [Fact]
    public async Task Given_ATakenAddress_When_ItIsSpelledOtherwise_Then_ItIsTaken()
    {
        var unique = Guid.NewGuid().ToString("N");
        var first = Person.New("gmail") with { Email = $"a.b.{unique}@gmail.com" };
        (await _world.Nobody.RegisterAsync(first)).ShouldBe(HttpStatusCode.Created);
        foreach (var spelling in new[] { first.Email, $"ab{unique}@gmail.com", $"A.B{unique.ToUpperInvariant()}@Gmail.COM", $"  a.b.{unique}@gmail.com " })
            (await _world.Nobody.RegisterAsync(Person.New("other") with { Email = spelling })).ShouldBeProblem(400, "email_taken");
    }

    /// <summary>OPEN-05: one look-up everywhere.</summary>
    [Fact]
    public async Task Given_AGmailAccount_When_ItsUserLogsInWithOtherDots_Then_ItIsTheSameAccount()
    {
        var unique = Guid.NewGuid().ToString("N")[..20];
        var person = Person.New("gmail") with { Email = $"an.na.{unique}@gmail.com" };
        using var client = await _world.JoinAsync(person);
        using var other = _world.App.NewClient();
        (await other.LogInAsync(person with { Email = $"Anna{unique}@GMAIL.com" })).ShouldBe(HttpStatusCode.OK);
        other.UserId.Should().Be(client.UserId);
        (await _world.Stranger.PostAsync("/me/keeps", new { to_email = $"a.n.n.a{unique}@gmail.com" })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Given_ATakenUsername_When_ItIsUsedInOtherCase_Then_ItIsTakenAndTheAddressStaysFree()
    {
        var first = Person.New("name");
        (await _world.Nobody.RegisterAsync(first)).ShouldBe(HttpStatusCode.Created);
        var second = Person.New("other");
        (await _world.Nobody.RegisterAsync(second with { Username = first.Username.ToUpperInvariant() })).ShouldBeProblem(400, "username_taken");
        (await _world.Nobody.RegisterAsync(second)).ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>SEC-01.</summary>
    [Fact]
    public async Task Given_FiftyRegistrationsOfOneAddress_When_TheyRace_Then_OneAccountIsMade()
    {
        var address = Person.New("race").Email;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _world.Nobody.RegisterAsync(Person.New("race") with { Email = address })));
        answers.Should().ContainSingle(answer => answer.Status == HttpStatusCode.Created);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).Should().OnlyContain(answer => answer.Code == "email_taken");
    }

    [Fact]
    public async Task Given_AnIdempotencyKey_When_TheRequestIsRepeated_Then_ThereIsOneAccountAndOneAnswer()
    {
        var (person, key) = (Person.New("key"), Guid.NewGuid().ToString());
        var first = await PostAsync(person, key: key);
        first.ShouldBe(HttpStatusCode.Created);
        var repeat = await PostAsync(person, key: key);
        repeat.ShouldBe(HttpStatusCode.Created);
        repeat.Location.Should().Be(first.Location);
        (await PostAsync(person with { PublicName = "Other" }, key: key)).ShouldBeProblem(422, "idempotency_key_reused");
        (await PostAsync(person, key: Guid.NewGuid().ToString())).ShouldBeProblem(400, "email_taken");
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("129")]
    public async Task Given_AnIdempotencyKeyOfAnotherForm_When_ItIsSent_Then_ItIsRefused(string key) =>
        (await PostAsync(Person.New("key"), key: key == "129" ? new string('k', 129) : key)).ShouldBeProblem(400, "idempotency_key_invalid");

    [Fact]
    public async Task Given_AnIdOfTheClient_When_TheRequestIsRepeated_Then_ItIsTheSameAccount()
    {
        var (person, id) = (Person.New("self"), Guid.CreateVersion7().ToString());
        foreach (var answer in new[] { await PostAsync(person, id), await PostAsync(person, id) })
        {
            answer.ShouldBe(HttpStatusCode.Created);
            answer.Location!.ToString().Should().Be($"/api/v1/users/{id}");
        }

        var other = Person.New("other");
        (await PostAsync(other, id)).ShouldBeProblem(409, "conflict");
        (await _world.Nobody.LogInAsync(other)).ShouldBeProblem(401, "bad_credentials");
        (await _world.Nobody.LogInAsync(person)).ShouldBeProblem(403, "user_not_validated");
    }

    private Task<ApiAnswer> PostAsync(Person person, string? id = null, string? key = null) => _world.Nobody.PostAsync(
        "/users",
        new { id, username = person.Username, email = person.Email, password = person.Password, public_name = person.PublicName },
        key);
}
