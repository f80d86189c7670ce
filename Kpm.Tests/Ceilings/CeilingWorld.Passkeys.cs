using System.Text.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>Somebody who registers a passkey, logs in with it and gives it up, in the order of the table.</summary>
internal sealed partial class CeilingWorld
{
    private string _registration = "";
    private string _challenge = "";
    private JsonElement _asked;
    private SoftwareAuthenticator? _phone;

    public async Task<ApiAnswer> BeginPasskeyAsync()
    {
        var begun = await Guarded.PostAsync("/me/passkeys/registrations", new { });
        _registration = begun.NewId;
        return begun;
    }

    public Task<ApiAnswer> ReadRegistrationAsync() => KeepAskedAsync(Guarded.GetAsync($"/me/passkeys/registrations/{_registration}"));

    public Task<ApiAnswer> AddPasskeyAsync()
    {
        _phone = new SoftwareAuthenticator(_system.Settings["Passkeys__Origins"]);
        return Guarded.PutAsync($"/me/passkeys/registrations/{_registration}", new { name = "Phone", credential = _phone.Create(_asked) });
    }

    public async Task<ApiAnswer> BeginPasskeyLogInAsync()
    {
        var begun = await Anonymous.PostAsync("/login/passkey/challenges", new { });
        _challenge = begun.NewId;
        return begun;
    }

    public Task<ApiAnswer> ReadChallengeAsync() => KeepAskedAsync(Anonymous.GetAsync($"/login/passkey/challenges/{_challenge}"));

    public Task<ApiAnswer> LogInWithPasskeyAsync() => Anonymous.PostAsync("/login/passkey", new { challenge_id = _challenge, credential = _phone!.Get(_asked) });

    public Task<ApiAnswer> RemovePasskeyAsync() => Guarded.DeleteAsync($"/me/passkeys/{_registration}");

    private async Task<ApiAnswer> KeepAskedAsync(Task<ApiAnswer> reading)
    {
        var shown = await reading;
        _asked = shown.Json;
        return shown;
    }
}
