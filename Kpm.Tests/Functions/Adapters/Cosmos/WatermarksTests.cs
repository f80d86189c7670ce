using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IWatermarks"/> does.</summary>
public abstract class WatermarksContract
{
    private readonly string _job = $"job-{Guid.NewGuid()}";

    protected abstract IWatermarks Stored { get; }

    [Fact]
    public async Task Given_AJobThatNeverRan_When_Read_Then_NothingIsDone() =>
        (await Stored.ReadAsync(_job, default)).Should().Be(new Watermark(new Timestamp(0), null, null));

    [Fact]
    public async Task Given_AWatermark_When_SavedAndReadAgain_Then_ItIsTheSame()
    {
        var opened = (await Stored.TrySaveAsync(_job, await Stored.ReadAsync(_job, default) with { OpenUntil = SampleStates.Now }, default))!;
        (await Stored.ReadAsync(_job, default)).Should().Be(opened);

        var closed = (await Stored.TrySaveAsync(_job, opened with { DoneUntil = SampleStates.Now, OpenUntil = null }, default))!;
        (await Stored.ReadAsync(_job, default)).Should().Be(closed);
        (closed.DoneUntil, closed.OpenUntil).Should().Be((SampleStates.Now, null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_TwoInstances_When_BothSaveWhatTheyRead_Then_OneDoes(bool hasRun)
    {
        if (hasRun) await Stored.TrySaveAsync(_job, await Stored.ReadAsync(_job, default), default);
        var read = await Stored.ReadAsync(_job, default);

        (await Stored.TrySaveAsync(_job, read with { OpenUntil = SampleStates.Now }, default)).Should().NotBeNull();
        (await Stored.TrySaveAsync(_job, read with { OpenUntil = new Timestamp(9) }, default)).Should().BeNull();

        (await Stored.ReadAsync(_job, default)).OpenUntil.Should().Be(SampleStates.Now);
    }
}

public sealed class InMemoryWatermarksTests : WatermarksContract
{
    protected override IWatermarks Stored { get; } = new InMemoryWatermarks();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosWatermarksTests(LocalStores stores) : WatermarksContract
{
    protected override IWatermarks Stored { get; } = new Watermarks(stores.Database);
}
