using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>What admins do with keys, through the running system. Whole rotations run in <see cref="KeyRotationCrashTests"/>.</summary>
[Collection(ApiTests.Name)]
public sealed class KeyTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_ANewVersionOfTheVaultsKey_When_AnAdminRotates_Then_EveryUserKeyMovesToIt()
    {
        await _world.Owner.AddAssetAsync("Mine", FileToUpload.Binary(10));
        var old = (await UseAsync()).Single(IsCurrent);
        using (var vault = new SystemVault(_world.App)) await vault.RotateVaultKeyAsync();
        var fresh = (await UseAsync()).Single(IsCurrent);
        fresh.GetProperty("key_id").GetString().Should().NotBe(old.GetProperty("key_id").GetString());

        for (var i = 0; i < 2; i++)
        {
            var accepted = await _world.Admin.PostAsync("/admin/keys/rotation", new { }, idempotencyKey: "keys-rotation");
            accepted.ShouldBe(HttpStatusCode.Accepted);
            accepted.Location!.ToString().Should().Be("/api/v1/admin/keys/rotation", "that is where the use of its versions is read");
        }

        var use = await Eventually.GetAsync(UseAsync, versions => versions.Count == 1, "every key under the current version");
        use[0].GetProperty("key_id").GetString().Should().Be(fresh.GetProperty("key_id").GetString());
        use[0].GetProperty("user_keys").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task Given_NobodyOrARemovedAccount_When_AnAdminRotatesTheirKey_Then_ThereIsNone()
    {
        using var removed = await _world.JoinAsync("removed");
        (await RemoveAsync(removed.UserId)).ShouldBe(HttpStatusCode.NoContent);

        foreach (var id in new[] { Guid.NewGuid().ToString(), "no-id", removed.UserId })
            (await _world.Admin.PostAsync($"/admin/users/{id}/key-rotation", new { })).ShouldBeProblem(404, "not_found");
    }

    /// <summary>A person without a key gets one; nothing is sealed yet.</summary>
    [Fact]
    public async Task Given_AnAccount_When_AnAdminRotatesItsKeyAgainAndAgain_Then_OneRotationIsUnderWay()
    {
        using var person = await _world.JoinAsync("rotated");

        var begun = await _world.Admin.PostAsync($"/admin/users/{person.UserId}/key-rotation", new { });
        begun.ShouldBe(HttpStatusCode.Accepted);
        (await _world.Admin.PostAsync($"/admin/users/{person.UserId}/key-rotation", new { })).ShouldBe(HttpStatusCode.Accepted);
        var path = begun.Location!.ToString();
        path.Should().Be($"/api/v1/users/{person.UserId}/key-rotation");
        var seen = await Eventually.GetAsync(() => _world.Admin.GetAsync(path), answer => StepsOf(answer)[0].IsDone, "the first step");
        (seen.Json.GetProperty("user_id").GetString(), seen.Json.GetProperty("state").GetString(), seen.Json.GetProperty("key_version").GetInt32()).Should().Be((person.UserId, "under_way", 1));
        StepsOf(seen).Should().StartWith([("version", true), ("writers", false), ("account", false)]).And.EndWith([("readers", false), ("old_versions", false)]);
        (await person.GetAsync(path)).Body.Should().Be(seen.Body);

        using var stored = new StoredDocuments(_world.App);
        var rotation = await Eventually.GetAsync(() => stored.KeyRotationAsync(person.UserId), found => found?.GetProperty("state").GetProperty("done").GetArrayLength() == 1, "the new version");
        rotation!.Value.GetProperty("state").GetProperty("keyVersion").GetInt32().Should().Be(1);
        (await stored.UserKeysAsync(person.UserId)).GetProperty("versions").GetArrayLength().Should().Be(1);
        (await person.AddAssetAsync("New", FileToUpload.Binary(10))).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Given_AKeyThatWasNeverReplaced_When_ItsReplacementIsRead_Then_ThePersonAndAdminsLearnThatAndNobodyElseDoes()
    {
        var path = $"/users/{_world.Stranger.UserId}/key-rotation";
        foreach (var caller in new[] { _world.Admin, _world.Stranger }) (await caller.GetAsync(path)).ShouldBeProblem(404, "not_found");
        (await _world.Owner.GetAsync(path)).ShouldBeProblem(403, "forbidden");
        (await _world.Owner.GetAsync("/users/no-id/key-rotation")).ShouldBeProblem(403, "forbidden");
        foreach (var nobody in new[] { "no-id", Guid.NewGuid().ToString() }) (await _world.Admin.GetAsync($"/users/{nobody}/key-rotation")).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_ARemovedAccount_When_TheTimeInMemoryIsOver_Then_TheEraseIsCertified()
    {
        using var person = await _world.JoinAsync("erased");
        (await _world.Admin.GetAsync($"/users/{person.UserId}/erasure")).ShouldBeProblem(404, "not_erased");
        (await _world.Admin.GetAsync("/users/no-id/erasure")).ShouldBeProblem(404, "not_erased");
        (await RemoveAsync(person.UserId)).ShouldBe(HttpStatusCode.NoContent);
        using var stored = new StoredDocuments(_world.App);
        await stored.RemovalIsDoneAsync(person.UserId);
        (await _world.Admin.GetAsync($"/users/{person.UserId}/erasure")).ShouldBeProblem(409, "erasure_not_certain");

        await stored.AgeErasureAsync(person.UserId, TimeSpan.FromMinutes(5));

        var certificate = (await _world.Admin.GetAsync($"/users/{person.UserId}/erasure")).Json;
        var erased = (await stored.UserKeysAsync(person.UserId)).GetProperty("erasedTs").GetInt64();
        certificate.GetProperty("user_id").GetString().Should().Be(person.UserId);
        certificate.GetProperty("erased_ts").GetInt64().Should().Be(erased);
        certificate.GetProperty("unopenable_from_ts").GetInt64().Should().Be(erased + (long)TimeSpan.FromMinutes(5).TotalMilliseconds);
        certificate.GetProperty("backups_unopenable_from_ts").GetInt64().Should().Be(erased + (long)TimeSpan.FromDays(30).TotalMilliseconds);
    }

    private Task<ApiAnswer> RemoveAsync(string user) => _world.Admin.SendAsync(HttpMethod.Delete, $"/users/{user}", JsonContent.Create(new { reason = "" }));

    private async Task<List<JsonElement>> UseAsync() => [.. (await _world.Admin.GetAsync("/admin/keys/rotation")).Json.GetProperty("versions").EnumerateArray()];

    private static IReadOnlyList<(string Name, bool IsDone)> StepsOf(ApiAnswer rotation) =>
        [.. rotation.Json.GetProperty("steps").EnumerateArray().Select(step => (step.GetProperty("name").GetString()!, step.GetProperty("is_done").GetBoolean()))];

    private static bool IsCurrent(JsonElement version) => version.GetProperty("is_current").GetBoolean();
}
