using System.Diagnostics;
using Kpm.Local.Hosting;

namespace Kpm.Tests.Local.Hosting;

public sealed class SupervisedProcessTests : IDisposable
{
    private readonly string _pidFile = Path.Combine(Path.GetTempPath(), $"kpm-{Guid.NewGuid():N}.pid");

    public void Dispose() => File.Delete(_pidFile);

    [Fact]
    public async Task Given_ARunningProgram_When_Disposed_Then_ItIsGoneAndItsNoteToo()
    {
        var process = SupervisedProcess.Start(new ProcessStartInfo("sleep", ["60"]), _pidFile);
        PartRun.ChildId(Path.GetDirectoryName(_pidFile)!, Path.GetFileNameWithoutExtension(_pidFile)).Should().Be(process.Id);
        var id = process.Id;
        await process.DisposeAsync();
        PartRun.IsRunning(id).Should().BeFalse();
        File.Exists(_pidFile).Should().BeFalse();
    }

    [Fact]
    public async Task Given_ALeftover_When_Ended_Then_ItIsGone()
    {
        using var leftover = Process.Start("sleep", ["60"]);
        ProcessIdentity.Of(leftover)!.Write(_pidFile);
        await SupervisedProcess.EndLeftoverAsync(_pidFile);
        leftover.HasExited.Should().BeTrue();
        File.Exists(_pidFile).Should().BeFalse();
    }

    [Fact]
    public async Task Given_ANoteWhoseIdWasReused_When_LeftoversAreEnded_Then_TheOtherProcessIsLeftAlone()
    {
        using var other = Process.Start("sleep", ["60"]);
        var identity = ProcessIdentity.Of(other)!;
        (identity with { StartTicks = identity.StartTicks - TimeSpan.TicksPerHour }).Write(_pidFile);
        await SupervisedProcess.EndLeftoverAsync(_pidFile);
        var survived = !other.HasExited;
        other.Kill();
        survived.Should().BeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"Id\":")]
    public async Task Given_NoReadableNote_When_LeftoversAreEnded_Then_NothingHappens(string? note)
    {
        if (note is not null) await File.WriteAllTextAsync(_pidFile, note);
        await SupervisedProcess.EndLeftoverAsync(_pidFile);
        File.Exists(_pidFile).Should().BeFalse();
    }

    [Fact]
    public async Task Given_AProgramThatEnds_When_WaitedFor_Then_TheWaitFails()
    {
        await using var process = SupervisedProcess.Start(new ProcessStartInfo("false"), _pidFile);
        await FluentActions.Awaiting(() => process.WaitUntilReadyAsync(_ => Task.FromResult(false), TimeSpan.FromSeconds(30), CancellationToken.None))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*code 1*");
    }

    [Fact]
    public async Task Given_AProgramThatNeverAnswers_When_WaitedFor_Then_ItTimesOut()
    {
        await using var process = SupervisedProcess.Start(new ProcessStartInfo("sleep", ["60"]), _pidFile);
        await FluentActions.Awaiting(() => process.WaitUntilReadyAsync(_ => Task.FromResult(false), TimeSpan.FromMilliseconds(100), CancellationToken.None))
            .Should().ThrowAsync<TimeoutException>();
    }
}
