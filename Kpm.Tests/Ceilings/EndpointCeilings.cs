using System.Net.Http.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>What a request may cost at most once everything is warm, rate limits apart. Raising a figure needs a decision under <c>docs/adr</c>.</summary>
/// <param name="Endpoint">Method and path.</param>
/// <param name="Note">What the figures are made of, where they do not speak for themselves.</param>
/// <param name="Ceiling">The figures.</param>
/// <param name="SendAsync">Sends the request.</param>
internal sealed record EndpointCeiling(string Endpoint, string Note, EndpointCost Ceiling, Func<CeilingWorld, Task<ApiAnswer>> SendAsync);

/// <summary>The table of all ceilings; its order is the order in which they can be measured.</summary>
internal static class EndpointCeilings
{
    public static IReadOnlyList<EndpointCeiling> All { get; } =
    [
        new("GET /version", "", new(), world => world.Anonymous.GetAsync("/version")),
        new("GET /me", "", new(Reads: 1), world => world.Owner.GetAsync("/me")),
        new("GET /users/{id}", "the caller's own", new(Reads: 1), world => world.Owner.GetAsync($"/users/{world.Owner.UserId}")),
        new("GET /users/{id}", "a keep's: the claim on the pair, the account", new(Reads: 2), world => world.Friend.GetAsync($"/users/{world.Owner.UserId}")),
        new("GET /me/sessions", "the account, the sessions", new(Reads: 2), world => world.Owner.GetAsync("/me/sessions")),
        new("GET /users", "the total, the page", new(Reads: 2), world => world.Owner.GetAsync("/users")),
        new("GET /keeps", "the total, the page", new(Reads: 2), world => world.Owner.GetAsync("/keeps?order_by=state")),
        new("GET /me/keeps", "the total, the page", new(Reads: 2), world => world.Owner.GetAsync("/me/keeps")),
        new("GET /me/keeps/{id}", "the keep, two accounts", new(Reads: 3), world => world.Owner.GetAsync($"/me/keeps/{world.Keep}")),
        new("GET /me/pending-actions", "two totals", new(Reads: 2), world => world.Friend.GetAsync("/me/pending-actions")),
        new("GET /me/assets", "the total, the page", new(Reads: 2), world => world.Owner.GetAsync("/me/assets")),
        new("GET /assets/{id}", "", new(Reads: 1), world => world.Owner.GetAsync($"/assets/{world.Assets[1]}")),
        new("GET /assets/{id}/file", "", new(Reads: 1, Blobs: 1), world => world.Owner.GetAsync($"/assets/{world.Assets[1]}/file")),
        new("GET /me/legacy", "the total, the page", new(Reads: 2), world => world.Owner.GetAsync("/me/legacy")),
        new("GET /me/legacy/incoming", "the total, the page", new(Reads: 2), world => world.Friend.GetAsync("/me/legacy/incoming")),
        new("GET /legacy/{id}", "", new(Reads: 1), world => world.Owner.GetAsync(world.Release)),
        new("POST /admin/projections/rebuild", "one message per kind of aggregate", new(Sends: 2), world => world.Owner.PostAsync("/admin/projections/rebuild", new { })),
        new("POST /login", "the claim, the account; the session", new(Reads: 2, Writes: 1), world => world.LogInAsync()),
        new("POST /refresh", "the session, the account; the session", new(Reads: 2, Writes: 1), world => world.RefreshAsync()),
        new("DELETE /logout", "", new(Reads: 1, Writes: 1), world => world.Third.LogOutAsync()),
        new("DELETE /me/sessions/{id}", "", new(Reads: 1, Writes: 1), world => world.Owner.DeleteAsync($"/me/sessions/{world.OtherSession}")),
        new("PATCH /me", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.Owner.PatchAsync("/me", new { language = "ca" })),
        new("PATCH /me/change-password", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.ChangePasswordAsync()),
        new("POST /me/email-change", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 1), world => world.Owner.PostAsync("/me/email-change", new { email = "other@example.com" })),
        new("POST /users/email-change", "the account, the claim; the claim, the account", new(Reads: 2, Writes: 2, Clears: 1, Sends: 5), world => world.FollowAsync("/users/email-change", world.EmailChangeLink)),
        new("POST /users/password-reset-mail", "the same for an unknown address", new(Sends: 1), world => world.Anonymous.PostAsync("/users/password-reset-mail", new { email = world.OwnerPerson.Email })),
        new("POST /users/activation-mail", "the same for an unknown address", new(Sends: 1), world => world.Anonymous.PostAsync("/users/activation-mail", new { email = "nobody@example.com" })),
        new("POST /users/password-reset", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.FollowAsync("/users/password-reset", world.PasswordResetLink)),
        new("POST /users", "three claims, the account", new(Writes: 4, Clears: 1, Sends: 3), world => world.Anonymous.RegisterAsync(Person.New("new"))),
        new("POST /users/activate", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 3), world => world.Anonymous.ActivateAsync(world.ActivationLink)),
        new("PUT /users/{id}/activate", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 3), world => world.Owner.PutAsync($"/users/{world.WaitingUser}/activate", new { })),
        new("POST /me/keeps", "the target; the claim, the keep", new(Reads: 1, Writes: 2, Clears: 1, Sends: 2), world => world.RequestKeepAsync()),
        new("PUT /me/keeps/accept", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.Third.PutAsync("/me/keeps/accept", new { keep_id = world.RequestedKeep })),
        new("PUT /me/keeps/decline", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.Owner.PutAsync("/me/keeps/decline", new { keep_id = world.RequestedKeep, reason = "" })),
        new("POST /assets", "the first of a person: their key and counters are made, too", new(Reads: 2, Writes: 5, Keys: 3), world => world.Third.CreateAssetAsync("First", CeilingWorld.File)),
        new("POST /assets", "the quota, the asset", new(Writes: 2), world => world.Owner.CreateAssetAsync("One more", CeilingWorld.File)),
        new("POST /assets", "with Idempotency-Key: its two writes beside", new(Writes: 4), world => world.CreateOnceAsync()),
        new("POST /users/me/reminders", "the owner's key is there", new(Reads: 1, Writes: 1, Clears: 1), world => world.Owner.PostAsync("/users/me/reminders", CeilingWorld.Reminders)),
        new("GET /users/me/reminders", "", new(Reads: 1), world => world.Owner.GetAsync("/users/me/reminders")),
        new("DELETE /users/me/reminders", "", new(Reads: 1, Writes: 1, Clears: 1), world => world.Owner.SendAsync(HttpMethod.Delete, "/users/me/reminders", JsonContent.Create(CeilingWorld.Reminders))),
        new("POST /me/second-factors/totp", "", new(Reads: 1, Writes: 1), world => world.Guarded.PostAsync("/me/second-factors/totp", new { })),
        new("GET /me/second-factors/totp", "", new(Reads: 1), world => world.ReadKeyUriAsync()),
        new("PUT /me/second-factors/totp/confirm", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 1), world => world.ConfirmAppAsync()),
        new("POST /me/recovery-codes", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 1), world => world.Guarded.PostAsync("/me/recovery-codes", new { })),
        new("GET /me/recovery-codes", "", new(Reads: 1), world => world.ReadRecoveryCodesAsync()),
        new("PUT /me/recovery-codes/confirm", "", new(Reads: 1, Writes: 1), world => world.Guarded.PutAsync("/me/recovery-codes/confirm", new { })),
        new("POST /login", "with a second factor: the account remembers the code", new(Reads: 2, Writes: 2), world => world.LogInWithAppAsync()),
        new("DELETE /me/second-factors/totp", "with a recovery code", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.RemoveAppAsync()),
        new("GET /feedback", "", new(), world => world.Owner.GetAsync("/feedback")),
        new("POST /feedback", "", new(Writes: 1), world => world.Owner.PostAsync("/feedback", CeilingWorld.Answers)),
        new("PUT /assets/{id}/file", "the asset, the upload of the token, the quota", new(Reads: 3, Writes: 1, Clears: 1, Sends: 1, Blobs: 2), world => world.Owner.UploadAsync(world.UploadLocation, CeilingWorld.File)),
        new("POST /assets/{id}/uploads", "the asset", new(Reads: 1, Writes: 1), world => world.OpenUploadAsync()),
        new("PUT …/parts/{number}", "the upload, the asset", new(Reads: 2, Writes: 1, Blobs: 2), world => world.StorePartAsync()),
        new("PUT …/parts/{number}", "again: what is replaced is read and deleted", new(Reads: 3, Writes: 2, Blobs: 3), world => world.StorePartAsync()),
        new("GET /assets/{id}/uploads/{id}", "the upload, its parts", new(Reads: 2), world => world.Owner.GetAsync(world.UploadInParts)),
        new("POST …/complete", "the upload, its parts, the asset, the quota", new(Reads: 4, Writes: 2, Clears: 1, Sends: 1, Blobs: 2), world => world.CompleteUploadAsync()),
        new("POST /assets/{id}/uploads", "the asset", new(Reads: 1, Writes: 1), world => world.OpenUploadAsync()),
        new("POST /legacy/transfer", "one read per asset, here two", new(Reads: 2, Writes: 1, Clears: 1, Sends: 2), world => world.ScheduleAsync(world.Assets[1], world.Assets[2])),
        new("DELETE /legacy/{id}", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.Owner.DeleteAsync(world.LastScheduled)),
        new("POST /legacy/{id}/trigger", "the release, one claim per receiver, here one", new(Reads: 2, Writes: 1, Clears: 1, Sends: 2), world => world.Friend.PostAsync($"{world.Release}/trigger", new { })),
        new("PUT /users/{id}/disable", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.Owner.PutAsync($"/users/{world.WaitingUser}/disable", new { })),
        new("DELETE /users/{id}", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.RemoveAsync(world.WaitingUser)),
        new("DELETE /me", "", new(Reads: 1, Writes: 1, Clears: 1, Sends: 2), world => world.Third.DeleteAsync("/me")),
        new("DELETE /assets/{id}/uploads/{id}", "", new(Reads: 1, Writes: 1), world => world.Owner.DeleteAsync(world.UploadInParts)),
    ];
}
