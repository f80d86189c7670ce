using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class UserKeyTests
{
    [Fact]
    public void Given_AWrap_When_Unwrapped_Then_TheDataKeyOpensWhatItSealed()
    {
        using var userKey = Sample.UserKey();
        using var dataKey = DataKey.Generate();
        var payload = RecordSeal.Seal(dataKey, Sample.Record, 1, "x"u8);

        using var unwrapped = userKey.Unwrap(userKey.Wrap(dataKey, Sample.Record), Sample.Record);

        RecordSeal.Open(unwrapped, Sample.Record, 1, payload).Should().Equal("x"u8.ToArray());
    }

    [Fact]
    public void Given_AWrap_When_Made_Then_ItHasTheDocumentedLength()
    {
        using var userKey = Sample.UserKey();
        using var dataKey = Sample.DataKey();

        userKey.Wrap(dataKey, Sample.Record).WrappedDataKey.Should().HaveCount(1 + 12 + 32 + 16);
    }

    [Fact]
    public void Given_AWrap_When_AnyByteIsAltered_Then_ItDoesNotUnwrap()
    {
        using var userKey = Sample.UserKey();
        using var dataKey = Sample.DataKey();
        var wrap = userKey.Wrap(dataKey, Sample.Record);

        for (var position = 0; position < wrap.WrappedDataKey.Length; position++)
        {
            var altered = wrap with { WrappedDataKey = wrap.WrappedDataKey.SetItem(position, (byte)(wrap.WrappedDataKey[position] ^ 1)) };
            Unwrapping(userKey, altered, Sample.Record).Should().Throw<SealBrokenException>($"byte {position} was altered");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(28)]
    [InlineData(60)]
    public void Given_AWrap_When_Cut_Then_ItDoesNotUnwrap(int length)
    {
        using var userKey = Sample.UserKey();
        using var dataKey = Sample.DataKey();
        var wrap = userKey.Wrap(dataKey, Sample.Record);

        Unwrapping(userKey, wrap with { WrappedDataKey = wrap.WrappedDataKey[..length] }, Sample.Record).Should().Throw<SealBrokenException>();
    }

    [Fact]
    public void Given_AWrap_When_RelabelledForAnotherOwner_Then_ItDoesNotUnwrap()
    {
        using var userKey = Sample.UserKey();
        using var sameBytes = UserKey.From(Sample.OtherOwner, 1, Sample.Bytes(32, first: 32));
        using var dataKey = Sample.DataKey();
        var wrap = userKey.Wrap(dataKey, Sample.Record);

        Unwrapping(sameBytes, wrap, Sample.Record).Should().Throw<SealBrokenException>();
        Unwrapping(sameBytes, wrap with { Owner = Sample.OtherOwner }, Sample.Record).Should().Throw<SealBrokenException>();
    }

    [Fact]
    public void Given_AWrap_When_RelabelledWithAnotherKeyVersion_Then_ItDoesNotUnwrap()
    {
        using var userKey = Sample.UserKey();
        using var sameBytes = UserKey.From(Sample.Owner, 2, Sample.Bytes(32, first: 32));
        using var dataKey = Sample.DataKey();
        var wrap = userKey.Wrap(dataKey, Sample.Record);

        Unwrapping(sameBytes, wrap, Sample.Record).Should().Throw<SealBrokenException>();
        Unwrapping(sameBytes, wrap with { UserKeyVersion = 2 }, Sample.Record).Should().Throw<SealBrokenException>();
    }

    [Fact]
    public void Given_AWrap_When_MovedToAnotherRecord_Then_ItDoesNotUnwrap()
    {
        using var userKey = Sample.UserKey();
        using var dataKey = Sample.DataKey();
        var wrap = userKey.Wrap(dataKey, Sample.Record);

        Unwrapping(userKey, wrap, RecordNames.Of(Sample.OtherAsset)).Should().Throw<SealBrokenException>();
        Unwrapping(userKey, wrap, Sample.Record with { Type = "release" }).Should().Throw<SealBrokenException>();
    }

    [Fact]
    public void Given_ACopy_When_TheOriginalIsDisposed_Then_TheCopyStillWorks()
    {
        using var dataKey = Sample.DataKey();
        var original = Sample.UserKey();
        var wrap = original.Wrap(dataKey, Sample.Record);
        using var copy = original.Copy();
        original.Dispose();

        Unwrapping(copy, wrap, Sample.Record).Should().NotThrow();
        Unwrapping(original, wrap, Sample.Record).Should().Throw<ObjectDisposedException>();
    }

    private static Action Unwrapping(UserKey key, KeyWrap wrap, RecordName record) => () => key.Unwrap(wrap, record).Dispose();
}
