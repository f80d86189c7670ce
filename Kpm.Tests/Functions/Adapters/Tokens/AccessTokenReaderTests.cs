using System.Security.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Shared;
using Kpm.Tests.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.Tokens;

public sealed class AccessTokenReaderTests
{
    private static readonly UserId User = EntityId.Parse<UserId>("018f0000-0000-7000-8000-000000000001");
    private static readonly SessionId Session = EntityId.Parse<SessionId>("018f0000-0000-7000-8000-000000000002");
    private readonly ManualClock _time = new();
    private readonly AccessTokenKey _key;
    private readonly AccessTokenReader _reader;

    public AccessTokenReaderTests()
    {
        _key = NewKey();
        _reader = new AccessTokenReader(_key, new SystemClock(_time));
    }

    [Fact]
    public async Task Given_AToken_When_ItIsReadAgain_Then_ItProvesTheSame()
    {
        var token = Issue(_key);
        var first = await _reader.ReadAsync(token);
        first!.Should().BeEquivalentTo(new { User, Session, IsFresh = true, IsAdmin = false });
        (await _reader.ReadAsync(token)).Should().BeSameAs(first, "the signature is checked once");
    }

    [Fact]
    public async Task Given_ATokenThatWasRead_When_ItEnds_Then_ItProvesNothing()
    {
        var token = Issue(_key);
        (await _reader.ReadAsync(token)).Should().NotBeNull();
        _time.Advance(AccessTokens.Lifetime - TimeSpan.FromSeconds(1));
        (await _reader.ReadAsync(token)).Should().NotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _reader.ReadAsync(token)).Should().BeNull();
    }

    [Fact]
    public async Task Given_ATokenThatWasRead_When_AnotherDiffersInOneCharacter_Then_ItProvesNothing()
    {
        var token = Issue(_key);
        (await _reader.ReadAsync(token)).Should().NotBeNull();
        for (var i = 0; i < token.Length; i += 7)
            (await _reader.ReadAsync(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..])).Should().BeNull($"character {i} was changed");
        (await _reader.ReadAsync(Issue(NewKey()))).Should().BeNull("another key signed it");
    }

    private AccessTokenKey NewKey()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new AccessTokenKey(new TokenKey(AccessTokenKey.Type, Convert.ToBase64String(ecdsa.ExportPkcs8PrivateKey()), null, _time));
    }

    private string Issue(AccessTokenKey key) => new AccessTokens(key).Issue(User, Session, ["user"], AccessGrant.LogIn, Timestamp.From(_time.GetUtcNow())).Value;
}
