using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>Somebody who takes a second factor, uses it and gives it up, in the order of the table.</summary>
internal sealed partial class CeilingWorld
{
    private readonly Person _guardedPerson = Person.New("guarded");
    private Authenticator _app = null!;
    private string _recoveryCode = "";

    public ApiClient Guarded { get; private set; } = null!;

    public async Task<ApiAnswer> ReadKeyUriAsync()
    {
        var shown = await Guarded.GetAsync("/me/second-factors/totp");
        _app = new Authenticator(shown.Json.GetProperty("uri").GetString()!);
        return shown;
    }

    public Task<ApiAnswer> ConfirmAppAsync() => Guarded.PutAsync("/me/second-factors/totp/confirm", new { code = _app.Code() });

    public async Task<ApiAnswer> ReadRecoveryCodesAsync()
    {
        var shown = await Guarded.GetAsync("/me/recovery-codes");
        _recoveryCode = shown.Json.GetProperty("codes")[0].GetString()!;
        return shown;
    }

    public Task<ApiAnswer> LogInWithAppAsync() => Guarded.LogInAsync(_guardedPerson, otp: _app.NextCode());

    public Task<ApiAnswer> RemoveAppAsync() => Guarded.SendAsync(HttpMethod.Delete, "/me/second-factors/totp", JsonContent.Create(new { code = _recoveryCode }));

    /// <summary>A refresh makes the worker look at the session anew. The token of the log-in stays in use: only it is fresh.</summary>
    private async Task WarmGuardedAsync()
    {
        var fresh = Guarded.AccessToken;
        Check(await Guarded.RefreshAsync(), HttpStatusCode.OK);
        Guarded.AccessToken = fresh;
        Check(await Guarded.GetAsync("/me"), HttpStatusCode.OK);
    }

    /// <summary>Somebody who has sealed something already, so that their key is there.</summary>
    private async Task LetSomebodyBeGuardedAsync()
    {
        Guarded = _system.NewClient();
        Check(await Guarded.RegisterAsync(_guardedPerson), HttpStatusCode.Created);
        await Guarded.ActivateAsync(await _system.Mailbox.ActivationLinkAsync(_guardedPerson.Email));
        Check(await Guarded.LogInAsync(_guardedPerson), HttpStatusCode.OK);
        Check(await Guarded.PostAsync("/users/me/reminders", Reminders), HttpStatusCode.Created);
    }
}
