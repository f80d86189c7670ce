using System.Net;
using System.Text.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>Plans that their owner tries.</summary>
internal static class RehearsedPlans
{
    /// <summary>Rehearses a plan, and waits for the result.</summary>
    public static async Task<JsonElement> RehearsedAsync(this ApiClient owner, string plan, object wish)
    {
        var asked = await owner.PostAsync($"{plan}/rehearsals", wish);
        asked.Status.Should().Be(HttpStatusCode.Created, asked.Body);
        var answer = await Eventually.GetAsync(() => owner.GetAsync(asked.Location!.ToString()), found => found.Json.GetProperty("state").GetString() != "requested", "a result");
        answer.Json.GetProperty("state").GetString().Should().Be("done", answer.Body);
        return answer.Json;
    }
}
