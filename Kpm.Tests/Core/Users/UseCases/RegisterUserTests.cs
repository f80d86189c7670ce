using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.UseCases;

/// <summary>Row 5, SEC-01, SEC-21: registration, and who becomes admin.</summary>
public sealed class RegisterUserTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private readonly InMemoryUsers _users = new();
    private readonly RegisterUserHandler _handler;

    public RegisterUserTests() =>
        _handler = new RegisterUserHandler(_users, new ClaimDesk(new InMemoryClaims()), new PasswordRule(new FakePasswords()), new FakePasswords(), new CountingCodes(), new FirstAdminPolicy(true));

    [Fact]
    public async Task Given_AnEmptySystem_When_TwoRegister_Then_OnlyTheFirstIsAdmin()
    {
        await RegisterAsync(Command(1));
        await RegisterAsync(Command(2));
        _users[IdOf(1)].IsActive.Should().BeTrue();
        _users[IdOf(1)].State.Roles.Should().Equal(Role.Admin);
        _users[IdOf(2)].State.Lifecycle.Should().Be(Lifecycle.Pending);
        _users[IdOf(2)].State.Roles.Should().Equal(Role.User);
    }

    /// <summary>OPEN-02: what is made carries the time of the command.</summary>
    [Fact]
    public async Task Given_ARegistration_When_Stored_Then_ItsTimeIsThatOfTheCommand()
    {
        await RegisterAsync(Command(1));
        _users[IdOf(1)].State.CreatedTs.Should().Be(Now);
    }

    /// <summary>SEC-21: the rule can be switched off.</summary>
    [Fact]
    public async Task Given_AnEmptySystemThatAllowsNoFirstAdmin_When_SomebodyRegisters_Then_TheyWaitLikeEverybody()
    {
        var handler = new RegisterUserHandler(_users, new ClaimDesk(new InMemoryClaims()), new PasswordRule(new FakePasswords()), new FakePasswords(), new CountingCodes(), new FirstAdminPolicy(false));
        (await handler.HandleAsync(Command(1), default)).IsFailure.Should().BeFalse();
        _users[IdOf(1)].State.Lifecycle.Should().Be(Lifecycle.Pending);
        _users[IdOf(1)].State.Roles.Should().Equal(Role.User);
    }

    [Fact]
    public async Task Given_SeveralFaults_When_Registering_Then_TheyAreNamedInTheDocumentedOrder()
    {
        var command = Command(1) with { ReferralCode = "zzzzz", Password = "short", Username = "-", Email = "-" };
        (await RegisterAsync(command)).Error.Should().BeOfType<ReferralNotFound>();
        (await RegisterAsync(command with { ReferralCode = null })).Error.Should().BeOfType<PasswordTooShort>();
        (await RegisterAsync(command with { ReferralCode = null, Password = "long enough" })).Error.Should().BeOfType<InvalidUsername>();
        (await RegisterAsync(Command(1) with { Email = "-" })).Error.Should().BeOfType<InvalidEmail>();
        _users.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_OneAddress_When_FiftyRegisterAtOnce_Then_OneAccountIsMade()
    {
        _users.BeforeAccess = async () => await Task.Yield();
        var results = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => Task.Run(() => RegisterAsync(Command(number) with { Email = "anna@example.org" }))));
        results.Count(result => !result.IsFailure).Should().Be(1);
        results.Where(result => result.IsFailure).Should().AllSatisfy(result => result.Error.Should().BeOfType<EmailTaken>());
        _users.All.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AnAccount_When_RegisteredAgainWithItsId_Then_NothingChanges()
    {
        await RegisterAsync(Command(1));
        (await RegisterAsync(Command(1))).IsFailure.Should().BeFalse();
        (await RegisterAsync(Command(1) with { Password = "another password" })).Error.Should().BeOfType<IdTaken>();
        _users.Events.Should().ContainSingle();
        (await RegisterAsync(Command(2) with { Email = Command(1).Email })).Error.Should().BeOfType<EmailTaken>();
    }

    [Theory]
    [InlineData("free_name")]
    [InlineData("user_2")]
    public async Task Given_AnAccount_When_ItsIdAsksForAnotherAddress_Then_TheAddressStaysFreeForItsOwner(string username)
    {
        await RegisterAsync(Command(1));
        await RegisterAsync(Command(2));
        (await RegisterAsync(Command(1) with { Email = "owner@example.org", Username = username })).IsFailure.Should().BeTrue();
        (await RegisterAsync(Command(3) with { Email = "owner@example.org", Username = "free_name" })).IsFailure.Should().BeFalse();
    }

    private static UserId IdOf(int number) => DerivedId.From<UserId>(number.ToString(CultureInfo.InvariantCulture), "person");

    private static RegisterUser Command(int number) =>
        new(IdOf(number), $"user_{number}", $"user{number}@example.org", "a good password", null, null, Now);

    private Task<Result> RegisterAsync(RegisterUser command) => _handler.HandleAsync(command, TestContext.Current.CancellationToken);

    private sealed class CountingCodes : IReferralCodeSource
    {
        private int _next;

        public ReferralCode Next() => new(Interlocked.Increment(ref _next).ToString("D5", CultureInfo.InvariantCulture));
    }
}
