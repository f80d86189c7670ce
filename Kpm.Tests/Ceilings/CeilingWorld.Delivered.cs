using System.Net;

namespace Kpm.Tests.Ceilings;

/// <summary>Something that a legacy brought the friend.</summary>
internal sealed partial class CeilingWorld
{
    public string Delivered { get; private set; } = "";

    public string DeliveredRelease { get; private set; } = "";

    private async Task LetALegacyBeDeliveredAsync()
    {
        Delivered = await Owner.AddAssetAsync("Delivered", File);
        var planned = await Owner.PostAsync("/legacy", new { name = "By mistake", assets = new[] { Delivered }, receivers = new[] { Friend.UserId }, conditions = new { type = "always" } });
        Check(planned, HttpStatusCode.Created);
        DeliveredRelease = planned.Location!.ToString();
        await _system.BusOperator.AreDrainedAsync();
        Check(await Friend.PostAsync($"{DeliveredRelease}/trigger", new { }), HttpStatusCode.NoContent);
        await _system.BusOperator.AreDrainedAsync();
    }
}
