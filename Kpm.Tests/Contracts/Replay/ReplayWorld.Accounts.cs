using System.Text.Json.Nodes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <content>Accounts, what belongs to them, and the links that are mailed to them.</content>
internal sealed partial class ReplayWorld
{
    private void AddAccounts()
    {
        Add("RegisterUser", async () => As(_world.Nobody).With("referral_code", Text((await _montse.GetAsync("/me")).Json.GetProperty("referral_code").GetString()!)));
        Add(() => _montse, "GetMe", "GetMeByFormerName", "UpdateMe", "GetPendingActions", "AddReminders", "ListReminders", "ListFeedbackForms", "AnswerFeedback");
        Add(() => _pol, "GetUser");
        Add("RemoveReminders", async () =>
        {
            var client = await SomebodyAsync();
            await DoneAsync(client.PostAsync("/users/me/reminders", new[] { new { title = "Renew the passport", time = 2_222_226_000_000 } }));
            return As(client);
        });
        Add("ChangePassword", async () => As(await _world.JoinAsync(Person.New("changes") with { Password = MontsePerson.Password })));
        Add("RequestEmailChange", async () => As(await SomebodyAsync()));
        Add("LeaveKpm", async () => As(await SomebodyAsync()));
        Add(() => _montse, "ListMyExports");
        Add("RequestExport", async () => As(await SomebodyAsync()));
        foreach (var operation in new[] { "GetExport", "DownloadExport", "ReadExportHeaders", "RemoveExport" }) Add(operation, WithReadyExportAsync);
    }

    private void AddMailedLinks()
    {
        Add(() => _world.Nobody, "ActivatedPage", "PasswordResetDonePage", "EmailChangedPage", "InvitationAcceptedPage", "InvitationMailedPage", "AskForActivationMail", "AskForPasswordResetMail");
        AddLink("ActivationPage", "ActivateUserByToken", "activation_token", async () =>
        {
            var person = Person.New("activates");
            await DoneAsync(_world.Nobody.RegisterAsync(person));
            return person.Email;
        });
        AddLink("PasswordResetPage", "ResetPassword", "reset_token", async () =>
        {
            var person = Person.New("forgets");
            await _world.JoinAsync(person);
            await DoneAsync(_world.Nobody.PostAsync("/users/password-reset-mail", new { email = person.Email }));
            return person.Email;
        });
        AddLink("EmailChangePage", "ConfirmEmailChange", "email_change_token", async () =>
        {
            var wanted = Person.New("moved").Email;
            await DoneAsync((await SomebodyAsync()).PostAsync("/me/email-change", new { email = wanted }));
            return wanted;
        });
        AddLink("InvitationPage", "SignUpInvited", "invitation_token", async () => (await InviteAsync()).Email);
        Add("ClaimPage", () => Task.FromResult(As(_world.Nobody) with { Query = $"?claim_token={new PageTokens(_world.App).Claim(_pol.UserId, _montse.UserId)}" }));
        Add("ErasurePage", () => Task.FromResult(As(_world.Nobody) with { Query = $"?erasure_token={new PageTokens(_world.App).Erasure(_montse.UserId)}" }));
        Add("AskForInvitationMail", async () => As(_world.Nobody).With("invitation_token", await InvitationTokenAsync()));
        Add("AcceptInvitation", async () => As(await SomebodyAsync()).With("invitation_token", await InvitationTokenAsync()));
    }

    /// <summary>The page of a mailed link and what its button posts.</summary>
    private void AddLink(string page, string write, string token, Func<Task<string>> mailAsync)
    {
        Add(page, async () => As(_world.Nobody) with { Query = $"?{token}={Uri.EscapeDataString(await MailedTokenAsync(await mailAsync(), token))}" });
        Add(write, async () => As(_world.Nobody).With(token, Text(await MailedTokenAsync(await mailAsync(), token))));
    }

    private async Task<JsonNode?> InvitationTokenAsync() => Text(await MailedTokenAsync((await InviteAsync()).Email, "invitation_token"));

    private async Task<ReplayCall> WithReadyExportAsync()
    {
        var client = await SomebodyAsync();
        var path = (await DoneAsync(client.PostAsync("/me/exports", new { }))).Location!.ToString();
        await Eventually.IsTrueAsync(async () => (await client.GetAsync(path)).Json.GetProperty("state").GetString() == "ready", "the archive");
        return As(client, (ExampleOf("exportId"), path.Split('/')[^1]));
    }
}
