using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Functions.Adapters.Sealing;

/// <summary>What every <see cref="IContentSealer"/> does.</summary>
public abstract class ContentSealerContract
{
    private static readonly RecordName Record = new("note", "1");
    private static readonly Note Content = new("Títol", ["família", "1987"], Place: null);
    private readonly UserId _anna = new(Guid.CreateVersion7());
    private readonly UserId _bernat = new(Guid.CreateVersion7());
    private readonly UserId _carla = new(Guid.CreateVersion7());

    protected abstract IContentSealer Sealer { get; }

    protected abstract IUserKeys UserKeys { get; }

    protected abstract IUserKeyVersions Versions { get; }

    [Fact]
    public async Task Given_Content_When_Sealed_Then_EveryOwnerOpensIt()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna, _bernat], default);

        (await Sealer.OpenAsync<Note>(Record, record, _anna, default)).Should().BeEquivalentTo(Content);
        (await Sealer.OpenAsync<Note>(Record, record, _bernat, default)).Should().BeEquivalentTo(Content);
    }

    [Fact]
    public async Task Given_Content_When_Sealed_Then_NothingOfItCanBeRead()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        Encoding.UTF8.GetString(record.Payload.AsSpan()).Should().NotContain("1987");
        record.Schema.Should().Be(3);
        record.Wraps.Should().ContainSingle().Which.Owner.Should().Be(_anna);
    }

    [Fact]
    public async Task Given_AnOwnerNamedTwice_When_Sealed_Then_ThereIsOneWrap() =>
        (await Sealer.SealAsync(Record, Content, [_anna, _anna], default)).Wraps.Should().HaveCount(1);

    [Fact]
    public async Task Given_NoOwner_When_Sealed_Then_ItIsRefused() =>
        await FluentActions.Awaiting(() => Sealer.SealAsync(Record, Content, [], default)).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public async Task Given_ARecord_When_Disclosed_Then_ItsContentIsThereAndAnybodyOpensThePayloadByTheKey()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        var disclosed = await Sealer.DiscloseAsync<Note>(Record, record, _anna, default);

        disclosed.Content.Should().BeEquivalentTo(Content);
        disclosed.ToString().Should().NotContain(Content.Title);
        var payload = record.Payload.AsSpan();
        var plain = new byte[payload.Length - 29];
        using var aes = new AesGcm(disclosed.RecordKey.AsSpan(), 16);
        aes.Decrypt(payload[1..13], payload[13..^16], payload[^16..], plain, "\0\0\0\rkpm.record.v1\0\0\0\u0004note\0\0\0\u00011\0\0\0\u00013"u8);
        Encoding.UTF8.GetString(plain).Should().Contain("1987");
        await FluentActions.Awaiting(() => Sealer.DiscloseAsync<Note>(Record, record, _bernat, default)).Should().ThrowAsync<SealBrokenException>();
    }

    [Fact]
    public async Task Given_ARecord_When_OpenedByAStranger_Then_ItIsBroken()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        await BrokenAsync(record, _bernat);
    }

    [Fact]
    public async Task Given_ARecord_When_AStrangerPutsOwnNameOnAWrap_Then_ItIsBroken()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna, _bernat], default);
        var relabelled = record with { Wraps = [record.Wraps[0] with { Owner = _bernat }] };

        await BrokenAsync(relabelled, _bernat);
    }

    [Fact]
    public async Task Given_ARecord_When_MovedToAnotherRecord_Then_ItIsBroken()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        await FluentActions.Awaiting(() => Sealer.OpenAsync<Note>(Record with { Id = "2" }, record, _anna, default)).Should().ThrowAsync<SealBrokenException>();
    }

    [Fact]
    public async Task Given_TwoRecords_When_OnePayloadIsPutInTheOther_Then_ItIsBroken()
    {
        var one = await Sealer.SealAsync(Record, Content, [_anna], default);
        var two = await Sealer.SealAsync(Record, Content, [_anna], default);

        await BrokenAsync(one with { Payload = two.Payload }, _anna);
    }

    [Fact]
    public async Task Given_ARecord_When_AnotherSchemaIsWrittenOnIt_Then_ItIsBroken()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        await BrokenAsync(record with { Schema = 2 }, _anna);
    }

    [Fact]
    public async Task Given_ARecord_When_Resealed_Then_TheWrapsStayAndEveryOwnerOpensTheNewContent()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna, _bernat], default);
        var changed = Content with { Place = "Girona" };

        var resealed = await Sealer.ResealAsync(Record, record, _bernat, changed, default);

        resealed.Wraps.Should().Equal(record.Wraps);
        (await Sealer.OpenAsync<Note>(Record, resealed, _anna, default)).Should().BeEquivalentTo(changed);
    }

    [Fact]
    public async Task Given_ARecord_When_ResealedUnchanged_Then_TheBytesDiffer()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        var resealed = await Sealer.ResealAsync(Record, record, _anna, Content, default);

        resealed.Payload.Should().NotEqual(record.Payload);
    }

    [Fact]
    public async Task Given_ARecord_When_Rewrapped_Then_OnlyTheNewOwnersOpenIt()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        var rewrapped = await Sealer.RewrapAsync(Record, record, _anna, [_bernat, _carla], default);

        rewrapped.Payload.Should().Equal(record.Payload);
        rewrapped.Wraps.Select(wrap => wrap.Owner).Should().Equal(_bernat, _carla);
        (await Sealer.OpenAsync<Note>(Record, rewrapped, _carla, default)).Should().BeEquivalentTo(Content);
        await BrokenAsync(rewrapped, _anna);
    }

    [Fact]
    public async Task Given_ARecord_When_RewrappedForNobody_Then_ItIsRefused()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        await FluentActions.Awaiting(() => Sealer.RewrapAsync(Record, record, _anna, [], default)).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Given_ANewVersionOfAKey_When_ItsWrapIsRenewed_Then_ThePayloadAndTheOtherWrapStayAndTheOlderVersionIsNotNeeded()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna, _bernat], default);
        await Versions.AddAsync(_anna, 2, default);

        var renewed = await Sealer.RenewWrapAsync(Record, record, new RotatedKey(_anna, 2, default), default);

        await Versions.DropOlderAsync(_anna, 2, default);
        renewed.Payload.Should().Equal(record.Payload);
        renewed.Wraps.Select(wrap => (wrap.Owner, wrap.UserKeyVersion)).Should().Equal((_anna, 2), (_bernat, 1));
        renewed.Wraps[1].Should().Be(record.Wraps[1]);
        (await Sealer.OpenAsync<Note>(Record, renewed, _anna, default)).Should().BeEquivalentTo(Content);
        (await Sealer.OpenAsync<Note>(Record, renewed, _bernat, default)).Should().BeEquivalentTo(Content);
    }

    [Fact]
    public async Task Given_AWrapOfTheNewVersionOrNone_When_Renewed_Then_TheRecordIsTheSame()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        (await Sealer.RenewWrapAsync(Record, record, new RotatedKey(_anna, 1, default), default)).Should().BeSameAs(record);
        (await Sealer.RenewWrapAsync(Record, record, new RotatedKey(_bernat, 2, default), default)).Should().BeSameAs(record);
    }

    [Fact]
    public async Task Given_AVersionThatDoesNotExist_When_AWrapIsRenewed_Then_TheKeyIsMissing()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna], default);

        await FluentActions.Awaiting(() => Sealer.RenewWrapAsync(Record, record, new RotatedKey(_anna, 2, default), default)).Should().ThrowAsync<UserKeyMissingException>();
    }

    [Fact]
    public async Task Given_AnErasedOwner_When_Opened_Then_OnlyTheOtherOwnersOpenIt()
    {
        var record = await Sealer.SealAsync(Record, Content, [_anna, _bernat], default);
        await UserKeys.EraseAsync(_anna, default);

        await FluentActions.Awaiting(() => Sealer.OpenAsync<Note>(Record, record, _anna, default)).Should().ThrowAsync<UserKeyMissingException>();
        (await Sealer.OpenAsync<Note>(Record, record, _bernat, default)).Should().BeEquivalentTo(Content);
    }

    [Fact]
    public async Task Given_AnErasedPerson_When_SomethingIsSealedForThem_Then_ItIsRefused()
    {
        await UserKeys.EraseAsync(_anna, default);

        await FluentActions.Awaiting(() => Sealer.SealAsync(Record, Content, [_anna], default)).Should().ThrowAsync<UserKeyMissingException>();
    }

    private async Task BrokenAsync(SealedRecord record, UserId opener) =>
        await FluentActions.Awaiting(() => Sealer.OpenAsync<Note>(Record, record, opener, default)).Should().ThrowAsync<SealBrokenException>();

    [ContentSchema(3)]
    private sealed record Note(string Title, IReadOnlyList<string> Tags, string? Place);
}
