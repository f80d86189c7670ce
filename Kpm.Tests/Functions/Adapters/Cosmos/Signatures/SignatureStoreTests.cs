using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Functions.Adapters.Cosmos.History;
using Kpm.Functions.Adapters.Cosmos.Signatures;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Signatures;

/// <summary>Receipts and signed heads in the store.</summary>
[Collection(nameof(LocalStores))]
public sealed class SignatureStoreTests(LocalStores stores)
{
    private static readonly StoredReceipt Receipt = new(SampleStates.Release(100), SampleStates.Anna, [SampleStates.Ben], 5, SampleStates.Now, "header.payload.signature", [1, 2, 3]);
    private readonly ReceiptStore _receipts = new(stores.Database);
    private readonly SignedHeadStore _heads = new(stores.Database);

    [Fact]
    public async Task Given_AStoredReceipt_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("signatures"), "receipt");

        (await _receipts.FindAsync(SampleStates.Release(100), default)).Should().BeEquivalentTo(Receipt, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_AReceipt_When_AnotherOfTheSameReleaseComes_Then_TheFirstStaysAndItsSecretGoesWhenItIsTold()
    {
        var first = Receipt with { Release = new ReleaseId(Guid.CreateVersion7()) };
        (await _receipts.FindAsync(first.Release, default)).Should().BeNull();
        await _receipts.AddAsync(first, default);
        await _receipts.AddAsync(first with { Signed = "another" }, default);

        (await _receipts.FindAsync(first.Release, default)).Should().BeEquivalentTo(first);
        await _receipts.MarkToldAsync(first, default);

        var told = (await _receipts.FindAsync(first.Release, default))!;
        (told.IsTold, told.Signed).Should().Be((true, first.Signed));
        (await stores.ReadAsync("signatures", "receipt", first.Release.ToString())).TryGetProperty("secret", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Given_StoredHeads_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("signatures"), "signedHead");
        await StoredFile.PutAsync(stores.Database.GetContainer("history"), "historyHeadToSign");
        var hash = "7f91e30c49ec4c800470f64651928245c065757b0b1a821629394894880f5468";

        (await _heads.FindFromAsync(SampleStates.User(100), 1, default)).Should().Be(new SignedHead(6, hash, SampleStates.Now, "header.payload.signature"));
        var head = (await new HistoryStore(stores.Database, new FakeSealer()).FindHeadAsync(SampleStates.User(101), default))!;
        (head.Sequence, head.SignAt).Should().Be((1, SampleStates.Now + TimeSpan.FromHours(16)));
    }

    [Fact]
    public async Task Given_SignedHeads_When_APlaceIsAskedFor_Then_TheFirstThatCoversItComesAndEachPlaceHasOne()
    {
        var person = new UserId(Guid.CreateVersion7());
        foreach (var sequence in new long[] { 12, 3, 7 }) await _heads.AddAsync(person, Of(sequence), default);
        await _heads.AddAsync(person, Of(7) with { Signed = "another" }, default);
        await _heads.AddAsync(new UserId(Guid.CreateVersion7()), Of(5), default);

        (await _heads.FindFromAsync(person, 4, default)).Should().Be(Of(7));
        (await _heads.FindFromAsync(person, 12, default)).Should().Be(Of(12));
        (await _heads.FindFromAsync(person, 13, default)).Should().BeNull();
        var all = new List<SignedHead>();
        await foreach (var head in _heads.ReadAsync(person, default)) all.Add(head);
        all.Should().Equal(Of(3), Of(7), Of(12));
    }

    private static SignedHead Of(long sequence) => new(sequence, new string('a', 64), SampleStates.Now, "signed");
}
