using Kpm.Core.Shared;

namespace Kpm.Core.Users.Invitation;

/// <summary>The token in a mailed invitation: <c>{invitationId}.{secret}</c>.</summary>
public sealed record InvitationToken(InvitationId Invitation, string Secret)
{
    /// <summary>Reads a token; null when it has another form.</summary>
    public static InvitationToken? Parse(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length == 2 && EntityId.TryParse<InvitationId>(parts[0], out var invitation) && parts[1].Length > 0
            ? new InvitationToken(invitation, parts[1])
            : null;
    }

    /// <summary>The token as it stands in the link.</summary>
    public string Encode() => $"{Invitation}.{Secret}";

    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => "[invitation token]";
}

/// <summary>Makes the secrets of invitation tokens.</summary>
public interface IInvitationSecrets
{
    /// <summary>32 random bytes, in base64url.</summary>
    string Create();

    /// <summary>SHA-256 of the secret and its purpose, in hexadecimal digits.</summary>
    string Hash(string secret);
}
