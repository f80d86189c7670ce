using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Life;

public sealed class SignsOfLifeTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = new(new Guid(1, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
    private static readonly ReleaseId Release = new(new Guid(1, 3, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
    private readonly InMemorySignsOfLife _store = new();

    [Theory]
    [InlineData(SignKind.Read, 23 * 60, 1)]
    [InlineData(SignKind.Read, 24 * 60, 2)]
    [InlineData(SignKind.Command, 4, 1)]
    [InlineData(SignKind.Command, 5, 2)]
    [InlineData(SignKind.LogIn, 0, 2)]
    [InlineData(SignKind.CheckIn, 0, 2)]
    public async Task Given_ASign_When_AnotherFollows_Then_ItIsRecordedUnlessItIsNoNews(SignKind kind, int minutes, int recorded)
    {
        var desk = Process();
        await desk.NoteAsync(Anna, SignKind.LogIn, Now, default);
        await desk.NoteAsync(Anna, kind, Now + TimeSpan.FromMinutes(minutes), default);
        _store[Anna].State.Given.Should().Be(recorded);
    }

    [Fact]
    public async Task Given_SignsInTwoProcesses_When_OneOfThemSawALookThatWasNoNews_Then_ItStillRecordsTheNextCommand()
    {
        var (one, other) = (Process(), Process());
        await one.NoteAsync(Anna, SignKind.LogIn, Now, default);
        await other.NoteAsync(Anna, SignKind.Read, Now + TimeSpan.FromHours(1), default);
        await other.NoteAsync(Anna, SignKind.Command, Now + TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1), default);
        _store[Anna].State.Should().BeEquivalentTo(new { Given = 2, Last = new SignOfLife(SignKind.Command, Now + TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1)) });
    }

    [Fact]
    public async Task Given_SomebodyWhoIsSought_When_TheyGiveASign_Then_EveryOneIsRecordedAndTold()
    {
        var desk = Process();
        await desk.NoteAsync(Anna, SignKind.LogIn, Now, default);
        await desk.SeekAsync(Anna, Release, Now, default);
        await desk.NoteAsync(Anna, SignKind.Read, Now + TimeSpan.FromSeconds(1), default);
        _store.Events.OfType<SignOfLifeGiven>().Should().ContainSingle().Which.SoughtBy.Should().Equal(Release);
        await desk.StopSeekingAsync(Anna, Release, Now, default);
        await desk.NoteAsync(Anna, SignKind.CheckIn, Now + TimeSpan.FromSeconds(2), default);
        _store.Events.OfType<SignOfLifeGiven>().Should().ContainSingle("nobody asks any more");
    }

    [Fact]
    public async Task Given_AClockThatGoesBack_When_ASignIsGiven_Then_SilenceIsNoOlderAndTheSignStillCounts()
    {
        var desk = Process();
        await desk.NoteAsync(Anna, SignKind.LogIn, Now, default);
        await desk.NoteAsync(Anna, SignKind.LogIn, Now - TimeSpan.FromDays(400), default);
        (await desk.FindAsync(Anna, Now, default)).Should().Be(new Silence(Now, IsPaused: false, Signs: 2));
        (await desk.SettleAsync(Anna, signs: 1, Now, default)).Should().BeFalse();
        (await desk.SettleAsync(Anna, signs: 2, Now, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_ASignAtTheSameMoment_When_ItIsSettledThatThereWasNone_Then_OneOfTheTwoFails()
    {
        var (one, other) = (Process(), Process());
        await one.NoteAsync(Anna, SignKind.LogIn, Now, default);
        var accesses = 0;
        _store.BeforeAccess = () => ++accesses == 2 ? other.NoteAsync(Anna, SignKind.LogIn, Now + TimeSpan.FromDays(90), default) : Task.CompletedTask;
        var settling = () => one.SettleAsync(Anna, signs: 1, Now + TimeSpan.FromDays(90), default);
        await settling.Should().ThrowAsync<ConcurrencyConflictException>();
        (await settling()).Should().BeFalse();
    }

    [Fact]
    public void Given_ARemovedAccount_When_ItsSignsAreForgotten_Then_NothingIsKnownAndNothingIsRecorded()
    {
        var signs = SignsOfLife.Begin(Anna, Now);
        signs.Note(SignKind.LogIn, Now);
        signs.Forget(Now);
        signs.Note(SignKind.LogIn, Now + TimeSpan.FromDays(1));
        signs.State.Last.Should().BeNull();
        signs.Settle(0, Now).Should().BeFalse("nobody is left to be silent");
    }

    [Fact]
    public async Task Given_AProcessThatRecordedASign_When_AnotherBeginsToWaitForOne_Then_TheNextCountsOnceTheyDoNotCountAsPresent()
    {
        var (one, other) = (Process(), Process());
        await one.NoteAsync(Anna, SignKind.LogIn, Now, default);
        await one.NoteAsync(Anna, SignKind.Read, Now + TimeSpan.FromHours(1), default);
        await other.SeekAsync(Anna, new ReleaseId(Guid.CreateVersion7()), Now + TimeSpan.FromHours(1), default);

        await one.NoteAsync(Anna, SignKind.Read, Now + TimeSpan.FromHours(2), default);

        (await other.FindAsync(Anna, Now + TimeSpan.FromHours(2), default))!.Signs.Should().Be(2);
    }

    private SilenceDesk Process() => new(_store, new RecentSigns());
}
