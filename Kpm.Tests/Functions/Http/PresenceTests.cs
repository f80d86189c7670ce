using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>What is a sign of life over HTTP and what is not, of somebody who was last there two days ago; see docs/adr/0031.</summary>
[Collection(ApiTests.Name)]
public sealed class PresenceTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly FileToUpload File = FileToUpload.Binary(40);
    private readonly Person _who = Person.New("present");
    private SilentTime _time = null!;
    private StoredDocuments _stored = null!;
    private ApiClient _person = null!;

    public async ValueTask InitializeAsync()
    {
        var world = await lazy.GetAsync();
        (_time, _stored, _person) = (new SilentTime(world.App), new StoredDocuments(world.App), await world.JoinAsync(_who));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var used in new IDisposable[] { _person, _time, _stored }) used.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_SomebodyWhoIsSilent_When_TheyOrTheirProgramsCall_Then_OnlyWhatThePersonDoesIsASign()
    {
        var whole = (await _person.CreateAssetAsync("In one", File)).Location!;
        var parts = await PartedUpload.OpenAsync(_person, File);
        await FallSilentAsync();
        var given = new List<(string What, int Signs)>
        {
            ("a look", await SignsOfAsync(() => _person.GetAsync("/me"))),
            ("a look of a program", await SignsOfAsync(() => SendAsync(HttpMethod.Get, "/me", "background"))),
            ("a command of a program", await SignsOfAsync(() => SendAsync(HttpMethod.Post, "/assets", "background", new { title = "Found", description = "", file_name = File.Name, file_type = File.Type, file_size_bytes = 40 }))),
            ("a part", await SignsOfAsync(() => parts.PutAsync(1, File.Bytes))),
            ("all parts", await SignsOfAsync(() => parts.CompleteAsync([(1, File.Bytes)]))),
            ("a file", await SignsOfAsync(() => _person.UploadAsync(whole, File))),
            ("a refreshed token", await SignsOfAsync(_person.RefreshAsync)),
            ("a look of a person", await SignsOfAsync(LookAsync)),
        };
        var look = await LastAsync();

        await FallSilentAsync(days: 0.9);
        given.Add(("another look on that day", await SignsOfAsync(LookAsync)));
        given.Add(("a command", await SignsOfAsync(() => _person.PatchAsync("/me", new { language = "ca" }))));
        var command = await LastAsync();

        given.Should().Equal(
            ("a look", 0),
            ("a look of a program", 0),
            ("a command of a program", 0),
            ("a part", 0),
            ("all parts", 0),
            ("a file", 0),
            ("a refreshed token", 0),
            ("a look of a person", 1),
            ("another look on that day", 0),
            ("a command", 1));
        (look, command).Should().Be(("read", "command"));
    }

    private Task<ApiAnswer> LookAsync() => SendAsync(HttpMethod.Get, "/me", "foreground");

    private Task<ApiAnswer> SendAsync(HttpMethod method, string path, string presence, object? body = null) =>
        _person.SendAsync(method, path, body is null ? null : JsonContent.Create(body), prepare: request => request.Headers.Add("Kpm-Presence", presence));

    /// <summary>The last sign was so long ago, and the worker remembers none of late: the one that it knows of lies ahead, as after a clock that went back.</summary>
    private async Task FallSilentAsync(double days = 2)
    {
        await _time.PassSinceSignAsync(_person, TimeSpan.FromDays(-1));
        (await _person.LogInAsync(_who)).ShouldBe(HttpStatusCode.OK);
        await _time.PassSinceSignAsync(_person, TimeSpan.FromDays(days));
    }

    /// <summary>How many signs are kept more once a call has succeeded.</summary>
    private async Task<int> SignsOfAsync(Func<Task<ApiAnswer>> callAsync)
    {
        var before = await GivenAsync();
        var answer = await callAsync();
        answer.Response.IsSuccessStatusCode.Should().BeTrue(answer.Body);
        return await GivenAsync() - before;
    }

    private async Task<int> GivenAsync() => (await StoredAsync()).GetProperty("given").GetInt32();

    private async Task<string?> LastAsync() => (await _person.GetAsync("/me/signs-of-life")).Json.GetProperty("last_sign").GetProperty("kind").GetString();

    private async Task<System.Text.Json.JsonElement> StoredAsync() => (await _stored.FindAsync("signsOfLife", _person.UserId, _person.UserId))!.Value.GetProperty("state");
}
