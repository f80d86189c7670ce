using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>Somebody who is silent, and whom the friend watches over.</summary>
internal sealed partial class CeilingWorld
{
    /// <summary>Where the attempt to reach them is.</summary>
    public string Attempt { get; private set; } = "";

    /// <summary>Where their legacy is.</summary>
    public string Watched { get; private set; } = "";

    private async Task LetSomebodyBeSilentAsync()
    {
        var person = Person.New("silent");
        using var silent = new ApiClient(_system.Api);
        Check(await silent.RegisterAsync(person), HttpStatusCode.Created);
        Check(await silent.ActivateAsync(await _system.Mailbox.ActivationLinkAsync(person.Email)), HttpStatusCode.SeeOther);
        Check(await silent.LogInAsync(person), HttpStatusCode.OK);
        var keep = (await silent.PostAsync("/me/keeps", new { to_id = Friend.UserId })).NewId;
        Check(await Friend.PutAsync("/me/keeps/accept", new { keep_id = keep }), HttpStatusCode.NoContent);
        var plan = new { name = "For when I am silent", assets = new[] { await silent.AddAssetAsync("Letter", File) }, receivers = new[] { Friend.UserId }, keepers = new[] { Friend.UserId }, conditions = new { type = "any", of = new object[] { new { type = "inactivity" }, new { type = "attestation", count = 1 } } } };
        var planned = await silent.PostAsync("/legacy", plan);
        Check(planned, HttpStatusCode.Created);
        using var time = new SilentTime(_system);
        Watched = planned.Location!.ToString();
        Attempt = await time.PassPeriodAsync(silent, Watched, days: 91);
    }
}
