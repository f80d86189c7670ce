using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>What one person may keep, on a system of its own with small limits: 1 MiB in all, 600,000 bytes a file.</summary>
public sealed class QuotaTests(QuotaTests.SmallSystem small) : IClassFixture<QuotaTests.SmallSystem>, IAsyncLifetime
{
    private const int FileSize = 200_000;
    private readonly Person _person = Person.New("quota");
    private readonly ApiClient _client = small.System.NewClient();

    public async ValueTask InitializeAsync()
    {
        var registered = await _client.RegisterAsync(_person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await small.Admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await _client.LogInAsync(_person)).ShouldBe(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_ASmallQuota_When_AssetsAreCreatedAtOnce_Then_ItIsNeverExceeded()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _client.CreateAssetAsync("One of many", FileToUpload.Binary(FileSize))));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).Should().Be(1024 * 1024 / FileSize);
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.Created)) refused.ShouldBeProblem(413, "quota_exceeded");

        (await _client.CreateAssetAsync("Fits", FileToUpload.Binary((1024 * 1024) - (5 * FileSize)))).ShouldBe(HttpStatusCode.Created);
        (await _client.CreateAssetAsync("One byte more", FileToUpload.Binary(1))).ShouldBeProblem(413, "quota_exceeded");
        (await _client.CreateAssetAsync("Nothing", FileToUpload.Binary(0))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Given_ASmallDeclaration_When_MoreIsUploaded_Then_WhatCountsIsMeasured()
    {
        var tiny = new FileToUpload("box.bin", "application/octet-stream", [1]);
        (await _client.CreateAssetAsync("Too large to declare", FileToUpload.Binary(600_001))).ShouldBeProblem(422, "validation_failed", "/file_size_bytes");
        var tooLarge = await _client.CreateAssetAsync("Small", tiny);
        (await _client.UploadAsync(tooLarge.Location!, FileToUpload.Binary(600_001))).ShouldBeProblem(413, "file_too_large");
        (await _client.UploadAsync(tooLarge.Location!, FileToUpload.Binary(600_000))).ShouldBe(HttpStatusCode.Created);

        var overQuota = await _client.CreateAssetAsync("Small", tiny);
        (await _client.UploadAsync(overQuota.Location!, FileToUpload.Binary(500_000))).ShouldBeProblem(413, "quota_exceeded");
        var id = overQuota.Location!.ToString().Split('/')[4];
        (await _client.GetAsync($"/assets/{id}")).Json.GetProperty("state").GetString().Should().Be("pending");
        (await _client.UploadAsync(overQuota.Location!, FileToUpload.Binary(400_000))).ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>A system with the small limits, and who runs it.</summary>
    public sealed class SmallSystem : IAsyncLifetime
    {
        public KpmSystem System { get; private set; } = null!;

        public ApiClient Admin { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            System = await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Assets__QuotaMegabytes"] = "1", ["Assets__MaximumUploadBytes"] = "600000" });
            Admin = System.NewClient();
            var person = Person.New("admin");
            (await Admin.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
            (await Admin.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        }

        public async ValueTask DisposeAsync()
        {
            Admin?.Dispose();
            if (System is not null) await System.DisposeAsync();
        }
    }
}
