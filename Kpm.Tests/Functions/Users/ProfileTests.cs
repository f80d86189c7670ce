using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Row 12: what a person tells of themself.</summary>
[Collection(ApiTests.Name)]
public sealed class ProfileTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private ApiClient _person = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _person = await _world.JoinAsync("profile");
    }

    public ValueTask DisposeAsync()
    {
        _person.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>OPEN-54: the name given at registration is there.</summary>
    [Fact]
    public async Task Given_ANameAtRegistration_When_TheAccountIsRead_Then_ItIsThere() =>
        (await _person.GetAsync("/me")).Json.GetProperty("public_name").GetString().Should().Be("profile");

    [Fact]
    public async Task Given_AProfile_When_SomeFieldsAreSent_Then_TheOthersStay()
    {
        (await _person.PatchAsync("/me", new { language = "ca", time_zone = "Europe/Andorra" })).ShouldBe(HttpStatusCode.NoContent);
        (await _person.PatchAsync("/me", new { public_name = "Anna Ñ 家" })).ShouldBe(HttpStatusCode.NoContent);
        (await SeenAsync()).Should().Be(("Anna Ñ 家", "ca", "Europe/Andorra"));
        (await _person.PatchAsync("/me", new { public_name = "", time_zone = "" })).ShouldBe(HttpStatusCode.NoContent);
        (await SeenAsync()).Should().Be((null, "ca", null));
    }

    [Fact]
    public async Task Given_NothingNew_When_ItIsSent_Then_TheVersionStays()
    {
        (await _person.PatchAsync("/me", new { public_name = "Same" })).ShouldBe(HttpStatusCode.NoContent);
        var version = (await _person.GetAsync("/me")).ETag;
        foreach (var body in new object[] { new { }, new { public_name = (string?)null }, new { public_name = "Same" } })
            (await _person.PatchAsync("/me", body, version)).ShouldBe(HttpStatusCode.NoContent);
        (await _person.GetAsync("/me")).ETag.Should().Be(version);
    }

    [Fact]
    public async Task Given_AnotherVersion_When_ItIsChanged_Then_ThePreconditionFails() =>
        (await _person.PatchAsync("/me", new { public_name = "x" }, "\"99\"")).ShouldBeProblem(412, "version_mismatch");

    [Fact]
    public async Task Given_FieldsOfTheWrongForm_When_TheyAreSent_Then_EachIsNamedAndNothingChanges()
    {
        var before = await SeenAsync();
        (await _person.PatchAsync("/me", new { public_name = new string('x', 65), time_zone = "Europe/Atlantis" })).ShouldBeProblem(422, "validation_failed", "/public_name", "/time_zone");
        (await _person.PatchAsync("/me", new { public_name = "new", language = "fr" })).ShouldBeProblem(422, "validation_failed", "/language");
        (await SeenAsync()).Should().Be(before);
    }

    private async Task<(string? Name, string? Language, string? Zone)> SeenAsync()
    {
        var me = (await _person.GetAsync("/me")).Json;
        return (me.GetProperty("public_name").GetString(), me.GetProperty("language").GetString(), me.GetProperty("time_zone").GetString());
    }
}
