using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>Somebody whose account was removed a while ago.</summary>
internal sealed partial class CeilingWorld
{
    private string _erased = "";

    public Task<ApiAnswer> CertifyErasureAsync() => Owner.GetAsync($"/users/{_erased}/erasure");

    private async Task LetSomebodyBeErasedAsync()
    {
        var registered = await Anonymous.RegisterAsync(Person.New("erased"));
        Check(registered, HttpStatusCode.Created);
        _erased = registered.NewId;
        Check(await RemoveAsync(_erased), HttpStatusCode.NoContent);
        using var stored = new StoredDocuments(_system);

        // The removal waits for its mail; the timer that goes on with it is off.
        await stored.RemovalIsDoneAsync(_erased);
        await stored.AgeErasureAsync(_erased, TimeSpan.FromMinutes(5));
    }
}
