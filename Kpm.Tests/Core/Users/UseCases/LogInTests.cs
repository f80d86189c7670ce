using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Core.Users.UseCases;

/// <summary>Row 1: what a log-in costs and leaves behind.</summary>
public sealed class LogInTests
{
    private static readonly Timestamp Now = SampleStates.Now;
    private readonly InMemoryUsers _users = new();
    private readonly InMemoryClaims _claims = new();
    private readonly FakePasswords _passwords = new();
    private readonly InMemorySignsOfLife _signs = new();
    private readonly LogInHandler _handler;

    public LogInTests() => _handler = new LogInHandler(
        _users,
        new ClaimDesk(_claims),
        _passwords,
        new SecondFactorDesk(new FakeSealer(), new NoCodes(), new NoCodes()),
        new SessionDesk(new InMemorySessions(), new NamedTokens(), new NamedTokens(), new SilenceDesk(_signs, new RecentSigns())));

    [Fact]
    public async Task Given_AHashOfAFormerCost_When_ItsUserLogsIn_Then_ThePasswordIsHashedAnew()
    {
        await AddAsync("old hash of secret");
        (await LogInAsync("secret")).IsFailure.Should().BeFalse();
        _users[SampleStates.Anna].State.PasswordHash.Should().Be("hash of secret");
        _users.Events.Should().BeEmpty("nobody needs to hear of it");
    }

    [Fact]
    public async Task Given_AHashOfAFormerCost_When_ThePasswordIsWrong_Then_TheHashStays()
    {
        await AddAsync("old hash of secret");
        (await LogInAsync("other")).Error.Should().BeOfType<BadCredentials>();
        _users[SampleStates.Anna].State.PasswordHash.Should().Be("old hash of secret");
    }

    [Fact]
    public async Task Given_AHashOfToday_When_ItsUserLogsIn_Then_TheAccountIsNotWritten()
    {
        await AddAsync("hash of secret");
        var writes = _users.Writes;
        (await LogInAsync("secret")).IsFailure.Should().BeFalse();
        _users.Writes.Should().Be(writes);
    }

    [Fact]
    public async Task Given_AnUnknownAddress_When_SomebodyLogsIn_Then_ItCostsAndAnswersAsAWrongPassword()
    {
        await AddAsync("hash of secret");
        var before = (_users.Reads, _passwords.Verifications);
        var wrong = await LogInAsync("other");
        var between = (_users.Reads, _passwords.Verifications);
        var unknown = await LogInAsync("other", "nobody@example.com");
        unknown.Error.Should().Be(wrong.Error);
        (_users.Reads - between.Reads, _passwords.Verifications - between.Verifications).Should().Be((between.Reads - before.Reads, between.Verifications - before.Verifications));
    }

    [Fact]
    public async Task Given_AnAddressThatTheAccountHadUntilAMomentAgo_When_SomebodyLogsInWithIt_Then_ItIsNobodys()
    {
        await AddAsync("hash of secret");
        await _claims.TryCreateAsync(new Claim(UserClaims.Email("former@example.com"), SampleStates.Anna.ToString(), Now, Confirmed: true), default);
        (await LogInAsync("secret", "former@example.com")).Error.Should().BeOfType<BadCredentials>();
        (await LogInAsync("secret")).IsFailure.Should().BeFalse();
    }

    private async Task AddAsync(string hash)
    {
        var state = SampleStates.Account with { PasswordHash = hash, SecondFactor = null, ClosingTs = null };
        await _users.AddAsync(UserAccount.Load(SampleStates.Anna, state, 1), default);
        await _claims.TryCreateAsync(new Claim(UserClaims.Email(state.Email), SampleStates.Anna.ToString(), Now, Confirmed: true), default);
    }

    private Task<Result<IssuedTokens>> LogInAsync(string password, string? email = null) =>
        _handler.HandleAsync(new LogIn(new SessionWish(new SessionId(Guid.CreateVersion7()), [], null, null), email ?? SampleStates.Account.Email, password, null, Now), default);

    /// <summary>Tokens that nobody reads.</summary>
    private sealed class NamedTokens : IAccessTokens, IRefreshSecrets
    {
        public AccessToken Issue(UserId user, SessionId session, ImmutableArray<string> scopes, AccessGrant grant, Timestamp at) => new("access", at);

        public string Create() => "secret";

        public string Successor(string secret) => secret + "'";

        public string Hash(string secret) => $"hash of {secret}";
    }

    /// <summary>Nobody here has a second factor.</summary>
    private sealed class NoCodes : ITotp, IRecoveryCodeSource
    {
        public TotpSecret CreateSecret() => throw new NotSupportedException();

        public long? TimeStepOf(TotpSecret secret, string code, Timestamp at) => throw new NotSupportedException();

        public RecoveryCodes Create() => throw new NotSupportedException();

        public string DigestOf(UserId user, string code) => throw new NotSupportedException();
    }
}
