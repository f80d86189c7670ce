using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>A release that was delivered a while ago.</summary>
internal sealed partial class CeilingWorld
{
    private string _delivered = "";

    public Task<ApiAnswer> ReadReceiptAsync() => Friend.GetAsync($"{_delivered}/receipt");

    private async Task LetOneBeDeliveredAsync()
    {
        Check(await ScheduleAsync(await Owner.AddAssetAsync("Given", File)), HttpStatusCode.Created);
        _delivered = LastScheduled;
        await Eventually.GetAsync(() => Friend.PostAsync($"{_delivered}/trigger", new { }), answer => answer.Status == HttpStatusCode.NoContent, "the claim");
        await Eventually.GetAsync(ReadReceiptAsync, answer => answer.Status == HttpStatusCode.OK, "the receipt");
    }
}
