using System.Net;
using System.Net.Http.Json;

namespace Kpm.Tests.Local.FunctionsHost;

public sealed class TimerFunctionTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Given_AScheduleFromASetting_When_ItIsDue_Then_TheTimerFiresAgainAndAgain() =>
        await HostFixture.EventuallyAsync(async () => await TicksAsync("EverySecond") >= 2);

    [Fact]
    public async Task Given_TimersThatASettingDisables_When_OthersFire_Then_TheyDoNot_ButTheyDoByHand()
    {
        await HostFixture.EventuallyAsync(async () => await TicksAsync("EverySecond") >= 2 && await TicksAsync("NotSilenced") >= 2);
        foreach (var silenced in new[] { "Silenced", "SilencedOnLinux" })
        {
            (await TicksAsync(silenced)).Should().Be(0);
            using var response = await host.Http.PostAsync($"/admin/functions/{silenced}", null);
            response.StatusCode.Should().Be(HttpStatusCode.Accepted);
            (await TicksAsync(silenced)).Should().Be(1);
        }
    }

    [Fact]
    public async Task Given_ATimer_When_FiredByHand_Then_202AndItRan()
    {
        var before = await TicksAsync("Yearly");
        using var response = await host.Http.PostAsync("/admin/functions/yearly", JsonContent.Create(new { input = "" }));
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await TicksAsync("Yearly")).Should().Be(before + 1);
    }

    [Fact]
    public async Task Given_ATimerThatThrows_When_FiredByHand_Then_500()
    {
        using var response = await host.Http.PostAsync("/admin/functions/Failing", null);
        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
    }

    [Theory]
    [InlineData("Nobody", HttpStatusCode.NotFound)]
    [InlineData("Empty", HttpStatusCode.BadRequest)]
    public async Task Given_NoFunctionToFire_When_FiredByHand_Then_Refused(string name, HttpStatusCode expected)
    {
        using var response = await host.Http.PostAsync($"/admin/functions/{name}", null);
        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Given_AQueueFunction_When_FiredByHand_Then_ItGetsInputAndMetadata()
    {
        var id = Guid.NewGuid().ToString();
        using var response = await host.Http.PostAsync(
            "/admin/functions/OnMessage", JsonContent.Create(new { input = new { a = 1 }, metadata = new { MessageId = id, DeliveryCount = 7 } }));
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await host.Http.GetStringAsync($"/fixture/deliveries/{id}")).Should().Contain("\"deliveryCount\":7").And.Contain("\\u0022a\\u0022:1");
    }

    private async Task<int> TicksAsync(string timer) => int.Parse(await host.Http.GetStringAsync($"/fixture/ticks/{timer}"));
}
