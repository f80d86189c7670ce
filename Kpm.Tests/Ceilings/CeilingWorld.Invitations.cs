using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <content>A release that waits for two people who are known by an address only.</content>
internal sealed partial class CeilingWorld
{
    private Uri _otherInvitationLink = null!;

    /// <summary>The mailed link of one of the two.</summary>
    public Uri InvitationLink { get; private set; } = null!;

    /// <summary>Where the mail about something that the owner left to the friend leads.</summary>
    public string CheckInToken => new PageTokens(_system).CheckIn(Owner.UserId);

    public string ClaimPage => $"/legacy/waiting?claim_token={new PageTokens(_system).Claim(Friend.UserId, Owner.UserId)}";

    public string ErasurePage => $"/users/erasure?erasure_token={new PageTokens(_system).Erasure(Owner.UserId)}";

    public string InvitingRelease { get; private set; } = "";

    /// <summary>The invitation of the same.</summary>
    public string Invitation { get; private set; } = "";

    public Task<ApiAnswer> InviteAsync(string email) =>
        Owner.PostAsync("/legacy/transfer", new { name = $"For {email[..3]}", assets = new[] { Assets[2] }, receivers = new[] { new { email, name = "Somebody" } }, scheduled_date = 1 });

    public Task<ApiAnswer> AskForInvitationAsync() => Anonymous.PostAsync("/invitations/mail", new { invitation_token = TokenIn(InvitationLink) });

    public Task<ApiAnswer> SignUpInvitedAsync() =>
        Anonymous.PostAsync("/invitations/sign-up", new { invitation_token = TokenIn(InvitationLink), username = Person.New("iaia").Username, password = "correct horse battery" });

    public Task<ApiAnswer> AcceptInvitationAsync() => Friend.PostAsync("/invitations/accept", new { invitation_token = TokenIn(_otherInvitationLink) });

    private async Task LetTwoBeInvitedAsync()
    {
        var (one, other) = (Person.New("one").Email, Person.New("other").Email);
        var receivers = new[] { new { email = one, name = "One" }, new { email = other, name = "Other" } };
        var planned = await Owner.PostAsync("/legacy", new { name = "For two", assets = new[] { Assets[3] }, receivers, conditions = new { type = "always" } });
        Check(planned, HttpStatusCode.Created);
        InvitingRelease = planned.Location!.ToString();
        (InvitationLink, _otherInvitationLink) = (await _system.Mailbox.LinkAsync(one, "invitation_token"), await _system.Mailbox.LinkAsync(other, "invitation_token"));
        Invitation = (await Owner.GetAsync(InvitingRelease)).Json.GetProperty("invited")[0].GetProperty("id").GetString()!;
    }

    private static string TokenIn(Uri link) => link.Query.Split('=')[1];
}
