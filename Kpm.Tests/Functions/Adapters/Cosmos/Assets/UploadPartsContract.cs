using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

/// <summary>What every <see cref="IUploadParts"/> does.</summary>
public abstract class UploadPartsContract
{
    private const long Maximum = 100;

    protected abstract IUploads Uploads { get; }

    protected abstract IUploadParts Parts { get; }

    [Fact]
    public async Task Given_PartsInAnyOrder_When_Listed_Then_TheyAreOrderedByNumberAndCounted()
    {
        var upload = await OpenAsync();
        foreach (var number in new[] { 10_000, 1, 300 }) (await PutAsync(upload, Part(number, 20))).IsFailure.Should().BeFalse();

        (await Parts.ListAsync(upload, default)).Should().Equal(Part(1, 20), Part(300, 20), Part(10_000, 20));
        (await FindAsync(upload)).State.ReceivedBytes.Should().Be(60);
    }

    [Fact]
    public async Task Given_APart_When_PutAgain_Then_ItReplacesTheFirstAndTheSumFollows()
    {
        var upload = await OpenAsync();
        var (first, second) = (Part(1, 90), Part(1, 95) with { Attempt = Guid.CreateVersion7() });

        (await PutAsync(upload, first)).Value.Replaced.Should().BeNull();
        (await PutAsync(upload, second)).Value.Replaced.Should().Be(first.Attempt);

        (await Parts.ListAsync(upload, default)).Should().Equal(second);
        (await FindAsync(upload)).State.ReceivedBytes.Should().Be(95);
    }

    [Fact]
    public async Task Given_PartsAtTheSameTime_When_Put_Then_NoneIsLost()
    {
        var upload = await OpenAsync();

        var recorded = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => PutAsync(upload, Part(number, 5))));

        recorded.Should().OnlyContain(result => !result.IsFailure);
        (await Parts.ListAsync(upload, default)).Should().HaveCount(20);
        (await FindAsync(upload)).State.ReceivedBytes.Should().Be(100);
    }

    [Fact]
    public async Task Given_OnePartManyTimesAtOnce_When_Put_Then_OneStaysAndEveryOtherIsToldToSomebody()
    {
        var upload = await OpenAsync();
        var attempts = Enumerable.Range(0, 4).Select(_ => Part(1, 5) with { Attempt = Guid.CreateVersion7() }).ToList();

        var recorded = await Task.WhenAll(attempts.Select(part => PutAsync(upload, part)));

        var kept = (await Parts.ListAsync(upload, default)).Should().ContainSingle().Which;
        recorded.Select(result => result.Value.Replaced).OfType<Guid>().Should().BeEquivalentTo(attempts.Select(part => part.Attempt).Where(attempt => attempt != kept.Attempt));
        (await FindAsync(upload)).State.ReceivedBytes.Should().Be(5);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    [InlineData(1_000, true)]
    public async Task Given_APart_When_AllTogetherAreTooMuch_Then_ItIsRefused(long size, bool isRefused)
    {
        var upload = await OpenAsync();

        var recorded = await PutAsync(upload, Part(1, size));

        (recorded.Error is FileTooLarge).Should().Be(isRefused);
        (await Parts.ListAsync(upload, default)).Should().HaveCount(isRefused ? 0 : 1);
    }

    [Fact]
    public async Task Given_AnUploadThatEndedOrIsUnknown_When_APartIsPut_Then_ItIsRefused()
    {
        var upload = await OpenAsync();
        await PutAsync(upload, Part(1, 5));
        var loaded = await FindAsync(upload);
        loaded.Abandon(SampleStates.Now);
        await Uploads.SaveAsync(loaded, default);

        (await PutAsync(upload, Part(1, 5))).Error.Should().BeOfType<UploadEnded>();
        (await PutAsync(upload, Part(2, 5))).Error.Should().BeOfType<UploadEnded>();
        (await PutAsync(Upload.IdOf("unknown"), Part(1, 5))).Error.Should().BeOfType<UploadEnded>();
        (await Parts.ListAsync(upload, default)).Should().ContainSingle();
    }

    /// <summary>Whoever completes an upload must not miss a part, nor one that was replaced.</summary>
    [Fact]
    public async Task Given_ALoadedUpload_When_APartIsPutMeanwhile_Then_ItCannotBeSaved()
    {
        var upload = await OpenAsync();
        var loaded = await FindAsync(upload);
        await PutAsync(upload, Part(1, 5));
        loaded.Abandon(SampleStates.Now);

        await FluentActions.Awaiting(() => Uploads.SaveAsync(loaded, default)).Should().ThrowAsync<ConcurrencyConflictException>();
    }

    protected static ArrivedPart Part(int number, long size) => new(number, new Guid(number, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]), size, new string('a', 64), SampleStates.Now);

    private Task<Result<PartRecorded>> PutAsync(UploadId upload, ArrivedPart part) => Parts.PutAsync(upload, part, Maximum, default);

    private async Task<Upload> FindAsync(UploadId upload) => (await Uploads.FindAsync(upload, default))!;

    private async Task<UploadId> OpenAsync()
    {
        var upload = Upload.Open(SampleStates.AssetNo(1), SampleStates.Anna, Guid.CreateVersion7().ToString(), SampleStates.Now, TimeSpan.FromHours(24));
        (await Uploads.AddAsync(upload, default)).Should().BeTrue();
        return upload.Id;
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosUploadPartsTests(LocalStores stores) : UploadPartsContract
{
    protected override IUploads Uploads { get; } = new UploadStore(stores.Store(UploadStore.Mapping));

    protected override IUploadParts Parts { get; } = new UploadParts(stores.Database);
}

public sealed class InMemoryUploadPartsTests : UploadPartsContract
{
    private readonly InMemoryUploads _uploads = new();

    public InMemoryUploadPartsTests() => Parts = new InMemoryUploadParts(_uploads);

    protected override IUploads Uploads => _uploads;

    protected override IUploadParts Parts { get; }
}
