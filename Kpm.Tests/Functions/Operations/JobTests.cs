using System.Net;
using System.Text.Json;
using Kpm.Functions.Timers;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Functions.Operations;

/// <summary>The scheduled work as admins see it.</summary>
[Collection(ApiTests.Name)]
public sealed class JobTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_TheTimers_When_JobsAreListed_Then_EachHasItsLastRunItsNextAndItsBacklog()
    {
        var world = await lazy.GetAsync();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await world.App.FireAsync("SweepOrphans");
        await world.App.FireAsync("CheckDueReleases");

        var answer = await world.Admin.GetAsync("/admin/jobs");

        answer.ShouldBe(HttpStatusCode.OK);
        var jobs = answer.Json.GetProperty("items").EnumerateArray().ToDictionary(job => job.GetProperty("name").GetString()!);
        jobs.Keys.Should().Equal(Job.All.Select(job => job.Name));
        foreach (var fired in new[] { jobs["SweepOrphans"], jobs["CheckDueReleases"] })
        {
            fired.GetProperty("last_started_ts").GetInt64().Should().BeGreaterThanOrEqualTo(before);
            fired.GetProperty("last_ended_ts").GetInt64().Should().BeGreaterThanOrEqualTo(fired.GetProperty("last_started_ts").GetInt64());
            fired.GetProperty("last_failure").ValueKind.Should().Be(JsonValueKind.Null);
            fired.GetProperty("next_ts").GetInt64().Should().BeGreaterThan(before);
        }

        jobs["SweepOrphans"].GetProperty("backlog").ValueKind.Should().Be(JsonValueKind.Null, "it looks at everything");
        jobs["CheckDueReleases"].GetProperty("backlog").GetInt32().Should().BeGreaterThanOrEqualTo(0);
    }
}
