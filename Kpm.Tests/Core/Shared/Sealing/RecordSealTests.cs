using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class RecordSealTests
{
    private static readonly byte[] Content = "a secret"u8.ToArray();

    [Fact]
    public void Given_Content_When_SealedAndOpened_Then_ItIsTheSame()
    {
        using var key = Sample.DataKey();

        RecordSeal.Open(key, Sample.Record, 1, RecordSeal.Seal(key, Sample.Record, 1, Content)).Should().Equal(Content);
    }

    [Fact]
    public void Given_OneContent_When_SealedTwice_Then_NoncesDiffer()
    {
        using var key = Sample.DataKey();

        var nonces = Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(RecordSeal.Seal(key, Sample.Record, 1, Content).AsSpan(1, 12)));

        nonces.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Given_APayload_When_AnyByteIsAltered_Then_ItDoesNotOpen()
    {
        using var key = Sample.DataKey();
        var payload = RecordSeal.Seal(key, Sample.Record, 1, Content);

        for (var position = 0; position < payload.Length; position++)
        {
            var altered = payload.ToArray();
            altered[position] ^= 1;
            Opening(key, Sample.Record, 1, altered).Should().Throw<SealBrokenException>($"byte {position} was altered");
        }
    }

    [Fact]
    public void Given_APayload_When_CutAnywhere_Then_ItDoesNotOpen()
    {
        using var key = Sample.DataKey();
        var payload = RecordSeal.Seal(key, Sample.Record, 1, Content);

        for (var length = 0; length < payload.Length; length++)
        {
            Opening(key, Sample.Record, 1, payload[..length]).Should().Throw<SealBrokenException>($"it was cut to {length} bytes");
        }
    }

    [Theory]
    [InlineData("release", "018f0000-0000-7000-8000-0000000000a1", 1)]
    [InlineData("asset", "018f0000-0000-7000-8000-0000000000a2", 1)]
    [InlineData("asset0", "18f0000-0000-7000-8000-0000000000a1", 1)]
    [InlineData("asset", "018f0000-0000-7000-8000-0000000000a1", 2)]
    public void Given_APayload_When_MovedToAnotherPlace_Then_ItDoesNotOpen(string type, string id, int schema)
    {
        using var key = Sample.DataKey();
        var payload = RecordSeal.Seal(key, Sample.Record, 1, Content);

        Opening(key, new RecordName(type, id), schema, payload).Should().Throw<SealBrokenException>();
    }

    [Fact]
    public void Given_APayload_When_OpenedWithAnotherKey_Then_ItDoesNotOpen()
    {
        using var key = Sample.DataKey();
        using var other = DataKey.Generate();

        Opening(other, Sample.Record, 1, RecordSeal.Seal(key, Sample.Record, 1, Content)).Should().Throw<SealBrokenException>();
    }

    [Fact]
    public void Given_ADisposedKey_When_Used_Then_ItRefuses()
    {
        var key = Sample.DataKey();
        key.Dispose();

        FluentActions.Invoking(() => RecordSeal.Seal(key, Sample.Record, 1, Content)).Should().Throw<ObjectDisposedException>();
    }

    private static Func<byte[]> Opening(DataKey key, RecordName record, int schema, byte[] payload) =>
        () => RecordSeal.Open(key, record, schema, payload);
}
