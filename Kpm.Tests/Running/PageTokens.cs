using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;

namespace Kpm.Tests.Running;

/// <summary>Signs the tokens of pages with the key of a running system, as its mails do.</summary>
internal sealed class PageTokens(KpmSystem system)
{
    private static Timestamp Now => Timestamp.From(TimeProvider.System.GetUtcNow());

    public string Claim(string receiver, string giver) => new ClaimPageTokens(KeyOf(ClaimPageTokens.Type)).Issue(IdOf(receiver), IdOf(giver), Now);

    /// <param name="user">Whose sign of life it is.</param>
    /// <param name="before">How long ago it was mailed.</param>
    public string CheckIn(string user, TimeSpan before = default) => new CheckInTokens(KeyOf(CheckInTokens.Type)).Issue(IdOf(user), Now - before);

    public string Erasure(string user) => new ErasurePageTokens(KeyOf(ErasurePageTokens.Type)).Issue(IdOf(user), Now);

    private TokenKey KeyOf(string type) => new(type, system.Settings["Tokens__MailKey"], previousKey: null, TimeProvider.System);

    private static UserId IdOf(string text) => EntityId.TryParse<UserId>(text, out var id) ? id : throw new ArgumentException($"'{text}' is no id.", nameof(text));
}
