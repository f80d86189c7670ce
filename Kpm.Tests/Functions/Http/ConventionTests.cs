using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Kpm.Tests.Contracts;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>What all endpoints have in common. That every answer has the standard headers is watched wherever a test calls (<see cref="StandardHeaderWatch"/>).</summary>
[Collection(ApiTests.Name)]
public sealed class ConventionTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_AnIdOfTheCallers_When_ItIsAUuid_Then_AnswerAndProblemCarryIt()
    {
        var id = Guid.NewGuid().ToString();

        var answer = await GetAsync(_world.Owner, "/me", ("X-Request-Id", id));
        var problem = await GetAsync(_world.Nobody, "/me", ("X-Request-Id", id));

        answer.Header("X-Request-Id").Should().Be(id);
        problem.Json.GetProperty("traceId").GetString().Should().Be(id);
        problem.ShouldBeProblem(401, "not_authenticated");
    }

    /// <summary>It goes into the log, where no address may be.</summary>
    [Fact]
    public async Task Given_AnIdOfTheCallers_When_ItIsNoUuid_Then_ItIsReplaced()
    {
        var answer = await GetAsync(_world.Owner, "/me", ("X-Request-Id", "ada@example.org"));

        Guid.TryParse(answer.Header("X-Request-Id"), out _).Should().BeTrue();
    }

    [Fact]
    public async Task Given_WhatTheCallerHas_When_AskedForAgain_Then_ItIsNotSentAgainAnywhere()
    {
        var operations = ContractDocument.Current.Operations.Where(operation => operation.Responses.Any(response => response.Status == 304) && !operation.Route.Contains('{')).ToList();
        operations.Should().HaveCountGreaterThan(15);
        foreach (var operation in operations)
        {
            var client = operation.Access == "Admin" ? _world.Admin : _world.Owner;
            var first = await client.GetAsync(operation.Route);
            first.ShouldBe(HttpStatusCode.OK);

            // Somebody else may have changed a list meanwhile: then it is sent, under another tag.
            var again = await GetAsync(client, operation.Route, ("If-None-Match", $"\"other\", W/{first.ETag}"));

            if (again.Status == HttpStatusCode.OK) again.ETag.Should().NotBe(first.ETag, operation.Id);
            else (again.Status, again.Body, again.ETag).Should().Be((HttpStatusCode.NotModified, "", first.ETag), operation.Id);
        }
    }

    [Fact]
    public async Task Given_AChangeOfWhatIsShown_When_TheVersionIsTheSame_Then_AReaderHearsOfIt()
    {
        using var asking = await _world.JoinAsync("asking");
        using var asked = await _world.JoinAsync("asked");
        var keep = (await asking.PostAsync("/me/keeps", new { to_id = asked.UserId })).Location!.ToString();
        var seen = await asked.GetAsync(keep);
        (await asking.PatchAsync("/me", new { public_name = "Another" })).ShouldBe(HttpStatusCode.NoContent);

        var shown = await Eventually.GetAsync(() => GetAsync(asked, keep, ("If-None-Match", seen.ETag!)), answer => answer.Status == HttpStatusCode.OK, "the new name");

        shown.ETag!.Split('-')[0].Should().Be(seen.ETag!.Split('-')[0], "a keep does not change with a name");
    }

    [Fact]
    public async Task Given_WhatIsShownHasChanged_When_TheVersionHasNot_Then_AWriterIsNotRefused()
    {
        using var person = await _world.JoinAsync("writer");
        var version = (await person.GetAsync("/me")).ETag!.Split('-')[0];

        (await person.PatchAsync("/me", new { public_name = "Another" }, $"{version}-0123456789abcdef\"")).ShouldBe(HttpStatusCode.NoContent);
        (await person.PatchAsync("/me", new { public_name = "Late" }, $"{version}-0123456789abcdef\"")).ShouldBeProblem(412, "version_mismatch");
    }

    [Fact]
    public async Task Given_AList_When_ItHasSeveralPages_Then_EachNamesTheOthers()
    {
        using var person = await _world.JoinAsync("pages");
        foreach (var title in new[] { "One", "Two", "Three" }) await person.AddAssetAsync(title, FileToUpload.Binary(10));
        await Eventually.IsTrueAsync(async () => await person.CountAsync("/me/assets") == 3, "three assets");

        var second = await person.GetAsync("/me/assets?size=1&page=2&order=desc");

        second.Header("Link").Should().Be(
            """</api/v1/me/assets?size=1&order=desc&page=1>; rel="first", </api/v1/me/assets?size=1&order=desc&page=1>; rel="prev", """
            + """</api/v1/me/assets?size=1&order=desc&page=3>; rel="next", </api/v1/me/assets?size=1&order=desc&page=3>; rel="last" """.TrimEnd());
        (await person.GetAsync("/me/assets?size=1&page=3")).Header("Link").Should().NotContain("next");
        (await person.GetAsync("/me/keeps")).Header("Link").Should().Be("""</api/v1/me/keeps?page=1>; rel="first", </api/v1/me/keeps?page=1>; rel="last" """.TrimEnd());
    }

    [Fact]
    public async Task Given_AFormerName_When_ItIsUsed_Then_TheAnswerSaysUntilWhenAndWhatToUse()
    {
        var answer = await _world.Owner.GetAsync("/users/me");
        var refusal = await _world.Nobody.GetAsync("/users/me");

        foreach (var told in new[] { answer, refusal })
        {
            told.Header("Deprecation").Should().Be("@1795737600");
            told.Header("Sunset").Should().Be("Mon, 27 Nov 2028 00:00:00 GMT");
            told.Header("Link").Should().Be("""</api/v1/me>; rel="successor-version" """.TrimEnd());
        }

        answer.Body.Should().Be((await _world.Owner.GetAsync("/me")).Body);
    }

    [Fact]
    public void Given_TheContract_When_ItCallsAnOperationDeprecated_Then_JustThoseFunctionsSaySo() =>
        ContractDocument.Current.Operations.Where(operation => operation.IsDeprecated).Select(operation => operation.Id)
            .Should().BeEquivalentTo(FunctionsMetadata.Http.Where(function => function.IsDeprecated).Select(function => function.Name))
            .And.HaveCount(5);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Given_ACallerWhoTakesCompressedText_When_Answered_Then_ItIsCompressed(string coding)
    {
        using var http = new HttpClient { BaseAddress = _world.App.Api };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/version");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);

        using var response = await http.SendAsync(request);

        response.Content.Headers.ContentEncoding.Should().Equal(coding);
        response.Headers.Vary.Should().Contain("Accept-Encoding");
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = coding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        (await JsonDocument.ParseAsync(plain)).RootElement.GetProperty("version").GetString().Should().NotBeEmpty();
    }

    /// <summary>BREACH: the length of a compressed answer tells of the secrets in it.</summary>
    [Fact]
    public async Task Given_AnAnswerWithTokens_When_TheCallerTakesCompressedText_Then_ItIsNotCompressed()
    {
        var answer = await _world.Nobody.SendAsync(
            HttpMethod.Post,
            "/login",
            new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = _world.AdminPerson.Email, ["password"] = _world.AdminPerson.Password }),
            prepare: request => request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip"));

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Response.Content.Headers.ContentEncoding.Should().BeEmpty();
    }

    private static Task<ApiAnswer> GetAsync(ApiClient client, string path, (string Name, string Value) header) =>
        client.SendAsync(HttpMethod.Get, path, prepare: request => request.Headers.TryAddWithoutValidation(header.Name, header.Value));
}
